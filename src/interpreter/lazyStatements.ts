/**
 * Statements of generator functions. As in statements.ts, but as a JavaScript generator that stops at every `yield`;
 * whatever holds no `yield` runs there at once.
 */

import type { Block, Expression, Statement, TryStatement, WithStatement, YieldExpression } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { assign } from "./assignment";
import { isTrue } from "./conversions";
import { bindHandled, catchable, enterContext, findHandler, unbindHandled } from "./handlers";
import { iteratorOf } from "./iteration";
import { matches } from "./patterns";
import type { Completion, Frame, Runtime } from "./runtime";
import { mark } from "./runtime";
import { executeAssign, executeAugmented, executeStatement } from "./statements";
import type { Raised } from "./tracer";
import type { Value } from "./values";
import { none } from "./values";

type Steps<T> = Generator<Value, T, Value>;

export function* executeLazily(run: Runtime, frame: Frame, block: Block): Steps<Completion> {
  for (const statement of block) {
    const completion = holdsYield(statement)
      ? yield* lazyStatement(run, frame, statement)
      : executeStatement(run, frame, statement);
    if (completion !== "normal") return completion;
  }
  return "normal";
}

function* lazyStatement(run: Runtime, frame: Frame, statement: Statement): Steps<Completion> {
  run.step();
  switch (statement.kind) {
    case "expression":
      yield* lazyExpression(run, frame, statement.value);
      return "normal";
    case "assign":
      executeAssign(run, frame, statement, statement.value && (yield* lazyExpression(run, frame, statement.value)));
      return "normal";
    case "augmented":
      executeAugmented(run, frame, statement, yield* lazyExpression(run, frame, statement.value));
      return "normal";
    case "return":
      frame.returned = statement.value === undefined ? none : yield* lazyExpression(run, frame, statement.value);
      return "return";
    case "if":
      return yield* executeLazily(
        run,
        frame,
        isTrue(run, run.evaluate(frame, statement.test)) ? statement.body : statement.otherwise,
      );
    case "for": {
      const items = iteratorOf(run, run.evaluate(frame, statement.iterable));
      for (let item = items.next(); item !== undefined; item = items.next()) {
        run.step();
        assign(run, frame, statement.target, item);
        const completion = yield* executeLazily(run, frame, statement.body);
        if (completion === "break") return "normal";
        if (completion === "return") return completion;
      }
      return yield* executeLazily(run, frame, statement.otherwise);
    }
    case "while":
      while (isTrue(run, run.evaluate(frame, statement.test))) {
        run.step();
        const completion = yield* executeLazily(run, frame, statement.body);
        if (completion === "break") return "normal";
        if (completion === "return") return completion;
      }
      return yield* executeLazily(run, frame, statement.otherwise);
    case "try":
      return yield* lazyTry(run, frame, statement);
    case "with":
      return yield* lazyWith(run, frame, statement, 0);
    case "match": {
      const subject = run.evaluate(frame, statement.subject);
      for (const one of statement.cases) {
        if (!matches(run, frame, one.pattern, subject)) continue;
        if (one.guard !== undefined && !isTrue(run, run.evaluate(frame, one.guard))) continue;
        return yield* executeLazily(run, frame, one.body);
      }
      return "normal";
    }
    default:
      return executeStatement(run, frame, statement);
  }
}

/** `yield` where it usually stands: alone, or as the whole right side of an assignment. */
function* lazyExpression(run: Runtime, frame: Frame, expression: Expression): Steps<Value> {
  if (expression.kind === "yield") return yield* lazyYield(run, frame, expression);
  return run.evaluate(frame, expression);
}

function* lazyYield(run: Runtime, frame: Frame, expression: YieldExpression): Steps<Value> {
  const value = expression.value === undefined ? none : run.evaluate(frame, expression.value);
  mark(run, frame, expression);
  if (!expression.isDelegate) return yield value;
  const items = iteratorOf(run, value);
  let sent: Value = none;
  for (let item = items.next(); item !== undefined; item = items.next(sent)) sent = yield item;
  return items.result?.() ?? none;
}

function* lazyTry(run: Runtime, frame: Frame, statement: TryStatement): Steps<Completion> {
  const outer = frame.handled;
  let completion: Completion = "normal";
  let pending: Raised | undefined;
  let isClosed = true;
  try {
    completion = yield* lazyGuarded(run, frame, statement);
    isClosed = false;
  } catch (thrown) {
    isClosed = false;
    pending = catchable(run, thrown);
    if (pending === undefined) throw thrown;
    frame.handled = outer;
  } finally {
    // The generator was closed at a `yield`: only `finally` still runs.
    if (isClosed) yield* executeLazily(run, frame, statement.lastly);
  }
  const returned = frame.returned;
  const last = yield* executeLazily(run, frame, statement.lastly);
  if (last !== "normal") return last;
  frame.returned = returned;
  if (pending !== undefined) throw pending;
  return completion;
}

function* lazyGuarded(run: Runtime, frame: Frame, statement: TryStatement): Steps<Completion> {
  const outer = frame.handled;
  let error: Raised | undefined;
  try {
    const completion = yield* executeLazily(run, frame, statement.body);
    if (completion !== "normal") return completion;
  } catch (thrown) {
    error = catchable(run, thrown);
    if (error === undefined) throw thrown;
  }
  if (error === undefined) return yield* executeLazily(run, frame, statement.otherwise);
  const handler = findHandler(run, frame, statement.handlers, error);
  if (handler === undefined) throw error;
  bindHandled(run, frame, handler, error);
  const completion = yield* executeLazily(run, frame, handler.body);
  unbindHandled(frame, handler, outer);
  return completion;
}

function* lazyWith(run: Runtime, frame: Frame, statement: WithStatement, index: number): Steps<Completion> {
  const item = statement.items[index];
  if (item === undefined) return yield* executeLazily(run, frame, statement.body);
  const context = enterContext(run, frame, item);
  if (item.target !== undefined) assign(run, frame, item.target, context.value);
  let completion: Completion;
  try {
    completion = yield* lazyWith(run, frame, statement, index + 1);
  } catch (thrown) {
    const error = catchable(run, thrown);
    if (error === undefined) throw thrown;
    if (!context.leave(error)) throw error;
    return "normal";
  }
  context.leave(undefined);
  return completion;
}

const answers = new WeakMap<Statement, boolean>();

function holdsYield(statement: Statement): boolean {
  const known = answers.get(statement);
  if (known !== undefined) return known;
  let found = false;
  if (statement.kind !== "function" && statement.kind !== "class") {
    walk(statement, (node) => {
      if (node.kind === "yield") found = true;
      return !found && node.kind !== "function" && node.kind !== "class" && node.kind !== "lambda";
    });
  }
  answers.set(statement, found);
  return found;
}
