/**
 * Objects whose constructor cannot run as it stands (it loads data, builds an environment, asks a base class that is not
 * there): its statements run one by one, and those that fail are passed over.
 */

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
  definition.parameters.forEach(({ name, form }, i) => {
    const value =
      i === 0 ? made : form === "variadic" ? tuple([]) : form === "keywords" ? dictOf([]) : init.defaults[i];
    // one without a default stays unbound: what needs it fails, and is passed over
    if (value !== undefined) scope.names.set(name, value);
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

function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(asRaised(error, undefined) instanceof Raised)) throw error;
  }
}
