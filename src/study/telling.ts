/** Whether a curve over a knob would tell anything: the loss is finite for a good part of it, and hands out a gradient. */

import { appendGradients } from "../graph/differentiate";
import type { KnobTarget } from "./knobs";
import type { LossTrace, Workshop } from "./trace";

export type Telling = "fully" | "partly" | "not";

/** Where the knob's range is looked at, as parts of it; none is a round number of anything. */
const looks = [0.07, 0.31, 0.46, 0.58, 0.77, 0.93];

/**
 * `fully`: finite nearly everywhere and moving; `partly`: finite for a third of the range.
 *
 * @param traceAt the program with the knob at a number
 */
export function judge(
  workshop: Workshop,
  traceAt: (at: number) => LossTrace,
  { range, reference }: KnobTarget,
): Telling {
  const points = looks.map((part) => range[0] + part * (range[1] - range[0]));
  const trace = traceAt(reference);
  const measure = lookAt(workshop, trace);
  const here = measure === undefined ? [] : points.map(measure);
  // another path may move where this one stands still
  const all =
    trace.guards.length > 0 && howMoving(here) === "not"
      ? points.flatMap((at) => attempted(() => lookAt(workshop, traceAt(at))?.(at)))
      : here;
  return howMoving(all);
}

interface Look {
  readonly value: number;
  readonly slope: number;
}

function howMoving(looks: readonly Look[]): Telling {
  const finite = looks.filter(({ value, slope }) => Number.isFinite(value) && Number.isFinite(slope));
  if (finite.length * 3 < looks.length) return "not";
  const values = finite.map(({ value }) => value);
  const scale = Math.max(1, ...values.map(Math.abs));
  // rounding alone makes constants tremble
  const isMoving =
    finite.some(({ slope }) => Math.abs(slope) > 1e-7 * scale) &&
    Math.max(...values) - Math.min(...values) > 1e-6 * scale;
  if (!isMoving) return "not";
  return finite.length + 1 >= looks.length ? "fully" : "partly";
}

/** The first output with its derivative by the knob, as a function of the knob along this trace's path. */
function lookAt(workshop: Workshop, trace: LossTrace): ((at: number) => Look) | undefined {
  const [output] = trace.outputs;
  const [knob] = trace.knobs;
  if (output === undefined || knob === undefined) return undefined;
  const [gradient] = appendGradients(trace.builder, output.node, [knob]);
  if (gradient === undefined) return undefined;
  return (at) => {
    const probe = workshop.createProbe(trace.builder, new Map([[knob, Float32Array.of(at)]]));
    return { value: probe(output.node)[0] ?? Number.NaN, slope: probe(gradient)[0] ?? Number.NaN };
  };
}

function attempted(look: () => Look | undefined): readonly Look[] {
  try {
    const found = look();
    return found === undefined ? [] : [found];
  } catch {
    return [];
  }
}
