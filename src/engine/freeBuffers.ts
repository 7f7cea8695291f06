/** Buffers that a run has done with, for its later steps. */

import type { Data, DType } from "../graph/graph";
import { allocate } from "./buffer";

/** Smaller ones are quicker made than found. */
const worthKeeping = 4096;

export class FreeBuffers {
  readonly #free = new Map<string, Data[]>();

  take(dtype: DType, size: number): Data {
    return (size < worthKeeping ? undefined : this.#free.get(`${dtype} ${size}`)?.pop()) ?? allocate(dtype, size);
  }

  give(dtype: DType, data: Data): void {
    if (data.length < worthKeeping) return;
    const key = `${dtype} ${data.length}`;
    const others = this.#free.get(key);
    if (others === undefined) this.#free.set(key, [data]);
    else others.push(data);
  }
}
