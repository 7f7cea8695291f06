/** What holds a number for each class, such as how many samples it has: told by what is done with it, no use alone being enough. */

import type { Argument, Expression } from "../../syntax/tree";
import { isLibraryName } from "../roles/libraryNames";
import { rolesByName, wordsOf } from "../roles/roleNames";
import { lastWord } from "./callNames";
import { sourceOf, votesFor } from "./meanings";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { shapesOf } from "./sameShape";
import { faithful, reshaping } from "./table";
import { numberOf, type Reader, touch, type Usage, type Usages } from "./usage";

/** `one_hot(y, 10)`, `one_hot(y, num_classes=k)`: how many classes there are, as a number or by what holds it. */
export function readOneHot(
  reader: Reader,
  names: Names,
  given: readonly Argument[],
  [labels, second]: readonly Expression[],
): void {
  const told = given.find((one) => one.kind === "keyword" && /^(num_classes|depth|classes)$/.test(one.name))?.value;
  const count = told ?? second;
  const path = pathOf(reader, names, count);
  if (path !== undefined) touch(reader, path).isClassCount = true;
  readCounted(reader, names, count);
  const classes = numberOf(count) ?? (count?.kind === "name" ? constantOf(reader, count.name) : undefined);
  if (classes === undefined || path !== undefined) return;
  for (const one of shapesOf(reader, names, labels)) touch(reader, one).classes = classes;
}

/** `one_hot(y, scores.shape[-1])`: an entry for each class. */
function readCounted(reader: Reader, names: Names, count: Expression | undefined): void {
  const [asked, axis] =
    count?.kind === "index" && count.object.kind === "member" && count.object.name === "shape"
      ? [count.object.object, count.index]
      : count?.kind === "call" && count.callee.kind === "member" && count.callee.name === "size"
        ? [count.callee.object, count.arguments[0]?.value]
        : [];
  if (asked !== undefined && numberOf(axis) !== 0)
    votesFor(reader, names)(asked, "logits", 5, "has an entry for each class");
}

/** `one_hot(y, k)`, also cast or with its axes moved, or a name of that. */
export function isOneHot(names: Names, value: Expression): boolean {
  if (value.kind === "name") return names.oneHots.has(value.name);
  if (value.kind !== "call") return false;
  const word = lastWord(value.callee) ?? "";
  if (word === "one_hot") return true;
  if (!faithful.has(word) && !reshaping.has(word)) return false;
  const [first] = value.arguments;
  const { callee } = value;
  const isOf = (one: Expression | undefined) => one !== undefined && isOneHot(names, one);
  return isOf(callee.kind === "member" ? callee.object : undefined) || isOf(first?.value);
}

/** A number that the module gives a name. */
function constantOf(reader: Reader, name: string): number | undefined {
  const value = reader.order.lookUp(name);
  return value?.kind === "int" ? value.value : undefined;
}

/** `beta ** counts`, `np.power(beta, counts)`: by how many samples a share was multiplied. */
export function readExponent(
  reader: Reader,
  names: Names,
  base: Expression | undefined,
  exponent: Expression | undefined,
): void {
  const path = pathOf(reader, names, exponent);
  if (path === undefined || path.startsWith("@")) return;
  const basePath = pathOf(reader, names, base);
  const isShare = basePath === undefined ? isBelowOne(numberOf(base)) : isNumberByName(basePath);
  if (!isShare || isNumberByName(path)) return;
  touch(reader, path).perClass.add("exponent");
  if (basePath !== undefined) touch(reader, basePath).isBase = true;
}

/** `w / w.sum()`, `w / np.sum(w)`, `w / sum(w)`: all of it makes 1. */
export function readNormalised(reader: Reader, names: Names, divided: Expression, divisor: Expression): void {
  const whole = wholeSumIn(divisor);
  const path = whole && sourceOf(names, whole);
  if (path !== undefined && path === sourceOf(names, divided)) touch(reader, path).perClass.add("sum");
}

/** `counts[labels]` */
export function readPicked(reader: Reader, names: Names, object: Expression, index: Expression): void {
  const [path, by] = [sourceOf(names, object), pathOf(reader, names, index)];
  if (path !== undefined && by !== undefined && path !== by) touch(reader, path).pickedBy.add(by);
}

/** Two of: a name that says so, a power's exponent, normalised by its sum, picked from by what is told to be a class. */
export function readPerClass(path: string, usage: Usage, usages: Usages): void {
  if (path.startsWith("@") || usage.minRank > 1 || (usage.rank ?? 1) > 1 || usage.votes.has("features")) return;
  const isPicked = [...usage.pickedBy].some((by) => (usages.get(by)?.votes.get("classIndex")?.score ?? 0) >= 6);
  const evidence = usage.perClass.size + (isPicked ? 1 : 0) + weightOfName(wordsOf(path));
  if (evidence < 2) return;
  usage.votes.clear();
  usage.votes.set("classCounts", { score: 12, reason: "one count for each class" });
}

function weightOfName(word: string): number {
  if (
    /per_(cls|class|category|label)$|(^|_)(cls|class|img|category|label)_(nums?|counts?|freqs?|frequenc\w+)/.test(word)
  )
    return 2;
  return /(^|_)(counts?|freqs?|frequenc(y|ies)|priors?|samples)$/.test(word) ? 1 : 0;
}

function isNumberByName(path: string): boolean {
  return rolesByName(path)[0]?.[0] === "number";
}

function isBelowOne(value: number | undefined): boolean {
  return value !== undefined && value > 0 && value < 1;
}

/** `x` of `x.sum()`, `np.sum(x)`, `sum(x)`, over all of it. */
function wholeSumIn(expression: Expression): Expression | undefined {
  if (expression.kind !== "call" || lastWord(expression.callee) !== "sum") return undefined;
  const { callee } = expression;
  const given = expression.arguments.map(({ value }) => value);
  const isMethod = callee.kind === "member" && !isLibraryName(callee.object);
  if (given.length > (isMethod ? 0 : 1)) return undefined;
  return isMethod ? callee.object : given[0];
}
