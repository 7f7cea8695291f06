/** Nested lists of numbers and tensors as tensors, and numbers as graph data. */

import type { Data } from "../../graph/graph";
import { sameShape } from "../../graph/graph";
import { reducePrecision } from "../../graph/precision";
import { Raised } from "../../interpreter/tracer";
import type { ElementType, Value } from "../../interpreter/values";
import { concat, Term } from "../array/term";
import type { Operation } from "./operation";
import { precisionOf, promote, storageOf } from "./promotion";
import type { TorchTensor } from "./tensor";

/** A tensor from nested lists; tensors in them are copied without their gradient. */
export function fromList(o: Operation, value: Value, element?: ElementType): TorchTensor {
  const { term, element: wanted } = collect(o, value, element);
  return o.result(term, wanted);
}

/** Nested lists as one term: constants in one piece, or stacked where some part is traced. */
function collect(
  o: Operation,
  value: Value,
  given: ElementType | undefined,
): { readonly term: Term; readonly element: ElementType } {
  const leaves: Value[] = [];
  const shape = measure(o, value, leaves);
  const operands = leaves.map((leaf) => o.requireOperand(leaf));
  const [first] = operands;
  const own = first === undefined ? o.t.defaultFloat : operands.map((operand) => operand.element).reduce(promote);
  const element = given ?? own;
  const dtype = storageOf(element);
  const isPlain = leaves.every((leaf) => leaf.kind === "int" || leaf.kind === "float" || leaf.kind === "bool");
  if (isPlain) {
    const numbers = leaves.map((leaf) =>
      leaf.kind === "int" || leaf.kind === "float" ? leaf.value : leaf.kind === "bool" && leaf.value ? 1 : 0,
    );
    const [only] = leaves;
    const label = only?.kind === "int" || only?.kind === "float" ? only.label : undefined;
    return {
      term: new Term(
        o.g,
        o.g.constant({ shape, dtype }, dataOf(element, numbers), leaves.length === 1 ? label : undefined),
      ),
      element,
    };
  }
  const parts = operands.map((operand) => {
    const part = o.held(o.convert(operand, element).cast(dtype), element).reshape([1]);
    return operand.value.kind === "tensor" && part.isFloat ? part.stop() : part;
  });
  return { term: concat(parts, 0).reshape(shape), element };
}

/** The shape of nested lists; their leaves in order. Tensors with dimensions are unpacked. */
function measure(o: Operation, value: Value, leaves: Value[]): number[] {
  if (value.kind === "tensor" && o.termOf(value).rank === 0) {
    leaves.push(value);
    return [];
  }
  if (value.kind !== "list" && value.kind !== "tuple" && value.kind !== "range" && value.kind !== "tensor") {
    leaves.push(value);
    return [];
  }
  const items = o.t.iterate(value);
  const shapes = items.map((item) => measure(o, item, leaves));
  const [first = []] = shapes;
  const ragged = shapes.findIndex((shape) => !sameShape(shape, first));
  if (ragged >= 0)
    throw new Raised(
      "ValueError",
      `expected sequence of length ${first[0] ?? 1} at dim 1 (got ${shapes[ragged]?.[0] ?? 1})`,
    );
  return [items.length, ...first];
}

/** Numbers as the graph stores those of a type. */
export function dataOf(element: ElementType, numbers: readonly number[]): Data {
  const precision = precisionOf(element);
  if (precision !== undefined) return Float32Array.from(numbers, (value) => reducePrecision(value, precision));
  const dtype = storageOf(element);
  if (dtype === "float32") return Float32Array.from(numbers);
  if (dtype === "float64") return Float64Array.from(numbers);
  return dtype === "int32"
    ? Int32Array.from(numbers, (value) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(value))))
    : Uint8Array.from(numbers, (value) => (value === 0 ? 0 : 1));
}
