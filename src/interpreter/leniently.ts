/**
 * Objects whose constructor cannot run as it stands (it loads data, builds an environment, asks a base class that is not
 * there): its statements run one by one, and those that fail are passed over.
 */

import type { Expression } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { call } from "./calls";
import { asRaised } from "./errors";
import { dictOf } from "./keys";
import { findOverride } from "./natives";
import type { Frame, Runtime } from "./runtime";
import { enclosing, LexicalScope, nameTable } from "./scope";
import { Raised } from "./tracer";
import type { ClassValue, FunctionValue, InstanceValue } from "./values";
import { none, tuple } from "./values";

export function constructLeniently(run: Runtime, type: ClassValue): InstanceValue {
  const made: InstanceValue = { kind: "instance", type, attributes: new Map() };
  const inits = type.order.flatMap((one) => one.attributes.get("__init__") ?? []);
  const prepare = inits.find(
    (one) => !(one.kind === "function" && one.scope instanceof LexicalScope && one.scope.code.isUser),
  );
  if (prepare !== undefined) attempt(() => call(run, prepare, [made]));
  const init = findOverride(type, "__init__");
  if (init?.kind === "function" && init.definition.kind === "function") runBody(run, init, made);
  return made;
}

function runBody(run: Runtime, init: FunctionValue, made: InstanceValue): void {
  const { definition, body } = init;
  if (!(init.scope instanceof LexicalScope) || !Array.isArray(body)) return;
  const table = nameTable(
    body,
    definition.parameters.map((one) => one.name),
  );
  const scope = new LexicalScope("function", enclosing(init.scope), init.scope.code, table);
  definition.parameters.forEach(({ name, form, annotation }, i) => {
    const value =
      i === 0 ? made : form === "variadic" ? tuple([]) : form === "keywords" ? dictOf([]) : init.defaults[i];
    const isThere = value !== undefined && value.kind !== "none";
    const settings = isThere || annotation === undefined ? undefined : settingsOf(run, init.scope, annotation);
    // one without a default stays unbound: what needs it fails, and is passed over
    const given = settings ?? value;
    if (given !== undefined) scope.names.set(name, given);
  });
  const frame: Frame = {
    scope,
    chunk: init.chunk,
    code: scope.code,
    name: init.qualifiedName,
    depth: run.userDepth + 1,
    owner: init.owner,
    first: made,
    returned: none,
    handled: undefined,
    importGuards: 0,
  };
  for (const statement of body) attempt(() => run.execute(frame, [statement]));
}

/** `args: LossConfig | None`: an object of the data class that the annotation names, with its defaults. */
function settingsOf(run: Runtime, scope: FunctionValue["scope"], annotation: Expression): InstanceValue | undefined {
  const names: string[] = [];
  walk(annotation, (node) => {
    if (node.kind === "name") names.push(node.name);
    if (node.kind === "string" && /^\w+/.test(node.value)) names.push(...(node.value.match(/\w+/g) ?? []));
  });
  let made: InstanceValue | undefined;
  for (const name of names) {
    attempt(() => {
      const type = scope instanceof LexicalScope ? scope.find(name) : undefined;
      if (made !== undefined || type?.kind !== "class") return;
      if (type.order.some((one) => one.attributes.has("__dataclass_fields__"))) made = constructLeniently(run, type);
    });
  }
  return made;
}

function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(asRaised(error, undefined) instanceof Raised)) throw error;
  }
}
