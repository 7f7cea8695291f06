/**
 * How far shapes are from what the program does with them, in one layout. Assignments of roles differ from the likeliest in
 * one or two inputs: what the others cost is counted once.
 */

import type { Role } from "../request";
import { type Layout, roleTable, type Sizes, shapeOfRole } from "../roles/roleTable";
import type { Usage, Usages } from "../usage/usage";
import type { RoleGuess } from "./roles";

/** Roles by path: of every input, or of those that differ from the likeliest. */
export type Roles = ReadonlyMap<string, RoleGuess>;

export interface Placement {
  readonly layoutAt: (path: string, role: Role) => Layout;
  readonly sizesAt: (path: string) => Sizes;
  /** What is shifted has more than one step. */
  readonly hasSteps: boolean;
}

const costs = {
  minRank: 4,
  exactRank: 6,
  told: 1.8,
  width: 3,
  lonelyClass: 0.8,
  lonelyLogits: 2.2,
  lonelyChances: 2.2,
  short: 2.5,
  excess: 0.4,
  unlike: 3,
  stretched: 1.6,
} as const;

/** @returns the cost of the likeliest roles with some of them changed */
export function createMisfit(best: Roles, usages: Usages, placement: Placement): (changes: Roles) => number {
  const shapes = new Map<string, readonly number[]>();
  const shapeAt = (path: string, role: Role): readonly number[] => {
    const key = `${role} ${path}`;
    const known = shapes.get(key);
    if (known !== undefined) return known;
    const shape = shapeOfRole(role, placement.layoutAt(path, role), placement.sizesAt(path));
    shapes.set(key, shape);
    return shape;
  };
  const alone = (path: string, role: Role): number => {
    const usage = usages.get(path);
    return usage === undefined || !hasShape(role) ? 0 : costAlone(usage, shapeAt(path, role), placement.hasSteps);
  };
  const together = (path: string, role: Role, other: string, beside: Role): number => {
    if (!hasShape(role) || !hasShape(beside)) return 0;
    const [one, two] = [shapeAt(path, role), shapeAt(other, beside)];
    if (!fitTogether(one, two)) return costs.unlike;
    return one.join() !== two.join() && !isFactor(role) && !isFactor(beside) ? costs.stretched : 0;
  };
  const besides = new Map([...best.keys()].map((path) => [path, besideOf(path, best, usages)] as const));
  /** What an input costs in its role, with those of its partners that `counts` lets pass. */
  const costOf = (path: string, roles: (one: string) => Role | undefined, counts: (other: string) => boolean) => {
    const role = roles(path);
    if (role === undefined || !isInput(path)) return 0;
    let cost = alone(path, role);
    for (const other of besides.get(path) ?? []) {
      const beside = counts(other) ? roles(other) : undefined;
      if (beside !== undefined) cost += together(path, role, other, beside);
    }
    return cost;
  };
  const bestRole = (path: string) => best.get(path)?.role;
  let whole = 0;
  for (const path of best.keys()) whole += costOf(path, bestRole, (other) => path < other);
  const census = censusOf(best, usages);
  return (changes) => {
    if (changes.size === 0) return whole + costOfCompany(census);
    const role = (path: string) => (changes.get(path) ?? best.get(path))?.role;
    let cost = whole;
    let counted = census;
    for (const [path, guess] of changes) {
      const isOnce = (other: string) => !changes.has(other) || path < other;
      cost += costOf(path, role, isOnce) - costOf(path, bestRole, isOnce);
      const before = best.get(path);
      if (before !== undefined) counted = recounted(counted, path, before.role, guess.role, usages);
    }
    return cost + costOfCompany(counted);
  };
}

/** Not what a constructor takes. */
function isInput(path: string): boolean {
  return !path.startsWith("@");
}

function besideOf(path: string, roles: Roles, usages: Usages): readonly string[] {
  return [...(usages.get(path)?.beside ?? [])].filter((other) => other !== path && isInput(other) && roles.has(other));
}

function costAlone(usage: Usage, shape: readonly number[], hasSteps: boolean): number {
  let cost = 0;
  if (usage.minRank > 1 && usage.rank === undefined) cost += costs.excess * Math.max(0, shape.length - usage.minRank);
  if (shape.length < usage.minRank) cost += costs.minRank * (usage.minRank - shape.length);
  if (usage.rank !== undefined && usage.rank !== shape.length) cost += costs.exactRank;
  if (usage.told !== undefined && usage.told !== shape.length) cost += costs.told;
  if (usage.width > (shape.at(-1) ?? 0)) cost += costs.width;
  if (usage.isSquare && shape.length === 2 && shape[0] !== shape[1]) cost += costs.width;
  for (const [axis, entries] of usage.extents) if ((shape.at(axis) ?? entries) < entries) cost += costs.width;
  if (usage.isShifted && !(Math.max(0, ...shape.slice(shape.length > 1 ? 1 : 0)) > 1 && hasSteps)) cost += costs.short;
  return cost;
}

// ---------------------------------------------------------------- company

/** How many inputs have a role that says something about the others' roles. */
interface Census {
  readonly classIndex: number;
  readonly classes: number;
  readonly scored: number;
  readonly probabilities: number;
  readonly targets: number;
  readonly oneHot: number;
  readonly scores: number;
}

function censusOf(roles: Roles, usages: Usages): Census {
  const empty: Census = {
    classIndex: 0,
    classes: 0,
    scored: 0,
    probabilities: 0,
    targets: 0,
    oneHot: 0,
    scores: 0,
  };
  return [...roles].reduce((census, [path, { role }]) => counted(census, path, role, 1, usages), empty);
}

function recounted(census: Census, path: string, before: Role, after: Role, usages: Usages): Census {
  return counted(counted(census, path, before, -1, usages), path, after, 1, usages);
}

/** Scores over classes, or what could be turned into them. */
const scoredRoles: ReadonlySet<Role> = new Set([
  "logits",
  "probabilities",
  "classLogProbabilities",
  "embedding",
  "features",
  "images",
]);

function counted(census: Census, path: string, role: Role, by: number, usages: Usages): Census {
  if (!isInput(path)) return census;
  const part = (isSo: boolean) => (isSo ? by : 0);
  return {
    classIndex: census.classIndex + part(role === "classIndex"),
    classes: census.classes + part(role === "classIndex" || role === "oneHot" || role === "probabilities"),
    scored: census.scored + part(scoredRoles.has(role)),
    probabilities: census.probabilities + part(role === "probabilities"),
    targets: census.targets + part(role === "target"),
    oneHot: census.oneHot + part(role === "oneHot"),
    scores: census.scores + part(role === "logits" && usages.get(path)?.votes.has("logits") !== true),
  };
}

function costOfCompany({ classIndex, classes, scored, probabilities, targets, oneHot, scores }: Census): number {
  let cost = 0;
  if (classIndex > 0 && scored === 0) cost += costs.lonelyClass;
  // chances of classes go with classes
  if (probabilities > 0 && targets > 0 && classIndex + oneHot === 0) cost += costs.lonelyChances;
  // scores that nothing treats as classes are one for each sample
  if (scores > 0 && classes === 0) cost += costs.lonelyLogits;
  return cost;
}

// ---------------------------------------------------------------- shapes

/** One for many. */
function isFactor(role: Role): boolean {
  return role === "mask" || role === "weights" || role === "classCounts";
}

function hasShape(role: Role): boolean {
  return roleTable[role].dtype !== "none" && role !== "taskLosses";
}

/** Whether one can be stretched over the other. */
function fitTogether(one: readonly number[], other: readonly number[]): boolean {
  return one.every((_, i) => {
    const [a, b] = [one.at(-1 - i), other.at(-1 - i)];
    return a === b || a === 1 || b === 1 || a === undefined || b === undefined;
  });
}
