/** What a framework gives the interpreter: modules to import, and how its tensors answer operators, attributes and indexing. */

import type { BinaryOperator, CompareOperator, UnaryOperator } from "../syntax/tree";
import type { Tracer } from "./tracer";
import type { ClassValue, TensorValue, Value } from "./values";

export interface Library {
  /** Dotted module names and what stands in them. */
  readonly modules: Readonly<Record<string, LibraryModule>>;
}

/**
 * A library's module: members of ours, and a prelude, the part of the framework that is written in Python itself (losses,
 * layers, distributions) and interpreted like user code. Prelude code is the library's: errors and sites inside it are
 * reported at the user's call.
 */
export interface LibraryModule {
  readonly members?: Readonly<Record<string, Value>>;
  readonly prelude?: string;
}

export interface TensorLibrary {
  readonly name: "torch" | "numpy" | "tensorflow" | "jax" | "tfjs";
  /** What `type(tensor)` gives and `isinstance` compares with, where the tensor has no class of its own. */
  readonly tensorClass?: ClassValue;
  /** At least one operand is a tensor of this library. `undefined`: not supported (Python's NotImplemented). */
  binary(t: Tracer, operator: BinaryOperator, left: Value, right: Value): Value | undefined;
  /** `==`, `<` and their kin, elementwise. */
  compare(t: Tracer, operator: CompareOperator, left: Value, right: Value): Value | undefined;
  unary(t: Tracer, operator: UnaryOperator, operand: TensorValue): Value;
  /** `x += y` on a tensor: in place where the framework's arrays are mutable. */
  augmented(t: Tracer, operator: BinaryOperator, target: TensorValue, value: Value): Value;
  getItem(t: Tracer, tensor: TensorValue, index: Value): Value;
  setItem(t: Tracer, tensor: TensorValue, index: Value, value: Value): void;
  /** Methods come back bound. `undefined`: no such attribute. */
  getAttribute(t: Tracer, tensor: TensorValue, name: string): Value | undefined;
  setAttribute(t: Tracer, tensor: TensorValue, name: string, value: Value): void;
}
