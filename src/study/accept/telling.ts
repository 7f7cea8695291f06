/** Whether a curve over a knob would tell anything: the loss is finite for a good part of it, and hands out a gradient. */

import { appendGradients } from "../../graph/differentiate";
import type { Data } from "../../graph/graph";
import { isBug } from "../bugs";
import type { KnobTarget } from "../knobs/knobTarget";
import type { LossTrace, Workshop } from "../trace/trace";

export type Telling = "fully" | "partly" | "not";

/** Where the knob's range is looked at, as parts of it; none is a round number of anything. */
const looks = [0.07, 0.31, 0.46, 0.58, 0.77, 0.93];

/**
 * `fully`: finite nearly everywhere and moving; `partly`: finite for a third of the range, in steps, or absurdly large.
 *
 * @param traceAt the program with the knob at a number
 */
export function judge(
  workshop: Workshop,
  traceAt: (at: number) => LossTrace,
  { range, reference }: KnobTarget,
): Telling {
  const reach = range[1] - range[0];
  const points = looks.map((part) => range[0] + part * reach);
  const trace = traceAt(reference);
  const measure = lookAt(workshop, trace);
  if (measure === undefined) return "not";
  const along = points.map((at) => ({ at, ...measure(at) }));
  const elsewhere = along.filter(({ isOnPath }) => !isOnPath);
  if (elsewhere.length === 0) return howMoving(along, reach);
  // another path may move where this one stands still, and may lead nowhere
  const asked = howMoving(along, reach) === "not" ? elsewhere : elsewhere.filter((_, i) => i % 2 === 0);
  const others = asked.flatMap(({ at }) => attempted(() => lookAt(workshop, traceAt(at))?.(at)));
  return howMoving([...along.filter(({ isOnPath }) => isOnPath), ...others], reach);
}

interface Look {
  readonly value: number;
  readonly slope: number;
  /** The program takes the same way there as at the reference. */
  readonly isOnPath: boolean;
}

function howMoving(looks: readonly Look[], reach: number): Telling {
  const finite = looks.filter(({ value, slope }) => Number.isFinite(value) && Number.isFinite(slope));
  if (finite.length * 3 < looks.length) return "not";
  const values = finite.map(({ value }) => value);
  const scale = Math.max(1, ...values.map(Math.abs));
  // rounding alone makes constants tremble
  const height = Math.max(...values) - Math.min(...values);
  const steepest = Math.max(...finite.map(({ slope }) => Math.abs(slope)));
  if (!(steepest > 1e-7 * scale && height > 1e-6 * scale)) return "not";
  // a stair has its height between the looks
  if (steepest * reach < 1e-3 * height) return "partly";
  // numbers about 1 lead here by a division by next to nothing
  if (Math.min(...values.map(Math.abs)) > absurd) return "partly";
  return finite.length + 1 >= looks.length ? "fully" : "partly";
}

const absurd = 1e6;

/** The first output with its derivative by the knob, as a function of the knob along this trace's path. */
function lookAt(workshop: Workshop, trace: LossTrace): ((at: number) => Look) | undefined {
  const [output] = trace.outputs;
  const [knob] = trace.knobs;
  if (output === undefined || knob === undefined) return undefined;
  const [gradient] = appendGradients(trace.builder, output.node, [knob]);
  // `max(0, 1 - m)` may be the plain 0 on this path and move on another
  if (gradient === undefined && trace.guards.length === 0) return undefined;
  return (at) => {
    const probe = workshop.createProbe(trace.builder, new Map([[knob, Float32Array.of(at)]]));
    const isOnPath = trace.guards.every(({ node, answer }) => isSame(probe(node), answer));
    const slope = gradient === undefined ? 0 : (probe(gradient)[0] ?? Number.NaN);
    return { value: probe(output.node)[0] ?? Number.NaN, slope, isOnPath };
  };
}

function isSame(one: Data, other: Data): boolean {
  return one.length === other.length && other.every((value, i) => Object.is(value, one[i]) || value === one[i]);
}

function attempted(look: () => Look | undefined): readonly Look[] {
  try {
    const found = look();
    return found === undefined ? [] : [found];
  } catch (error) {
    if (isBug(error)) throw error;
    return [{ value: Number.NaN, slope: Number.NaN, isOnPath: false }];
  }
}
