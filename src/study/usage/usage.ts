/** What reading a definition's tree keeps: for each path (`pred`, `outputs.logits`, `preds[]`, `@criterion`) how it is used. */

import type { Block, Expression, FunctionStatement, LambdaExpression } from "../../syntax/tree";
import type { Role } from "../request";
import type { LookUp } from "../subject/texts";
import type { FindFunction } from "./functions";

export interface Usage {
  /** What its uses say it is. */
  readonly votes: Map<Role, { readonly score: number; readonly reason: string }>;
  /** It has at least so many axes, or exactly so many. */
  minRank: number;
  rank: number | undefined;
  /** How many axes its documentation gives it. */
  told: number | undefined;
  /** Entries of its last axis that are picked by number. */
  width: number;
  /** What it meets element by element: their shapes fit each other. */
  readonly beside: Set<string>;
  /** What the program says to have the very same shape. */
  readonly alike: Set<string>;
  /** How many entries an axis has at the least, by its place: from the front, or negative from the back. */
  readonly extents: Map<number, number>;
  /** It has methods that only tensors have. */
  isTensor: boolean;
  /** Picked by `x["key"]` or `x.name`. */
  readonly fields: Map<string, "key" | "attribute">;
  /** Those of them that it must have: for the others something stands where they are looked up. */
  readonly required: Set<string>;
  isWalked: boolean;
  /** Entries that a list must have. */
  length: number;
  /** Walked over beside a list of what is given: as long as that. */
  isBesideList: boolean;
  /** What it is walked over beside, one entry with one entry. */
  readonly zipped: Set<string>;
  /** A dict whose keys the program does not spell out. */
  isMapping: boolean;
  /** Shifted along an axis (`x[1:]`, `x[:, :-1]`), which must be longer than one. */
  isShifted: boolean;
  /** The least whole number that the program treats as an object, where it compares with one. */
  above: number;
  /** Put in order: what is before what matters. */
  isSorted: boolean;
  /** Measured from its mean, or by the sum of its squares: no constant, and not 0. */
  isSpread: boolean;
  /** Kept near 1: a ratio. */
  isRatio: boolean;
  /** Each entry weighs with itself and with 1 less: levels of quantiles. */
  isLevel: boolean;
  /** Uses that speak for one number for each class. */
  readonly perClass: Set<"exponent" | "sum">;
  /** What its entries are picked by. */
  readonly pickedBy: Set<string>;
  /** A number that is raised to how many there are: a share. */
  isBase: boolean;
  /** Whole numbers that it is compared with. */
  readonly compared: Set<number>;
  /** Used to pick elements where it is true. */
  isChooser: boolean;
  /** `a, b = x`: how many. */
  parts: number;
  /** Its parts are columns that mean different things. */
  columns: Columns | undefined;
  /** What it is called on first. */
  given: string | undefined;
  /** Called as `f(a, b)` with so many arguments; and at how many places. */
  calledWith: number | undefined;
  calls: number;
  /** It is given parameters first, as JAX's models are. */
  isApplied: boolean;
  /** Compared with, subtracted from or multiplied by itself: it holds several samples that are compared. */
  isPaired: boolean;
  /** Asked for its diagonal: as many rows as columns, should it be a matrix. */
  isSquare: boolean;
  /** The program takes its derivative by what it is given. */
  isDifferentiated: boolean;
  /** Entries are picked by what is computed: a schedule, a queue. */
  isTable: boolean;
  /** Something is divided by it, or by what was computed from it. */
  isDivisor: boolean;
  /** It weighs what is computed. */
  isFactor: boolean;
  /** Its sum is what is divided by. */
  isCount: boolean;
  /** How many classes there are: the width of `one_hot(y, k)`. */
  isClassCount: boolean;
  /** So many, where the program spells it out: `one_hot(y, 10)`. */
  classes: number;
  /** Asked for attributes that tensors have too. */
  isAsked: boolean;
  /** Given to a function around: it need be no number, as what a constructor is given mostly is. */
  isEnclosed: boolean;
  /** Asked for functions, under a name that everybody gives a library. */
  isLibrary: boolean;
  /** Asked for parameters, put into training mode. */
  isModule: boolean;
  /** Detached before its use, or used where no gradient flows. */
  isHeld: boolean;
  /** Asked whether it is true. */
  isSwitch: boolean;
  /** Texts that it is compared with. */
  readonly words: string[];
  /** Names that the program gives it on its way. */
  readonly names: string[];
}

/** Along which axis columns stand, and whether each keeps that axis, with a length of 1. */
export interface Columns {
  readonly axis: number;
  readonly isKept: boolean;
}

/** What an option is: its default or what a person gave; null where it is None, "open" where it is something else, or may be. */
export type Option = string | boolean | null | "open";

export interface UsageOrder {
  readonly parameters: readonly string[];
  /** `*args` among them. */
  readonly variadic: readonly string[];
  /** Parameters that are annotated as lists of tensors. */
  readonly lists: ReadonlySet<string>;
  /** Paths of `**kwargs`. */
  readonly rests: ReadonlySet<string>;
  readonly body: Block;
  readonly construction: readonly string[];
  readonly constructionBody: Block;
  /** What the functions around an inner one do before they define it: it sees their names. */
  readonly surrounding: Block;
  /** What those functions are given. */
  readonly enclosed: readonly string[];
  /** What the constructor put on `self`, by the last word of the call that made it. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly findFunction: FindFunction;
  /** What the definition's options are, by path. */
  readonly options: ReadonlyMap<string, Option>;
  /** What a name of the module means. */
  readonly lookUp: LookUp;
  /** Attributes and methods that tensors have: anything else makes a record. */
  readonly tensorNames: ReadonlySet<string>;
}

export type Usages = ReadonlyMap<string, Usage>;

export interface Reader {
  readonly order: UsageOrder;
  readonly usages: Map<string, Usage>;
  /** Paths behind attributes of `self`. */
  readonly attributes: Map<string, string>;
  /** What made attributes of `self`, where branches are decided; "" where several may have. */
  readonly makers: Map<string, string>;
  /** Reads statements with these local names for paths. */
  readonly read: (body: Block, paths: Map<string, string>, shapes: ReadonlyMap<string, readonly string[]>) => void;
  depth: number;
  followed: number;
  /** Paths whose entries are inputs of their own: `*args`, and what is taken apart by `a, b = x[0], x[1]`. */
  readonly bundles: Set<string>;
  /** What the program put into dicts of its own, by their paths (`#1.logits`). */
  readonly kept: Map<string, string>;
  /** Paths of lists of edges. */
  readonly edges: Set<string>;
  /** Functions being read, against recursion. */
  readonly active: Set<FunctionStatement | LambdaExpression>;
  /** What a function is called on entry by entry: it sees an axis less, once for each time that it stands here. */
  entries: readonly string[];
  /** Something takes derivatives on its way. */
  isDifferentiating: boolean;
}

export function touch(reader: Reader, path: string): Usage {
  return touchIn(reader.usages, path);
}

export function touchIn(usages: Map<string, Usage>, path: string): Usage {
  const known = usages.get(path);
  if (known) return known;
  const made: Usage = {
    votes: new Map(),
    minRank: 0,
    rank: undefined,
    told: undefined,
    width: 0,
    beside: new Set(),
    alike: new Set(),
    extents: new Map(),
    isTensor: false,
    fields: new Map(),
    required: new Set(),
    isWalked: false,
    length: 0,
    isBesideList: false,
    zipped: new Set(),
    isMapping: false,
    above: 0,
    isShifted: false,
    isSorted: false,
    isSpread: false,
    isRatio: false,
    isLevel: false,
    perClass: new Set(),
    pickedBy: new Set(),
    isBase: false,
    compared: new Set(),
    isChooser: false,
    parts: 0,
    columns: undefined,
    given: undefined,
    calledWith: undefined,
    calls: 0,
    isApplied: false,
    isDifferentiated: false,
    isPaired: false,
    isSquare: false,
    isTable: false,
    isFactor: false,
    isCount: false,
    isClassCount: false,
    classes: 0,
    isDivisor: false,
    isAsked: false,
    isEnclosed: false,
    isLibrary: false,
    isModule: false,
    isHeld: false,
    isSwitch: false,
    words: [],
    names: [],
  };
  usages.set(path, made);
  return made;
}

/** The definition itself or a function that it calls: what stands further off is mostly for other cases. */
export function isNear(reader: Reader): boolean {
  return reader.depth < 2;
}

/** Nothing is done with it but to ask whether it is true: an option, which is off unless it is given. */
export function isFlag(usage: Usage | undefined): boolean {
  if (usage === undefined || !usage.isSwitch) return false;
  const isUsed =
    usage.votes.size > 0 ||
    usage.fields.size > 0 ||
    usage.words.length > 0 ||
    usage.names.length > 0 ||
    usage.minRank > 0 ||
    usage.parts > 0 ||
    usage.calledWith !== undefined;
  return !isUsed && !usage.isWalked && !usage.isMapping && !usage.isModule && !usage.isAsked && !usage.isTable;
}

export function atLeast(reader: Reader, path: string, rank: number): void {
  const usage = touch(reader, path);
  usage.minRank = Math.max(usage.minRank, rank + axesAround(reader, path));
}

/** Axes that the function being read does not see. */
function axesAround({ entries }: Reader, path: string): number {
  return entries.filter((one) => one === path).length;
}

export function exactly(reader: Reader, path: string, rank: number): void {
  touch(reader, path).rank ??= rank + axesAround(reader, path);
}

export function picks(reader: Reader, path: string, entries: number): void {
  const usage = touch(reader, path);
  usage.width = Math.max(usage.width, entries);
}

export function needEntries(reader: Reader, path: string, length: number): void {
  const usage = touch(reader, path);
  usage.length = Math.max(usage.length, length);
}

/** All of these meet element by element. */
export function meet(reader: Reader, paths: readonly string[]): void {
  for (const path of paths) for (const other of paths) if (other !== path) touch(reader, path).beside.add(other);
}

export function reaches(reader: Reader, path: string, axis: number, entries: number): void {
  const { extents } = touch(reader, path);
  const place = axis < 0 ? axis : axis + axesAround(reader, path);
  extents.set(place, Math.max(extents.get(place) ?? 0, entries));
}

export function readAxis(reader: Reader, path: string, axis: Expression | undefined): void {
  if (axis === undefined) return;
  if (axis.kind === "tuple" || axis.kind === "list") for (const item of axis.items) readAxis(reader, path, item);
  const value = numberOf(axis);
  if (value !== undefined && Number.isInteger(value) && Math.abs(value) < 6)
    atLeast(reader, path, value >= 0 ? value + 1 : -value);
}

export function numberOf(expression: Expression | undefined): number | undefined {
  if (expression === undefined) return undefined;
  if (expression.kind === "number") return expression.value;
  if (expression.kind === "unary" && expression.operator === "-") {
    const inner = numberOf(expression.operand);
    return inner === undefined ? undefined : -inner;
  }
  return undefined;
}

/** A parameter that is called on two things and named so is a loss; anything else that is called is a model. */
export function isLossByName(path: string): boolean {
  return /loss|criterion|crit$|objective|error|metric|dist|penalty|^@?fn$|_fn$/i.test(path.split(".").at(-1) ?? path);
}

export function shortName(path: string): string {
  return path.replace(/^@/, "").replace(/\[\]$/, "");
}
