/** Which parameters that default to None are given all the same, where the program does not run or move without them. */

import type { Subject } from "../subject/subject";
import type { Usage, Usages } from "../usage/usage";
import { isStructure } from "./attempts";

/** Choices that are looked at. */
const mostWays = 10;

/** Paths of parameters to give: each, then all that something is done with, then pairs; those that a person gave are no choice. */
export function waysToGive(
  { parameters, construction }: Subject,
  usages: Usages,
  isGiven: (name: string) => boolean,
): readonly (readonly string[])[] {
  const paths = [
    ...parameters.map((one) => ({ ...one, path: one.name })),
    ...construction.map((one) => ({ ...one, path: `@${one.name}` })),
  ]
    .filter(({ name, isOptional }) => isOptional === true && !isGiven(name))
    .map(({ path }) => path);
  const used = paths.filter((path) => isUsed(usages.get(path)));
  const ordered = [...used, ...paths.filter((path) => !used.includes(path))];
  const singles = ordered.map((path) => [path]);
  const pairs = ordered.flatMap((one, i) => ordered.slice(i + 1).map((other) => [one, other]));
  return [...singles, ...(used.length > 1 ? [used] : []), ...pairs].slice(0, mostWays);
}

function isUsed(usage: Usage | undefined): boolean {
  return usage !== undefined && (isStructure(usage) || usage.votes.size > 0 || usage.minRank > 0);
}
