/**
 * Ways in which a definition can be had, the likeliest first: as it stands; with optional parameters given; on an object
 * whose constructor ran as far as it could. What the program said on one way tells which is tried next.
 */

import type { Interpreter } from "../../interpreter/interpreter";
import { Raised } from "../../interpreter/tracer";
import type { Module } from "../../syntax/tree";
import { writtenAt } from "../inputs/missingFields";
import { isGiven } from "../inputs/needs";
import { waysToGive } from "../inputs/optional";
import type { Subject } from "../subject/subject";
import type { Workshop } from "../trace/trace";
import { createFunctionFinder } from "../usage/functions";
import type { Option, Usages } from "../usage/usage";
import { usagesOf } from "../usage/usages";
import { NotAccepted, type TrialOrder } from "./trial";

/** What is remembered of a way. */
export interface WayName {
  /** Its constructor ran as far as it could. */
  readonly isBare: boolean;
  /** Paths of optional parameters that are given. */
  readonly optional: readonly string[];
}

export interface Way extends WayName {
  /** The same for the same way. */
  readonly name: string;
  readonly open: (interpreter: Interpreter) => Subject;
  readonly subject: Subject;
  readonly usages: Usages;
}

export interface Agenda {
  /** The next way to try; none when all were. */
  readonly next: () => Way | undefined;
  readonly hasMore: () => boolean;
  /** What came of the last one. */
  readonly learn: (error: unknown) => void;
}

export interface AgendaTools {
  readonly workshop: Workshop;
  /** Errors that other inputs would not cure. */
  readonly isFatal: (error: unknown) => boolean;
}

type Given = Pick<TrialOrder, "open" | "overrides">;

/** Parameters that errors ask for, of a constructor that does not come to its end all the same. */
const mostAskedInVain = 3;
/** Sets of optional parameters that are given because errors asked for them. */
const mostAsked = 10;

/** @param known what worked last time: a keystroke asks for nothing else */
export function createAgenda(tools: AgendaTools, module: Module, given: Given, known: WayName | undefined): Agenda {
  const stances = new Map<boolean, Stance | undefined>();
  const stanceOf = (isBare: boolean): Stance | undefined => {
    if (!stances.has(isBare)) stances.set(isBare, openStance(tools, module, given, isBare));
    return stances.get(isBare);
  };
  const done = new Set<string>();
  /** Because errors asked for them. */
  const asked: WayName[] = [];
  let askedFor = 0;
  const waiting: Step[] = known === undefined ? [] : [known];
  waiting.push(asItStands, "plain", { isBare: true, optional: [] }, "bare");
  let last: WayName = asItStands;
  // an object without its constructor is made when its turn comes, not at every keystroke
  const isBarePossible = (): boolean =>
    stances.has(true) ? stances.get(true) !== undefined : stanceOf(false)?.subject.withoutConstructor !== undefined;
  const isFresh = (way: WayName): boolean =>
    !done.has(nameOf(way)) && (!way.isBare || way === known || isBarePossible());
  /** What stands next, optional parameters spelled out. */
  const settle = (): WayName | undefined => {
    for (;;) {
      const first = asked.length > 0 ? asked[0] : waiting[0];
      if (first === undefined) return undefined;
      if (first === "plain" || first === "bare") {
        const isBare = first === "bare";
        const stance = stanceOf(isBare);
        const choices =
          stance === undefined ? [] : waysToGive(stance.subject, stance.usages, (one) => isGiven(given, one));
        waiting.splice(0, 1, ...choices.map((optional) => ({ isBare, optional })));
      } else if (isFresh(first)) return first;
      else (asked.length > 0 ? asked : waiting).shift();
    }
  };
  return {
    next: () => {
      for (let way = settle(); way !== undefined; way = settle()) {
        done.add(nameOf(way));
        const stance = stanceOf(way.isBare);
        // what worked without its constructor may need none any more
        if (stance === undefined) continue;
        last = way;
        return { ...stance, ...way, name: nameOf(way) };
      }
      return undefined;
    },
    hasMore: () => settle() !== undefined,
    learn: (error) => {
      const stance = stanceOf(last.isBare);
      if (stance === undefined || !(error instanceof NotAccepted)) return;
      const isBlocked = !last.isBare && !error.isConstructed;
      // the other optional parameters would hardly help the constructor, an object without it may do
      if (isBlocked && last.optional.length === 0) deferPlain(waiting);
      if (askedFor >= (isBlocked ? mostAskedInVain : mostAsked)) return;
      const missing = askedIn(error.cause, optionalPaths(stance.subject)).filter(
        (path) => !last.optional.includes(path),
      );
      for (const path of missing) {
        asked.push({ isBare: last.isBare, optional: [...last.optional, path] });
        askedFor++;
      }
    },
  };
}

/** A way, or all with optional parameters that are not spelled out yet. */
type Step = WayName | "plain" | "bare";

const asItStands: WayName = { isBare: false, optional: [] };

/** What asks for no constructor first. */
function deferPlain(waiting: Step[]): void {
  const isPlain = (step: Step) => (typeof step === "string" ? step === "plain" : !step.isBare);
  waiting.sort((a, b) => Number(isPlain(a)) - Number(isPlain(b)));
}

function nameOf({ isBare, optional }: WayName): string {
  return `${isBare} ${[...optional].sort().join()}`;
}

function optionalPaths({ parameters, construction }: Subject): readonly string[] {
  return [
    ...parameters.filter(({ isOptional }) => isOptional).map(({ name }) => name),
    ...construction.filter(({ isOptional }) => isOptional).map(({ name }) => `@${name}`),
  ];
}

/** Optional parameters that an error speaks of: by name, or where `None` stood. */
function askedIn(error: unknown, optional: readonly string[]): readonly string[] {
  if (!(error instanceof Raised)) return [];
  const isAboutNone = /None/.test(error.message);
  const text = isAboutNone ? `${error.message} ${writtenAt(error)}` : error.message;
  const words = new Set(text.match(/[A-Za-z_]\w*/g) ?? []);
  return optional.filter((path) => words.has(path.replace("@", "")));
}

// ---------------------------------------------------------------- stances

type Stance = Pick<Way, "open" | "subject" | "usages">;

function openStance(
  { workshop, isFatal }: AgendaTools,
  module: Module,
  given: Given,
  isBare: boolean,
): Stance | undefined {
  const open = openedBy({ isBare }, given.open);
  const scratch = workshop.createScratch();
  const opened = given.open(scratch);
  if (isBare && opened.withoutConstructor === undefined) return undefined;
  const subject = isBare ? bare(opened) : opened;
  const findFunction = createFunctionFinder(scratch, module, subject, isFatal);
  return { open, subject, usages: usagesOf(subject, findFunction, optionsGiven(given)) };
}

/** How a definition is opened on a way. */
export function openedBy({ isBare }: Pick<WayName, "isBare">, open: Way["open"]): Way["open"] {
  return isBare ? (interpreter) => bare(open(interpreter)) : open;
}

function bare(subject: Subject): Subject {
  return subject.withoutConstructor?.() ?? subject;
}

/** Texts and truths that a person chose for a parameter. */
function optionsGiven({ overrides }: Given): ReadonlyMap<string, Option> {
  const found = new Map<string, Option>();
  for (const [name, { override }] of overrides) {
    const { value } = override;
    if (value !== undefined) found.set(name, typeof value === "string" || typeof value === "boolean" ? value : "open");
  }
  return found;
}
