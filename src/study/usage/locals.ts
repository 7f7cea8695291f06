/** What is remembered of a local name by what it was given last. */

import type { Expression } from "../../syntax/tree";
import { makerOf } from "../subject/makers";
import { isAbsolute } from "./bounds";
import { lastWord } from "./callNames";
import { complementOf, isChance, isOnes } from "./chances";
import { isOneHot } from "./classes";
import { isIdentity, orderIn } from "./indexes";
import { entryPath, joinedParts, sourceOf } from "./meanings";
import type { Names } from "./names";
import { isCounting, raisedIn } from "./pairs";
import { pathOf } from "./paths";
import { summedPath } from "./products";
import { marginIn, productIn } from "./signs";
import type { Reader } from "./usage";

export function noteLocal(reader: Reader, names: Names, name: string, value: Expression): void {
  const isPath = names.paths.has(name);
  keepOne(names.identities, name, isIdentity(names, value));
  keepOne(names.absolutes, name, isAbsolute(names, value));
  keepOne(names.places, name, isCounting(names, value));
  keepOne(names.oneHots, name, isOneHot(names, value));
  keepOne(names.chances, name, isChance(names, value));
  keep(names.functions, name, value.kind === "lambda" ? value : undefined);
  keep(names.entries, name, isPath ? undefined : entryPath(reader, names, value));
  keep(names.joined, name, joinedParts(value));
  keep(names.raised, name, raisedIn(names, value));
  keep(names.sources, name, sourceOf(names, value));
  keepOne(names.ones, name, isOnes(value, names));
  keep(names.complements, name, complementOf(value, names));
  keep(names.sums, name, summedPath(reader, names, value));
  keep(names.margins, name, marginIn(names, value));
  keep(names.products, name, productIn(names, value));
  keep(names.lists, name, listBehind(reader, names, value));
  names.orders.set(name, lastWord(value) === "argsort" ? orderIn(reader, names, value) : []);
  const made = value.kind === "call" ? makerOf(value) : undefined;
  const isPartial = value.kind === "call" && lastWord(value.callee) === "partial";
  if (made !== undefined && (isPartial || /^[A-Z]/.test(made))) names.made.set(name, made);
}

function keep<Value>(map: Map<string, Value>, name: string, value: Value | undefined): void {
  if (value === undefined) map.delete(name);
  else map.set(name, value);
}

function keepOne(set: Set<string>, name: string, isKept: boolean): void {
  if (isKept) set.add(name);
  else set.delete(name);
}

/** The list whose entries were made into this one, each into one. */
export function listBehind(reader: Reader, names: Names, value: Expression): string | undefined {
  if (value.kind === "name") return names.lists.get(value.name);
  if (value.kind !== "comprehension") return undefined;
  const [clause, ...others] = value.clauses;
  return clause?.kind === "for" && others.length === 0 ? pathOf(reader, names, clause.iterable) : undefined;
}
