/** Ways in which a loss may want its inputs, the likeliest first: a role for each, a layout for all, and sizes. */

import type { Role, SampleView } from "../request";
import { type Layout, layouts, type Sizes, shapeOfRole } from "../roles/roleTable";
import type { Parameter } from "../subject/signature";
import type { Subject } from "../subject/subject";
import type { Usage, Usages } from "../usage/usage";
import { createMisfit, type Roles } from "./misfit";
import { isClassCountByName } from "./nameValues";
import { guessRoles, type RoleGuess } from "./roles";
import { textShapeOf } from "./textInputs";

export interface Attempt {
  readonly layout: Layout;
  readonly sizes: Sizes;
  /** By path. */
  readonly roles: ReadonlyMap<string, RoleGuess>;
  /** A role that nothing speaks for stands where something speaks for another. */
  readonly isForced: boolean;
  /** Inputs whose use contradicts the layout have one of their own. */
  readonly isMixed: boolean;
  /** Targets have numbers of their own, instead of 0: some programs divide by what they vary. */
  readonly isDrawn?: boolean;
  /** How many entries lists have, where the program said so. */
  readonly entries?: number;
}

export interface AttemptOrder {
  readonly subject: Subject;
  readonly parameters: readonly Parameter[];
  readonly usages: Usages;
  readonly view: SampleView;
}

/** One sample: every extent that only repeats is 1, then those that some losses need larger. */
const sizesOf: { readonly [V in SampleView]: readonly Sizes[] } = {
  sample: [
    { N: 1, C: 3, D: 4, T: 1, H: 1, W: 1 },
    { N: 1, C: 3, D: 4, T: 5, H: 8, W: 8 },
    { N: 1, C: 3, D: 4, T: 5, H: 16, W: 16 },
  ],
  batch: [
    { N: 8, C: 3, D: 4, T: 5, H: 8, W: 8 },
    { N: 8, C: 3, D: 4, T: 5, H: 16, W: 16 },
    // parts of a batch, or of its steps, that must come out even
    { N: 12, C: 3, D: 4, T: 6, H: 8, W: 8 },
  ],
};

/** What an attempt costs against the likeliest one, beside what its shapes cost (misfit.ts). */
const costs = { rank: 1, score: 0.25, layout: 0.3, sizes: 1.2, mixed: 2, drawn: 0.8 } as const;

/** Records of settings have hundreds of fields: the likeliest assignments of roles only. */
const mostCombinations = 200;

export function rankAttempts({ subject, parameters, usages, view }: AttemptOrder): readonly Attempt[] {
  const ranked = rankRoles(subject, parameters, usages);
  const best = new Map(ranked.flatMap(([path, [first]]) => (first ? [[path, first] as const] : [])));
  const combined = cheapest([...combinations(ranked)], mostCombinations).map((one) => ({
    ...one,
    roles: new Map([...best, ...one.changes]),
    isForced: isForced(one.changes, ranked),
  }));
  const hasTargets = [...best.values()].some(({ role }) => role === "target");
  const found: { readonly attempt: Attempt; readonly cost: number }[] = [];
  const isSquare = [...usages.values()].some(isSquareMatrix);
  const allSizes = sizesOf[view].flatMap((base) => withWidths(isSquare ? squared(base) : base, subject, usages));
  allSizes.forEach((sizes, sizesAt) => {
    const ofPath = new Map<string, Sizes>();
    const sizesAtPath = (path: string): Sizes => {
      const known = ofPath.get(path) ?? ownSizes(sizes, path, usages);
      ofPath.set(path, known);
      return known;
    };
    layouts.forEach((layout, layoutAt) => {
      const place = { sizesAt: sizesAtPath, hasSteps: hasSteps(layout, sizes) };
      const own = (path: string, role: Role) => layoutOf({ layout, sizes, isMixed: true }, role, usages.get(path));
      const misfit = createMisfit(best, usages, { ...place, layoutAt: () => layout });
      const mixedMisfit = createMisfit(best, usages, { ...place, layoutAt: own });
      for (const { roles, changes, cost, isForced } of combined) {
        const base = cost + costs.sizes * sizesAt + costs.layout * layoutAt;
        const attempt = { layout, sizes, roles, isForced };
        const together = misfit(changes);
        found.push({ attempt: { ...attempt, isMixed: false }, cost: base + together });
        if (hasTargets && changes.size === 0)
          found.push({ attempt: { ...attempt, isMixed: false, isDrawn: true }, cost: base + together + costs.drawn });
        if (together < costs.mixed) continue;
        const mixed = base + costs.mixed + mixedMisfit(changes);
        if (mixed < base + together) found.push({ attempt: { ...attempt, isMixed: true }, cost: mixed });
      }
    });
  });
  return found.sort((a, b) => a.cost - b.cost).map(({ attempt }) => attempt);
}

/** Scores of every sample for every sample. */
function isSquareMatrix({ isSquare, minRank, rank, told }: Usage): boolean {
  return isSquare && (rank ?? Math.max(minRank, told ?? 0)) === 2;
}

function squared(sizes: Sizes): Sizes {
  return { ...sizes, N: sizes.C, D: sizes.C, T: sizes.C };
}

/** The same attempt where a matrix inside the loss is as wide as the program said. */
export function widened(attempt: Attempt, width: number): readonly Attempt[] {
  const sizes = { ...attempt.sizes, D: width, C: width };
  return layouts
    .filter(({ name }) => name === "features" || name === "volume")
    .map((layout) => ({ ...attempt, layout, sizes }));
}

/** The same attempt on a signal that is as long as the program said. */
export function lengthened({ roles, sizes, isForced, isMixed }: Attempt, T: number): readonly Attempt[] {
  return layouts
    .filter(({ name }) => name === "sequence" || name === "volume")
    .map((layout) => ({
      roles,
      layout,
      sizes: { ...sizes, T, ...(layout.name === "volume" ? { T: 1, D: T } : {}) },
      isForced,
      isMixed,
    }));
}

/** So many of the cheapest, in their own order. */
function cheapest<T extends { readonly cost: number }>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const kept = new Set([...all].sort((a, b) => a.cost - b.cost).slice(0, most));
  return all.filter((one) => kept.has(one));
}

type Ranked = readonly (readonly [path: string, guesses: readonly RoleGuess[]])[];

function rankRoles(subject: Subject, parameters: readonly Parameter[], usages: Usages): Ranked {
  const names = new Set(parameters.map(({ name }) => name));
  const isAsked = (path: string) => names.has(path) || names.has(path.split(/[.[]/)[0] ?? path) || path.startsWith("@");
  const areTexts = (path: string) => parameters.some((one) => one.name === path && textShapeOf(one.annotation));
  const ranked = [...usages]
    .filter(([path, usage]) => isAsked(path) && (!isStructure(usage) || areTexts(path)))
    .map(([path, usage]) => {
      const known = subject.knownRoles?.get(path);
      const annotation = parameters.find(({ name }) => name === path)?.annotation;
      const guesses =
        known === undefined
          ? guessRoles(path, usage, annotation, usages.get(`${path}[]`))
          : [{ role: known, score: 10, reason: "a term of the sum" }];
      return [path, guesses] as const;
    });
  const hasClasses = ranked.some(
    ([path, [first]]) => !path.startsWith("@") && first && classRoles.includes(first.role),
  );
  return hasClasses
    ? ranked
    : ranked.map(([path, guesses]) => [path, withoutClasses(guesses, usages.get(path))] as const);
}

const classRoles: readonly Role[] = ["classIndex", "oneHot", "probabilities", "classLogProbabilities"];

const nearlyAsLikely = 1.5;

/** Scores by their name only are one for each sample, where nothing is a class. */
function withoutClasses(guesses: readonly RoleGuess[], usage: Usage | undefined): readonly RoleGuess[] {
  const single = guesses.find(({ role, score }) => role === "binaryLogits" && score > 0);
  const best = guesses[0];
  if (
    single === undefined ||
    best?.role !== "logits" ||
    single.score < best.score - nearlyAsLikely ||
    usage?.votes.has("logits") ||
    (usage?.minRank ?? 0) > 1
  )
    return guesses;
  return [{ ...single, score: best.score }, ...guesses.filter((one) => one !== single)];
}

/** Nothing speaks for a role that stands where something speaks for another. */
function isForced(changes: Roles, ranked: Ranked): boolean {
  return ranked.some(([path, [first]]) => (first?.score ?? 0) > 0 && (changes.get(path)?.score ?? 1) <= 0);
}

/** Parts of it are inputs, not itself. */
export function isStructure(usage: Usage | undefined): boolean {
  if (usage === undefined) return false;
  return (
    usage.fields.size > 0 ||
    usage.parts > 0 ||
    usage.calledWith !== undefined ||
    usage.isModule ||
    usage.isMapping ||
    usage.isLibrary
  );
}

/** The best guess of every input, then each input's next ones, and the second ones together: what differs from the best. */
function* combinations(ranked: Ranked): Generator<{ readonly changes: Roles; readonly cost: number }> {
  yield { changes: new Map(), cost: 0 };
  for (const [path, guesses] of ranked) {
    for (const [i, guess] of guesses.slice(1, 5).entries())
      yield { changes: new Map([[path, guess]]), cost: costOf(guesses, guess, i + 1) };
  }
  const others = ranked.filter(([, guesses]) => guesses.length > 1);
  for (const [i, [path, guesses]] of others.entries()) {
    for (const [otherPath, otherGuesses] of others.slice(i + 1, i + 4)) {
      const [one, other] = [guesses[1], otherGuesses[1]];
      if (one === undefined || other === undefined) continue;
      const changes = new Map([
        [path, one],
        [otherPath, other],
      ]);
      yield { changes, cost: costOf(guesses, one, 1) + costOf(otherGuesses, other, 1) };
    }
  }
}

function costOf(guesses: readonly RoleGuess[], guess: RoleGuess, rank: number): number {
  return costs.rank * (1 + rank / 4) + costs.score * Math.min(8, (guesses[0]?.score ?? 0) - guess.score);
}

/** The sizes of one input: its features are those of everything that it meets. */
export function ownSizes(sizes: Sizes, path: string, usages: Usages): Sizes {
  if (!sizes.isOwn) return sizes;
  const near = [path, ...(usages.get(path)?.beside ?? [])];
  const width = Math.max(0, ...near.map((one) => usages.get(one)?.width ?? 0));
  return width > 1 ? { ...sizes, D: width } : sizes;
}

/** The layout of one input: the attempt's, unless the input's use asks for other axes and the attempt allows it. */
export function layoutOf(
  { layout, sizes, isMixed }: Pick<Attempt, "layout" | "sizes" | "isMixed">,
  role: Role,
  usage: Usage | undefined,
): Layout {
  if (!isMixed || usage === undefined) return layout;
  const fits = (candidate: Layout): boolean => {
    const shape = shapeOfRole(role, candidate, sizes);
    if (usage.width > 1 && (shape.at(-1) ?? 0) < usage.width) return false;
    const rank = usage.rank ?? usage.told;
    return rank === undefined ? shape.length >= usage.minRank : shape.length === rank;
  };
  if (fits(layout)) return layout;
  const shared = ({ each }: Layout) =>
    each.filter((letter) => layout.each.includes(letter)).length + (usage.width > 1 && each.at(-1) === "D" ? 3 : 0);
  // the one that has most in common with the others' layout
  return layouts
    .filter(fits)
    .reduce((best, one) => (shared(one) > shared(best) ? one : best), layouts.find(fits) ?? layout);
}

/** What is shifted needs more than one step. */
function hasSteps(layout: Layout, sizes: Sizes): boolean {
  const letters = layout.each;
  return (
    (letters.includes("T") && sizes.T > 1) ||
    (letters.includes("H") && sizes.H > 1) ||
    (letters.length === 1 && sizes.N > 1)
  );
}

/** Networks inside a loss say how wide their input is; so do the entries that are picked by number. */
function withWidths(usual: Sizes, subject: Subject, usages: Usages): readonly Sizes[] {
  const classes = classesTold(subject, usages);
  const base = classes === undefined ? usual : { ...usual, C: classes };
  const picked = Math.max(base.D, ...[...usages.values()].map(({ width }) => (width <= mostWide ? width : 0)));
  const own = { ...base, D: picked };
  const exact = picked === base.D ? Math.max(0, ...[...usages.values()].map(({ width }) => width)) : 0;
  const widths = [exact, ...[...subject.construction, ...subject.parameters].map(({ initial }) => initial ?? 0)].filter(
    (width) => Number.isInteger(width) && width > 1 && width <= 64,
  );
  // one column for each class that the program is told of
  const isToldClasses =
    classes !== undefined ||
    [...subject.construction, ...subject.parameters].some(({ name }) => isClassCountByName(name)) ||
    [...usages.values()].some(({ isClassCount }) => isClassCount);
  const different = new Set([...usages.values()].map(({ width }) => width).filter((width) => width > 1));
  return [
    ...(isToldClasses && picked === base.D ? [{ ...own, D: base.C }] : []),
    own,
    // between classes in order there is one border fewer
    ...(classes !== undefined && classes > 2 ? [{ ...own, C: classes - 1, D: classes - 1 }] : []),
    ...(different.size > 1 ? [{ ...base, isOwn: true } as const] : []),
    // what a constructor is told to be so wide may be the classes
    ...(subject.construction.some(({ name, initial }) => initial === undefined && /dim(ension)?s?$/.test(name))
      ? [{ ...own, C: own.D }]
      : []),
    ...[...new Set(widths)]
      .filter((width) => width !== base.D || width !== base.C)
      .slice(0, 2)
      .map((D) => ({ ...base, D, C: D })),
  ];
}

/** How many classes the program spells out, in place or as a parameter's default. */
function classesTold({ construction, parameters }: Subject, usages: Usages): number | undefined {
  const ofDefault = (mark: string) => (one: Parameter) =>
    usages.get(`${mark}${one.name}`)?.isClassCount || isNamedCount(one.name) ? (one.initial ?? 0) : 0;
  const all = [...usages.values()].map((usage) => usage.classes);
  const told = Math.max(0, ...all, ...construction.map(ofDefault("@")), ...parameters.map(ofDefault("")));
  return Number.isInteger(told) && told > 1 && told <= mostClasses ? told : undefined;
}

/** The letter that papers give it may count anything else. */
function isNamedCount(name: string): boolean {
  return name !== "K" && isClassCountByName(name);
}

const mostClasses = 1024;

/** Features so many are an embedding's. */
const mostWide = 4096;

/** The evidence in short: while it stays the same, what worked last time may be tried first. */
export function fingerprint({ subject, parameters, usages, view }: AttemptOrder): string {
  const best = rankRoles(subject, parameters, usages).map(([path, [first]]) => `${path}:${first?.role}`);
  const shapes = [...usages].map(
    ([path, { minRank, rank, told, width, classes }]) => `${path}/${minRank}/${rank}/${told}/${width}/${classes}`,
  );
  return [view, ...best, ...shapes].join(" ");
}
