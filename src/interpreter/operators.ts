/** Binary, unary and comparison operators: plain values, traced numbers, tensors, and the dunder methods of classes. */

import type { BinaryOperator, CompareOperator, UnaryOperator } from "../syntax/tree";
import { bind, needed } from "./attributes";
import { isTrue } from "./conversions";
import { contains, isSame, plainEqual, plainOrder } from "./equality";
import { fault } from "./errors";
import { negatedLabel, withLabel } from "./labels";
import { findInClass, findOverride, isSubclass, typeOf } from "./natives";
import { numberBinary } from "./numbers";
import type { Runtime } from "./runtime";
import { sequenceBinary } from "./sequences";
import { tracedBinary, tracedCompare, tracedUnary } from "./tracedNumbers";
import type { Value } from "./values";
import { bool, int } from "./values";

const methods: Readonly<Record<BinaryOperator, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "truediv",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "@": "matmul",
  "<<": "lshift",
  ">>": "rshift",
  "&": "and",
  "|": "or",
  "^": "xor",
};

export function binary(run: Runtime, operator: BinaryOperator, left: Value, right: Value): Value {
  const plain = numberBinary(operator, left, right);
  if (plain !== undefined) return plain;
  const [one, other] = [present(run, left), present(run, right)];
  if (one !== left || other !== right) return binary(run, operator, one, other);
  const result =
    (left.kind === "traced" || right.kind === "traced" ? tracedBinary(run, operator, left, right) : undefined) ??
    (left.kind === "tensor" ? left.library.binary(run, operator, left, right) : undefined) ??
    reversedFirst(run, `__r${methods[operator]}__`, left, right) ??
    viaMethod(run, left, `__${methods[operator]}__`, right) ??
    (right.kind === "tensor" ? right.library.binary(run, operator, left, right) : undefined) ??
    viaMethod(run, right, `__r${methods[operator]}__`, left) ??
    sequenceBinary(run, operator, left, right) ??
    viaPrimitive(left, right, (x, y) => binary(run, operator, x, y));
  if (result !== undefined) return result;
  rejectAbsent(left, right);
  throw fault(
    "TypeError",
    `unsupported operand type(s) for ${operator}: '${typeOf(left).name}' and '${typeOf(right).name}'`,
  );
}

/** `target += value`. */
export function augmented(run: Runtime, operator: BinaryOperator, target: Value, value: Value): Value {
  switch (target.kind) {
    case "tensor":
      return target.library.augmented(run, operator, target, value);
    case "list":
      if (operator === "+" && value.kind !== "tensor") {
        target.items.push(...run.iterate(value));
        return target;
      }
      break;
    case "set":
      if (value.kind === "set" && target.type === undefined) {
        const result = binary(run, operator, target, value);
        if (result.kind !== "set") return result;
        target.entries.clear();
        for (const [key, item] of result.entries) target.entries.set(key, item);
        return target;
      }
      break;
    case "dict":
      if (operator === "|" && value.kind === "dict") {
        for (const [key, entry] of value.entries) target.entries.set(key, entry);
        return target;
      }
      break;
    case "instance": {
      const result = viaMethod(run, target, `__i${methods[operator]}__`, value);
      if (result !== undefined) return result;
      break;
    }
    default:
      break;
  }
  return binary(run, operator, target, value);
}

export function unary(run: Runtime, operator: UnaryOperator, operand: Value): Value {
  if (operator === "not")
    return operand.kind === "traced" ? (tracedUnary(run, operator, operand) ?? operand) : bool(!isTrue(run, operand));
  switch (operand.kind) {
    case "int":
    case "float":
      if (operator === "-")
        return withLabel(
          { kind: operand.kind, value: operand.kind === "int" ? 0 - operand.value : -operand.value },
          negatedLabel(operand),
        );
      if (operator === "+") return operand;
      if (operator === "~" && operand.kind === "int") return int(-operand.value - 1);
      break;
    case "bool":
      if (operator === "-" || operator === "+" || operator === "~")
        return unary(run, operator, int(Number(operand.value)));
      break;
    case "traced": {
      const result = operator === "typeof" ? undefined : tracedUnary(run, operator, operand);
      if (result !== undefined) return result;
      break;
    }
    case "tensor":
      return operand.library.unary(run, operator, operand);
    case "absent":
      throw needed(operand);
    case "instance": {
      const name = operator === "-" ? "__neg__" : operator === "+" ? "__pos__" : "__invert__";
      const method = findOverride(operand.type, name);
      if (method !== undefined) return run.call(bind(run, method, operand, operand.type), []);
      if (operand.primitive !== undefined) return unary(run, operator, operand.primitive);
      break;
    }
    default:
      break;
  }
  throw fault("TypeError", `bad operand type for unary ${operator}: '${typeOf(operand).name}'`);
}

const comparisons: Partial<
  Readonly<
    Record<
      CompareOperator,
      { readonly method: string; readonly mirrored: string; readonly holds: (order: number) => boolean }
    >
  >
> = {
  "<": { method: "__lt__", mirrored: "__gt__", holds: (order) => order < 0 },
  "<=": { method: "__le__", mirrored: "__ge__", holds: (order) => order <= 0 },
  ">": { method: "__gt__", mirrored: "__lt__", holds: (order) => order > 0 },
  ">=": { method: "__ge__", mirrored: "__le__", holds: (order) => order >= 0 },
};

export function compare(run: Runtime, operator: CompareOperator, left: Value, right: Value): Value {
  switch (operator) {
    case "is":
      return bool(isSame(left, right));
    case "is not":
      return bool(!isSame(left, right));
    case "in":
      return bool(contains(run, right, left));
    case "not in":
      return bool(!contains(run, right, left));
    default:
      break;
  }
  const isEquality = operator === "==" || operator === "!=" || operator === "===" || operator === "!==";
  const shared =
    (left.kind === "traced" || right.kind === "traced" ? tracedCompare(run, operator, left, right) : undefined) ??
    (left.kind === "tensor" ? left.library.compare(run, operator, left, right) : undefined);
  if (shared !== undefined) return shared;
  return isEquality ? equality(run, operator, left, right) : ordering(run, operator, left, right);
}

function equality(run: Runtime, operator: CompareOperator, left: Value, right: Value): Value {
  const isNegated = operator === "!=" || operator === "!==";
  if (isNegated) {
    const own = viaMethod(run, left, "__ne__", right) ?? viaMethod(run, right, "__ne__", left);
    if (own !== undefined) return own;
  }
  const result =
    viaMethod(run, left, "__eq__", right) ??
    (right.kind === "tensor" ? right.library.compare(run, operator, left, right) : undefined) ??
    viaMethod(run, right, "__eq__", left);
  if (result !== undefined) {
    if (result.kind === "tensor") return result;
    return isNegated ? unary(run, "not", result) : result;
  }
  const equal =
    plainEqual(run, left, right) ?? viaPrimitive(left, right, (x, y) => bool(isTrue(run, compare(run, "==", x, y))));
  const answer = typeof equal === "boolean" ? equal : equal === undefined ? left === right : isTrue(run, equal);
  return bool(answer !== isNegated);
}

function ordering(run: Runtime, operator: CompareOperator, left: Value, right: Value): Value {
  const rule = comparisons[operator];
  if (rule === undefined) throw fault("TypeError", `unsupported comparison: ${operator}`);
  if (left.kind === "set" && right.kind === "set") return bool(subsetOrder(operator, left.entries, right.entries));
  const result =
    viaMethod(run, left, rule.method, right) ??
    (right.kind === "tensor" ? right.library.compare(run, operator, left, right) : undefined) ??
    viaMethod(run, right, rule.mirrored, left);
  if (result !== undefined) return result;
  const order = plainOrder(run, left, right);
  if (order !== undefined) return bool(rule.holds(order));
  const unwrapped = viaPrimitive(left, right, (x, y) => compare(run, operator, x, y));
  if (unwrapped !== undefined) return unwrapped;
  throw fault(
    "TypeError",
    `'${operator}' not supported between instances of '${typeOf(left).name}' and '${typeOf(right).name}'`,
  );
}

function subsetOrder(
  operator: CompareOperator,
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
): boolean {
  const [small, large] = operator === "<" || operator === "<=" ? [left, right] : [right, left];
  const isWithin = [...small.keys()].every((key) => large.has(key));
  return isWithin && (operator === "<=" || operator === ">=" || small.size < large.size);
}

/** A dunder method of a class of the program's; `undefined` when there is none or it answers NotImplemented. */
function viaMethod(run: Runtime, object: Value, name: string, other: Value): Value | undefined {
  if (!mayHaveMethods(object)) return undefined;
  const type = typeOf(object);
  const held = object.kind === "class" ? findInClass(object, `__class_${name.slice(2)}`) : findOverride(type, name);
  if (held === undefined || held.kind === "none") return undefined;
  const result =
    object.kind === "class" ? run.call(held, [object, other]) : run.call(bind(run, held, object, type), [other]);
  return result.kind === "token" && result.name === "NotImplemented" ? undefined : result;
}

function mayHaveMethods(object: Value): boolean {
  if (object.kind === "instance" || object.kind === "class") return true;
  return (
    (object.kind === "list" || object.kind === "tuple" || object.kind === "dict" || object.kind === "set") &&
    object.type !== undefined
  );
}

/** The right operand goes first when its class is a subclass of the left's. */
function reversedFirst(run: Runtime, name: string, left: Value, right: Value): Value | undefined {
  if (right.kind !== "instance" || left.kind !== "instance") return undefined;
  if (right.type === left.type || !isSubclass(right.type, left.type)) return undefined;
  return viaMethod(run, right, name, left);
}

/** Instances of subclasses of `int`, `float` and `str` behave as what is under them. */
function viaPrimitive(left: Value, right: Value, operation: (left: Value, right: Value) => Value): Value | undefined {
  const x = left.kind === "instance" ? left.primitive : left;
  const y = right.kind === "instance" ? right.primitive : right;
  if (x === undefined || y === undefined || (x === left && y === right)) return undefined;
  return operation(x, y);
}

/** What is not there may be a setting, and stand for a number. */
function present(run: Runtime, value: Value): Value {
  return value.kind === "absent" ? (run.assume(value.name, "number") ?? value) : value;
}

function rejectAbsent(left: Value, right: Value): void {
  if (left.kind === "absent") throw needed(left);
  if (right.kind === "absent") throw needed(right);
}
