/**
 * Inputs for a definition: the first way to have it (ways.ts) on which it runs is taken; in each, one sample alone where the
 * program has a meaning for it, otherwise several.
 */

import { MissingFiles } from "../../interpreter/errors";
import type { Interpreter } from "../../interpreter/interpreter";
import type { Module } from "../../syntax/tree";
import { isBug } from "../bugs";
import type { Plans } from "../inputs/attemptPlans";
import { withFields } from "../inputs/missingFields";
import type { KnobTarget } from "../knobs/knobTarget";
import type { SampleView } from "../request";
import type { Subject } from "../subject/subject";
import type { Workshop } from "../trace/trace";
import { comparesSamples } from "../usage/usages";
import {
  type Accepted,
  Broken,
  evidenceFor,
  findInputs,
  type Known,
  knobAmong,
  NotAccepted,
  type TrialOrder,
  traceOn,
} from "./trial";
import { createAgenda, openedBy, type Way, type WayName } from "./ways";

export interface AcceptTools {
  readonly workshop: Workshop;
  /** Errors that other inputs would not cure. */
  readonly isFatal: (error: unknown) => boolean;
  /** What worked for each definition last time. */
  readonly memory: Map<string, Remembered>;
}

export interface Remembered {
  readonly known: Known;
  readonly way: WayName;
  readonly view: SampleView;
  readonly plans: Plans;
  /** The knob to trace them with. */
  readonly movedBy: KnobTarget | undefined;
  /** What else the plans go by: numbers that a person gave, the seed, the chosen axis. `undefined`: others were drawn since. */
  readonly asked: string | undefined;
}

export type Given = Omit<TrialOrder, "usages" | "known">;

/** Inputs, and what the program is on them. */
export interface AcceptedIn extends Plans, Pick<Accepted, "trace" | "movedBy"> {
  /** The knob that the loss was seen to move with. */
  readonly natural: string | undefined;
  readonly view: SampleView;
  readonly open: (interpreter: Interpreter) => Subject;
}

type FoundIn = AcceptedIn & Accepted;

/** No further way is begun later, once one ran; or while none did. */
const mostMilliseconds = { withOne: 2000, withNone: 4500 } as const;

export function acceptInputs(tools: AcceptTools, module: Module, given: Given, memoryKey: string): AcceptedIn {
  const key = `${memoryKey} ${given.view}`;
  const search = searchBefore(module, key);
  try {
    const { accepted, way } = searchWays(tools, module, given, tools.memory.get(key), search);
    remember(tools, key, given, accepted, way);
    return accepted;
  } catch (error) {
    if (error instanceof MissingFiles) searches.set(module, search);
    throw error;
  }
}

/** On the inputs that worked last time, whatever the program suggests now. `undefined`: there are none for what is asked, or no longer. */
export function acceptAgain(
  { memory, workshop }: AcceptTools,
  given: Given,
  memoryKey: string,
): AcceptedIn | undefined {
  const before = memory.get(`${memoryKey} ${given.view}`);
  if (before === undefined || before.asked !== fingerprintOf(given)) return undefined;
  const { known, way, view, plans, movedBy } = before;
  const open = openedBy(way, given.open);
  const trace = traceOn(workshop, { ...given, open }, plans, movedBy);
  return { ...plans, trace, movedBy, natural: known.knob, view, open };
}

/** Whether a search would begin and end with those. */
export function isAcceptedAgain(tools: AcceptTools, module: Module, given: Given, memoryKey: string): boolean {
  const before = tools.memory.get(`${memoryKey} ${given.view}`);
  if (before === undefined || before.asked !== fingerprintOf(given)) return false;
  const way = createAgenda(tools, module, given, before.way).next();
  return (
    way !== undefined && isSameWay(before.way, way) && isEvidentAsBefore(way, { ...given, ...optionsOf(way) }, before)
  );
}

function fingerprintOf({ overrides, seed, chosen }: Given): string {
  return JSON.stringify([[...overrides], seed, chosen]);
}

interface Found {
  readonly accepted: FoundIn;
  readonly way: Way;
}

function searchWays(
  tools: AcceptTools,
  module: Module,
  given: Given,
  before: Remembered | undefined,
  search: Search,
): Found {
  const agenda = createAgenda(tools, module, given, before?.way);
  let best: Found | undefined;
  let reason: unknown;
  for (let way = agenda.next(); way !== undefined; way = agenda.next()) {
    const isLate = search.milliseconds > (best === undefined ? mostMilliseconds.withNone : mostMilliseconds.withOne);
    if (best !== undefined && way.isBare) break;
    if (isLate && (best !== undefined || reason !== undefined)) break;
    const isLastWay = !agenda.hasMore();
    const order: Given = { ...given, open: way.open, isLastWay, ...optionsOf(way) };
    const started = performance.now();
    try {
      if (search.failed.has(way.name)) throw search.failed.get(way.name);
      const accepted = acceptInViews(tools, way, order, before);
      if (best === undefined || accepted.worth > best.accepted.worth) best = { accepted, way };
      if (accepted.worth >= 2) break;
    } catch (error) {
      if (error instanceof MissingFiles || error instanceof Broken || isBug(error)) throw error;
      search.failed.set(way.name, error);
      agenda.learn(error);
      // a constructor that fails says less than the loss itself
      if (reason === undefined || (isOfConstructor(reason) && !isOfConstructor(error))) reason = error;
    } finally {
      search.milliseconds += performance.now() - started;
    }
  }
  if (best === undefined) throw reason;
  return best;
}

/** What came of the ways so far: with a missing file read the search goes on where it was. */
interface Search {
  readonly key: string;
  /** What the ways that failed raised, by their names. */
  readonly failed: Map<string, unknown>;
  /** That it took, without the reading of files. */
  milliseconds: number;
}

const searches = new WeakMap<Module, Search>();

function searchBefore(module: Module, key: string): Search {
  const before = searches.get(module);
  searches.delete(module);
  return before?.key === key ? before : { key, failed: new Map(), milliseconds: 0 };
}

function isOfConstructor(error: unknown): boolean {
  return error instanceof NotAccepted && !error.isConstructed;
}

function remember(
  { memory }: AcceptTools,
  key: string,
  given: Given,
  accepted: FoundIn,
  { isBare, optional }: Way,
): void {
  const { attempt, evidence, natural, worth, missing, view, construction, inputs } = accepted;
  if (worth <= 1.5) {
    const before = memory.get(key);
    if (before !== undefined) memory.set(key, { ...before, asked: undefined });
    return;
  }
  const plans = { construction, inputs };
  memory.set(key, {
    known: { attempt, evidence, knob: natural, worth, missing },
    way: { isBare, optional },
    view,
    plans,
    movedBy: knobAmong(plans, given.chosen ?? natural),
    asked: fingerprintOf(given),
  });
}

function optionsOf({ optional }: WayName): Pick<Given, "optional"> {
  return optional.length === 0 ? {} : { optional };
}

function acceptInViews(tools: AcceptTools, way: Way, given: Given, before: Remembered | undefined): FoundIn {
  const { subject, usages } = way;
  const known = before !== undefined && isSameWay(before.way, way) ? before : undefined;
  const attempt = (view: SampleView): FoundIn => {
    const order: TrialOrder = { ...given, usages, view, known: known?.view === view ? known.known : undefined };
    const found = findInputs(tools.workshop, subject, order, tools.isFatal);
    return { ...found, natural: found.x?.knob, view, open: given.open };
  };
  if (given.view === "batch") return attempt("batch");
  const views: readonly SampleView[] = comparesSamples(usages) ? ["batch", "sample"] : ["sample", "batch"];
  let best: FoundIn | undefined;
  let reason: unknown;
  // while the evidence is the same, the view that told most last time, and no other
  const same = known !== undefined && isEvidentAsBefore(way, given, known) ? known.view : undefined;
  for (const view of same === undefined ? views : [same, ...views.filter((one) => one !== same)]) {
    try {
      const accepted = attempt(view);
      if (accepted.worth === 3 || view === same) return accepted;
      if (best === undefined || accepted.worth > best.worth) best = accepted;
    } catch (error) {
      if (tools.isFatal(error) || error instanceof Broken || isBug(error)) throw error;
      reason ??= error;
      if (isOfConstructor(error) && given.isLastWay === false) break;
    }
  }
  if (best !== undefined) return best;
  throw reason;
}

function isEvidentAsBefore({ subject, usages }: Way, given: Given, { known, view }: Remembered): boolean {
  return evidenceFor(subject, { ...given, usages: withFields(usages, known.missing), view }) === known.evidence;
}

function isSameWay(one: WayName, other: WayName): boolean {
  return one.isBare === other.isBare && one.optional.join() === other.optional.join();
}
