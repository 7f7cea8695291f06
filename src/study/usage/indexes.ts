/** What indexes say of the inputs that they pick from: axes, entries that must be there, choosers. */

import type { Expression } from "../../syntax/tree";
import { lastWord } from "./callNames";
import { readPicked } from "./classes";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { shapesOf } from "./sameShape";
import { atLeast, exactly, meet, needEntries, numberOf, picks, type Reader, reaches, readAxis, touch } from "./usage";

export function readIndex(reader: Reader, names: Names, object: Expression, index: Expression): void {
  const indexes = index.kind === "tuple" ? index.items : [index];
  const votes = votesFor(reader, names);
  const ownShapes = shapesOf(reader, names, object);
  if (object.kind === "member" && object.name === "shape")
    for (const path of shapesOf(reader, names, object.object)) readAxis(reader, path, index);
  for (const one of indexes) {
    if (one.kind !== "slice") continue;
    for (const bound of [one.lower, one.upper]) {
      // of a list that is walked over each entry bounds one: places, not sizes
      const isEntry = pathOf(reader, names, bound)?.endsWith("[]") === true;
      votes(bound, isEntry ? "classIndex" : "number", 6, "bounds a slice");
    }
  }
  for (const one of indexes) {
    // an entry is no mask
    const isPlace = indexes.length > 1 || pathOf(reader, names, one) === undefined;
    votes(one, isPlace ? "classIndex" : "mask", isPlace ? 5 : 2, "used as an index");
  }
  const lists = indexes.filter(isListOfPlaces);
  // one entry for each of them: `p[samples, classes, steps]`
  if (lists.length > 1 && lists.length === indexes.length)
    for (const one of lists) for (const path of shapesOf(reader, names, one)) exactly(reader, path, 1);
  if (indexes.length === 1) readPicked(reader, names, object, index);
  if (indexes.length === 1) votes(index, "classIndex", 1.5, "used as an index");
  if (indexes.length === 1 && isOverClasses(object)) votes(index, "classIndex", 7, "picks a class");
  if (indexes.length === 1 && isLearnt(reader, object)) votes(index, "classIndex", 7, "picks a row of what is learnt");
  if (isIdentity(names, object)) votes(index, "classIndex", 7, "picks a row of the identity");
  if (index.kind === "string") return;
  const list = object.kind === "name" ? names.lists.get(object.name) : undefined;
  const entry = numberOf(index);
  if (list !== undefined && entry !== undefined) needEntries(reader, list, entry < 0 ? -entry : entry + 1);
  if (indexes.length === 1) meet(reader, [...ownShapes, ...orderedBy(names, index)]);
  if (indexes.length === 1) needOfList(reader, pathOf(reader, names, object), index);
  if (indexes.length === 1) {
    const chooser = pathOf(reader, names, index);
    if (chooser !== undefined) touch(reader, chooser).isChooser = true;
  }
  const table = pathOf(reader, names, object);
  if (table?.startsWith("@") && indexes.some(({ kind }) => kind === "name" || kind === "binary"))
    touch(reader, table).isTable = true;
  const hasEllipsis = indexes.some((one) => one.kind === "constant" && one.value === "ellipsis");
  const taking = indexes.filter((one) => !(one.kind === "constant"));
  const reached = reachedBy(indexes);
  for (const path of ownShapes) {
    atLeast(reader, path, taking.length);
    if (indexes.some(isShift)) touch(reader, path).isShifted = true;
    if (indexes.some(isCutShort)) touch(reader, path).isShifted = true;
    for (const [axis, entries] of reached) reaches(reader, path, axis, entries);
    const last = indexes.at(-1);
    if (indexes.length > 1 || hasEllipsis) picks(reader, path, pickedBy(last));
  }
}

/** Neither a slice nor a place that is spelled. */
function isListOfPlaces(index: Expression): boolean {
  return index.kind === "name" || index.kind === "call" || index.kind === "index";
}

/** `log_softmax(x)[y]` */
function isOverClasses(expression: Expression): boolean {
  return expression.kind === "call" && /^(log_)?softmax$/.test(lastWord(expression.callee) ?? "");
}

/** `self.centers[y]` of `self.centers = nn.Parameter(…)`. */
function isLearnt({ order }: Reader, object: Expression): boolean {
  if (object.kind !== "member" || object.object.kind !== "name" || object.object.name !== "self") return false;
  return order.attributes.get(object.name) === "Parameter";
}

/** `torch.eye(k)`, here or behind a name: its rows stand for classes. */
export function isIdentity(names: Names, expression: Expression): boolean {
  if (expression.kind === "name") return names.identities.has(expression.name);
  return expression.kind === "call" && lastWord(expression.callee) === "eye";
}

/** `columns[0]` and `columns[1:]`: should it be a list, it has so many entries. */
function needOfList(reader: Reader, path: string | undefined, index: Expression): void {
  if (path === undefined) return;
  const entries = index.kind === "slice" ? (numberOf(index.lower) ?? 0) : (numberOf(index) ?? -1);
  if (index.kind !== "slice" && entries >= 0) needEntries(reader, path, entries + 1);
  if (index.kind === "slice" && entries > 0) needEntries(reader, path, entries + 1);
}

/** How many entries the axes after the first must have, by their places; those behind an ellipsis count from the back. */
function reachedBy(indexes: readonly Expression[]): readonly (readonly [axis: number, entries: number])[] {
  const axes = indexes.filter((one) => !(one.kind === "constant" && one.value === "none"));
  const gap = axes.findIndex((one) => one.kind === "constant" && one.value === "ellipsis");
  return axes.flatMap((one, place) => {
    const axis = gap >= 0 && place > gap ? place - axes.length : place;
    const entries = entriesFor(one);
    return axis === 0 || place === gap || entries < 2 ? [] : [[axis, entries] as const];
  });
}

function entriesFor(index: Expression): number {
  // `x[:, [1]]`
  if (index.kind === "list") return Math.max(0, ...index.items.map(entriesFor));
  if (index.kind !== "slice") {
    const at = numberOf(index);
    return at === undefined ? 0 : at >= 0 ? at + 1 : -at;
  }
  const [lower, upper] = [numberOf(index.lower) ?? 0, numberOf(index.upper) ?? 0];
  return Math.max(lower > 0 ? lower + 1 : -lower, upper >= 0 ? upper : 1 - upper);
}

function isShift(index: Expression): boolean {
  if (index.kind !== "slice") return false;
  return (numberOf(index.lower) ?? 0) === 1 || numberOf(index.upper) === -1;
}

/** `x[:-2]`: beside `x[2:]` a step along the axis, not a part of what stands on it. */
function isCutShort(index: Expression): boolean {
  return index.kind === "slice" && (numberOf(index.upper) ?? 0) < 0;
}

/** How many entries an axis must have for this index to reach them. */
function pickedBy(index: Expression | undefined): number {
  if (index === undefined) return 0;
  if (index.kind === "list") return Math.max(0, ...index.items.map(pickedBy));
  if (index.kind !== "slice") {
    const at = numberOf(index);
    return at === undefined ? 0 : at >= 0 ? at + 1 : -at;
  }
  const [lower, upper] = [index.lower && numberOf(index.lower), index.upper && numberOf(index.upper)];
  if (upper !== undefined && upper > 0) return upper;
  // `[..., 2:]` of a pair of corners is two more
  return lower !== undefined && lower > 1 ? lower + Math.min(lower, 2) : 0;
}

/** What an order was taken from: `scores[order]` after `order = labels.argsort()` has as many entries as `labels`. */
export function orderedBy(names: Names, index: Expression | undefined): readonly string[] {
  return index?.kind === "name" ? (names.orders.get(index.name) ?? []) : [];
}

/** `x` of `x.argsort()`, `torch.sort(x)`: what the order has as many entries as. */
export function orderIn(reader: Reader, names: Names, sorting: Expression): readonly string[] {
  if (sorting.kind !== "call") return [];
  const own = sorting.callee.kind === "member" ? shapesOf(reader, names, sorting.callee.object) : [];
  const sorted = own.length > 0 ? own : shapesOf(reader, names, sorting.arguments[0]?.value);
  for (const path of sorted) touch(reader, path).isSorted = true;
  return sorted;
}
