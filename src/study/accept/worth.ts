/** How much a curve tells on inputs that were accepted: which knob moves the loss, and what that is worth. */

import { isBug } from "../bugs";
import type { Plans } from "../inputs/attemptPlans";
import type { Attempt } from "../inputs/attempts";
import { listKnobs } from "../knobs/knobs";
import type { KnobTarget } from "../knobs/knobTarget";
import { type LossTrace, type TraceOrder, traceLoss, type Workshop } from "../trace/trace";
import { judge, type Telling } from "./telling";

export interface Worth {
  /** The knob that the loss was seen to move with: the natural x. */
  readonly x: KnobTarget | undefined;
  /** How much a curve over `x` tells: 3 the natural one does, 2 another one does, 1 the loss is finite, 0 not even that. */
  readonly worth: number;
}

/** Knobs of an attempt that are looked at for one that moves the loss. */
const knobsToJudge = 6;

/** Looks at the first knobs for one that moves the loss. */
export function findWorth(
  workshop: Workshop,
  order: Omit<TraceOrder, keyof Plans>,
  accepted: Traced & { readonly attempt: Attempt },
): Worth {
  let best: Worth = { x: undefined, worth: 0 };
  if (!isFiniteAt(accepted.trace)) return best;
  const traceOrder: TraceOrder = { ...order, construction: accepted.construction, inputs: accepted.inputs };
  const knobs = listKnobs(spaceOf(accepted)).slice(0, knobsToJudge);
  best = { x: undefined, worth: 1 };
  for (const [place, x] of knobs.entries()) {
    // another way to move the same input is as good
    const rank = x.name === knobs[0]?.name ? 0 : place;
    if (worthOf("fully", x, rank, accepted.attempt) <= best.worth) continue;
    const worth = worthOf(judgeSafely(workshop, traceOrder, x), x, rank, accepted.attempt);
    if (worth > best.worth) best = { x, worth };
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
export function findKnob(accepted: Traced, name: string | undefined): KnobTarget | undefined {
  return listKnobs(spaceOf(accepted)).find(({ knob }) => knob === name);
}

type Traced = Plans & { readonly trace: LossTrace };

function spaceOf(accepted: Traced): Parameters<typeof listKnobs>[0] {
  const { learnables, locals } = accepted.trace;
  return { inputs: [...accepted.inputs, ...accepted.construction], coefficients: [], learnables, locals };
}

export function isFiniteAt(trace: LossTrace): boolean {
  const [first] = trace.outputs;
  return first !== undefined && Number.isFinite(trace.interpreter.tracer.peek(first.node)[0] ?? Number.NaN);
}
