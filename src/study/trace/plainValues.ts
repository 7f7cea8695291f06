/** Between plain data (JSON, a person's settings) and the program's values. */

import type { Data } from "../../graph/graph";
import { sizeOf } from "../../graph/graph";
import { bool, type ElementType, float, int, list, none, str, type Value } from "../../interpreter/values";
import type { Json } from "../core";
import type { Given } from "../request";

/** A plain Python value. Whole numbers become ints where `isWhole` says that the source had one. */
export function valueOf(given: Given, isWhole: (value: number) => boolean = Number.isInteger, label?: string): Value {
  if (given === null) return none;
  if (typeof given === "boolean") return bool(given);
  if (typeof given === "string") return str(given);
  if (typeof given === "number") {
    const value = isWhole(given) ? int(given) : float(given);
    return label === undefined ? value : { ...value, label };
  }
  return list(given.map((item, i) => valueOf(item, isWhole, label === undefined ? undefined : `${label}[${i}]`)));
}

/** Numbers of a tensor as JSON carries them: nested lists; the strings "NaN", "Infinity", "-Infinity" are numbers too. */
export interface TensorData {
  readonly shape: readonly number[];
  readonly element: ElementType;
  readonly data: Data;
}

const elements: Readonly<Record<string, ElementType>> = {
  float32: "float32",
  float64: "float64",
  float16: "float16",
  bfloat16: "bfloat16",
  int64: "int64",
  int32: "int32",
  int16: "int16",
  int8: "int8",
  uint8: "uint8",
  bool: "bool",
};

/** @throws Error with one sentence when the tensor's data is ragged or holds what is no number. */
export function tensorOf(nested: Json, dtype: string): TensorData {
  const element = elements[dtype];
  if (element === undefined) throw new Error(`unknown dtype: ${dtype} (have: ${Object.keys(elements).join(", ")})`);
  const shape = shapeOfJson(nested);
  const numbers: number[] = [];
  collect(nested, shape, 0, numbers);
  const size = sizeOf(shape);
  const data =
    element === "bool"
      ? new Uint8Array(size)
      : element.includes("int")
        ? new Int32Array(size)
        : element === "float64"
          ? new Float64Array(size)
          : new Float32Array(size);
  data.set(numbers);
  return { shape, element, data };
}

function shapeOfJson(nested: Json): readonly number[] {
  if (!isJsonList(nested)) return [];
  const [first] = nested;
  return [nested.length, ...(first === undefined ? [] : shapeOfJson(first))];
}

function collect(nested: Json, shape: readonly number[], depth: number, into: number[]): void {
  if (depth === shape.length) {
    into.push(numberOf(nested));
    return;
  }
  if (!isJsonList(nested) || nested.length !== shape[depth]) {
    throw new Error(`a tensor's lists must have equal lengths: expected ${shape[depth]} entries at depth ${depth}`);
  }
  for (const item of nested) collect(item, shape, depth + 1, into);
}

function numberOf(json: Json): number {
  if (typeof json === "number") return json;
  if (typeof json === "boolean") return json ? 1 : 0;
  if (json === "NaN") return Number.NaN;
  if (json === "Infinity") return Number.POSITIVE_INFINITY;
  if (json === "-Infinity") return Number.NEGATIVE_INFINITY;
  throw new Error(`expected a number in a tensor, got ${JSON.stringify(json)}`);
}

/** `{"__float__": 5}` is Python's 5.0: a float although its number is whole. */
export const floatKey = "__float__";

export function isJsonList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** Row-major numbers as nested lists; bools as true and false, rank 0 as a bare number. */
export function nestedOf(data: Data, shape: readonly number[]): Json {
  const isBool = data instanceof Uint8Array;
  let next = 0;
  const build = (depth: number): Json => {
    if (depth === shape.length) {
      const number = data[next++] ?? Number.NaN;
      if (isBool) return number !== 0;
      return Number.isFinite(number) ? number : String(number);
    }
    return Array.from({ length: shape[depth] ?? 0 }, () => build(depth + 1));
  };
  return build(0);
}
