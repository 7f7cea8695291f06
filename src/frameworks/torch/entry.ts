/** An operation under one of its names, and the library that it belongs to. */

import type { ClassValue, TensorLibrary } from "../../interpreter/values";
import type { Implementation } from "./operation";
import type { Signature } from "./signature";

export interface Entry {
  readonly name: string;
  readonly signature: Signature;
  readonly run: Implementation;
}

/** What every operation of a library needs to know of it. */
export interface Home {
  readonly tensors: TensorLibrary;
  readonly sizeClass: ClassValue;
}
