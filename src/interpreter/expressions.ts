/** Evaluating expressions. */

import type {
  Argument,
  CallExpression,
  CompareExpression,
  ComprehensionExpression,
  Expression,
  TemplateExpression,
} from "../syntax/tree";
import { assign } from "./assignment";
import { findAttribute, getAttribute } from "./attributes";
import { isTrue } from "./conversions";
import { AbsentNeeded, fault } from "./errors";
import { formatOf, reprOf, textOf } from "./formatting";
import { createFunction } from "./functions";
import { getItem } from "./indexing";
import { createIterator, iteratorOf } from "./iteration";
import { addMember, setKey } from "./keys";
import { complexClass, superClass } from "./natives";
import { binary, compare, unary } from "./operators";
import type { Frame, Runtime } from "./runtime";
import { mark, siteOf } from "./runtime";
import { LexicalScope } from "./scope";
import { noKeywords } from "./signature";
import { didYouMean } from "./suggestions";
import { combineTruth } from "./truth";
import type { DictValue, InstanceValue, SetValue, Value } from "./values";
import { bool, ellipsis, float, int, list, none, str, tuple } from "./values";

export function evaluate(run: Runtime, frame: Frame, expression: Expression): Value {
  if (run.overrides.size > 0) {
    const given = run.overrides.get(expression);
    if (given !== undefined) return given;
  }
  switch (expression.kind) {
    case "name":
      return evaluateName(run, frame, expression);
    case "number":
      return { kind: expression.isWhole ? "int" : "float", value: expression.value };
    case "imaginary":
      return run.call(complexClass, [int(0), float(expression.value)]);
    case "string":
      return str(expression.value);
    case "constant":
      return constants[expression.value];
    case "member": {
      const object = evaluate(run, frame, expression.object);
      mark(run, frame, expression);
      return getAttribute(run, object, expression.name);
    }
    case "call":
      return evaluateCall(run, frame, expression);
    case "binary": {
      const left = evaluate(run, frame, expression.left);
      const right = evaluate(run, frame, expression.right);
      mark(run, frame, expression);
      return binary(run, expression.operator, left, right);
    }
    case "unary": {
      const operand = evaluate(run, frame, expression.operand);
      mark(run, frame, expression);
      return unary(run, expression.operator, operand);
    }
    case "compare":
      return evaluateCompare(run, frame, expression);
    case "logical": {
      const left = evaluate(run, frame, expression.left);
      mark(run, frame, expression.left);
      if (expression.operator === "??") return left.kind === "none" ? evaluate(run, frame, expression.right) : left;
      return isTrue(run, left) === (expression.operator === "or") ? left : evaluate(run, frame, expression.right);
    }
    case "conditional": {
      const test = evaluate(run, frame, expression.test);
      mark(run, frame, expression.test);
      return evaluate(run, frame, isTrue(run, test) ? expression.then : expression.otherwise);
    }
    case "index": {
      const object = evaluate(run, frame, expression.object);
      if (object.kind === "absent" || (object.kind === "token" && object.family === "typing")) return object;
      const index = evaluate(run, frame, expression.index);
      mark(run, frame, expression);
      return getItem(run, object, index);
    }
    case "slice":
      return {
        kind: "slice",
        lower: expression.lower === undefined ? none : evaluate(run, frame, expression.lower),
        upper: expression.upper === undefined ? none : evaluate(run, frame, expression.upper),
        step: expression.step === undefined ? none : evaluate(run, frame, expression.step),
      };
    case "tuple":
      return tuple(evaluateItems(run, frame, expression.items));
    case "list":
      return list(evaluateItems(run, frame, expression.items));
    case "set": {
      const made: SetValue = { kind: "set", entries: new Map() };
      for (const item of evaluateItems(run, frame, expression.items)) addMember(run, made, item);
      return made;
    }
    case "dict":
      return evaluateDict(run, frame, expression.entries);
    case "lambda":
      return createFunction(run, frame, expression);
    case "comprehension":
      return evaluateComprehension(run, frame, expression);
    case "template":
      return evaluateTemplate(run, frame, expression);
    case "walrus": {
      const value = evaluate(run, frame, expression.value);
      const holder = frame.scope.holder;
      assign(
        run,
        holder === frame.scope ? frame : { ...frame, scope: holder },
        { kind: "name", name: expression.name, start: expression.start, end: expression.end },
        value,
      );
      return value;
    }
    case "await":
      return evaluate(run, frame, expression.value);
    case "spread":
    case "yield":
      mark(run, frame, expression);
      throw fault(
        "SyntaxError",
        expression.kind === "yield"
          ? "the preview cannot follow a 'yield' in the middle of an expression"
          : "a starred expression cannot stand here",
      );
    case "errorExpression":
      throw fault("SyntaxError", "the code here is not complete", siteOf(run, frame, expression));
  }
}

const constants = { true: bool(true), false: bool(false), none, undefined: none, ellipsis } as const;

function evaluateName(run: Runtime, frame: Frame, expression: Expression & { readonly kind: "name" }): Value {
  const { name } = expression;
  const value = frame.scope.find(name) ?? run.builtins.get(name);
  if (value !== undefined) return value;
  mark(run, frame, expression);
  if (name === "__class__" && frame.owner !== undefined) return frame.owner;
  throw fault("NameError", `name '${name}' is not defined${didYouMean(name, namesInReach(run, frame))}`);
}

function* namesInReach(run: Runtime, frame: Frame): Iterable<string> {
  yield* frame.scope.visible();
  yield* run.builtins.keys();
}

function evaluateItems(run: Runtime, frame: Frame, items: readonly Expression[]): Value[] {
  const values: Value[] = [];
  for (const item of items) {
    if (item.kind === "spread") values.push(...run.iterate(evaluate(run, frame, item.value)));
    else values.push(evaluate(run, frame, item));
  }
  return values;
}

function evaluateDict(
  run: Runtime,
  frame: Frame,
  entries: readonly { readonly key: Expression | undefined; readonly value: Expression }[],
): DictValue {
  const made: DictValue = { kind: "dict", entries: new Map() };
  for (const { key, value } of entries) {
    if (key !== undefined) setKey(run, made, evaluate(run, frame, key), evaluate(run, frame, value));
    else for (const [name, item] of mappingEntries(run, evaluate(run, frame, value))) setKey(run, made, name, item);
  }
  return made;
}

/** Keys and values of a dict or of anything with `keys()`. */
function mappingEntries(run: Runtime, value: Value): readonly (readonly [Value, Value])[] {
  if (value.kind === "dict") return [...value.entries.values()];
  const keys = findAttribute(run, value, "keys");
  if (keys === undefined) throw fault("TypeError", "argument after ** must be a mapping");
  return run.iterate(run.call(keys, [])).map((key) => [key, getItem(run, value, key)]);
}

function evaluateCall(run: Runtime, frame: Frame, expression: CallExpression): Value {
  const callee = evaluate(run, frame, expression.callee);
  if (callee === superClass && expression.arguments.length === 0) return superProxy(run, frame, expression);
  const positional: Value[] = [];
  let keywords: Map<string, Value> | undefined;
  for (const argument of expression.arguments) {
    switch (argument.kind) {
      case "positional":
        positional.push(evaluate(run, frame, argument.value));
        break;
      case "spread":
        positional.push(...run.iterate(evaluate(run, frame, argument.value)));
        break;
      default:
        keywords ??= new Map();
        addKeywords(run, frame, argument, keywords);
    }
  }
  mark(run, frame, expression);
  return run.call(callee, positional, keywords ?? noKeywords);
}

function addKeywords(
  run: Runtime,
  frame: Frame,
  argument: Argument & { readonly kind: "keyword" | "dictSpread" },
  keywords: Map<string, Value>,
): void {
  const value = evaluate(run, frame, argument.value);
  if (argument.kind === "keyword") {
    keywords.set(argument.name, value);
    return;
  }
  for (const [key, item] of mappingEntries(run, value)) {
    if (key.kind !== "str") throw fault("TypeError", "keywords must be strings");
    if (keywords.has(key.value)) throw fault("TypeError", `got multiple values for keyword argument '${key.value}'`);
    keywords.set(key.value, item);
  }
}

/** `super()`: the class that holds the running method, and the method's first argument. */
function superProxy(run: Runtime, frame: Frame, expression: CallExpression): InstanceValue {
  mark(run, frame, expression);
  if (frame.owner === undefined || frame.first === undefined) throw fault("RuntimeError", "super(): no arguments");
  return {
    kind: "instance",
    type: superClass,
    attributes: new Map<string, Value>([
      ["__thisclass__", frame.owner],
      ["__self__", frame.first],
    ]),
  };
}

function evaluateCompare(run: Runtime, frame: Frame, expression: CompareExpression): Value {
  const { operands, operators } = expression;
  const [first, ...others] = operands;
  if (first === undefined) throw new Error("internal: a comparison without operands");
  let left = evaluate(run, frame, first);
  let result: Value | undefined;
  for (const [index, operand] of others.entries()) {
    if (result !== undefined && result.kind !== "traced" && !isTrue(run, result)) return result;
    const right = evaluate(run, frame, operand);
    mark(run, frame, expression);
    const one = compare(run, operators[index] ?? "==", left, right);
    result = result === undefined ? one : combineTruth(run, result, one);
    left = right;
  }
  return result ?? bool(true);
}

function evaluateTemplate(run: Runtime, frame: Frame, expression: TemplateExpression): Value {
  let text = "";
  for (const part of expression.parts) {
    if (typeof part === "string") text += part;
    else text += evaluateField(run, frame, part);
  }
  return str(text);
}

/** Text serves messages; where a value in it is not there, the message says so and the program goes on. */
function evaluateField(run: Runtime, frame: Frame, part: Exclude<TemplateExpression["parts"][number], string>): string {
  try {
    const value = evaluate(run, frame, part.value);
    const converted =
      part.conversion === undefined ? value : str(part.conversion === "s" ? textOf(run, value) : reprOf(run, value));
    const format = part.format?.replace(/\{(\w+)\}/g, (_, name: string) =>
      textOf(run, evaluateName(run, frame, { kind: "name", name, start: part.value.start, end: part.value.end })),
    );
    return formatOf(run, converted, format ?? "");
  } catch (error) {
    if (error instanceof AbsentNeeded) return "<absent>";
    throw error;
  }
}

function evaluateComprehension(run: Runtime, frame: Frame, expression: ComprehensionExpression): Value {
  const [first] = expression.clauses;
  if (first?.kind !== "for") throw new Error("internal: a comprehension begins with 'for'");
  const source = evaluate(run, frame, first.iterable);
  const inner: Frame = { ...frame, scope: new LexicalScope("comprehension", frame.scope, frame.scope.code) };
  const rounds = comprehensionRounds(run, inner, expression, 0, source);
  switch (expression.form) {
    case "generator":
      return createIterator("generator", () => {
        const round = rounds.next();
        return round.done === true ? undefined : evaluate(run, inner, expression.element);
      });
    case "list": {
      const items: Value[] = [];
      for (const _ of rounds) items.push(evaluate(run, inner, expression.element));
      return list(items);
    }
    case "set": {
      const made: SetValue = { kind: "set", entries: new Map() };
      for (const _ of rounds) addMember(run, made, evaluate(run, inner, expression.element));
      return made;
    }
    case "dict": {
      const made: DictValue = { kind: "dict", entries: new Map() };
      const { key } = expression;
      if (key === undefined) throw new Error("internal: a dict comprehension without a key");
      for (const _ of rounds) setKey(run, made, evaluate(run, inner, key), evaluate(run, inner, expression.element));
      return made;
    }
  }
}

/** Steps through the clauses; after each step the names are bound for the element. */
function* comprehensionRounds(
  run: Runtime,
  frame: Frame,
  expression: ComprehensionExpression,
  position: number,
  source?: Value,
): Generator<undefined, void> {
  const clause = expression.clauses[position];
  if (clause === undefined) {
    yield undefined;
    return;
  }
  if (clause.kind === "if") {
    const test = evaluate(run, frame, clause.test);
    mark(run, frame, clause.test);
    if (isTrue(run, test)) yield* comprehensionRounds(run, frame, expression, position + 1);
    return;
  }
  const iterable = source ?? evaluate(run, frame, clause.iterable);
  mark(run, frame, clause.iterable);
  const items = iteratorOf(run, iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    run.step();
    assign(run, frame, clause.target, item);
    yield* comprehensionRounds(run, frame, expression, position + 1);
  }
}
