/**
 * Inputs for a definition in the ways in which it can be had: as it stands; with its optional parameters given; on an
 * object whose constructor ran as far as it could. The first way on which it runs is taken; in each, one sample alone
 * where the program has a meaning for it, otherwise several.
 */

import { MissingFiles } from "../interpreter/errors";
import type { Interpreter } from "../interpreter/interpreter";
import type { Module } from "../syntax/tree";
import { createFunctionFinder } from "./functions";
import { waysToGive } from "./optional";
import type { SampleView } from "./request";
import type { Subject } from "./subject";
import type { Workshop } from "./trace";
import { type Accepted, findInputs, isGiven, type Known, type TrialOrder } from "./trial";
import type { Option, Usages } from "./usage";
import { comparesSamples, usagesOf } from "./usages";

export interface AcceptTools {
  readonly workshop: Workshop;
  /** Errors that other inputs would not cure. */
  readonly isFatal: (error: unknown) => boolean;
  /** What worked for this definition last time. */
  readonly memory: Map<string, Known>;
}

export type Given = Omit<TrialOrder, "usages" | "known">;

export interface AcceptedIn extends Accepted {
  readonly view: SampleView;
  readonly open: (interpreter: Interpreter) => Subject;
}

interface Way {
  readonly name: string;
  readonly open: (interpreter: Interpreter) => Subject;
  /** Paths of optional parameters that are given. */
  readonly optional?: readonly string[];
  readonly subject: Subject;
  readonly usages: Usages;
  /** Its constructor ran as far as it could. */
  readonly isBare: boolean;
}

/** No further way is begun later, once one ran. */
const mostMilliseconds = 4000;

export function acceptInputs(tools: AcceptTools, module: Module, given: Given, memoryKey: string): AcceptedIn {
  const ways = waysOf(tools, module, given);
  const keyOf = ({ name }: Way): string => `${memoryKey}${name}`;
  const acceptBy = (way: Way): AcceptedIn => {
    const { open, optional } = way;
    const order: Given = {
      ...given,
      open,
      isLastWay: ways.isLast(way),
      ...(optional === undefined ? {} : { optional }),
    };
    return acceptInViews(tools, way, order, keyOf(way));
  };
  const isKnown = (way: Way): boolean =>
    tools.memory.has(`${keyOf(way)} sample`) || tools.memory.has(`${keyOf(way)} batch`);
  const started = performance.now();
  let best: AcceptedIn | undefined;
  let reason: unknown;
  for (const way of inOrder(ways, isKnown)) {
    if (best !== undefined && (way.isBare || performance.now() - started > mostMilliseconds)) break;
    try {
      const accepted = acceptBy(way);
      if (accepted.worth >= 2) return accepted;
      if (best === undefined || accepted.worth > best.worth) best = accepted;
    } catch (error) {
      if (error instanceof MissingFiles) throw error;
      reason ??= error;
    }
  }
  if (best !== undefined) return best;
  throw reason;
}

interface Ways {
  readonly standing: readonly Way[];
  /** Read when first asked for. */
  readonly bare: () => readonly Way[];
  readonly isLast: (way: Way) => boolean;
}

/** What worked last time first: a keystroke asks for nothing else. */
function* inOrder({ standing, bare }: Ways, isKnown: (way: Way) => boolean): Generator<Way> {
  const known = standing.filter(isKnown);
  yield* known;
  const others = [...standing, ...bare()].filter((way) => !known.includes(way));
  yield* others.filter(isKnown);
  yield* others.filter((way) => !isKnown(way));
}

function waysOf(tools: AcceptTools, module: Module, given: Given): Ways {
  const waysBy = (name: string, open: Way["open"], isBare: boolean): readonly Way[] => {
    const scratch = tools.workshop.createScratch();
    const subject = open(scratch);
    const findFunction = createFunctionFinder(scratch, module, subject, tools.isFatal);
    const usages = usagesOf(subject, findFunction, optionsGiven(given));
    const way: Way = { name, open, subject, usages, isBare };
    const optionals = waysToGive(subject, usages, (one) => isGiven(given, one));
    return [way, ...optionals.map((optional) => ({ ...way, name: `${name} given ${optional.join()}`, optional }))];
  };
  const standing = waysBy("", given.open, false);
  const hasConstructor = standing[0]?.subject.withoutConstructor !== undefined;
  const withoutConstructor = (interpreter: Interpreter): Subject => {
    const subject = given.open(interpreter);
    return subject.withoutConstructor?.() ?? subject;
  };
  let read: readonly Way[] | undefined;
  const bare = (): readonly Way[] => {
    read ??= hasConstructor ? waysBy(" bare", withoutConstructor, true) : [];
    return read;
  };
  return { standing, bare, isLast: (way) => way === (way.isBare ? bare() : hasConstructor ? [] : standing).at(-1) };
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

function acceptInViews(tools: AcceptTools, way: Way, given: Given, memoryKey: string): AcceptedIn {
  const { subject, usages } = way;
  const attempt = (view: SampleView): AcceptedIn => {
    const key = `${memoryKey} ${view}`;
    const order: TrialOrder = { ...given, usages, view, known: tools.memory.get(key) };
    const accepted = findInputs(tools.workshop, subject, order, tools.isFatal);
    const { evidence, x, worth, missing } = accepted;
    if (worth > 1.5) tools.memory.set(key, { attempt: accepted.attempt, evidence, knob: x?.knob, worth, missing });
    return { ...accepted, view, open: given.open };
  };
  if (given.view === "batch") return attempt("batch");
  const views: readonly SampleView[] = comparesSamples(usages) ? ["batch", "sample"] : ["sample", "batch"];
  // the view that told most last time, while the evidence is the same
  const known = views
    .map((view) => ({ view, known: tools.memory.get(`${memoryKey} ${view}`) }))
    .sort((a, b) => (b.known?.worth ?? 0) - (a.known?.worth ?? 0))[0];
  let best: AcceptedIn | undefined;
  let reason: unknown;
  for (const view of known?.known === undefined ? views : [known.view, ...views.filter((one) => one !== known.view)]) {
    try {
      const accepted = attempt(view);
      const isAsBefore = view === known?.view && accepted.evidence === known.known?.evidence;
      if (accepted.worth === 3 || isAsBefore) return accepted;
      if (best === undefined || accepted.worth > best.worth) best = accepted;
    } catch (error) {
      if (tools.isFatal(error)) throw error;
      reason ??= error;
    }
  }
  if (best !== undefined) return best;
  throw reason;
}
