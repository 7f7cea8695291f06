/** Seeded numbers for operands; float32, so that engine and oracle start from the same. */

import { type Data, type DType, sizeOf } from "../../src/graph/graph";
import type { Operand } from "./cases";

export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function draw(
  random: () => number,
  { shape, dtype, from, to }: Operand,
  leading: readonly number[] = [],
): number[] {
  return Array.from({ length: sizeOf([...leading, ...shape]) }, () => {
    const number = from + (to - from) * random();
    return dtype === "float32" ? Math.fround(number) : Math.floor(number);
  });
}

export function dataOf(dtype: DType, numbers: readonly number[]): Data {
  return dtype === "float32"
    ? Float32Array.from(numbers)
    : dtype === "int32"
      ? Int32Array.from(numbers)
      : Uint8Array.from(numbers);
}
