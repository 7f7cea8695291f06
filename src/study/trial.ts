/**
 * Finds inputs that the program accepts: attempts (attempts.ts) are traced, the likeliest first, until one runs, gives
 * finite numbers and moves with what is swept. What worked is remembered for the next keystroke.
 */

import { Stopped } from "../interpreter/errors";
import type { Interpreter } from "../interpreter/interpreter";
import { Raised } from "../interpreter/tracer";
import type { Expression } from "../syntax/tree";
import { type Attempt, type AttemptOrder, fingerprint, lengthened, rankAttempts, widened } from "./attempts";
import { isBug } from "./bugs";
import { isHopeless, isStubborn, lengthOf, wantsMoreAxes, widthOf } from "./hints";
import { type InputPlan, leavesOf } from "./inputs";
import { listKnobs } from "./knobs";
import type { KnobTarget } from "./knobTarget";
import { calledField, inWords, type MissingField, missingField, missingKey, withFields } from "./missingFields";
import { planConstruction, planParameter } from "./planning";
import type { PlanningOrder } from "./planningOrder";
import type { InputOverride, SampleView } from "./request";
import type { Parameter } from "./signature";
import type { Subject } from "./subject";
import { judge, type Telling } from "./telling";
import type { CoefficientSetting, LossTrace, TraceOrder, Workshop } from "./trace";
import { traceLoss } from "./trace";
import type { Usage, Usages } from "./usage";

/** Inputs that were accepted, and the trace that showed it. */
export interface Accepted {
  readonly construction: readonly InputPlan[];
  readonly inputs: readonly InputPlan[];
  readonly trace: LossTrace;
  readonly subject: Subject;
  readonly attempt: Attempt;
  /** The knob that the loss was seen to move with: the natural x. */
  readonly x: KnobTarget | undefined;
  /** The knob that the trace already has as its input. */
  readonly movedBy: KnobTarget | undefined;
  /** How much a curve over `x` tells: 3 the natural one does, 2 another one does, 1 the loss is finite, 0 not even that. */
  readonly worth: number;
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

export interface TrialOrder {
  readonly open: (interpreter: Interpreter) => Subject;
  readonly coefficients: ReadonlyMap<Expression, CoefficientSetting>;
  readonly learnables: ReadonlyMap<string, readonly number[]>;
  readonly overrides: ReadonlyMap<string, { readonly override: InputOverride; readonly isFromComment: boolean }>;
  readonly usages: Usages;
  readonly view: SampleView;
  readonly seed: number;
  /** What worked last time. */
  readonly known: Known | undefined;
  /** Fields that the program asked for when it ran. */
  readonly missing?: readonly MissingField[];
  readonly onConstructed?: () => void;
  /** Parameters that are `None` unless they are given, by their paths, and are given. */
  readonly optional?: readonly string[];
  /** There is no other way to open the definition that could be tried instead. */
  readonly isLastWay?: boolean;
  /** The knob that a person chose; on two axes none. */
  readonly chosen: string | undefined;
}

/** No inputs were found on which the program runs: what it raised on the likeliest. */
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
/** Knobs of an attempt that are looked at for one that moves the loss. */
const knobsToJudge = 6;

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
    }
  }
  let best: Searched | undefined;
  let firstError: unknown;
  let tried = 0;
  let work = 0;
  let tooLarge = Number.POSITIVE_INFINITY;
  let isConstructed = false;
  const onConstructed = (): void => {
    isConstructed = true;
  };
  const asked: TrialOrder = { ...order, onConstructed };
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
    const [shapes, whole] = [shapesOf(plans), `${keyOf(plans)} ${attempt.isDrawn}`];
    const refused = refusals.get(shapes) ?? 0;
    const size = sizeOfInputs(plans);
    if (refused >= mostRefusals || seen.has(whole) || size >= tooLarge) continue;
    seen.add(whole);
    tried++;
    try {
      const accepted = judged(workshop, order, tryOn(workshop, subject, asked, attempt, evidence));
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
      firstError ??= error;
      refusals.set(shapes, refused + 1);
      if (order.isLastWay === false && best === undefined && isHopeless(error, isConstructed, tried)) break;
      const length = lengthOf(error);
      if (length !== undefined && attempt.sizes.T < length) queue.unshift(...lengthened(attempt, length));
      const width = widthOf(error);
      if (width !== undefined && !widths.has(width)) {
        widths.add(width);
        queue.unshift(...widened(attempt, width));
      }
      if (wantsMoreAxes(error)) {
        // one more first, then two; what has no more last
        const more = ({ layout }: Attempt) => layout.scores.length - attempt.layout.scores.length;
        const place = (one: Attempt) => (more(one) > 0 ? more(one) : Number.POSITIVE_INFINITY);
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
  throw new NotAccepted(firstError, tried, isConstructed);
}

function attemptOrderOf(subject: Subject, order: Needs & Pick<TrialOrder, "view">): AttemptOrder {
  return { subject, parameters: neededOf(subject, order), usages: order.usages, view: order.view };
}

/** What a search for inputs goes by: while it stays the same, so does what worked. */
export function evidenceFor(subject: Subject, order: Needs & Pick<TrialOrder, "view">): string {
  return fingerprint(attemptOrderOf(subject, order));
}

/** What has no default, and what a person gave; `*losses` where the definition takes nothing else. */
export function neededOf(subject: Subject, order: Needs): readonly Parameter[] {
  const needed = ofDefinition(subject.parameters, order, "");
  if (needed.length > 0) return needed;
  return subject.parameters.filter(({ form }) => form === "variadic");
}

type Needs = Pick<TrialOrder, "overrides" | "optional" | "usages">;

function ofDefinition(parameters: readonly Parameter[], order: Needs, mark: string): readonly Parameter[] {
  const isWanted = (name: string) => isGiven(order, name) || order.optional?.includes(`${mark}${name}`) === true;
  const isTaken = (name: string) => isTakenApart(order.usages.get(`${mark}${name}`));
  return parameters.filter(
    ({ name, form, hasDefault }) =>
      form !== "keywords" && (isWanted(name) || (form === "variadic" ? isTaken(name) : !hasDefault)),
  );
}

/** `args[0]`: what a call spells out by another way. */
function isTakenApart(usage: Usage | undefined): boolean {
  return usage !== undefined && usage.parts > 0;
}

/** Whether a person gave it, or a part of it. */
export function isGiven({ overrides }: Pick<TrialOrder, "overrides">, name: string): boolean {
  return [...overrides.keys()].some((key) => key === name || key.startsWith(`${name}.`));
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
  order: Pick<TrialOrder, "open" | "coefficients" | "learnables" | "seed" | "onConstructed">,
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
    ...(order.onConstructed === undefined ? {} : { onConstructed: order.onConstructed }),
  };
  return traceLoss(workshop, traceOrder, movedBy === undefined ? [] : [{ target: movedBy, at: movedBy.reference }]);
}

export type Plans = Pick<Accepted, "construction" | "inputs">;

function planAll(subject: Subject, order: TrialOrder, attempt: Attempt): Plans {
  const planning: PlanningOrder = { attempt, usages: order.usages, overrides: order.overrides, seed: order.seed };
  return {
    construction: ofDefinition(subject.construction, order, "@").map(({ name }) => planConstruction(name, planning)),
    inputs: neededOf(subject, order).map(({ name, form }) => planParameter(name, planning, form === "variadic")),
  };
}

/** Attempts that differ in numbers only have the same. */
function shapesOf({ construction, inputs }: Plans): string {
  const leaves = leavesOf([...construction, ...inputs]);
  return JSON.stringify(
    leaves.map((leaf) => {
      if (leaf.kind === "plain") return leaf.value;
      const tensors = leaf.kind === "list" ? leaf.items : [leaf];
      return tensors.map(({ dtype, shape }) => [dtype, ...shape]);
    }),
  );
}

function sizeOfInputs({ construction, inputs }: Plans): number {
  const tensors = leavesOf([...construction, ...inputs]).flatMap((leaf) =>
    leaf.kind === "plain" ? [] : leaf.kind === "list" ? leaf.items : [leaf],
  );
  return tensors.reduce((total, { data }) => total + data.length, 0);
}

/** Attempts that differ in what is not asked for have the same. */
function keyOf({ construction, inputs }: Plans): string {
  const leaves = leavesOf([...construction, ...inputs]);
  return `${shapesOf({ construction, inputs })} ${leaves.map(({ name, role }) => `${name}:${role}`).join(" ")}`;
}

/** Looks at the first knobs for one that moves the loss. */
function judged(workshop: Workshop, order: TrialOrder, accepted: Searched): Searched {
  if (!isFiniteAt(accepted.trace)) return accepted;
  const traceOrder: TraceOrder = { ...order, construction: accepted.construction, inputs: accepted.inputs };
  const knobs = listKnobs(spaceOf(accepted)).slice(0, knobsToJudge);
  let best = { ...accepted, worth: 1 };
  for (const [place, x] of knobs.entries()) {
    // another way to move the same input is as good
    const rank = x.name === knobs[0]?.name ? 0 : place;
    if (worthOf("fully", x, rank, accepted.attempt) <= best.worth) continue;
    const worth = worthOf(judgeSafely(workshop, traceOrder, x), x, rank, accepted.attempt);
    if (worth > best.worth) best = { ...accepted, x, worth };
    if (worth === 3) break;
  }
  return best;
}

function worthOf(telling: Telling, { isIncidental }: KnobTarget, place: number, { isForced }: Attempt): number {
  if (telling === "not") return 1;
  if (isIncidental) return 1.2;
  if (place > 0) return (telling === "fully" ? 2.3 : 2) - place / 20;
  return telling === "partly" ? 2.4 : isForced ? 2.5 : 3;
}

function judgeSafely(workshop: Workshop, order: TraceOrder, target: KnobTarget): Telling {
  try {
    return judge(workshop, (at) => traceLoss(workshop, order, [{ target, at }]), target);
  } catch (error) {
    if (isBug(error)) throw error;
    return "not";
  }
}

/** A knob of the inputs by its name. */
function findKnob(accepted: Traced, name: string | undefined): KnobTarget | undefined {
  return listKnobs(spaceOf(accepted)).find(({ knob }) => knob === name);
}

type Traced = Plans & Pick<Accepted, "trace">;

function spaceOf(accepted: Traced): Parameters<typeof listKnobs>[0] {
  const { learnables, locals } = accepted.trace;
  return { inputs: [...accepted.inputs, ...accepted.construction], coefficients: [], learnables, locals };
}

export function isFiniteAt(trace: LossTrace): boolean {
  const [first] = trace.outputs;
  return first !== undefined && Number.isFinite(trace.interpreter.tracer.peek(first.node)[0] ?? Number.NaN);
}
