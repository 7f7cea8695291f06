/** How long axes must be for what is done along them to mean anything: windows, running sums, sets whose points are compared. */

import type { Argument, Expression } from "../../syntax/tree";
import { isLibraryName } from "../roles/libraryNames";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { shapesOf } from "./sameShape";
import { numberOf, type Reader, reaches, touch, type Usage } from "./usage";

/** Along an axis of one entry these say nothing. */
const running = /^(cumsum|cumprod|logcumsumexp|diff)$/;

/** What looks at a place and its neighbours. */
const windowed = /^(conv2d|conv3d|avg_pool2d|max_pool2d|avg_pool3d|max_pool3d)$/;

/** A place with a neighbour on each side. */
const neighbourhood = 3;

/** Fewer points make no set: each is another's nearest. */
const setSize = 3;

export function readExtents(
  reader: Reader,
  names: Names,
  name: string,
  given: readonly Argument[],
  operands: readonly Expression[],
): void {
  const [first, second] = operands;
  const paths = shapesOf(reader, names, first);
  if (running.test(name)) {
    const named = given.find((one) => one.kind === "keyword" && /^(dim|axis)$/.test(one.name))?.value;
    const axis = numberOf(named ?? second);
    if (axis !== undefined && axis !== 0) for (const path of paths) reaches(reader, path, axis, 2);
  }
  if (windowed.test(name)) {
    votesFor(reader, names)(first, "images", 3, "seen through a window");
    for (const path of paths) for (const axis of [-1, -2]) reaches(reader, path, axis, neighbourhood);
  }
  if (name === "cdist")
    for (const operand of [first, second])
      for (const path of shapesOf(reader, names, operand)) reaches(reader, path, -2, setSize);
  if (name === "diag" || name === "diagonal") for (const path of paths) touch(reader, path).isSquare = true;
}

/** `cdf = torch.cumsum(p, 1)`: chances, by what they are summed up to. */
export function readDistribution(reader: Reader, names: Names, name: string, value: Expression): void {
  if (!/(^|_)(cdf|ecdf|cif|cum_?probs?)(_|$)/i.test(name)) return;
  if (value.kind !== "call" || value.callee.kind !== "member" || value.callee.name !== "cumsum") return;
  const { object } = value.callee;
  const summed = isLibraryName(object) ? value.arguments[0]?.value : object;
  votesFor(reader, names)(summed, "probabilities", 6, "summed up to a distribution");
}

/** A matrix of vectors, all of which are compared: the samples are the set. */
export function readSets(usage: Usage): void {
  const { extents, minRank, rank, told } = usage;
  if ((extents.get(-2) ?? 0) >= setSize && minRank <= 2 && (rank ?? told ?? 2) <= 2 && !hasPlaces(usage))
    usage.isPaired = true;
}

function hasPlaces({ extents }: Usage): boolean {
  return extents.has(-1);
}

/** `batch, num_points, width = x.shape`: several, where the axis says so. */
export function readNamedAxes(reader: Reader, path: string, axes: readonly Expression[]): void {
  axes.forEach((axis, place) => {
    if (axis.kind === "name" && /(^|_)(points?|pts|npoints?|vertices|verts|nodes)$/i.test(axis.name))
      reaches(reader, path, place - axes.length, setSize);
  });
}
