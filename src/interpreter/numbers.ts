/** Python's arithmetic on plain numbers: whole and real, floored division, exceptions instead of infinities. */

import type { BinaryOperator } from "../syntax/tree";
import { fault } from "./errors";
import { combineLabels } from "./labels";
import type { NumberValue, Value } from "./values";
import { bool, float, int } from "./values";

/** `undefined`: not a pair of plain numbers, or not defined for them. */
export function numberBinary(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
  const x = numberOf(left);
  const y = numberOf(right);
  if (x === undefined || y === undefined) return undefined;
  const isReal = left.kind === "float" || right.kind === "float";
  if (left.kind === "bool" && right.kind === "bool" && (operator === "&" || operator === "|" || operator === "^")) {
    return bool(operator === "&" ? x + y === 2 : operator === "|" ? x + y > 0 : x !== y);
  }
  const result = compute(operator, x, y, isReal);
  if (result === undefined || (!hasLabel(left) && !hasLabel(right))) return result;
  const label = combineLabels(operator, left, right);
  return label === undefined ? result : { ...result, label };
}

function compute(operator: BinaryOperator, x: number, y: number, isReal: boolean): NumberValue | undefined {
  const number = isReal ? float : int;
  switch (operator) {
    case "+":
      return number(x + y);
    case "-":
      return number(x - y);
    case "*":
      // Whole numbers have no negative zero.
      return isReal ? float(x * y) : int(x * y + 0);
    case "/":
      if (y === 0) throw fault("ZeroDivisionError", isReal ? "float division by zero" : "division by zero");
      return float(x / y);
    case "//":
      if (y === 0)
        throw fault(
          "ZeroDivisionError",
          isReal ? "float floor division by zero" : "integer division or modulo by zero",
        );
      return isReal ? float(Math.floor(x / y)) : int(Math.floor(x / y) + 0);
    case "%":
      if (y === 0) throw fault("ZeroDivisionError", isReal ? "float modulo" : "integer division or modulo by zero");
      return number(floorModulo(x, y));
    case "**":
      return power(x, y, isReal);
    default:
      return isReal ? undefined : bitwise(operator, x, y);
  }
}

/** The remainder with the sign of the divisor. */
export function floorModulo(x: number, y: number): number {
  const remainder = x % y;
  if (remainder === 0) return 0;
  return remainder < 0 !== y < 0 ? remainder + y : remainder;
}

function power(x: number, y: number, isReal: boolean): NumberValue {
  if (x === 0 && y < 0) throw fault("ZeroDivisionError", "0.0 cannot be raised to a negative power");
  const result = x ** y;
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) {
    if (Math.abs(x) === 1) return float(1);
    throw fault("ValueError", "a negative number to a fractional power is complex, which the preview does not follow");
  }
  if (!isReal && y >= 0) return int(result);
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y))
    throw fault("OverflowError", "(34, 'Numerical result out of range')");
  return float(result);
}

/** Whole numbers of any size: JavaScript's own operators stop at 32 bits. */
function bitwise(operator: BinaryOperator, x: number, y: number): NumberValue | undefined {
  const [a, b] = [BigInt(x), BigInt(y)];
  switch (operator) {
    case "&":
      return int(Number(a & b));
    case "|":
      return int(Number(a | b));
    case "^":
      return int(Number(a ^ b));
    case "<<":
    case ">>":
      if (y < 0) throw fault("ValueError", "negative shift count");
      return int(Number(operator === "<<" ? a << b : a >> b));
    default:
      return undefined;
  }
}

/** Half to even, as `round` does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function numberOf(value: Value): number | undefined {
  if (value.kind === "float" || value.kind === "int") return value.value;
  return value.kind === "bool" ? Number(value.value) : undefined;
}

function hasLabel(value: Value): boolean {
  return (value.kind === "float" || value.kind === "int") && value.label !== undefined;
}
