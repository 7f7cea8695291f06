/**
 * Finds inputs that the program accepts: attempts (attempts.ts) are traced, the likeliest first, until one runs, gives
 * finite numbers and moves with what is swept. What worked is remembered for the next keystroke.
 */

import type { GraphBuilder } from "../../graph/build";
import { Stopped } from "../../interpreter/errors";
import type { Interpreter } from "../../interpreter/interpreter";
import { Raised } from "../../interpreter/tracer";
import type { Expression } from "../../syntax/tree";
import { isBug } from "../bugs";
import { keyOf, listLengths, type Plans, planAll, shapesOf, sizeOfInputs } from "../inputs/attemptPlans";
import { type Attempt, type AttemptOrder, fingerprint, lengthened, rankAttempts, widened } from "../inputs/attempts";
import { calledField, inWords, type MissingField, missingField, missingKey, withFields } from "../inputs/missingFields";
import { type Needs, neededOf } from "../inputs/needs";
import { listKnobs } from "../knobs/knobs";
import type { KnobTarget } from "../knobs/knobTarget";
import type { SampleView } from "../request";
import { placeAmongDeeper } from "../roles/roleTable";
import type { Subject } from "../subject/subject";
import type { CoefficientSetting, LossTrace, TraceOrder, TraceWatch, Workshop } from "../trace/trace";
import { traceLoss } from "../trace/trace";
import { entriesOf, isHopeless, isOfCode, isStubborn, lengthOf, wantsMoreAxes, widthOf } from "./hints";
import { findKnob, findWorth, isFiniteAt, type Worth } from "./worth";

/** Inputs that were accepted, and the trace that showed it. */
export interface Accepted extends Plans, Worth {
  readonly trace: LossTrace;
  readonly subject: Subject;
  readonly attempt: Attempt;
  /** The knob that the trace already has as its input. */
  readonly movedBy: KnobTarget | undefined;
  /** The evidence that led here. */
  readonly evidence: string;
  /** Fields that the program asked for when it ran. */
  readonly missing: readonly MissingField[];
}

type Searched = Omit<Accepted, "missing">;

/** What worked last time, and for which evidence. */
export interface Known {
  readonly attempt: Attempt;
  readonly evidence: string;
  readonly knob: string | undefined;
  readonly worth: number;
  readonly missing: readonly MissingField[];
}

export interface TrialOrder extends Needs {
  readonly open: (interpreter: Interpreter) => Subject;
  readonly coefficients: ReadonlyMap<Expression, CoefficientSetting>;
  readonly learnables: ReadonlyMap<string, readonly number[]>;
  readonly view: SampleView;
  readonly seed: number;
  /** What worked last time. */
  readonly known: Known | undefined;
  /** Fields that the program asked for when it ran. */
  readonly missing?: readonly MissingField[];
  readonly watch?: TraceWatch;
  /** There is no other way to open the definition that could be tried instead. */
  readonly isLastWay?: boolean;
  /** The knob that a person chose; on two axes none. */
  readonly chosen: string | undefined;
}

/** No inputs were found on which the program runs: what it raised on those that it came furthest with. */
export class NotAccepted extends Error {
  override readonly name = "NotAccepted";
  constructor(
    override readonly cause: unknown,
    readonly tried: number,
    /** Where there is a constructor, it came to its end. */
    readonly isConstructed: boolean,
  ) {
    super("the program did not run on any inputs that were tried");
  }
}

/** On inputs that worked before the edit the program raises what no others would cure. */
export class Broken extends Error {
  override readonly name = "Broken";
  constructor(override readonly cause: unknown) {
    super("the program no longer runs on the inputs that it ran on");
  }
}

/** A program that asks for more is not understood. */
const mostMissing = 32;
const mostAttempts = 72;
/** Attempts with each choice of parameters that could have stayed None. */
const mostOptionalAttempts = 24;
/** A second-best x is taken when so many attempts gave no better one. */
const patience = 16;
/** No attempt is begun later, once so much was done: losses with large networks inside take long to trace. */
const mostMilliseconds = 2500;
/** Equations that are traced before time counts: on a machine that has other things to do, small losses get their tries too. */
const leastWork = 4000;
/** What an attempt counts that did not come to its end. */
const workOfFailure = 300;
/** What was refused so often with these shapes is not tried with other numbers in them. */
const mostRefusals = 2;

/**
 * @throws NotAccepted; MissingFiles and Stopped come through, since other inputs would not help
 */
export function findInputs(
  workshop: Workshop,
  subject: Subject,
  order: TrialOrder,
  isFatal: (error: unknown) => boolean,
): Accepted {
  let missing = order.known?.missing ?? [];
  for (;;) {
    try {
      const usages = withFields(order.usages, missing);
      return { ...search(workshop, subject, { ...order, usages, missing }, isFatal), missing };
    } catch (error) {
      const raised = error instanceof NotAccepted ? error.cause : error;
      const called = calledField(raised, missing);
      if (called !== undefined) {
        missing = missing.map((one) => (one === called ? { ...one, isCalled: true } : one));
        continue;
      }
      const field = missingField(raised) ?? missingKey(raised, order.usages);
      if (field === undefined || !(raised instanceof Raised)) throw error;
      const isKnown = missing.some(({ path, key }) => path === field.path && key === field.key);
      if (error instanceof NotAccepted && isKnown) throw error;
      if (isKnown || missing.length >= mostMissing) throw new NotAccepted(inWords(field, raised), missing.length, true);
      missing = [...missing, field];
    }
  }
}

function search(
  workshop: Workshop,
  subject: Subject,
  order: TrialOrder,
  isFatal: (error: unknown) => boolean,
): Searched {
  const attemptOrder = attemptOrderOf(subject, order);
  const evidence = fingerprint(attemptOrder);
  if (order.known?.evidence === evidence) {
    try {
      // traced with its knob at once: a keystroke asks for nothing else
      const accepted = tryOn(workshop, subject, order, order.known.attempt, evidence, order.chosen ?? order.known.knob);
      const x = findKnob(accepted, order.known.knob);
      if (isFiniteAt(accepted.trace)) return { ...accepted, x, worth: order.known.worth };
    } catch (error) {
      if (isFatal(error) || isBug(error) || missingField(error) !== undefined) throw error;
      if (isOfCode(error)) throw new Broken(error);
    }
  }
  let best: Searched | undefined;
  let furthest: { readonly error: unknown; readonly reached: number } | undefined;
  let tried = 0;
  let work = 0;
  let tooLarge = Number.POSITIVE_INFINITY;
  let isConstructed = false;
  let recorded: GraphBuilder | undefined;
  const watch: TraceWatch = {
    begun: (records) => {
      recorded = records;
    },
    constructed: () => {
      isConstructed = true;
    },
  };
  const asked: TrialOrder = { ...order, watch };
  const started = performance.now();
  // one sample alone may have no meaning: several are tried next
  const enough = order.view === "sample" ? 1 : 1.5;
  const queue = [...rankAttempts(attemptOrder)];
  const widths = new Set<number>();
  const refusals = new Map<string, number>();
  const complaints: string[] = [];
  const most = order.optional === undefined ? mostAttempts : mostOptionalAttempts;
  const seen = new Set<string>();
  while (
    queue.length > 0 &&
    tried < most &&
    (tried === 0 || work < leastWork || performance.now() - started < mostMilliseconds) &&
    !(best !== undefined && best.worth >= enough && tried >= patience)
  ) {
    const attempt = queue.shift();
    if (attempt === undefined) break;
    const plans = planAll(subject, order, attempt);
    const shapes = `${shapesOf(plans)} ${attempt.entries}`;
    const whole = `${keyOf(plans)} ${attempt.entries} ${attempt.isDrawn}`;
    const refused = refusals.get(shapes) ?? 0;
    const size = sizeOfInputs(plans);
    if (refused >= mostRefusals || seen.has(whole) || size >= tooLarge) continue;
    seen.add(whole);
    tried++;
    try {
      const ran = tryOn(workshop, subject, asked, attempt, evidence);
      const accepted = { ...ran, ...findWorth(workshop, order, ran) };
      work += accepted.trace.builder.nodes.length;
      if (accepted.worth === 3) return accepted;
      if (best === undefined || accepted.worth > best.worth) best = accepted;
    } catch (error) {
      if (error instanceof Stopped && best !== undefined) break;
      const isTooLarge = error instanceof Stopped && error.isOfSize;
      if (isTooLarge) tooLarge = size;
      if ((isFatal(error) && !isTooLarge) || isBug(error)) throw error;
      work += workOfFailure;
      if (best === undefined && (missingField(error) ?? calledField(error, order.missing ?? [])) !== undefined)
        throw error;
      const reached = recorded?.nodes.length ?? 0;
      if (furthest === undefined || reached > furthest.reached) furthest = { error, reached };
      refusals.set(shapes, refused + 1);
      if (order.isLastWay === false && best === undefined && isHopeless(error, isConstructed, tried)) break;
      const entries = entriesOf(error);
      const lists = [...plans.construction, ...plans.inputs];
      if (entries !== undefined && attempt.entries === undefined && listLengths(lists).has(entries.got))
        queue.unshift({ ...attempt, entries: entries.wanted });
      const length = lengthOf(error);
      if (length !== undefined && attempt.sizes.T < length) queue.unshift(...lengthened(attempt, length));
      const width = widthOf(error);
      if (width !== undefined && !widths.has(width)) {
        widths.add(width);
        queue.unshift(...widened(attempt, width));
      }
      if (wantsMoreAxes(error)) {
        // one more first, then two; what has no more last
        const place = ({ layout }: Attempt) => placeAmongDeeper(layout, attempt.layout);
        queue.sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
      }
      complaints.push(String(error));
      if (best !== undefined || !isStubborn(complaints)) continue;
      // perhaps it wants another number of samples
      const others = queue.filter(({ sizes }) => sizes.N !== attempt.sizes.N);
      if (others.length === 0 && order.isLastWay === false) break;
      if (others.length > 0) queue.splice(0, queue.length, ...others);
      complaints.length = 0;
    }
  }
  if (best) return best;
  throw new NotAccepted(furthest?.error, tried, isConstructed);
}

function attemptOrderOf(subject: Subject, order: Needs & Pick<TrialOrder, "view">): AttemptOrder {
  return { subject, parameters: neededOf(subject, order), usages: order.usages, view: order.view };
}

/** What a search for inputs goes by: while it stays the same, so does what worked. */
export function evidenceFor(subject: Subject, order: Needs & Pick<TrialOrder, "view">): string {
  return fingerprint(attemptOrderOf(subject, order));
}

export function tryOn(
  workshop: Workshop,
  subject: Subject,
  order: TrialOrder,
  attempt: Attempt,
  evidence = "",
  knob?: string,
): Searched {
  const plans = planAll(subject, order, attempt);
  const movedBy = knobAmong(plans, knob);
  const trace = traceOn(workshop, order, plans, movedBy);
  return { ...plans, trace, movedBy, subject, attempt, x: undefined, worth: 0, evidence };
}

/** A knob that is one of the inputs. */
export function knobAmong({ construction, inputs }: Plans, name: string | undefined): KnobTarget | undefined {
  if (name === undefined) return undefined;
  const all = { inputs: [...inputs, ...construction], coefficients: [], learnables: [], locals: [] };
  return listKnobs(all).find(({ kind, knob }) => kind === "input" && knob === name);
}

/** Traces the program on inputs; with a knob that is one of them, as the knob's function. */
export function traceOn(
  workshop: Workshop,
  order: Pick<TrialOrder, "open" | "coefficients" | "learnables" | "seed" | "watch">,
  { construction, inputs }: Plans,
  movedBy: KnobTarget | undefined,
): LossTrace {
  const traceOrder: TraceOrder = {
    open: order.open,
    construction,
    inputs,
    coefficients: order.coefficients,
    learnables: order.learnables,
    seed: order.seed,
    ...(order.watch === undefined ? {} : { watch: order.watch }),
  };
  return traceLoss(workshop, traceOrder, movedBy === undefined ? [] : [{ target: movedBy, at: movedBy.reference }]);
}
