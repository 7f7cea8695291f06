/** What a function says about its parameters, for the few who ask at run time. */

import type { Expression } from "../../syntax/tree";
import { scopeOf } from "../calls";
import { fault } from "../errors";
import type { Runtime } from "../runtime";
import type { FunctionValue, Value } from "../values";
import { none } from "../values";

/** The type of a function's first annotated parameter, where `functools.singledispatch` looks for it. */
export function annotatedType(run: Runtime, value: Value): Value {
  const annotation = value.kind === "function" ? firstAnnotation(value) : undefined;
  if (value.kind !== "function" || annotation === undefined)
    throw fault("TypeError", "Invalid first argument to `register()`: a class or an annotated function");
  const scope = scopeOf(value);
  return run.evaluate(
    {
      scope,
      chunk: value.chunk,
      code: scope.code,
      name: value.qualifiedName,
      depth: run.userDepth,
      owner: value.owner,
      first: undefined,
      returned: none,
      handled: undefined,
      importGuards: 0,
    },
    annotation,
  );
}

function firstAnnotation({ definition }: FunctionValue): Expression | undefined {
  return definition.parameters.find((one) => one.annotation !== undefined)?.annotation;
}
