/** Primitives that move numbers and change none: shape, order, parts. */

import type { PrimitiveName } from "../graph";
import { reshape, sliceAxis, transpose } from "../ops";
import { notElementwise, type Primitive } from "../primitive";
import {
  alongAxesShape,
  broadcastShape,
  concatShape,
  operand,
  padShape,
  reshapeShape,
  sliceShape,
  transposeShape,
} from "../shapes";
import { allBatched, first, movedBatch, nextAxes, nextAxis } from "./batching";
import { bracket, callFormula } from "./elementwise";

const unchanged = ([x = ""]: readonly string[]) => x;

export const structure = {
  reshape: {
    shape: reshapeShape,
    vjp: (b, c, inputs) => [reshape(b, c, b.aval(first(inputs)).shape)],
    batch: movedBatch("reshape", ({ shape }, size) => ({ shape: [size, ...shape] })),
    kernel: (k, inputs, { shape }) => k.reshape(operand(inputs, 0), shape),
    loop: notElementwise,
    formula: unchanged,
  },
  transpose: {
    shape: transposeShape,
    vjp: (b, c, _, __, { permutation }) => [
      transpose(
        b,
        c,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
    ],
    batch: movedBatch("transpose", ({ permutation }) => ({ permutation: [0, ...permutation.map((axis) => axis + 1)] })),
    kernel: (k, inputs, { permutation }) => k.transpose(operand(inputs, 0), permutation),
    loop: notElementwise,
    formula: ([x = ""]) => `${bracket(x)}^{\\top}`,
  },
  broadcast: {
    shape: broadcastShape,
    // Summed back by unbroadcasting.
    vjp: (_, c) => [c],
    batch: (b, inputs, { shape }, size) => {
      const x = operand(inputs, 0).id;
      const [, ...rest] = b.aval(x).shape;
      const missing = Array.from({ length: shape.length - rest.length }, () => 1);
      return b.apply("broadcast", [reshape(b, x, [size, ...missing, ...rest])], { shape: [size, ...shape] });
    },
    kernel: (k, inputs, { shape }) => k.broadcast(operand(inputs, 0), shape),
    loop: notElementwise,
    formula: unchanged,
  },
  slice: {
    shape: sliceShape,
    // The cotangent goes back to its places, zeros between them.
    vjp: (b, c, inputs, _, { starts, steps }) => {
      const { shape } = b.aval(first(inputs));
      const taken = b.aval(c).shape;
      const interior = steps.map((step) => step - 1);
      const low = starts.map((start, axis) => (taken[axis] === 0 ? 0 : start));
      const high = shape.map((extent, axis) => {
        const count = taken[axis] ?? 0;
        const reach = count === 0 ? 0 : (low[axis] ?? 0) + count + (count - 1) * (interior[axis] ?? 0);
        return extent - reach;
      });
      return [b.apply("pad", [c], { low, high, interior, value: 0 })];
    },
    batch: movedBatch("slice", ({ starts, ends, steps }, size) => ({
      starts: [0, ...starts],
      ends: [size, ...ends],
      steps: [1, ...steps],
    })),
    kernel: (k, inputs, params) => k.slice(operand(inputs, 0), params),
    loop: notElementwise,
    formula: ([x = ""], { starts, ends, steps }) =>
      `${bracket(x)}_{${starts.map((start, axis) => rangeText(start, ends[axis] ?? start, steps[axis] ?? 1)).join(", ")}}`,
  },
  pad: {
    shape: padShape,
    // The cotangent of what was there.
    vjp: (b, c, inputs, _, { low, interior }) => {
      const { shape } = b.aval(first(inputs));
      const steps = interior.map((count) => count + 1);
      const ends = shape.map(
        (extent, axis) => (low[axis] ?? 0) + (extent === 0 ? 0 : (extent - 1) * (steps[axis] ?? 1) + 1),
      );
      return [b.apply("slice", [c], { starts: low, ends, steps })];
    },
    batch: movedBatch("pad", ({ low, high, interior, value }) => ({
      low: [0, ...low],
      high: [0, ...high],
      interior: [0, ...interior],
      value,
    })),
    kernel: (k, inputs, params) => k.pad(operand(inputs, 0), params),
    loop: notElementwise,
    formula: callFormula("\\operatorname{pad}"),
  },
  concat: {
    shape: concatShape,
    vjp: (b, c, inputs, _, { axis }) => {
      let start = 0;
      return inputs.map((input) => {
        const end = start + (b.aval(input).shape[axis] ?? 0);
        const part = sliceAxis(b, c, axis, start, end);
        start = end;
        return part;
      });
    },
    batch: (b, inputs, params, size) => b.apply("concat", allBatched(b, inputs, size), nextAxis(params)),
    kernel: (k, inputs, { axis }) => k.concat(inputs, axis),
    loop: notElementwise,
    formula: (operands) => `\\left[${operands.join(", ")}\\right]`,
  },
  reverse: {
    shape: alongAxesShape("reverse"),
    vjp: (b, c, _, __, params) => [b.apply("reverse", [c], params)],
    batch: movedBatch("reverse", nextAxes),
    kernel: (k, inputs, { axes }) => k.reverse(operand(inputs, 0), axes),
    loop: notElementwise,
    formula: callFormula("\\operatorname{reverse}"),
  },
} satisfies { readonly [N in PrimitiveName]?: Primitive<N> };

function rangeText(start: number, end: number, step: number): string {
  if (end - start === 1) return String(start);
  return step === 1 ? `${start}:${end}` : `${start}:${end}:${step}`;
}
