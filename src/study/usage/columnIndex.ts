/** Indexes that take one column: `y[..., 0]`, `y[:, 1]`, `y[:, :, :, :1]`, `y[..., 1:]`. */

import type { Expression } from "../../syntax/tree";
import { numberOf } from "./usage";

export interface Column {
  /** The name of what it is a column of. */
  readonly holder: string;
  readonly head: Expression;
  readonly place: number;
  readonly axis: number;
  /** The axis stays, with a length of 1. */
  readonly isKept: boolean;
  /** How many axes the holder has, where the index says so. */
  readonly rank: number | undefined;
}

export function columnIn(expression: Expression): Column | undefined {
  if (expression.kind !== "index" || expression.object.kind !== "name" || expression.index.kind !== "tuple")
    return undefined;
  const { items } = expression.index;
  const [leading, last] = [items.slice(0, -1), items.at(-1)];
  const hasEllipsis = leading.some((one) => one.kind === "constant" && one.value === "ellipsis");
  const isAll = (one: Expression) => one.kind === "slice" && one.lower === undefined && one.upper === undefined;
  if (last === undefined || !(hasEllipsis ? leading.length === 1 : leading.every(isAll))) return undefined;
  const place = placeIn(last);
  if (place === undefined) return undefined;
  const isKept = last.kind === "slice";
  // `y[:, 0]` of a picture is a channel
  const isOfTable = !isKept && leading.length === 1;
  const rank = hasEllipsis ? undefined : items.length;
  const axis = hasEllipsis || !isOfTable ? -1 : 1;
  return { holder: expression.object.name, head: expression.object, place, axis, isKept, rank };
}

/** `0`, `:1`, `1:2`, `1:` */
function placeIn(index: Expression): number | undefined {
  if (index.kind !== "slice") {
    const place = numberOf(index);
    return place !== undefined && place >= 0 ? place : undefined;
  }
  const [lower, upper] = [index.lower === undefined ? 0 : numberOf(index.lower), numberOf(index.upper)];
  if (lower === undefined || lower < 0 || index.step !== undefined) return undefined;
  const isOne = index.upper === undefined ? lower > 0 : upper === lower + 1;
  return isOne ? lower : undefined;
}
