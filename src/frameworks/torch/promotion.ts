/** PyTorch's element types: how the graph stores them, and which type an operation's result has. */

import type { DType } from "../../graph/graph";
import type { Precision } from "../../graph/precision";
import type { ElementType } from "../../interpreter/values";

export type Category = 0 | 1 | 2;

/** bool, integral, floating. */
export function categoryOf(element: ElementType): Category {
  return element === "bool" ? 0 : isFloating(element) ? 2 : 1;
}

export function isFloating(element: ElementType): boolean {
  return element === "float32" || element === "float64" || element === "float16" || element === "bfloat16";
}

export function storageOf(element: ElementType): DType {
  if (element === "bool" || element === "float64") return element;
  return isFloating(element) ? "float32" : "int32";
}

/** What a type rounds to, where it is held in more bits than it has. */
export function precisionOf(element: ElementType): Precision | undefined {
  if (element === "float16") return { exponentBits: 5, mantissaBits: 10 };
  return element === "bfloat16" ? { exponentBits: 8, mantissaBits: 7 } : undefined;
}

/** The element type that a graph's dtype means where the program said nothing. */
export function elementOf(dtype: DType): ElementType {
  return dtype === "int32" ? "int64" : dtype;
}

/** What an operand is to promotion: dimensioned tensors come before 0-d tensors, and those before Python's numbers. */
export interface Operand {
  readonly element: ElementType;
  readonly strength: "tensor" | "zeroDim" | "number";
}

/** The common type: a weaker operand counts only where its category is higher than that of all stronger ones. */
export function resultType(operands: readonly Operand[]): ElementType {
  let result: ElementType | undefined;
  for (const strength of ["tensor", "zeroDim", "number"] as const) {
    const types = operands.filter((operand) => operand.strength === strength).map((operand) => operand.element);
    const [first, ...rest] = types;
    if (first === undefined) continue;
    const own = rest.reduce(promote, first);
    if (result === undefined || categoryOf(own) > categoryOf(result)) result = own;
  }
  return result ?? "float32";
}

const integers = ["uint8", "int8", "int16", "int32", "int64"] as const;
const floats = ["bfloat16", "float16", "float32", "float64"] as const;

/** The common type of two operands of equal strength. */
export function promote(left: ElementType, right: ElementType): ElementType {
  if (left === right) return left;
  const [low, high] = categoryOf(left) <= categoryOf(right) ? [left, right] : [right, left];
  if (categoryOf(low) < categoryOf(high)) return high;
  if (categoryOf(low) === 1) {
    const pair: readonly string[] = [low, high];
    if (pair.includes("uint8") && pair.includes("int8")) return "int16";
    return integers.find((_, i) => i === Math.max(rank(integers, low), rank(integers, high))) ?? "int64";
  }
  const wider = Math.max(rank(floats, low), rank(floats, high));
  return wider === 1 ? "float32" : (floats[wider] ?? "float32");
}

function rank(order: readonly string[], element: ElementType): number {
  return order.indexOf(element);
}

/** Largest, smallest and resolution of the types, for `finfo` and `iinfo`. */
export const limits: Readonly<
  Record<
    Exclude<ElementType, "bool">,
    { readonly max: number; readonly min: number; readonly eps: number; readonly tiny: number; readonly bits: number }
  >
> = {
  float64: { max: Number.MAX_VALUE, min: -Number.MAX_VALUE, eps: 2 ** -52, tiny: 2 ** -1022, bits: 64 },
  float32: { max: 3.4028234663852886e38, min: -3.4028234663852886e38, eps: 2 ** -23, tiny: 2 ** -126, bits: 32 },
  float16: { max: 65504, min: -65504, eps: 2 ** -10, tiny: 2 ** -14, bits: 16 },
  bfloat16: { max: 3.3895313892515355e38, min: -3.3895313892515355e38, eps: 2 ** -7, tiny: 2 ** -126, bits: 16 },
  int64: { max: 2 ** 63 - 1, min: -(2 ** 63), eps: 0, tiny: 0, bits: 64 },
  int32: { max: 2 ** 31 - 1, min: -(2 ** 31), eps: 0, tiny: 0, bits: 32 },
  int16: { max: 32767, min: -32768, eps: 0, tiny: 0, bits: 16 },
  int8: { max: 127, min: -128, eps: 0, tiny: 0, bits: 8 },
  uint8: { max: 255, min: 0, eps: 0, tiny: 0, bits: 8 },
};

/** Names under `torch.` for each element type. */
export const dtypeNames: Readonly<Record<string, ElementType>> = {
  float32: "float32",
  float: "float32",
  float64: "float64",
  double: "float64",
  float16: "float16",
  half: "float16",
  bfloat16: "bfloat16",
  int64: "int64",
  long: "int64",
  int32: "int32",
  int: "int32",
  int16: "int16",
  short: "int16",
  int8: "int8",
  uint8: "uint8",
  bool: "bool",
};
