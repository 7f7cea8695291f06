/** What a class's constructors take together: `**kwargs` that one hands on are the parameters of the next. */

import { isOfProgram } from "../../interpreter/interpreter";
import type { ClassValue, FunctionValue, Value } from "../../interpreter/values";
import { walk } from "../../syntax/walk";
import { bodyOf, type Parameter, signatureOf } from "./signature";

export function constructionOf(type: ClassValue): readonly Parameter[] {
  const fields = fieldsOf(type);
  if (fields !== undefined) return fields;
  const found: Parameter[] = [];
  const settled = new Set<string>();
  for (const one of type.order) {
    const init = one.attributes.get("__init__");
    if (init?.kind !== "function" && init?.kind !== "builtin") continue;
    const { parameters } = signatureOf(init, 1);
    found.push(
      ...parameters.filter(({ name, form }) => !settled.has(name) && (form !== "keywords" || found.length === 0)),
    );
    const rest = parameters.find(({ form }) => form === "keywords");
    if (rest === undefined || init.kind === "builtin") break;
    for (const { name } of parameters) settled.add(name);
    const handed = handedOn(init, rest.name);
    if (handed === undefined) break;
    for (const name of handed) settled.add(name);
  }
  return found.filter(({ name }, i) => found.findIndex((other) => other.name === name) === i);
}

/** The keywords that `super().__init__(…, **kwargs)` spells out itself; `undefined` where it hands nothing on. */
function handedOn(init: FunctionValue, rest: string): readonly string[] | undefined {
  let names: readonly string[] | undefined;
  walk(bodyOf(init), (node) => {
    if (node.kind !== "call" || node.callee.kind !== "member" || node.callee.name !== "__init__") return;
    const isHanded = node.arguments.some(
      ({ kind, value }) => kind === "dictSpread" && value.kind === "name" && value.name === rest,
    );
    if (isHanded) names = node.arguments.flatMap((argument) => (argument.kind === "keyword" ? [argument.name] : []));
  });
  return names;
}

/** The fields of a data class whose constructor is made from them. */
function fieldsOf(type: ClassValue): readonly Parameter[] | undefined {
  const [owner] = type.order.filter(({ attributes }) => attributes.has("__init__"));
  const held = owner?.attributes.get("__dataclass_fields__");
  const init = owner?.attributes.get("__init__");
  if (held?.kind !== "dict" || init?.kind !== "function" || isOfProgram(init)) return undefined;
  return [...held.entries.values()].flatMap(([key, field]) => {
    if (key.kind !== "str" || field.kind !== "instance") return [];
    const annotation = field.attributes.get("type");
    return {
      name: key.value,
      form: "plain",
      hasDefault: !isMissing(field.attributes.get("default")) || !isMissing(field.attributes.get("default_factory")),
      annotation: annotation?.kind === "str" ? annotation.value : undefined,
    };
  });
}

function isMissing(value: Value | undefined): boolean {
  return value?.kind === "instance" && value.type.name === "_Missing";
}
