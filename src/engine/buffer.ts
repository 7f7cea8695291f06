/** Numbers with their shape, as kernels take and return them: row-major, whole. */

import { type Aval, type Data, type DType, sizeOf } from "../graph/graph";

export interface Dense {
  readonly aval: Aval;
  readonly data: Data;
}

export function allocate(dtype: DType, size: number): Data {
  switch (dtype) {
    case "float32":
      return new Float32Array(size);
    case "float64":
      return new Float64Array(size);
    case "int32":
      return new Int32Array(size);
    case "bool":
      return new Uint8Array(size);
    default:
      return dtype satisfies never;
  }
}

export function emptyDense(aval: Aval): Dense {
  return { aval, data: allocate(aval.dtype, sizeOf(aval.shape)) };
}

/** For positions that are known to exist, in typed arrays and lists of numbers. */
export function at(numbers: ArrayLike<number>, index: number): number {
  return numbers[index] ?? 0;
}
