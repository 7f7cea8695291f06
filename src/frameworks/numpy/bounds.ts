/** Places outside an array. NumPy raises there; JAX reads the nearest element, or a fill value, and writes nothing. */

import type { TensorValue, Value } from "../../interpreter/values";
import { int } from "../../interpreter/values";
import type { Term } from "../array/term";
import { getItem } from "../torch/indexing";
import { isFloating } from "../torch/promotion";
import type { ArrayOperation } from "./arrayOperation";

/** `nearest`: what is outside means the nearest element. `spare`: it means one that stands behind all others, with this number. */
export type Outside = { readonly kind: "nearest" } | { readonly kind: "spare"; readonly value: number };

/** By JAX's names for the modes of reading and writing. */
export function outsideOf(mode: string | undefined, spare: number): Outside {
  return mode === "clip" ? { kind: "nearest" } : { kind: "spare", value: spare };
}

/**
 * Reads an element as JAX does that is told no mode. Arrays of places outside read the nearest element, which gets no
 * gradient from there.
 */
export function readNearest(open: (tensor: TensorValue) => ArrayOperation, base: TensorValue, index: Value): Value {
  const o = open(base);
  const nearest = inside(o, index, { kind: "nearest" });
  const item = getItem(o, nearest.index);
  if (!nearest.movesArrays || item.kind !== "tensor" || !isFloating(item.element)) return item;
  const ones = o.fresh(o.termOf(base).full(o.termOf(base).shape, 1), "float32");
  const spared = inside(open(ones), index, { kind: "spare", value: 0 });
  const isInside = getItem(open(spared.base), spared.index);
  if (isInside.kind !== "tensor") return item;
  const read = o.termOf(item);
  return o.result(o.termOf(isInside).greater(0).choose(read, read.stop()), item.element);
}

/** What JAX fills in where a program names nothing. */
export function fillOf(o: ArrayOperation, given: Value | undefined): number {
  if (given !== undefined && given.kind !== "none") return o.t.toNumber(given);
  const { element } = o.tensor("input");
  return isFloating(element) ? Number.NaN : element === "bool" ? 1 : -(2 ** 31);
}

/** The same access with all its places inside: of the array, or of a view of it that has spare elements. */
export function inside(
  o: ArrayOperation,
  index: Value,
  outside: Outside,
): { readonly base: TensorValue; readonly index: Value; readonly movesArrays: boolean } {
  const base = o.tensor("input");
  const { shape } = o.termOf(base);
  const items = index.kind === "tuple" ? index.items : [index];
  const taken = items.reduce((sum, item) => sum + axesOf(o, item), 0);
  const wider: number[] = [];
  let axis = 0;
  const changed = items.map((item): Value => {
    const own = axis;
    const extent = shape[own] ?? 1;
    axis += item.kind === "ellipsis" ? shape.length - taken : axesOf(o, item);
    const other = isPlaces(item) && own < shape.length ? moveInside(o, item, extent, outside) : undefined;
    if (other !== undefined && outside.kind === "spare") wider.push(own);
    return other ?? item;
  });
  const moved: Value = { kind: "tuple", items: changed };
  const movesArrays = changed.some((item, i) => item !== items[i] && item.kind === "tensor");
  if (outside.kind === "nearest" || wider.length === 0) return { base, index: moved, movesArrays };
  const { value } = outside;
  const view = o.view(
    base,
    (whole) => wider.reduce((part, own) => part.pad(own, 0, 1, value), whole),
    (_, part) => wider.reduce((whole, own) => whole.slice(own, 0, shape[own] ?? 1), part),
  );
  return { base: view, index: moved, movesArrays };
}

/** Places counted from the front, and which of them are outside; `undefined` where none is at the reference. */
export function lookOutside(
  o: ArrayOperation,
  places: TensorValue,
  extent: number,
): { readonly places: Term; readonly isOutside: Term } | undefined {
  if (!o.t.peek(places.node).some((place) => place < -extent || place >= extent)) return undefined;
  const given = o.termOf(places).cast("int32");
  const counted = given.less(0).choose(given.add(extent), given);
  return { places: counted, isOutside: counted.less(0).or(counted.greaterEqual(extent)) };
}

function moveInside(o: ArrayOperation, item: Value, extent: number, outside: Outside): Value | undefined {
  if (item.kind === "int" || item.kind === "traced") {
    const place = o.t.toNumber(item);
    if (place >= -extent && place < extent) return undefined;
    return int(outside.kind === "spare" ? extent : place < 0 ? 0 : extent - 1);
  }
  const tensor = o.array(item);
  const found = lookOutside(o, tensor, extent);
  if (found === undefined) return undefined;
  const { places, isOutside } = found;
  const moved = outside.kind === "spare" ? isOutside.choose(extent, places) : places.max(0).min(extent - 1);
  return o.fresh(moved, "int32");
}

function isPlaces(item: Value): boolean {
  switch (item.kind) {
    case "int":
    case "list":
    case "tuple":
    case "range":
      return true;
    case "traced":
      return item.type === "int";
    case "tensor":
      return item.element !== "bool" && !isFloating(item.element);
    default:
      return false;
  }
}

function axesOf(o: ArrayOperation, item: Value): number {
  if (item.kind === "none" || item.kind === "ellipsis") return 0;
  return item.kind === "tensor" && item.element === "bool" ? o.termOf(item).rank : 1;
}
