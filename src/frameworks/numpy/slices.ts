/** Slices that run backwards, which NumPy has and PyTorch has not: the axis is turned round first, then sliced forwards. */

import type { SliceValue, TensorValue, Value } from "../../interpreter/values";
import { int, none } from "../../interpreter/values";
import type { ArrayOperation } from "./arrayOperation";

/** The same place of a view of the array, by an index whose slices run forwards and whose uint8 arrays are numbers. */
export function forward(o: ArrayOperation, index: Value): { readonly base: TensorValue; readonly index: Value } {
  const base = o.tensor("input");
  const items = index.kind === "tuple" ? index.items : [index];
  if (!items.some((item) => isBackward(o, item) || (item.kind === "tensor" && item.element === "uint8")))
    return { base, index };
  const { shape } = o.termOf(base);
  const taken = items.reduce((sum, item) => sum + axesOf(o, item), 0);
  const axes: number[] = [];
  let axis = 0;
  const changed = items.map((item): Value => {
    const own = axis;
    axis += item.kind === "ellipsis" ? shape.length - taken : axesOf(o, item);
    if (item.kind === "tensor" && item.element === "uint8") return o.fresh(o.termOf(item), "int64");
    if (item.kind !== "slice" || !isBackward(o, item)) return item;
    axes.push(own);
    return turned(o, item, shape[own] ?? 1);
  });
  const turn = o.view(
    base,
    (whole) => whole.reverse(axes),
    (_, part) => part.reverse(axes),
  );
  return { base: axes.length === 0 ? base : turn, index: { kind: "tuple", items: changed } };
}

function isBackward(o: ArrayOperation, item: Value): boolean {
  return item.kind === "slice" && item.step.kind !== "none" && o.t.toNumber(item.step) < 0;
}

function axesOf(o: ArrayOperation, item: Value): number {
  if (item.kind === "none" || item.kind === "ellipsis") return 0;
  return item.kind === "tensor" && item.element === "bool" ? o.termOf(item).rank : 1;
}

/** `[start:stop:-step]` counted from the other end. */
function turned(o: ArrayOperation, slice: SliceValue, extent: number): SliceValue {
  const place = (value: Value, initial: number): number => {
    if (value.kind === "none") return initial;
    const given = o.t.toNumber(value);
    return Math.max(-1, Math.min(extent - 1, given < 0 ? given + extent : given));
  };
  const start = place(slice.lower, extent - 1);
  const stop = place(slice.upper, -1);
  const from = extent - 1 - start;
  return {
    kind: "slice",
    lower: int(from),
    upper: int(Math.max(from, extent - 1 - stop)),
    step: slice.step.kind === "none" ? none : int(-o.t.toNumber(slice.step)),
  };
}
