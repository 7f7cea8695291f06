/**
 * Inputs for a definition: the first way to have it (ways.ts) on which it runs is taken; in each, one sample alone where the
 * program has a meaning for it, otherwise several.
 */

import { MissingFiles } from "../interpreter/errors";
import type { Interpreter } from "../interpreter/interpreter";
import type { Module } from "../syntax/tree";
import { isBug } from "./bugs";
import { withFields } from "./missingFields";
import type { SampleView } from "./request";
import type { Subject } from "./subject";
import type { Workshop } from "./trace";
import { type Accepted, evidenceFor, findInputs, type Known, NotAccepted, type TrialOrder } from "./trial";
import { comparesSamples } from "./usages";
import { createAgenda, type Way, type WayName } from "./ways";

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
}

export type Given = Omit<TrialOrder, "usages" | "known">;

export interface AcceptedIn extends Accepted {
  readonly view: SampleView;
  readonly open: (interpreter: Interpreter) => Subject;
}

/** No further way is begun later, once one ran; or while none did. */
const mostMilliseconds = { withOne: 2000, withNone: 4500 } as const;

export function acceptInputs(tools: AcceptTools, module: Module, given: Given, memoryKey: string): AcceptedIn {
  const key = `${memoryKey} ${given.view}`;
  const before = tools.memory.get(key);
  const agenda = createAgenda(tools, module, given, before?.way);
  const { failed, spent } = failedBefore(module, key);
  const started = performance.now() - spent;
  let best: { readonly accepted: AcceptedIn; readonly way: Way } | undefined;
  let reason: unknown;
  for (let way = agenda.next(); way !== undefined; way = agenda.next()) {
    const elapsed = performance.now() - started;
    const isLate = elapsed > (best === undefined ? mostMilliseconds.withNone : mostMilliseconds.withOne);
    if (best !== undefined && way.isBare) break;
    if (isLate && (best !== undefined || reason !== undefined)) break;
    const { open, optional } = way;
    const isLastWay = !agenda.hasMore();
    const order: Given = { ...given, open, isLastWay, ...(optional.length === 0 ? {} : { optional }) };
    try {
      if (failed.has(way.name)) throw failed.get(way.name);
      const accepted = acceptInViews(tools, way, order, before);
      if (best === undefined || accepted.worth > best.accepted.worth) best = { accepted, way };
      if (accepted.worth >= 2) break;
    } catch (error) {
      if (error instanceof MissingFiles) failures.set(module, { key, failed, spent: performance.now() - started });
      if (error instanceof MissingFiles || isBug(error)) throw error;
      failed.set(way.name, error);
      agenda.learn(error);
      // a constructor that fails says less than the loss itself
      if (reason === undefined || (isOfConstructor(reason) && !isOfConstructor(error))) reason = error;
    }
  }
  if (best === undefined) throw reason;
  remember(tools, key, best.accepted, best.way);
  return best.accepted;
}

/** Ways that failed before a file was found missing: with it read the search goes on where it was. */
const failures = new WeakMap<Module, Failures & { readonly key: string }>();

interface Failures {
  readonly failed: Map<string, unknown>;
  /** Milliseconds. */
  readonly spent: number;
}

function failedBefore(module: Module, key: string): Failures {
  const before = failures.get(module);
  failures.delete(module);
  return before?.key === key ? before : { failed: new Map(), spent: 0 };
}

function isOfConstructor(error: unknown): boolean {
  return error instanceof NotAccepted && !error.isConstructed;
}

function remember({ memory }: AcceptTools, key: string, accepted: AcceptedIn, { isBare, optional }: Way): void {
  const { attempt, evidence, x, worth, missing, view } = accepted;
  if (worth <= 1.5) return;
  memory.set(key, { known: { attempt, evidence, knob: x?.knob, worth, missing }, way: { isBare, optional }, view });
}

function acceptInViews(tools: AcceptTools, way: Way, given: Given, before: Remembered | undefined): AcceptedIn {
  const { subject, usages } = way;
  const known = before !== undefined && isSameWay(before.way, way) ? before : undefined;
  const attempt = (view: SampleView): AcceptedIn => {
    const order: TrialOrder = { ...given, usages, view, known: known?.view === view ? known.known : undefined };
    return { ...findInputs(tools.workshop, subject, order, tools.isFatal), view, open: given.open };
  };
  if (given.view === "batch") return attempt("batch");
  const views: readonly SampleView[] = comparesSamples(usages) ? ["batch", "sample"] : ["sample", "batch"];
  let best: AcceptedIn | undefined;
  let reason: unknown;
  // while the evidence is the same, the view that told most last time, and no other
  const same = known !== undefined && isEvidentAsBefore(way, given, known) ? known.view : undefined;
  for (const view of same === undefined ? views : [same, ...views.filter((one) => one !== same)]) {
    try {
      const accepted = attempt(view);
      if (accepted.worth === 3 || view === same) return accepted;
      if (best === undefined || accepted.worth > best.worth) best = accepted;
    } catch (error) {
      if (tools.isFatal(error) || isBug(error)) throw error;
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
