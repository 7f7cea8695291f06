/** What `raise`, `except` and `with` do, apart from the order in which statements run. */

import type { Expression, RaiseStatement, TryStatement, WithStatement } from "../syntax/tree";
import { findMethod } from "./attributes";
import { isTrue } from "./conversions";
import { AbsentNeeded, asRaised, fault } from "./errors";
import { baseException, exceptionClasses, exceptionValue, raisedFrom } from "./exceptions";
import { textOf } from "./formatting";
import { isSubclass, typeOf } from "./natives";
import type { Frame, Runtime } from "./runtime";
import { mark, siteOf } from "./runtime";
import { Raised } from "./tracer";
import type { Value } from "./values";
import { none } from "./values";

type Handler = TryStatement["handlers"][number];

/** The exception that `raise` throws. */
export function raisedBy(run: Runtime, frame: Frame, statement: RaiseStatement): Raised {
  const site = siteOf(run, frame, statement);
  if (statement.error === undefined)
    return frame.handled ?? fault("RuntimeError", "No active exception to reraise", site);
  const given = run.evaluate(frame, statement.error);
  mark(run, frame, statement);
  const value = given.kind === "class" ? run.call(given, []) : given;
  if (value.kind === "absent") return fault("RuntimeError", `'${value.name}' is raised here`, site);
  if (value.kind !== "instance" || !isSubclass(value.type, baseException)) {
    // Classes of exceptions that could not be found still end the run where they are raised.
    if (value.kind === "instance") return fault(value.type.name, "is raised here", site);
    return fault("TypeError", "exceptions must derive from BaseException", site);
  }
  if (statement.cause !== undefined) value.attributes.set("__cause__", run.evaluate(frame, statement.cause));
  const error = raisedFrom(value, textOf(run, value));
  error.site ??= site;
  return error;
}

/** The exception as the program's handlers see it; `undefined` for what no handler may catch. */
export function catchable(run: Runtime, thrown: unknown): Raised | undefined {
  const error = asRaised(thrown, run.graph.site);
  if (error instanceof Raised) return error;
  if (error === thrown) return undefined;
  throw error;
}

export function findHandler(
  run: Runtime,
  frame: Frame,
  handlers: readonly Handler[],
  error: Raised,
): Handler | undefined {
  return handlers.find(
    (handler) => handler.type === undefined || catches(run, run.evaluate(frame, handler.type), error),
  );
}

export function bindHandled(run: Runtime, frame: Frame, handler: Handler, error: Raised): void {
  frame.handled = error;
  if (handler.name !== undefined) frame.scope.bind(handler.name, exceptionValue(error));
  mark(run, frame, handler.body[0] ?? { start: 0, end: 0 });
}

export function unbindHandled(frame: Frame, handler: Handler, outer: Raised | undefined): void {
  frame.handled = outer;
  if (handler.name !== undefined) frame.scope.unbind(handler.name);
}

function catches(run: Runtime, type: Value, error: Raised): boolean {
  if (type.kind === "tuple") return type.items.some((one) => catches(run, one, error));
  if (type.kind !== "class") return false;
  const raised = error.value === undefined ? exceptionClasses.get(error.type) : typeOf(error.value);
  return raised === undefined ? type.name === "Exception" || type.name === "BaseException" : isSubclass(raised, type);
}

/** Whether a `try` is there to survive a failing import. */
export function guardsImports(statement: TryStatement): boolean {
  return statement.handlers.some((handler) => handler.type === undefined || namesImportError(handler.type));
}

function namesImportError(type: Expression): boolean {
  if (type.kind === "tuple") return type.items.some(namesImportError);
  return (
    type.kind === "name" && ["ImportError", "ModuleNotFoundError", "Exception", "BaseException"].includes(type.name)
  );
}

export interface Entered {
  readonly value: Value;
  /** Calls `__exit__`; true: the exception ends here. */
  readonly leave: (error: Raised | undefined) => boolean;
}

/** Enters one context of a `with`. Contexts of libraries that could not be found are passed through. */
export function enterContext(run: Runtime, frame: Frame, item: WithStatement["items"][number]): Entered {
  let context: Value;
  try {
    context = run.evaluate(frame, item.context);
  } catch (error) {
    if (!(error instanceof AbsentNeeded)) throw error;
    context = { kind: "absent", name: "context", reason: error.message, place: undefined };
  }
  if (context.kind === "absent") return { value: context, leave: () => false };
  mark(run, frame, item.context);
  const enter = findMethod(run, context, "__enter__");
  const exit = findMethod(run, context, "__exit__");
  if (enter === undefined || exit === undefined) {
    throw fault("TypeError", `'${typeOf(context).name}' object does not support the context manager protocol`);
  }
  return {
    value: run.call(enter, []),
    leave: (error) => {
      if (error === undefined) {
        run.call(exit, [none, none, none]);
        return false;
      }
      const value = exceptionValue(error);
      return isTrue(run, run.call(exit, [value.type, value, none]));
    },
  };
}
