/** What statements say: local names for paths, unpacking, loops over lists and mappings, blocks without gradients. */

import type { Block, Expression } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { isLibraryName } from "../roles/libraryNames";
import { makerOf } from "../subject/makers";
import { lastWord } from "./callNames";
import { splitIn } from "./columns";
import { readDistribution, readNamedAxes } from "./extents";
import { orderIn } from "./indexes";
import { listBehind, noteLocal } from "./locals";
import type { Names } from "./names";
import { mapped, pathOf } from "./paths";
import { shapesOf } from "./sameShape";
import { atLeast, exactly, isNear, needEntries, numberOf, picks, type Reader, touch } from "./usage";

export function readAssign(reader: Reader, names: Names, target: Expression, value: Expression): void {
  if (target.kind === "member" && target.object.kind === "name" && target.object.name === "self") {
    const path = pathOf(reader, names, value);
    if (path !== undefined && !reader.attributes.has(target.name)) reader.attributes.set(target.name, path);
    const [before, made] = [reader.makers.get(target.name), makerOf(value)];
    if (made !== undefined) reader.makers.set(target.name, before === undefined || before === made ? made : "");
    return;
  }
  if (target.kind === "index" && target.index.kind === "string") {
    const holder = pathOf(reader, names, target.object);
    const path = pathOf(reader, names, value);
    if (holder?.startsWith(ownMark) && path !== undefined) reader.kept.set(`${holder}.${target.index.value}`, path);
    return;
  }
  if (target.kind === "name") {
    if (value.kind === "dict") names.tables.set(target.name, value);
    const path = value.kind === "dict" ? keepEntries(reader, names, value) : pathOf(reader, names, value);
    const shapes = shapesOf(reader, names, value);
    if (path === undefined) names.paths.delete(target.name);
    else if (path.startsWith(ownMark)) names.paths.set(target.name, path);
    else if (names.paths.get(target.name) !== path) {
      names.paths.set(target.name, path);
      // what is computed from it may have a name of its own
      if (value.kind !== "binary") touch(reader, path).names.push(target.name);
    }
    names.shapes.set(target.name, shapes);
    noteLocal(reader, names, target.name, value);
    readDistribution(reader, names, target.name, value);
    return;
  }
  if (target.kind !== "tuple" && target.kind !== "list") return;
  if (value.kind === "tuple" && value.items.length === target.items.length) {
    value.items.forEach((item, i) => {
      const one = target.items[i];
      if (one) readAssign(reader, names, one, item);
    });
    return;
  }
  readUnpacking(reader, names, target.items, value);
}

/** Paths of what is no input: dicts that the program makes. */
const ownMark = "#";

/** `{"logits": x, "boxes": y}`: what is read from it by these keys later is still `x` and `y`. */
function keepEntries(reader: Reader, names: Names, { entries }: Extract<Expression, { kind: "dict" }>): string {
  const holder = `${ownMark}${reader.kept.size}`;
  reader.kept.set(holder, holder);
  for (const { key, value } of entries) {
    const path = pathOf(reader, names, value);
    if (key?.kind === "string" && path !== undefined) reader.kept.set(`${holder}.${key.value}`, path);
  }
  return holder;
}

/** `self.classes: List[int] = x`: a list. */
export function readAnnotation(
  reader: Reader,
  names: Names,
  annotation: Expression,
  value: Expression | undefined,
): void {
  const outer = annotation.kind === "index" ? annotation.object : annotation;
  const path = pathOf(reader, names, value);
  if (path !== undefined && /^(list|tuple|sequence)$/i.test(lastWord(outer) ?? "")) touch(reader, path).isWalked = true;
}

function readUnpacking(reader: Reader, names: Names, targets: readonly Expression[], value: Expression): void {
  const stars = targets.filter((item) => item.kind === "spread").length;
  const isShape =
    value.kind === "member"
      ? value.name === "shape"
      : value.kind === "call" && lastWord(value.callee) === "size" && value.arguments.length === 0;
  const object =
    value.kind === "member"
      ? value.object
      : value.kind === "call" && value.callee.kind === "member"
        ? value.callee.object
        : undefined;
  if (isShape) {
    for (const path of shapesOf(reader, names, object)) {
      if (stars === 0) exactly(reader, path, targets.length);
      if (stars === 0) readNamedAxes(reader, path, targets);
      else atLeast(reader, path, targets.length - 1);
    }
    return;
  }
  if (value.kind === "index" && value.index.kind === "slice") readPartOfShape(reader, names, value.object, value.index);
  const splits =
    value.kind === "call" &&
    (lastWord(value.callee) === "unbind" || lastWord(value.callee) === "chunk" || lastWord(value.callee) === "split");
  const column = splitIn(value);
  const columned = column === undefined ? undefined : names.paths.get(column.holder);
  if (columned !== undefined && touch(reader, columned).columns !== undefined) {
    unpack(reader, names, targets, columned);
    return;
  }
  if (splits && isAlongSamples(value)) {
    // parts of a batch are what it is
    const whole = pathOf(reader, names, value);
    for (const target of targets) {
      if (target.kind !== "name" || whole === undefined) continue;
      names.paths.set(target.name, whole);
      names.shapes.set(target.name, [whole]);
    }
    return;
  }
  if (splits || (value.kind === "member" && value.name === "T")) {
    const isOfLibrary = value.kind === "call" && object !== undefined && isLibraryName(object);
    const parted = isOfLibrary ? value.arguments[0]?.value : object;
    for (const path of shapesOf(reader, names, parted)) picks(reader, path, targets.length);
    return;
  }
  const [, order] = targets;
  if (order?.kind === "name" && lastWord(value) === "sort") names.orders.set(order.name, orderIn(reader, names, value));
  const list = stars === 0 ? listBehind(reader, names, value) : undefined;
  if (list !== undefined) needEntries(reader, list, targets.length);
  const path = pathOf(reader, names, value);
  if (path !== undefined && !reader.edges.has(path)) unpack(reader, names, targets, path);
}

/** `x.chunk(4)`, `torch.split(x, n, 0)`, `x.chunk(4, dim=0)` */
function isAlongSamples({ callee, arguments: given }: Extract<Expression, { kind: "call" }>): boolean {
  if (lastWord(callee) === "unbind") return false;
  const own = callee.kind === "member" && !isLibraryName(callee.object) ? 1 : 2;
  const axis = given.find((one) => one.kind === "keyword" && (one.name === "dim" || one.name === "axis")) ?? given[own];
  return axis === undefined || numberOf(axis.value) === 0;
}

/** `b, n = x.shape[:2]` leaves more axes behind; `h, w = x.shape[-2:]` has as many at the end. */
function readPartOfShape(
  reader: Reader,
  names: Names,
  shape: Expression,
  { lower, upper }: Extract<Expression, { kind: "slice" }>,
): void {
  if (shape.kind !== "member" || shape.name !== "shape") return;
  const [from, to] = [numberOf(lower), numberOf(upper)];
  const axes = lower === undefined && to !== undefined && to > 0 ? to + 1 : -(from ?? 0);
  for (const path of shapesOf(reader, names, shape.object)) atLeast(reader, path, axes);
}

/** `logits, (q, v) = outputs`: a tuple in a tuple. */
function unpack(reader: Reader, names: Names, targets: readonly Expression[], path: string): void {
  const usage = touch(reader, path);
  usage.parts = Math.max(usage.parts, targets.length);
  targets.forEach((target, i) => {
    const part = `${path}.${i}`;
    const own = touch(reader, part);
    if (target.kind === "tuple" || target.kind === "list") unpack(reader, names, target.items, part);
    if (target.kind !== "name") return;
    own.names.push(target.name);
    names.paths.set(target.name, part);
    names.shapes.set(target.name, [part]);
  });
}

/** `for a in x`, `for i, (a, b) in enumerate(zip(x, y))`, `for k, v in x.items()`. */
export function readLoop(reader: Reader, names: Names, target: Expression, iterable: Expression): void {
  if (iterable.kind !== "call") {
    readLoopOver(reader, names, target, iterable);
    return;
  }
  const name = lastWord(iterable.callee);
  if (name === "range" && target.kind === "name") names.counters.add(target.name);
  const given = iterable.arguments.map(({ value }) => value);
  const targets = target.kind === "tuple" || target.kind === "list" ? target.items : [target];
  const [first, second] = targets;
  const owner = iterable.callee.kind === "member" ? iterable.callee.object : undefined;
  if (name === "zip") {
    const paths = given.map((item) => pathOf(reader, names, item)).filter((path) => path !== undefined);
    if (paths.some((path) => !path.startsWith("@")))
      for (const path of paths) if (path.startsWith("@")) touch(reader, path).isBesideList = true;
    for (const path of paths) for (const other of paths) if (other !== path) touch(reader, path).zipped.add(other);
    given.forEach((item, i) =>
      readLoopOver(reader, names, targets.length === given.length ? targets[i] : undefined, item),
    );
  } else if (name === "enumerate" && given[0]) {
    if (first?.kind === "name") names.counters.add(first.name);
    readLoop(reader, names, second ?? target, given[0]);
  } else if ((name === "reversed" || name === "list") && given[0]) readLoop(reader, names, target, given[0]);
  else if (name === "sorted" && given[0]) readKeys(reader, names, target, given[0]);
  else if (owner && name === "keys") readKeys(reader, names, target, owner);
  else if (owner && (name === "items" || name === "values")) {
    const entry = mapped(reader, names, owner);
    if (entry === undefined) return;
    if (name === "items" && first?.kind === "name") names.keys.add(first.name);
    bind(reader, names, name === "items" ? second : first, entry);
  }
}

function readKeys(reader: Reader, names: Names, target: Expression, mapping: Expression): void {
  const path = pathOf(reader, names, mapping);
  if (path !== undefined && target.kind === "name") names.keys.add(target.name);
}

function readLoopOver(reader: Reader, names: Names, target: Expression | undefined, iterable: Expression): void {
  const path = pathOf(reader, names, iterable);
  if (path === undefined) return;
  touch(reader, path).isWalked = true;
  const entry = `${path}[]`;
  touch(reader, entry);
  // `for key in x: x[key]` walks over keys: known only at `x[key]`
  bind(reader, names, target, entry);
}

function bind(reader: Reader, names: Names, target: Expression | undefined, path: string): void {
  if (target?.kind === "tuple") unpack(reader, names, target.items, path);
  if (target?.kind !== "name") return;
  names.paths.set(target.name, path);
  names.shapes.set(target.name, [path]);
  touch(reader, path).names.push(target.name);
}

export function holdAll(reader: Reader, names: Names, body: Block): void {
  walk(body, (node) => {
    const path = node.kind === "name" ? names.paths.get(node.name) : undefined;
    if (path !== undefined && isNear(reader)) touch(reader, path).isHeld = true;
  });
}
