/**
 * A sweep: the program traced at a reference, differentiated, batched over all points and run at once. Points at which a
 * guard answers otherwise than at the reference took another path: they are traced again from one of them, until none is left.
 */

import type { Engine } from "../engine/engine";
import { batch } from "../graph/batch";
import type { GraphBuilder } from "../graph/build";
import { appendGradients } from "../graph/differentiate";
import type { Data, NodeId, Site } from "../graph/graph";
import { simplify } from "../graph/simplify";
import type { Guard } from "../interpreter/tracer";
import { findZeros, watchSwitches } from "./switches";

/** A trace with its knobs as inputs. */
export interface Traced {
  readonly builder: GraphBuilder;
  readonly x: NodeId;
  readonly y: NodeId | undefined;
  /** Each a float scalar. */
  readonly outputs: readonly { readonly name: string; readonly node: NodeId }[];
  readonly guards: readonly Guard[];
}

/** Traces the program with the knobs at these values. @throws whatever the program raises there */
export type TraceAt = (x: number, y: number | undefined) => Traced;

export interface Column {
  readonly name: string;
  readonly value: Float32Array;
  readonly gradient: Float32Array;
  readonly gradientY: Float32Array | undefined;
}

/** A zero of a comparison along x. */
export interface SwitchFound {
  readonly at: number;
  readonly label: string | undefined;
  readonly value: number;
  readonly site: Site | undefined;
}

export interface Swept {
  readonly columns: readonly Column[];
  readonly switches: readonly SwitchFound[];
  readonly paths: number;
  /** What the program raised on points that it could not take; those stay NaN. */
  readonly failures: readonly { readonly error: unknown; readonly x: number; readonly points: number }[];
  /** Whether points were left out because the program takes a path of its own nearly everywhere. */
  readonly isIncomplete: boolean;
}

const mostPaths = 96;

/**
 * @param xs x of each point; @param ys y of each point on two axes
 * @param reference the first trace's knobs; its trace may be given
 */
export function sweep(
  engine: Engine,
  traceAt: TraceAt,
  first: Traced,
  xs: Float64Array,
  ys: Float64Array | undefined,
  wantsSwitches: boolean,
): Swept {
  const columns: Column[] = first.outputs.map(({ name }) => ({
    name,
    value: new Float32Array(xs.length).fill(Number.NaN),
    gradient: new Float32Array(xs.length).fill(Number.NaN),
    gradientY: ys === undefined ? undefined : new Float32Array(xs.length).fill(Number.NaN),
  }));
  const switches: SwitchFound[] = [];
  const failures: { error: unknown; x: number; points: number }[] = [];
  let remaining: readonly number[] = Array.from(xs.keys());
  let paths = 0;
  let traced: Traced | undefined = first;
  while (remaining.length > 0 && paths < mostPaths) {
    const [seed = 0] = remaining;
    try {
      traced ??= traceAt(xs[seed] ?? 0, ys?.[seed]);
    } catch (error) {
      failures.push({ error, x: xs[seed] ?? 0, points: 1 });
      remaining = remaining.slice(1);
      paths++;
      continue;
    }
    const run = runPath(engine, traced, remaining, xs, ys, columns, wantsSwitches);
    switches.push(...run.switches);
    remaining = run.others.length < remaining.length || traced === first ? run.others : remaining.slice(1);
    if (run.others.length < remaining.length || run.others.length === 0 || traced !== first) paths++;
    traced = undefined;
  }
  return { columns, switches, paths: Math.max(paths, 1), failures, isIncomplete: remaining.length > 0 };
}

interface PathRun {
  /** Points that take another path. */
  readonly others: readonly number[];
  readonly switches: readonly SwitchFound[];
}

function runPath(
  engine: Engine,
  traced: Traced,
  points: readonly number[],
  xs: Float64Array,
  ys: Float64Array | undefined,
  columns: readonly Column[],
  wantsSwitches: boolean,
): PathRun {
  const { builder } = traced;
  const count = builder.nodes.length;
  const knobs = traced.y === undefined ? [traced.x] : [traced.x, traced.y];
  const gradients = traced.outputs.map(({ node }) => appendGradients(builder, node, knobs));
  const watches = wantsSwitches ? watchSwitches(builder, count) : [];
  const wanted = [
    ...traced.outputs.map(({ node }) => node),
    ...gradients.flat().filter((node) => node !== undefined),
    ...traced.guards.map(({ node }) => node),
    ...watches.map(({ node }) => node),
  ];
  const graph = simplify(batch(builder.finish(wanted), new Set(knobs), points.length));
  const inputs = new Map<NodeId, Data>();
  graph.nodes.forEach((node, id) => {
    if (node.kind !== "input") return;
    const source = node.name === builderName(builder, traced.x) ? xs : ys;
    inputs.set(id, Float32Array.from(points, (point) => source?.[point] ?? 0));
  });
  const results = engine.run(graph, inputs);
  let next = 0;
  const take = () => results[next++] ?? new Float32Array(points.length);
  const values = traced.outputs.map(take);
  const slopes = gradients.map((row) => row.map((node) => (node === undefined ? undefined : take())));
  const answers = traced.guards.map(take);
  const differences = watches.map(take);

  const isHere = points.map((_, row) => traced.guards.every((guard, i) => agrees(guard, answers[i], row)));
  columns.forEach((column, i) => {
    points.forEach((point, row) => {
      if (!isHere[row]) return;
      column.value[point] = values[i]?.[row] ?? Number.NaN;
      column.gradient[point] = slopes[i]?.[0] ? (slopes[i][0][row] ?? Number.NaN) : 0;
      if (column.gradientY) column.gradientY[point] = slopes[i]?.[1] ? (slopes[i][1][row] ?? Number.NaN) : 0;
    });
  });
  return { others: points.filter((_, row) => !isHere[row]), switches: switchesOf(watches, differences, points, isHere, xs) };
}

function builderName(builder: GraphBuilder, id: NodeId): string {
  const node = builder.node(id);
  return node.kind === "input" ? node.name : "";
}

function agrees(guard: Guard, answers: Data | undefined, row: number): boolean {
  const size = guard.answer.length;
  for (let i = 0; i < size; i++) {
    const here = answers?.[row * size + i];
    if (here !== guard.answer[i] && !(Number.isNaN(here) && Number.isNaN(guard.answer[i]))) return false;
  }
  return true;
}

/** Zeros are looked for between neighbours that both take this path. */
function switchesOf(
  watches: ReturnType<typeof watchSwitches>,
  differences: readonly Data[],
  points: readonly number[],
  isHere: readonly boolean[],
  xs: Float64Array,
): SwitchFound[] {
  return watches.flatMap(({ label, value, site }, i) => {
    const data = differences[i];
    if (!data) return [];
    const width = data.length / points.length;
    const masked = Float64Array.from(data, (number, at) => (isHere[Math.floor(at / width)] ? number : Number.NaN));
    const positions = Float64Array.from(points, (point) => xs[point] ?? Number.NaN);
    return findZeros(positions, masked).map((at) => ({ at, label, value, site }));
  });
}
