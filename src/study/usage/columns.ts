/**
 * Inputs whose columns mean different things: `target, mask = y[..., 0], y[..., 1]`, `time, event = tf.split(y, 2, axis=-1)`.
 * Each column is read as an input of its own; planColumns.ts puts them beside each other again.
 */

import type { Block, Expression } from "../../syntax/tree";
import { type SyntaxNode, walk } from "../../syntax/walk";
import type { Role } from "../request";
import { isLibraryName } from "../roles/libraryNames";
import { rolesByName } from "../roles/roleNames";
import { lastWord } from "./callNames";
import { type Column, columnIn } from "./columnIndex";
import type { Names } from "./names";
import { faithful } from "./table";
import { atLeast, type Columns, exactly, numberOf, type Reader, touch } from "./usage";

/** Notes the inputs that are only taken apart by columns, where the columns' names say different things. */
export function readColumns(reader: Reader, names: Names, body: Block): void {
  const found = new Map<string, Found>();
  const other = new Set<string>();
  const explained = new WeakSet<SyntaxNode>();
  const note = (column: Column, name: string | undefined): void => {
    const { holder, axis, isKept, rank } = column;
    const known = found.get(holder) ?? { axis, isKept, rank, names: new Map(), whole: new Set() };
    if (known.axis !== axis || known.isKept !== isKept) other.add(holder);
    const before = known.names.get(column.place);
    known.names.set(column.place, before ?? name);
    found.set(column.holder, known);
  };
  walk(body, (node) => {
    if (node.kind === "assign" && node.value !== undefined)
      for (const [target, value] of pairsOf(node.targets[0], node.value)) {
        const column = columnIn(castIn(value));
        if (column !== undefined) note(column, target?.kind === "name" ? target.name : undefined);
        if (column !== undefined && isMadeWhole(value)) found.get(column.holder)?.whole.add(column.place);
        const split = splitIn(value);
        if (split === undefined || target?.kind !== "tuple") continue;
        explained.add(split.head);
        target.items.forEach((item, place) => {
          if (item.kind === "name") note({ ...split, place }, item.name);
        });
      }
    const column = node.kind === "index" ? columnIn(node) : undefined;
    if (column !== undefined) {
      explained.add(column.head);
      note(column, undefined);
    }
    for (const whole of wholeIn(node)) explained.add(whole);
    if (node.kind === "name" && !explained.has(node)) other.add(node.name);
    return true;
  });
  for (const [name, columns] of found) {
    const { axis, isKept } = columns;
    const path = names.paths.get(name);
    if (path === undefined || path.startsWith("@") || other.has(name) || !areUnlike(columns)) continue;
    const count = Math.max(...columns.names.keys()) + 1;
    const usage = touch(reader, path);
    usage.columns = { axis, isKept };
    usage.parts = Math.max(usage.parts, count);
    for (let place = 0; place < count; place++) {
      const part = `${path}.${place}`;
      const role = roleOfColumn(columns, place);
      if (role === undefined || !marks.includes(role)) {
        // beside what is wanted a name that says nothing is of what there is of it
        const isMark = role === undefined && count === 2 && isWantedByName(columns.names.get(1 - place));
        const beside = isMark ? "what is wanted" : "a mark";
        touch(reader, part).votes.set(isMark ? "mask" : "target", {
          score: 3,
          reason: `given together with ${beside}`,
        });
      }
      if (columns.rank !== undefined && isKept) exactly(reader, part, columns.rank);
      else if (isKept) atLeast(reader, part, 2);
      // columns of a table, more likely than channels of pictures
      else touch(reader, part).told ??= columns.rank === undefined ? undefined : columns.rank - 1;
    }
  }
}

interface Found extends Columns {
  readonly rank: number | undefined;
  /** What the program calls the columns, by their places. */
  readonly names: Map<number, string | undefined>;
  /** Places of columns that are made whole numbers. */
  readonly whole: Set<number>;
}

/** More columns than these are coordinates or classes. */
const mostColumns = 3;

/** Several columns, one of which marks, counts or picks what another one measures. */
function areUnlike(found: Found): boolean {
  const { names } = found;
  if (names.size < 2 || Math.max(...names.keys()) >= mostColumns) return false;
  const roles = [...names.keys()].map((place) => roleOfColumn(found, place));
  return new Set(roles).size > 1 && roles.some((role) => role !== undefined && marks.includes(role));
}

function isWantedByName(name: string | undefined): boolean {
  return name !== undefined && /(^|_)(labels?|targets?|y_?true|truth|gts?|y)$/i.test(name);
}

function roleOfColumn({ names, whole }: Found, place: number): Role | undefined {
  if (whole.has(place)) return "classIndex";
  const name = names.get(place);
  return name === undefined ? undefined : rolesByName(name)[0]?.[0];
}

const marks: readonly Role[] = ["mask", "binaryLabels", "classIndex", "weights", "lengths", "advantage"];

/** `tf.split(y, 2, axis=-1)`, `tf.unstack(y, axis=1)`, `y.chunk(2, dim=1)`, `y.unbind(-1)`: each part its own name. */
export function splitIn(value: Expression): Omit<Column, "place"> | undefined {
  if (value.kind !== "call" || value.callee.kind !== "member") return undefined;
  const word = lastWord(value.callee) ?? "";
  const isKept = word === "split" || word === "chunk";
  if (!isKept && word !== "unstack" && word !== "unbind") return undefined;
  const given = value.arguments.filter(({ kind }) => kind === "positional").map((one) => one.value);
  const { object } = value.callee;
  const [head, ...others] = isLibraryName(object) ? given : [object, ...given];
  const named = value.arguments.find((one) => one.kind === "keyword" && /^(dim|axis)$/.test(one.name))?.value;
  const axis = numberOf(named ?? others[isKept ? 1 : 0]);
  if (head?.kind !== "name" || (axis !== 1 && axis !== -1)) return undefined;
  return { holder: head.name, head, axis, isKept, rank: undefined };
}

/** What a cast is of: `tf.cast(y[:, 0], tf.int32)`, `y[:, 0].long()`. */
function castIn(value: Expression): Expression {
  if (value.kind !== "call" || value.callee.kind !== "member") return value;
  const { name, object } = value.callee;
  if (!faithful.has(name) && !/^(long|int|bool)$/.test(name)) return value;
  const [first] = value.arguments;
  return castIn(isLibraryName(object) ? (first?.value ?? value) : object);
}

/** `tf.cast(x, tf.int32)`, `x.astype(int)`, `x.long()` */
export function isMadeWhole(value: Expression): boolean {
  if (value.kind !== "call" || value.callee.kind !== "member") return false;
  const { name } = value.callee;
  if (/^(long|int)$/.test(name)) return true;
  if (!/^(cast|astype|to|type)$/.test(name)) return false;
  const given = value.arguments.map((one) => one.value);
  const type = given.at(-1);
  return /^(int|int32|int64|long|uint8)$/.test(type?.kind === "string" ? type.value : ((type && lastWord(type)) ?? ""));
}

/** `y` of `tf.cast(y, tf.float32)`, `tf.shape(y)`, `len(y)`, `y.shape`: all of it, but not its numbers. */
function wholeIn(node: SyntaxNode): readonly Expression[] {
  if (node.kind === "member") return /^(shape|dtype|device)$/.test(node.name) ? [node.object] : [];
  if (node.kind === "assign") return node.targets;
  if (node.kind !== "call") return [];
  const word = lastWord(node.callee) ?? "";
  if (!faithful.has(word) && !/^(shape|size|len|int_shape)$/.test(word)) return [];
  return [...node.arguments.slice(0, 1).map(({ value }) => value), ...objectOf(node.callee)];
}

function objectOf(callee: Expression): readonly Expression[] {
  return callee.kind === "member" ? [callee.object] : [];
}

function pairsOf(
  target: Expression | undefined,
  value: Expression,
): readonly (readonly [target: Expression | undefined, value: Expression])[] {
  if (value.kind !== "tuple" || target?.kind !== "tuple") return [[target, value]];
  return value.items.map((one, i) => [target.items[i], one] as const);
}
