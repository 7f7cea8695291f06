/**
 * From accepted inputs to columns that can be drawn: the second half of a study.
 *
 * 3. axes: what x and y are
 * 4. sweeps: trace, differentiate, batch, run; one for each variant
 * 5. series, thresholds, findings: what the columns say
 */

import type { Loss } from "../discovery/loss";
import type { Module } from "../syntax/tree";
import type { AcceptedIn } from "./accept/accept";
import type { Asked, StudySubject } from "./asked";
import { isBug } from "./bugs";
import { choicesOf } from "./coefficients";
import type { Directive } from "./directive";
import { choicesOfPlan, type InputPlan, leavesOf } from "./inputs/inputs";
import {
  choiceOfKnob,
  defaultCount,
  defaultGrid,
  type KnobSpace,
  listKnobs,
  requireKnob,
  valuesOfAxis,
} from "./knobs/knobs";
import type { KnobTarget } from "./knobs/knobTarget";
import { rangeOfSite, rangeOfSpan } from "./places";
import type { Diagnostic, Finding, InputChoice, Series, Study } from "./request";
import { affordable } from "./sweep/cost";
import { type Curve, findFindings } from "./sweep/findings";
import { fixedNumbers } from "./sweep/fixedNumbers";
import { bendingRange, widened } from "./sweep/reach";
import { createSweeper, OtherPath, type Sweeper, type Swept, type SwitchFound, type Traced } from "./sweep/sweep";
import { labelledComparisons } from "./sweep/switches";
import { thresholdsOf } from "./sweep/thresholds";
import { type Variant, variantsOf } from "./sweep/variants";
import type { StudyTools } from "./tools";
import { type LeftOpen, type LossTrace, type TraceOrder, traceLoss } from "./trace/trace";

/** A number that is left open, and the sweeps that serve whatever stands there, by the variants' titles. */
export interface OpenNumber extends LeftOpen {
  readonly sweepers: Map<string, Sweeper>;
}

/** @throws Error about an axis; whatever the program raises along it; OtherPath where an open number leads elsewhere */
export function curvesOf(
  tools: StudyTools,
  { module, modules, loss, key }: StudySubject,
  { directive, choices, given }: Asked,
  accepted: AcceptedIn,
  started: number,
  open?: OpenNumber,
): Study {
  const found = performance.now();
  // 3. axes
  const space: KnobSpace = {
    inputs: [...accepted.inputs, ...accepted.construction],
    coefficients: choicesOf(loss, choices.set).flatMap(({ name, value }) =>
      typeof value === "number" ? [{ name, value }] : [],
    ),
    learnables: accepted.trace.learnables,
    locals: accepted.trace.locals,
  };
  const knobs = listKnobs(space);
  const xTarget =
    choices.x === undefined
      ? (knobs.find(({ knob }) => knob === accepted.natural) ?? knobs[0])
      : requireKnob(space, knobs, choices.x.knob);
  if (xTarget === undefined) throw new Error("nothing here can be moved: the definition takes no number and no tensor");
  const yTarget = choices.y === undefined ? undefined : requireKnob(space, knobs, choices.y.knob);
  const isSurface = yTarget !== undefined;
  const { builder } = accepted.trace;
  const usual = isSurface ? affordable(builder, defaultGrid, 2) : affordable(builder, defaultCount, 1);
  const isCheap = usual === defaultCount;
  const variants = variantsOf(accepted.inputs, xTarget, choices.fixed, isCheap);
  const base = variants.find(({ isBase }) => isBase);
  const known = base && knownSweeper(open, base);
  const compared = known?.compared() ?? labelledComparisons(builder, fixedNumbers(builder, undefined));
  const usualXs = valuesOfAxis(widened(xTarget, compared), choices.x, usual);
  const ys = yTarget === undefined ? undefined : valuesOfAxis(widened(yTarget, compared), choices.y, usual);
  // 4. sweeps
  const { construction, inputs } = accepted;
  const order: TraceOrder = { ...given, open: accepted.open, construction, inputs };
  const { movedBy } = accepted;
  const isTraced =
    open === undefined && !isSurface && movedBy?.knob === xTarget.knob && movedBy.reference === xTarget.reference;
  const runOver = (along: Float64Array): readonly VariantRun[] =>
    variants.flatMap((variant) => {
      const traced = isTraced && variant.isBase ? accepted.trace : undefined;
      try {
        const run = { variant, x: xTarget, y: yTarget, xs: along, ys, results: accepted.trace.outputs };
        return [runVariant(tools, order, run, traced, open)];
      } catch (error) {
        // the program may have no meaning for the other label
        if (variant.isBase || tools.isFatal(error) || isBug(error) || error instanceof OtherPath) throw error;
        return [];
      }
    });
  const usualRuns = runOver(usualXs);
  const [usualRun] = usualRuns;
  const isChosen = choices.x?.from !== undefined || choices.x?.to !== undefined;
  const wide = isSurface || isChosen || usualRun === undefined ? undefined : bendingRange(xTarget, usualRun);
  const xs = wide === undefined ? usualXs : valuesOfAxis({ ...xTarget, range: wide }, choices.x, usual);
  const tried = wide === undefined ? usualRuns : runOver(xs);
  const runs = tried.length > 1 && pullAlike(tried) ? tried.slice(0, 1).map(untitled) : tried;
  const ran = performance.now();
  // 5. series, thresholds, findings
  const series = runs.flatMap((run) => seriesOf(run, accepted.trace));
  const shown = withShown(series);
  // another label may lead to another number of outputs
  const owners = runs.flatMap((run) => run.swept.columns.map(() => run));
  const switches = runs.flatMap((run) => run.swept.switches);
  const places = modules();
  const range = (site: SwitchFound["site"]) => rangeOfSite(places, site);
  const findings = isSurface
    ? []
    : shown.flatMap((one, i) => (one.isShown ? findingsOf(one, xs, xTarget.title, owners[i], isCheap, range) : []));
  const done = performance.now();
  const samples = samplesOf(accepted.inputs, xTarget);
  return {
    loss,
    key,
    x: { knob: xTarget.knob, title: xTarget.title, values: xs },
    ...(yTarget === undefined || ys === undefined
      ? {}
      : { y: { knob: yTarget.knob, title: yTarget.title, values: ys } }),
    series: shown,
    thresholds: isSurface ? [] : thresholdsOf(switches, xs, range),
    findings,
    inputs: [...[...accepted.construction, ...accepted.inputs].flatMap(choicesOfPlan), ...assumptions(accepted.trace)],
    coefficients: choicesOf(loss, choices.set),
    knobs: knobs.map(choiceOfKnob),
    view: accepted.view,
    hasSampleView: hasSamples(accepted.inputs) && !(choices.view === "sample" && accepted.view === "batch"),
    samples,
    seed: choices.seed,
    usesSeed: accepted.trace.usesSeed,
    diagnostics: diagnosticsOf(tools, module, loss, directive, runs),
    timing: { trace: found - started, run: ran - found, study: done - ran },
    paths: Math.max(...runs.map((run) => run.swept.paths)),
  };
}

// ---------------------------------------------------------------- what the curves stand on

function hasSamples(plans: readonly InputPlan[]): boolean {
  return leavesOf(plans).some((plan) => plan.kind === "tensor" && plan.shape.length > 0);
}

function samplesOf(plans: readonly InputPlan[], x: KnobTarget): number {
  const leaves = leavesOf(plans);
  const moved = leaves.find((plan) => plan.name === x.name);
  const counted = moved?.kind === "tensor" ? moved : leaves.find((plan) => plan.kind === "tensor");
  return counted?.kind === "tensor" ? (counted.shape[0] ?? 1) : 1;
}

/** Shown among the inputs: the curve stands on them as well. */
function assumptions({ assumed }: LossTrace): readonly InputChoice[] {
  return [...assumed].map(([name, answer]) => ({
    name,
    role: typeof answer === "number" ? "number" : "option",
    shape: [],
    dtype: "plain",
    summary: String(answer),
    source: "inferred",
    reason: "its module is not part of the workspace",
  }));
}

// ---------------------------------------------------------------- 4. sweeps

interface VariantRun {
  readonly variant: Variant;
  readonly swept: Swept;
  readonly sweeper: Sweeper;
}

/** One variant over the axes. */
interface VariantOrder {
  readonly variant: Variant;
  readonly x: KnobTarget;
  readonly y: KnobTarget | undefined;
  readonly xs: Float64Array;
  readonly ys: Float64Array | undefined;
  /** The order in which results are drawn: every path and variant might suggest another. */
  readonly results: LossTrace["outputs"];
}

function runVariant(
  tools: StudyTools,
  order: TraceOrder,
  { variant, x, y, xs, ys, results }: VariantOrder,
  traced: LossTrace | undefined,
  open: OpenNumber | undefined,
): VariantRun {
  const points = ys === undefined ? { xs, ys: undefined } : grid(xs, ys);
  const known = knownSweeper(open, variant);
  if (known !== undefined) return { variant, sweeper: known, swept: known.sweep(points.xs, points.ys) };
  const inputs = order.inputs.map(variant.apply);
  const traceAt = (atX: number, atY: number | undefined): Traced => {
    const settings = [{ target: x, at: atX }, ...(y === undefined ? [] : [{ target: y, at: atY ?? y.reference }])];
    return tracedOf(traceLoss(tools.workshop, { ...order, inputs }, settings, open), results, y !== undefined);
  };
  const first = traced === undefined ? traceAt(x.reference, y?.reference) : tracedOf(traced, results, false);
  const sweeper = createSweeper(tools.engine, traceAt, first, y === undefined);
  open?.sweepers.set(variant.title, sweeper);
  return { variant, sweeper, swept: sweeper.sweep(points.xs, points.ys) };
}

function knownSweeper(open: OpenNumber | undefined, { title }: Variant): Sweeper | undefined {
  return open?.sweepers.get(title)?.at(open.value);
}

/** Side by side are only behaviours that differ: a label that merely shifts the loss says nothing over this x. */
function pullAlike([first, ...others]: readonly VariantRun[]): boolean {
  return others.every((other) =>
    other.swept.columns.every(({ gradient }, i) => isClose(gradient, first?.swept.columns[i]?.gradient)),
  );
}

function isClose(a: Float32Array, b: Float32Array | undefined): boolean {
  if (b === undefined) return false;
  const scale = a.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
  return a.every((slope, i) => Object.is(slope, b[i]) || Math.abs(slope - (b[i] ?? Number.NaN)) <= 1e-5 * scale);
}

function untitled(run: VariantRun): VariantRun {
  return { ...run, variant: { ...run.variant, title: "" } };
}

function tracedOf(trace: LossTrace, results: LossTrace["outputs"], hasY: boolean): Traced {
  const [x = 0, y] = trace.knobs;
  const { builder, open, guards } = trace;
  const rankOf = (place: number) => {
    const rank = results.findIndex((one) => one.place === place);
    return rank < 0 ? results.length : rank;
  };
  const outputs = [...trace.outputs].sort((a, b) => rankOf(a.place) - rankOf(b.place));
  return { builder, x, y: hasY ? y : undefined, open, outputs, guards };
}

/** Row-major, y outer. */
function grid(xs: Float64Array, ys: Float64Array): { xs: Float64Array; ys: Float64Array } {
  const columns = xs.length;
  const all = { xs: new Float64Array(columns * ys.length), ys: new Float64Array(columns * ys.length) };
  ys.forEach((y, row) => {
    all.xs.set(xs, row * columns);
    all.ys.fill(y, row * columns, (row + 1) * columns);
  });
  return all;
}

// ---------------------------------------------------------------- 5. series, thresholds, findings

function seriesOf(run: VariantRun, trace: LossTrace): readonly Series[] {
  return run.swept.columns.map((column, i) => {
    const size = trace.outputs[i]?.size ?? 1;
    const name = size > 1 ? `sum of ${column.name}` : column.name;
    const title = run.variant.title === "" ? name : `${name}, ${run.variant.title}`;
    return {
      id: title,
      title,
      value: column.value,
      gradient: column.gradient,
      ...(column.gradientY === undefined ? {} : { gradientY: column.gradientY }),
      isShown: true,
    };
  });
}

/** Outputs that x does not move wait in the legend, unless there is nothing else. */
function withShown(series: readonly Series[]): readonly Series[] {
  const moves = series.map(
    ({ value, gradient }) =>
      gradient.some((slope) => slope !== 0) ||
      value.some((number) => number !== value[0] && !(Number.isNaN(number) && Number.isNaN(value[0]))),
  );
  if (!moves.some(Boolean)) return series.map((one, i) => ({ ...one, isShown: i === 0 }));
  return series.map((one, i) => ({ ...one, isShown: moves[i] === true }));
}

function findingsOf(
  one: Series,
  xs: Float64Array,
  xTitle: string,
  run: VariantRun | undefined,
  isCheap: boolean,
  range: (site: SwitchFound["site"]) => Finding["site"],
): readonly Finding[] {
  if (run === undefined) return [];
  const name = one.title;
  const index = run.swept.columns.findIndex((column) => column.value === one.value);
  const refine = (x: Float64Array): Curve => {
    const column = run.sweeper.resample(x)[index];
    return {
      name: xTitle,
      x,
      value: column?.value ?? new Float32Array(x.length),
      gradient: column?.gradient ?? new Float32Array(x.length),
    };
  };
  const switches = run.swept.switches.map(({ at, site }) => ({ at, site: range(site) }));
  return findFindings(
    name,
    { name: xTitle, x: xs, value: one.value, gradient: one.gradient },
    switches,
    isCheap ? refine : undefined,
  );
}

function diagnosticsOf(
  tools: StudyTools,
  module: Module,
  loss: Loss,
  directive: Directive,
  runs: readonly VariantRun[],
): readonly Diagnostic[] {
  const found: Diagnostic[] = directive.faults.map(({ start, end, message }) => {
    const from = loss.directive?.span.start ?? 0;
    return {
      severity: "warning",
      message,
      range: rangeOfSpan(module, { start: from + start, end: from + end }, loss.cell),
    };
  });
  for (const { swept } of runs) {
    const [failure] = swept.failures;
    if (failure)
      found.push({
        severity: "warning",
        message: `at x = ${failure.x}: ${tools.describeError(failure.error)}`,
        range: undefined,
      });
    if (swept.isIncomplete) {
      found.push({
        severity: "warning",
        message: "the program takes a path of its own at nearly every point: the rest is left out",
        range: undefined,
      });
    }
  }
  return found;
}
