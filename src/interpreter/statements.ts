/** Executing statements. */

import type {
  AssertStatement,
  AssignStatement,
  Block,
  Expression,
  ForStatement,
  MatchStatement,
  Statement,
  TryStatement,
  WithStatement,
} from "../syntax/tree";
import { assign, remove } from "./assignment";
import { createClass } from "./classes";
import { isTrue } from "./conversions";
import { fault } from "./errors";
import { exceptionClasses } from "./exceptions";
import { textOf } from "./formatting";
import { createFunction, decorate, nameLambda } from "./functions";
import { bindHandled, catchable, enterContext, findHandler, guardsImports, raisedBy, unbindHandled } from "./handlers";
import { executeFromImport, executeImport } from "./imports";
import { iteratorOf } from "./iteration";
import { dictOf, stringKey } from "./keys";
import { augmented } from "./operators";
import { matches } from "./patterns";
import type { Completion, Frame, Runtime } from "./runtime";
import { mark, siteOf } from "./runtime";
import { Raised } from "./tracer";
import type { Value } from "./values";
import { none, str } from "./values";

export function execute(run: Runtime, frame: Frame, block: Block): Completion {
  for (const statement of block) {
    const completion = executeStatement(run, frame, statement);
    if (completion !== "normal") return completion;
  }
  return "normal";
}

/** `wandb.log(…)` for its own sake, where there is no wandb: nobody needs what it returns. */
function isForeignCall(run: Runtime, frame: Frame, expression: Expression): boolean {
  if (expression.kind !== "call") return false;
  let root = expression.callee;
  while (root.kind === "member") root = root.object;
  const held = root.kind === "name" ? frame.scope.find(root.name) : undefined;
  return held?.kind === "absent" && !run.isLibrary(held.name.split(".")[0] ?? held.name);
}

export function executeStatement(run: Runtime, frame: Frame, statement: Statement): Completion {
  run.step();
  switch (statement.kind) {
    case "expression":
      if (!isForeignCall(run, frame, statement.value)) run.evaluate(frame, statement.value);
      return "normal";
    case "assign":
      executeAssign(run, frame, statement);
      return "normal";
    case "augmented":
      executeAugmented(run, frame, statement);
      return "normal";
    case "return":
      frame.returned = statement.value === undefined ? none : run.evaluate(frame, statement.value);
      return "return";
    case "if": {
      const test = run.evaluate(frame, statement.test);
      mark(run, frame, statement.test);
      return execute(run, frame, isTrue(run, test) ? statement.body : statement.otherwise);
    }
    case "for":
      return executeFor(run, frame, statement);
    case "while":
      for (;;) {
        const test = run.evaluate(frame, statement.test);
        mark(run, frame, statement.test);
        if (!isTrue(run, test)) return execute(run, frame, statement.otherwise);
        run.step();
        const completion = execute(run, frame, statement.body);
        if (completion === "break") return "normal";
        if (completion === "return") return completion;
      }
    case "function":
      frame.scope.bind(statement.name, decorate(run, frame, statement, createFunction(run, frame, statement)));
      return "normal";
    case "class":
      frame.scope.bind(statement.name, decorate(run, frame, statement, createClass(run, frame, statement)));
      return "normal";
    case "pass":
      return "normal";
    case "break":
    case "continue":
      return statement.kind;
    case "raise":
      throw raisedBy(run, frame, statement);
    case "try":
      return executeTry(run, frame, statement);
    case "with":
      return executeWith(run, frame, statement, 0);
    case "assert":
      executeAssert(run, frame, statement);
      return "normal";
    case "import":
      executeImport(run, frame, statement);
      return "normal";
    case "fromImport":
      executeFromImport(run, frame, statement);
      return "normal";
    case "global":
    case "nonlocal":
      return "normal";
    case "delete":
      for (const target of statement.targets) remove(run, frame, target);
      return "normal";
    case "match":
      return executeMatch(run, frame, statement);
    case "error":
      throw fault("SyntaxError", "the code here is not complete", siteOf(run, frame, statement));
  }
}

export function executeAssign(run: Runtime, frame: Frame, statement: AssignStatement, given?: Value): void {
  if (statement.annotation !== undefined && frame.scope.kind === "class") annotate(frame, statement);
  if (statement.value === undefined) return;
  const value = given ?? run.evaluate(frame, statement.value);
  if (statement.value.kind === "lambda") nameLambda(run, frame, statement.targets, value);
  for (const target of statement.targets) assign(run, frame, target, value);
}

/** Annotations are kept as text: dataclasses need their order, and nobody needs their values. */
function annotate(frame: Frame, statement: AssignStatement): void {
  const [target] = statement.targets;
  if (target?.kind !== "name" || statement.annotation === undefined) return;
  const known = frame.scope.names.get("__annotations__");
  const annotations = known?.kind === "dict" ? known : dictOf([]);
  if (known === undefined) frame.scope.names.set("__annotations__", annotations);
  const text = frame.chunk.text.slice(statement.annotation.start, statement.annotation.end);
  annotations.entries.set(stringKey(target.name), [str(target.name), str(text)]);
}

export function executeAugmented(
  run: Runtime,
  frame: Frame,
  statement: Statement & { readonly kind: "augmented" },
  given?: Value,
): void {
  const { operator } = statement;
  const target = holdTarget(run, frame, statement.target);
  const current = run.evaluate(frame, target);
  if (operator === "??" || operator === "and" || operator === "or") {
    const keeps = operator === "??" ? current.kind !== "none" : isTrue(run, current) === (operator === "or");
    if (!keeps) assign(run, frame, target, given ?? run.evaluate(frame, statement.value));
    return;
  }
  const value = given ?? run.evaluate(frame, statement.value);
  mark(run, frame, statement);
  assign(run, frame, target, augmented(run, operator, current, value));
}

/** `x[next(i)] += 1` evaluates its object and index once; names and attributes of names may be evaluated twice. */
function holdTarget(
  run: Runtime,
  frame: Frame,
  target: (Statement & { readonly kind: "augmented" })["target"],
): typeof target {
  if (
    target.kind !== "index" ||
    target.index.kind === "number" ||
    target.index.kind === "name" ||
    target.index.kind === "string"
  )
    return target;
  const scope = frame.scope;
  scope.names.set(heldIndex, run.evaluate(frame, target.index));
  return { ...target, index: { kind: "name", name: heldIndex, start: target.index.start, end: target.index.end } };
}

const heldIndex = "<index>";

function executeFor(run: Runtime, frame: Frame, statement: ForStatement): Completion {
  const iterable = run.evaluate(frame, statement.iterable);
  mark(run, frame, statement.iterable);
  const items = iteratorOf(run, iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    run.step();
    assign(run, frame, statement.target, item);
    const completion = execute(run, frame, statement.body);
    if (completion === "break" || completion === "return") {
      return completion === "break" ? "normal" : completion;
    }
  }
  return execute(run, frame, statement.otherwise);
}

function executeTry(run: Runtime, frame: Frame, statement: TryStatement): Completion {
  const outer = frame.handled;
  let completion: Completion = "normal";
  let pending: Raised | undefined;
  try {
    completion = executeGuarded(run, frame, statement);
  } catch (thrown) {
    pending = catchable(run, thrown);
    if (pending === undefined) throw thrown;
    frame.handled = outer;
  }
  const returned = frame.returned;
  const last = execute(run, frame, statement.lastly);
  if (last !== "normal") return last;
  frame.returned = returned;
  if (pending !== undefined) throw pending;
  return completion;
}

/** Body, handlers and `else`; what is raised in the last two is not for these handlers. */
function executeGuarded(run: Runtime, frame: Frame, statement: TryStatement): Completion {
  const outer = frame.handled;
  const guards = guardsImports(statement) ? 1 : 0;
  frame.importGuards += guards;
  let error: Raised | undefined;
  try {
    const completion = execute(run, frame, statement.body);
    if (completion !== "normal") return completion;
  } catch (thrown) {
    error = catchable(run, thrown);
    if (error === undefined) throw thrown;
  } finally {
    frame.importGuards -= guards;
  }
  if (error === undefined) return execute(run, frame, statement.otherwise);
  const handler = findHandler(run, frame, statement.handlers, error);
  if (handler === undefined) throw error;
  bindHandled(run, frame, handler, error);
  const completion = execute(run, frame, handler.body);
  unbindHandled(frame, handler, outer);
  return completion;
}

function executeWith(run: Runtime, frame: Frame, statement: WithStatement, index: number): Completion {
  const item = statement.items[index];
  if (item === undefined) return execute(run, frame, statement.body);
  const context = enterContext(run, frame, item);
  if (item.target !== undefined) assign(run, frame, item.target, context.value);
  let completion: Completion;
  try {
    completion = executeWith(run, frame, statement, index + 1);
  } catch (thrown) {
    const error = catchable(run, thrown);
    if (error === undefined) throw thrown;
    if (!context.leave(error)) throw error;
    return "normal";
  }
  context.leave(undefined);
  return completion;
}

/** `assert isinstance(x, Foreign)`: of a class that is not there nothing can be known. */
function asksForForeignClass(run: Runtime, frame: Frame, test: Expression): boolean {
  if (test.kind !== "call" || test.callee.kind !== "name" || test.callee.name !== "isinstance") return false;
  const type = test.arguments[1]?.value;
  return type !== undefined && run.evaluate(frame, type).kind === "absent";
}

function executeAssert(run: Runtime, frame: Frame, statement: AssertStatement): void {
  const test = run.evaluate(frame, statement.test);
  mark(run, frame, statement.test);
  if (isTrue(run, test) || asksForForeignClass(run, frame, statement.test)) return;
  const message = statement.message === undefined ? undefined : run.evaluate(frame, statement.message);
  const type = exceptionClasses.get("AssertionError");
  const value = type === undefined ? undefined : run.call(type, message === undefined ? [] : [message]);
  throw new Raised(
    "AssertionError",
    message === undefined ? "" : textOf(run, message),
    value,
    siteOf(run, frame, statement),
  );
}

function executeMatch(run: Runtime, frame: Frame, statement: MatchStatement): Completion {
  const subject = run.evaluate(frame, statement.subject);
  for (const one of statement.cases) {
    if (!matches(run, frame, one.pattern, subject)) continue;
    if (one.guard !== undefined && !isTrue(run, run.evaluate(frame, one.guard))) continue;
    return execute(run, frame, one.body);
  }
  return "normal";
}
