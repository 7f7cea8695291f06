/** What calls say of axes: how many an input has, how long they are. */

import type { Argument, Expression } from "../../syntax/tree";
import { isLibraryName } from "../roles/libraryNames";
import { lastWord } from "./callNames";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { shapesOf } from "./sameShape";
import { alongAxis, axisPosition, keywordPlaces, ranks } from "./table";
import { atLeast, exactly, numberOf, picks, type Reader, readAxis } from "./usage";

/** `x.unsqueeze(2)`: two axes stand before the new one. */
function readNewAxis(reader: Reader, path: string, axis: Expression | undefined): void {
  const place = numberOf(axis);
  if (place !== undefined && Math.abs(place) < 6) atLeast(reader, path, place >= 0 ? place : -place - 1);
}

/** `cat(unbind(x, dim=1))`: the views of a sample, each a vector, under each other. */
export function readJoinedViews(reader: Reader, names: Names, joined: Expression | undefined): void {
  if (joined?.kind !== "call" || lastWord(joined.callee) !== "unbind") return;
  const { callee } = joined;
  const isMethod = callee.kind === "member" && !isLibraryName(callee.object);
  const views = isMethod ? callee.object : joined.arguments[0]?.value;
  for (const path of shapesOf(reader, names, views)) atLeast(reader, path, 3);
  votesFor(reader, names)(views, "embedding", 4, "its views are put under each other");
}

/** `einsum("bkwh,bk->b", x, w)`: a letter for each axis. */
export function readEinsum(reader: Reader, names: Names, [spelled, ...operands]: readonly Expression[]): void {
  if (spelled?.kind !== "string" || spelled.value.includes(".")) return;
  const [inputs = ""] = spelled.value.replaceAll(" ", "").split("->");
  const [first] = operands;
  const given = first?.kind === "list" ? first.items : operands;
  inputs.split(",").forEach((letters, place) => {
    for (const path of shapesOf(reader, names, given[place])) exactly(reader, path, letters.length);
  });
}

/** `mask.unsqueeze(2).expand_as(x)`: an entry of one axis less, for all that stands at its place. */
function readExpansion(reader: Reader, names: Names, [narrow, wide]: readonly Expression[]): void {
  if (narrow?.kind !== "call" || narrow.callee.kind !== "member" || narrow.callee.name !== "unsqueeze") return;
  const place = numberOf(narrow.arguments[0]?.value);
  if (place === undefined || place < 2) return;
  for (const path of shapesOf(reader, names, narrow.callee.object)) exactly(reader, path, place);
  for (const path of shapesOf(reader, names, wide)) atLeast(reader, path, place + 1);
}

/** `mask.unsqueeze(-1).expand(-1, -1, n)`: one axis less than it is given sizes. */
function readExpandedAxes(reader: Reader, names: Names, [narrow, ...extents]: readonly Expression[]): void {
  if (narrow?.kind !== "call" || narrow.callee.kind !== "member" || narrow.callee.name !== "unsqueeze") return;
  if (extents.length < 2) return;
  for (const path of shapesOf(reader, names, narrow.callee.object)) exactly(reader, path, extents.length - 1);
}

export function readShapes(
  reader: Reader,
  names: Names,
  name: string,
  given: readonly Argument[],
  operands: readonly Expression[],
  isMethod: boolean,
): void {
  const paths = shapesOf(reader, names, operands[0]);
  const known = ranks[name];
  if (known !== undefined) {
    const first = operands[0] ?? given.find((one) => one.kind === "keyword" && keywordPlaces[one.name] === 0)?.value;
    for (const operand of name === "cdist" || name === "bmm" ? operands.slice(0, 2) : [first])
      for (const path of shapesOf(reader, names, operand)) atLeast(reader, path, known);
  }
  if (name === "t" && isMethod) for (const path of paths) exactly(reader, path, 2);
  if (name === "permute" && isMethod) {
    const spelled = operands[1]?.kind === "tuple" ? operands[1].items.length : operands.length - 1;
    for (const path of paths) exactly(reader, path, spelled);
  }
  if (name === "unsqueeze") for (const path of paths) readNewAxis(reader, path, operands[1]);
  if (name === "expand_as") readExpansion(reader, names, operands);
  if (name === "expand" && isMethod) readExpandedAxes(reader, names, operands);
  if (name === "transpose")
    for (const operand of operands.slice(1, 3)) for (const path of paths) readAxis(reader, path, operand);
  if (!alongAxis.has(name)) return;
  const keyword = given.find(
    (argument) => argument.kind === "keyword" && (argument.name === "dim" || argument.name === "axis"),
  )?.value;
  const axis = keyword ?? operands[1 + (axisPosition[name] ?? 0)];
  for (const path of paths) readAxis(reader, path, axis);
}

/** `x.view(-1, 784)`: as wide as that. `x.view(n, 98, -1)`: so many parts, of two numbers each. */
export function readView(reader: Reader, paths: readonly string[], extents: readonly Expression[]): void {
  const isRows = extents.length === 2 && numberOf(extents[0]) === -1;
  const width = isRows ? numberOf(extents[1]) : widthOfParts(extents.map(numberOf));
  if (width !== undefined && width > 1) for (const path of paths) picks(reader, path, width);
}

/** Counts so small may be of channels or classes, which stand on axes of their own. */
const fewestParts = 6;

function widthOfParts([samples, ...parts]: readonly (number | undefined)[]): number | undefined {
  const isOfSamples = samples === undefined || samples === -1;
  const known = parts.filter((one) => one !== undefined);
  if (!isOfSamples || parts.length < 2 || known.length < parts.length || Math.max(...known) < fewestParts)
    return undefined;
  return known.reduce((width, part) => width * (part > 0 ? part : 2), 1);
}
