/** What a class's constructors take together: `**kwargs` that one hands on are the parameters of the next. */

import type { ClassValue, FunctionValue } from "../interpreter/values";
import { walk } from "../syntax/walk";
import { bodyOf, type Parameter, signatureOf } from "./signature";

export function constructionOf(type: ClassValue): readonly Parameter[] {
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
