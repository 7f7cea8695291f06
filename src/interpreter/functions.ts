/** Functions as values: what `def` and `lambda` make. */

import type { Expression, FunctionStatement, LambdaExpression } from "../syntax/tree";
import { AbsentNeeded } from "./errors";
import type { Frame, Runtime } from "./runtime";
import { mark } from "./runtime";
import type { FunctionValue, Value } from "./values";

export function createFunction(
  run: Runtime,
  frame: Frame,
  definition: FunctionStatement | LambdaExpression,
): FunctionValue {
  const name = definition.kind === "function" ? definition.name : "<lambda>";
  const made: FunctionValue = {
    kind: "function",
    name,
    qualifiedName: qualify(frame, name),
    definition,
    body: definition.body,
    chunk: frame.chunk,
    scope: frame.scope,
    defaults: definition.parameters.map((one) =>
      one.initial === undefined ? undefined : run.evaluate(frame, one.initial),
    ),
    attributes: new Map(),
    ...(frame.owner === undefined ? {} : { owner: frame.owner }),
  };
  if (frame.code.isUser) run.definitions.set(made.qualifiedName, made);
  return made;
}

/** Applies decorators, the last first. One that could not be found changes nothing. */
export function decorate(
  run: Runtime,
  frame: Frame,
  statement: { readonly decorators: FunctionStatement["decorators"] },
  value: Value,
): Value {
  let decorated = value;
  const decorators = statement.decorators.map(
    (expression) => [expression, evaluateDecorator(run, frame, expression)] as const,
  );
  for (const [expression, decorator] of decorators.reverse()) {
    if (decorator.kind === "absent") continue;
    mark(run, frame, expression);
    decorated = run.call(decorator, [decorated]);
  }
  return decorated;
}

function evaluateDecorator(run: Runtime, frame: Frame, expression: FunctionStatement["decorators"][number]): Value {
  try {
    return run.evaluate(frame, expression);
  } catch (error) {
    if (!(error instanceof AbsentNeeded)) throw error;
    return { kind: "absent", name: "decorator", reason: error.message, place: undefined };
  }
}

/** A lambda that is bound is a definition too, found by the name that it is bound to: `make.<locals>.loss`, of `self.loss` as well. */
export function nameLambda(run: Runtime, frame: Frame, targets: readonly Expression[], made: Value): void {
  if (!frame.code.isUser) return;
  for (const target of targets)
    if (target.kind === "name" || target.kind === "member") run.definitions.set(qualify(frame, target.name), made);
}

function qualify(frame: Frame, name: string): string {
  if (frame.name === "") return name;
  return frame.scope.kind === "class" ? `${frame.name}.${name}` : `${frame.name}.<locals>.${name}`;
}
