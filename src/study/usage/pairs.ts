/** Pairs: every sample of one input with every sample of another, or of the same. */

import type { Expression } from "../../syntax/tree";
import { isLibraryName } from "../roles/libraryNames";
import { entryPath } from "./meanings";
import type { Names } from "./names";
import { pathOf, transposedIn } from "./paths";
import { shapesOf } from "./sameShape";
import { exactly, numberOf, type Reader, touch } from "./usage";

/** `x @ x.T`, `torch.mm(x, x.t())` */
export function readPairs(reader: Reader, names: Names, left: Expression, right: Expression): void {
  const path = pathOf(reader, names, left);
  const isPaired = path !== undefined && path === pathOf(reader, names, transposedIn(right) ?? right);
  if (isPaired) touch(reader, path).isPaired = true;
}

/** `x[:, None] - y[None]`, `x.unsqueeze(-2) - y.unsqueeze(-3)`: the new axis of one stands before its samples. */
export function readOuterPairs(reader: Reader, names: Names, left: Expression, right: Expression): void {
  const [one, other] = [newAxis(names, left), newAxis(names, right)];
  if (one === undefined || other === undefined || one.place === other.place) return;
  const isOfSamples = [one.place, other.place].some((place) => place === 0 || place === -3);
  for (const { object } of [one, other]) {
    const path = pathOf(reader, names, object);
    if (path === undefined) continue;
    if (isOfSamples) touch(reader, path).isPaired = true;
    // a set of points in each sample
    else touch(reader, path).isShifted = true;
  }
}

/** `u[:, None] * kernel`: of one axis less than what it is stretched over. */
export function readRaised(reader: Reader, names: Names, left: Expression, right: Expression): void {
  for (const [raised, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const axis = newAxis(names, raised);
    if (axis === undefined) continue;
    const ranks = shapesOf(reader, names, other).flatMap((path) => touch(reader, path).rank ?? []);
    const [rank] = ranks;
    if (rank !== undefined && rank > 1)
      for (const path of shapesOf(reader, names, axis.object)) exactly(reader, path, rank - 1);
  }
}

/**
 * `cross_entropy(scores, torch.arange(n))`: each sample is to be told among all of them. All that is given is compared, since
 * scores that were computed say nothing of what they come from.
 */
export function readOwnPlaces(reader: Reader, names: Names, name: string, labels: Expression | undefined): void {
  if (!/^(cross_entropy|CrossEntropyLoss|nll_loss|softmax_cross_entropy_with_integer_labels)$/.test(name)) return;
  if (labels === undefined || !isCounting(names, labels)) return;
  for (const path of reader.order.parameters) touch(reader, path).isPaired = true;
}

/** `torch.arange(n)`, moved or cast or not. */
export function isCounting(names: Names, value: Expression): boolean {
  if (value.kind === "name") return names.places.has(value.name);
  if (value.kind !== "call" || value.callee.kind !== "member") return false;
  const { name, object } = value.callee;
  return name === "arange" || (/^(to|long|type|cuda|int|astype|type_as)$/.test(name) && isCounting(names, object));
}

/** `t[i] < t[j]`: entries of one thing, held against each other. */
export function readEntryPair(reader: Reader, names: Names, [left, right]: readonly Expression[]): void {
  const path = entryPath(reader, names, left);
  if (path !== undefined && path === entryPath(reader, names, right)) touch(reader, path).isPaired = true;
}

interface NewAxis {
  readonly object: Expression;
  readonly place: number;
}

/** What has a new axis, also repeated along it or behind a name: `tf.tile(tf.expand_dims(a, 1), [1, n, 1])`. */
export function raisedIn(names: Names, value: Expression): Expression | undefined {
  if (value.kind === "name") return names.raised.get(value.name);
  if (newAxis(names, value) !== undefined) return value;
  if (value.kind !== "call" || value.callee.kind !== "member") return undefined;
  const { name, object } = value.callee;
  if (!/^(tile|repeat|expand|broadcast_to)$/.test(name)) return undefined;
  const repeated = isLibraryName(object) ? value.arguments[0]?.value : object;
  return repeated && raisedIn(names, repeated);
}

function newAxis(names: Names, expression: Expression): NewAxis | undefined {
  if (expression.kind === "name") {
    const raised = names.raised.get(expression.name);
    return raised && newAxis(names, raised);
  }
  if (expression.kind === "index") {
    const indexes = expression.index.kind === "tuple" ? expression.index.items : [expression.index];
    const place = indexes.findIndex((one) => one.kind === "constant" && one.value === "none");
    return place < 0 ? undefined : { object: expression.object, place };
  }
  if (expression.kind !== "call" || expression.callee.kind !== "member") return undefined;
  const { name, object } = expression.callee;
  if (name !== "unsqueeze" && name !== "expand_dims") return undefined;
  const given = expression.arguments.map(({ value }) => value);
  const [target, axis] = isLibraryName(object) ? given : [object, ...given];
  const place = numberOf(axis);
  return target === undefined || place === undefined ? undefined : { object: target, place };
}
