/** `x[…]` and `x[…] = v`, and the functions that read and write at positions. */

import { type Shape, sameShape, sizeOf } from "../../graph/graph";
import { Raised } from "../../interpreter/tracer";
import type { ListValue, TensorValue, Value } from "../../interpreter/values";
import { at, compose, identity, type Lens, reshaped, sliced } from "../array/lens";
import { flatIndex, intTerm, range, takeAlong, takeAxis } from "../array/places";
import { broadcastShapes, type Term } from "../array/term";
import { fromList } from "./nested";
import { describe, formatShape, type Operation } from "./operation";
import { putOver } from "./overwriting";
import { isFloating, storageOf } from "./promotion";
import { demand } from "./refusals";
import { isPending, openly } from "./selection";
import { wrapIndex } from "./shape";
import { viewThrough } from "./views";

/** What an index comes down to: a view, then index tensors on some axes of that view. */
interface Access {
  readonly lens: Lens;
  readonly advanced: readonly {
    readonly axis: number;
    readonly index: Term;
    readonly known: readonly number[] | undefined;
  }[];
}

export function getItem(o: Operation, index: Value): Value {
  const base = o.tensor("input");
  const { lens, advanced } = readIndex(o, base, index);
  if (advanced.length === 0) return viewThrough(o, base, lens);
  const layout = layOut(o, lens.read(o.termOf(base)), advanced);
  return o.result(layout.restore(takeKnown(layout.lines, layout.index, layout.known)), base.element);
}

export function setItem(o: Operation, index: Value, value: Value): void {
  const base = o.tensor("input");
  const whole = o.termOf(base);
  if (isPending(value)) {
    const { selection } = value;
    if (maskOf(o, index)?.id === selection.mask.id && sameShape(selection.whole.shape, whole.shape)) {
      const { term } = o.requireOperand(openly(value, selection.whole));
      o.assign(base, whole.replace(selection.mask, term.cast(storageOf(base.element))));
      return;
    }
  }
  const operand = o.requireOperand(value);
  const update = o.convert(operand, base.element).cast(storageOf(base.element));
  const mask = maskOf(o, index);
  if (mask !== undefined && update.size === 1 && mask.rank <= whole.rank) {
    checkMask(o, mask, whole.shape, 0);
    const shaped = mask.reshape([...mask.shape, ...Array<number>(whole.rank - mask.rank).fill(1)]);
    o.assign(base, whole.replace(shaped, update.reshape([])));
    return;
  }
  const { lens, advanced } = readIndex(o, base, index);
  const part = lens.read(whole);
  if (advanced.length === 0) {
    o.assign(base, lens.write(whole, fit(o, update, part.shape)));
    return;
  }
  const layout = layOut(o, part, advanced);
  const written = putOver(layout.lines, 1, layout.index, layout.known, layout.arrange(fit(o, update, layout.shape)));
  o.assign(base, lens.write(whole, layout.giveBack(written)));
}

// ---------------------------------------------------------------- reading an index

export function readIndex(o: Operation, base: TensorValue, index: Value): Access {
  const { shape } = o.termOf(base);
  const items = index.kind === "tuple" || isTupleInDisguise(index) ? index.items : [index];
  const consumed = items.reduce((sum, item) => sum + axesOf(o, item), 0);
  if (consumed > shape.length) throw o.indexError(`too many indices for tensor of dimension ${shape.length}`);
  const lenses: Lens[] = [];
  const advanced: { axis: number; index: Term; known: readonly number[] | undefined }[] = [];
  let current: readonly number[] = shape;
  let axis = 0;
  for (const item of items) {
    const extent = current[axis] ?? 1;
    switch (item.kind) {
      case "none":
        current = [...current.slice(0, axis), 1, ...current.slice(axis)];
        lenses.push(reshaped([...current]));
        axis++;
        break;
      case "ellipsis":
        axis += shape.length - consumed;
        break;
      case "slice": {
        const { start, end, step } = resolveSlice(o, item, extent);
        if (start !== 0 || end !== extent || step !== 1) lenses.push(sliced(axis, start, end, step));
        current = current.with(axis, range(start, end, step).length);
        axis++;
        break;
      }
      case "tensor":
      case "list":
      case "tuple":
      case "range": {
        const tensor = item.kind === "tensor" ? item : positionsOf(o, item);
        const term = o.termOf(tensor);
        if (tensor.element === "bool" || tensor.element === "uint8") {
          checkMask(o, term, current, axis);
          for (const places of maskPlaces(o, term))
            advanced.push({ axis: axis++, index: intTerm(term, places), known: places });
          break;
        }
        if (isFloating(tensor.element))
          throw o.indexError("tensors used as indices must be long, byte or bool tensors");
        const known = knownNumbers(o, tensor);
        if (term.rank === 0 && known !== undefined) {
          lenses.push(at(axis, wrapIndex(o, known[0] ?? 0, extent, axis)));
          current = current.toSpliced(axis, 1);
          break;
        }
        advanced.push({
          axis,
          index: indexTerm(o, tensor, extent, axis),
          known: known?.map((place) => (place < 0 ? place + extent : place)),
        });
        axis++;
        break;
      }
      case "bool":
        throw o.indexError("indexing a tensor with True or False is not supported yet");
      default: {
        const place = o.t.toNumber(item);
        if (!Number.isInteger(place) || item.kind === "float") {
          throw o.indexError(
            `only integers, slices (\`:\`), ellipsis (\`...\`), None and long or byte Variables are valid indices (got ${describe(item)})`,
          );
        }
        if (shape.length === 0)
          throw o.indexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number",
          );
        lenses.push(at(axis, wrapIndex(o, place, extent, axis)));
        current = current.toSpliced(axis, 1);
      }
    }
  }
  return { lens: lenses.length === 0 ? identity : compose(...lenses), advanced };
}

/** A list as an index. One without elements selects nothing, though it would be a tensor of floats. */
function positionsOf(o: Operation, item: Value): TensorValue {
  const tensor = fromList(o, item);
  const term = o.termOf(tensor);
  return term.size === 0 ? o.result(intTerm(term, [], term.shape), "int64") : tensor;
}

/** PyTorch takes a short list for a tuple where it holds more than numbers: `x[[rows, columns]]`. */
function isTupleInDisguise(index: Value): index is ListValue {
  const inTuple = ["tensor", "list", "tuple", "slice", "none", "ellipsis"];
  return index.kind === "list" && index.items.length < 32 && index.items.some(({ kind }) => inTuple.includes(kind));
}

function axesOf(o: Operation, item: Value): number {
  if (item.kind === "none" || item.kind === "ellipsis") return 0;
  if (item.kind !== "tensor") return 1;
  return item.element === "bool" || item.element === "uint8" ? o.termOf(item).rank : 1;
}

function resolveSlice(
  o: Operation,
  slice: { readonly lower: Value; readonly upper: Value; readonly step: Value },
  extent: number,
): { start: number; end: number; step: number } {
  const step = slice.step.kind === "none" ? 1 : o.t.toNumber(slice.step);
  if (step <= 0) throw new Raised("ValueError", "step must be greater than zero");
  const clip = (value: Value, initial: number): number => {
    if (value.kind === "none") return initial;
    const place = Math.trunc(o.t.toNumber(value));
    return Math.max(0, Math.min(extent, place < 0 ? place + extent : place));
  };
  const start = clip(slice.lower, 0);
  return { start, end: Math.max(start, clip(slice.upper, extent)), step };
}

function maskOf(o: Operation, index: Value): Term | undefined {
  const [only] = index.kind === "tuple" && index.items.length === 1 ? index.items : [index];
  return only?.kind === "tensor" && (only.element === "bool" || only.element === "uint8")
    ? o.termOf(only).cast("bool")
    : undefined;
}

function checkMask(o: Operation, mask: Term, shape: Shape, axis: number): void {
  mask.shape.forEach((extent, i) => {
    if (extent !== shape[axis + i])
      throw o.indexError(
        `The shape of the mask ${formatShape(mask.shape)} at index ${i} does not match the shape of the indexed tensor ${formatShape(shape)} at index ${axis + i}`,
      );
  });
}

/** Where a mask holds, one list of places an axis; the mask becomes a guard. */
export function maskPlaces(o: Operation, mask: Term): number[][] {
  const data = o.t.concrete(mask.cast("bool").id);
  const chosen = range(0, mask.size).filter((i) => data[i] !== 0);
  return mask.shape.map((extent, axis) => {
    const inner = sizeOf(mask.shape.slice(axis + 1));
    return chosen.map((flat) => Math.floor(flat / inner) % extent);
  });
}

/** An index tensor's numbers, if they are the same for every input. */
export function knownNumbers(o: Operation, tensor: TensorValue): readonly number[] | undefined {
  return o.t.dependsOnInput(tensor.node) ? undefined : Array.from(o.t.concrete(tensor.node));
}

/** An index tensor as int32, negative places resolved, checked at the reference. */
export function indexTerm(o: Operation, tensor: TensorValue, extent: number, axis: number, wraps = true): Term {
  if (tensor.element.startsWith("float")) return o.fail("expected dtype int64 for index");
  if (!wraps) demand(o, tensor.element === "int64", `${o.name}(): Expected dtype int64 for index`);
  const numbers = o.t.peek(tensor.node);
  const outside = numbers.find((place) => place >= extent || place < (wraps ? -extent : 0));
  if (outside !== undefined)
    throw o.indexError(`index ${outside} is out of bounds for dimension ${axis} with size ${extent}`);
  const term = o.termOf(tensor).cast("int32");
  if (!wraps || !numbers.some((place) => place < 0)) return term;
  return term.less(0).choose(term.add(extent), term);
}

// ---------------------------------------------------------------- several index tensors

/** The indexed axes brought together in the middle: lines [before, indexed, after] and one flat index into them. */
export function layOut(o: Operation, x: Term, advanced: Access["advanced"]) {
  const axes = advanced.map(({ axis }) => axis);
  const first = axes[0] ?? 0;
  const isTogether = axes.every((axis, i) => axis === first + i);
  const rest = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const before = isTogether ? rest.filter((axis) => axis < first) : [];
  const after = rest.filter((axis) => !before.includes(axis));
  const order = [...before, ...axes, ...after];
  const extents = (list: readonly number[]): number[] => list.map((axis) => x.shape[axis] ?? 1);
  const lines = x.transpose(order).reshape([sizeOf(extents(before)), sizeOf(extents(axes)), sizeOf(extents(after))]);
  const spots = broadcastShapes(advanced.map(({ index }) => index.shape));
  if (spots === undefined) {
    throw o.indexError(
      `shape mismatch: indexing tensors could not be broadcast together with shapes ${advanced.map(({ index }) => formatShape(index.shape)).join(", ")}`,
    );
  }
  const flat = flatIndex(
    extents(axes),
    advanced.map(({ index }) => index),
  ).reshape([sizeOf(spots)]);
  const isKnown = advanced.every(({ known }) => known !== undefined);
  const shape = [...extents(before), ...spots, ...extents(after)];
  return {
    lines,
    index: flat,
    known: isKnown ? Array.from(o.t.concrete(flat.id)) : undefined,
    /** The shape of what the index selects. */
    shape,
    restore: (taken: Term): Term => taken.reshape(shape),
    arrange: (part: Term): Term => part.reshape([lines.extent(0), sizeOf(spots), lines.extent(2)]),
    giveBack: (written: Term): Term =>
      written.reshape(extents(order)).transpose(order.map((_, axis) => order.indexOf(axis))),
  };
}

export function takeKnown(x: Term, index: Term, known: readonly number[] | undefined, axis = 1): Term {
  if (known === undefined || known.some((place) => place < 0)) return takeAlong(x, axis, index);
  return takeAxis(x, axis, known);
}

export function fit(o: Operation, update: Term, shape: Shape): Term {
  const extra = update.rank - shape.length;
  const trimmed =
    extra > 0 && update.shape.slice(0, extra).every((extent) => extent === 1)
      ? update.reshape(update.shape.slice(extra))
      : update;
  const common = broadcastShapes([trimmed.shape, shape]);
  if (common === undefined || !sameShape(common, shape)) {
    o.fail(
      `shape mismatch: value tensor of shape ${formatShape(update.shape)} cannot be broadcast to indexing result of shape ${formatShape(shape)}`,
    );
  }
  return trimmed.broadcast(shape);
}
