/**
 * Where along x the program changes its mind: every comparison, maximum, minimum and absolute value of the trace has a
 * difference whose zero is such a place. Where a coefficient is part of it, the threshold has the coefficient's name.
 */

import type { GraphBuilder } from "../../graph/build";
import { isFloat, type NodeId, type Site, sizeOf } from "../../graph/graph";
import type { ReadNumber } from "./fixedNumbers";

/** A difference to watch along the sweep. */
export interface Watch {
  readonly node: NodeId;
  /** The coefficient expression on one side. */
  readonly constant: Labelled | undefined;
  readonly site: Site | undefined;
}

/** More than this says nothing to a reader. */
const mostWatches = 48;
const mostElements = 256;

/** Appends the differences of all comparisons among the first `count` nodes that depend on an input. */
export function watchSwitches(builder: GraphBuilder, count: number, read: ReadNumber): readonly Watch[] {
  const watches: Watch[] = [];
  for (let id = 0; id < count && watches.length < mostWatches; id++) {
    const node = builder.node(id);
    if (node.kind !== "equation" || !builder.dependsOnInput(id)) continue;
    const [left, right] = node.inputs;
    if (left === undefined) continue;
    switch (node.primitive) {
      case "abs":
      case "sign": {
        if (sizeOf(builder.aval(left).shape) > mostElements) break;
        watches.push({ node: left, constant: findTerm(builder, left, read), site: node.site });
        break;
      }
      case "less":
      case "lessEqual":
      case "max":
      case "min": {
        if (right === undefined || sizeOf(node.aval.shape) > mostElements) break;
        const difference = subtract(builder, left, right);
        if (difference === undefined) break;
        watches.push({ node: difference, constant: comparedWith(builder, [left, right], read), site: node.site });
        break;
      }
      default:
    }
  }
  return watches;
}

function subtract(builder: GraphBuilder, left: NodeId, right: NodeId): NodeId | undefined {
  const areFloats = isFloat(builder.aval(left).dtype) && isFloat(builder.aval(right).dtype);
  if (!areFloats || (builder.dependsOnInput(left) === builder.dependsOnInput(right) && !builder.dependsOnInput(left)))
    return undefined;
  return builder.apply("sub", [left, right], {});
}

/** The coefficient that a comparison is about: one of its sides, or a term of one, as in `relu(margin - distance)`. */
function comparedWith(builder: GraphBuilder, sides: readonly NodeId[], read: ReadNumber): Labelled | undefined {
  for (const side of sides) {
    const found = findLabelled(builder, side, read);
    if (found !== undefined) return found;
  }
  for (const side of sides) {
    const found = findTerm(builder, side, read);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findTerm(builder: GraphBuilder, id: NodeId, read: ReadNumber): Labelled | undefined {
  const node = builder.node(behindShapes(builder, id));
  if (node.kind !== "equation" || (node.primitive !== "add" && node.primitive !== "sub")) return undefined;
  const [left, right] = node.inputs;
  for (const term of [left, right]) {
    const found = term === undefined ? undefined : (findLabelled(builder, term, read) ?? findTerm(builder, term, read));
    if (found !== undefined && Math.abs(read(found.node) ?? 0) > negligible) return found;
  }
  return undefined;
}

/** A term as small as this guards against a division by zero and marks no place. */
const negligible = 1e-4;

/** A number that carries a coefficient's name. */
export interface Labelled {
  readonly label: string;
  readonly node: NodeId;
}

/** Looks through shapes and casts for one that x does not move. */
function findLabelled(builder: GraphBuilder, id: NodeId, read: ReadNumber): Labelled | undefined {
  const node = behindShapes(builder, id);
  const label = builder.labelOf(node);
  return label === undefined || read(node) === undefined ? undefined : { label, node };
}

function behindShapes(builder: GraphBuilder, id: NodeId): NodeId {
  const node = builder.node(id);
  if (node.kind !== "equation" || builder.labelOf(id) !== undefined) return id;
  const [inner] = node.inputs;
  const looksThrough = node.primitive === "reshape" || node.primitive === "broadcast" || node.primitive === "cast";
  return looksThrough && inner !== undefined ? behindShapes(builder, inner) : id;
}

/** The values of coefficients that anything in the program is compared with. */
export function labelledComparisons(builder: GraphBuilder, read: ReadNumber): readonly number[] {
  return builder.nodes.flatMap((node) => {
    if (node.kind !== "equation" || !["less", "lessEqual", "max", "min"].includes(node.primitive)) return [];
    const found = comparedWith(builder, node.inputs, read);
    return (found && read(found.node)) ?? [];
  });
}

/** Zeros of a watched difference along x, by linear interpolation between neighbours; `columns` is [points, elements]. */
export function findZeros(x: Float64Array, difference: ArrayLike<number>): readonly number[] {
  const width = x.length === 0 ? 0 : difference.length / x.length;
  const zeros: number[] = [];
  for (let element = 0; element < width; element++) {
    for (let i = 0; i < x.length; i++) {
      const here = difference[i * width + element] ?? Number.NaN;
      const next = i + 1 < x.length ? (difference[(i + 1) * width + element] ?? Number.NaN) : Number.NaN;
      const before = i > 0 ? (difference[(i - 1) * width + element] ?? Number.NaN) : Number.NaN;
      const from = x[i] ?? 0;
      if (here === 0 && before !== 0 && next !== 0 && !(Number.isNaN(before) && Number.isNaN(next))) zeros.push(from);
      else if (here * next < 0) zeros.push(from + ((x[i + 1] ?? from) - from) * (here / (here - next)));
    }
  }
  return zeros;
}
