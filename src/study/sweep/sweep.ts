/**
 * A sweep: the program traced at a reference, differentiated, batched over all points and run at once. Points at which a
 * guard answers otherwise than at the reference took another path: they are traced again from one of them, until none is left.
 */

import type { Engine } from "../../engine/engine";
import { batch } from "../../graph/batch";
import type { GraphBuilder } from "../../graph/build";
import { appendGradients } from "../../graph/differentiate";
import { type Data, type Graph, type NodeId, type Site, sizeOf } from "../../graph/graph";
import { simplify } from "../../graph/simplify";
import type { Guard } from "../../interpreter/tracer";
import { fixedNumbers, type OpenInput, type ReadNumber } from "./fixedNumbers";
import { findZeros, labelledComparisons, type Watch, watchSwitches } from "./switches";

/** A float scalar among the results of a program. */
export interface Output {
  readonly name: string;
  readonly node: NodeId;
  /** Its index among the results as the program gives them: other paths may suggest another order. */
  readonly place: number;
}

/** A trace with its knobs as inputs. */
export interface Traced {
  readonly builder: GraphBuilder;
  readonly x: NodeId;
  readonly y: NodeId | undefined;
  /** A number of the text that was left open. */
  readonly open: OpenInput | undefined;
  readonly outputs: readonly Output[];
  readonly guards: readonly Guard[];
}

/** Traces the program with the knobs at these values, its outputs in the order of the first trace. @throws whatever the program raises there */
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
  readonly failures: readonly { readonly error: unknown; readonly x: number }[];
  /** Whether points were left out because the program takes a path of its own nearly everywhere. */
  readonly isIncomplete: boolean;
}

const mostPaths = 96;

export interface Sweeper {
  /** All points, tracing again wherever a guard answers otherwise. */
  sweep(xs: Float64Array, ys?: Float64Array): Swept;
  /** Further points on the paths that are known by now; points on none of them are NaN. */
  resample(xs: Float64Array): readonly Column[];
  /** The values of coefficients that the program, as it goes at the reference, compares with. */
  compared(): readonly number[];
  /** The same program with another number where one was left open. It knows no other paths: its `sweep` throws `OtherPath`. */
  at(number: number): Sweeper;
}

/** Points lead the program where it was not traced yet. */
export class OtherPath extends Error {
  override readonly name = "OtherPath";
}

/** @param first the trace at the reference; its outputs name the columns */
export function createSweeper(engine: Engine, traceAt: TraceAt, first: Traced, wantsSwitches: boolean): Sweeper {
  const paths: Path[] = [];
  const number = first.open?.value;
  return {
    ...alongPaths(engine, paths, first, number),
    sweep(xs, ys) {
      const columns = createColumns(first, xs.length, ys !== undefined);
      const switches: SwitchFound[] = [];
      const failures: { error: unknown; x: number }[] = [];
      let remaining: readonly number[] = Array.from(xs.keys());
      let next: Traced | undefined = first;
      while (remaining.length > 0 && paths.length + failures.length < mostPaths) {
        const [seed = 0] = remaining;
        const isReference = next !== undefined;
        try {
          const traced = next ?? traceAt(xs[seed] ?? 0, ys?.[seed]);
          const path = preparePath(traced, Math.min(remaining.length, mostAtOnce), wantsSwitches);
          const run = runPath(engine, path, remaining, { xs, ys, number }, columns);
          switches.push(...run.switches);
          // a path of its own point alone must not be asked for again
          const isStuck = !isReference && run.others.length === remaining.length;
          if (run.others.length < remaining.length) paths.push(path);
          remaining = isStuck ? remaining.slice(1) : run.others;
        } catch (error) {
          if (isReference) throw error;
          failures.push({ error, x: xs[seed] ?? 0 });
          remaining = remaining.slice(1);
        }
        next = undefined;
      }
      return { columns, switches, paths: Math.max(1, paths.length), failures, isIncomplete: remaining.length > 0 };
    },
  };
}

/** What asks for no trace. */
function alongPaths(
  engine: Engine,
  paths: readonly Path[],
  first: Traced,
  number: number | undefined,
): Pick<Sweeper, "resample" | "compared" | "at"> {
  const open = first.open && number !== undefined ? { ...first.open, value: number } : undefined;
  return {
    resample(xs) {
      const columns = createColumns(first, xs.length, false);
      let remaining: readonly number[] = Array.from(xs.keys());
      for (const path of paths)
        remaining = runPath(engine, path, remaining, { xs, ys: undefined, number }, columns).others;
      return columns;
    },
    compared: () => labelledComparisons(first.builder, fixedNumbers(first.builder, open)),
    at: (other) => ({
      ...alongPaths(engine, paths, first, other),
      sweep(xs, ys) {
        const columns = createColumns(first, xs.length, ys !== undefined);
        const switches: SwitchFound[] = [];
        let taken = 0;
        let remaining: readonly number[] = Array.from(xs.keys());
        for (const path of paths) {
          const run = runPath(engine, path, remaining, { xs, ys, number: other }, columns);
          switches.push(...run.switches);
          if (run.others.length < remaining.length) taken++;
          remaining = run.others;
        }
        if (remaining.length > 0) throw new OtherPath();
        return { columns, switches, paths: taken, failures: [], isIncomplete: false };
      },
    }),
  };
}

/** Points in one run: keeps a surface's intermediate values within a few tens of megabytes. */
const mostAtOnce = 40_401;

function createColumns({ outputs }: Traced, count: number, hasY: boolean): readonly Column[] {
  const blank = () => new Float32Array(count).fill(Number.NaN);
  return outputs.map(({ name }) => ({
    name,
    value: blank(),
    gradient: blank(),
    gradientY: hasY ? blank() : undefined,
  }));
}

/** So many points look at one place closely (findings.ts): they need not cost what all of them cost. */
export const fewPoints = 33;

/** Elements from which on a run costs more than making a batch of another size. */
const dear = 200_000;

/** One way through the program, ready to be run on many points at a time, or on few. */
interface Path {
  readonly many: Batch;
  readonly few: () => Batch;
  readonly guards: readonly Guard[];
  readonly watches: readonly Watch[];
  readonly numbersAt: (number: number | undefined) => ReadNumber;
  /** For each output, which of its derivatives are among the results; the others are zero. */
  readonly slopes: readonly (readonly boolean[])[];
}

/** The program on `size` points at a time. */
interface Batch {
  readonly graph: Graph;
  readonly size: number;
  readonly inputs: readonly { readonly id: NodeId; readonly of: keyof Along }[];
}

/** What the inputs of a run are. */
interface Along {
  readonly xs: Float64Array;
  readonly ys: Float64Array | undefined;
  /** Where one was left open. */
  readonly number: number | undefined;
}

function preparePath(traced: Traced, size: number, wantsSwitches: boolean): Path {
  const { builder, open } = traced;
  const count = builder.nodes.length;
  const numbersAt = (number: number | undefined) =>
    fixedNumbers(builder, open && { node: open.node, value: number ?? open.value });
  const knobs = traced.y === undefined ? [traced.x] : [traced.x, traced.y];
  const gradients = traced.outputs.map(({ node }) => appendGradients(builder, node, knobs));
  const watches = wantsSwitches ? watchSwitches(builder, count, numbersAt(open?.value)) : [];
  const wanted = [
    ...traced.outputs.map(({ node }) => node),
    ...gradients.flat().filter((node) => node !== undefined),
    ...traced.guards.map(({ node }) => node),
    ...watches.map(({ node }) => node),
  ];
  const one = builder.finish(wanted);
  const nameOf = (id: NodeId | undefined): string | undefined => {
    const node = id === undefined ? undefined : builder.node(id);
    return node?.kind === "input" ? node.name : undefined;
  };
  const [xName, openName] = [nameOf(traced.x), nameOf(open?.node)];
  const ofInput = (name: string): keyof Along => (name === xName ? "xs" : name === openName ? "number" : "ys");
  const batchOf = (points: number): Batch => {
    const graph = simplify(batch(one, new Set(knobs), points));
    const inputs = graph.nodes.flatMap((node, id) => (node.kind === "input" ? [{ id, of: ofInput(node.name) }] : []));
    return { graph, size: points, inputs };
  };
  const many = batchOf(size);
  let few: Batch | undefined;
  return {
    many,
    few: () => {
      few ??= size > 2 * fewPoints && elementsOf(many.graph) > dear ? batchOf(fewPoints) : many;
      return few;
    },
    guards: traced.guards,
    watches,
    numbersAt,
    slopes: gradients.map((row) => row.map((node) => node !== undefined)),
  };
}

function elementsOf({ nodes }: Graph): number {
  return nodes.reduce((sum, { aval }) => sum + sizeOf(aval.shape), 0);
}

interface PathRun {
  /** Points that take another path. */
  readonly others: readonly number[];
  readonly switches: readonly SwitchFound[];
}

function runPath(
  engine: Engine,
  path: Path,
  points: readonly number[],
  along: Along,
  columns: readonly Column[],
): PathRun {
  const others: number[] = [];
  const switches: SwitchFound[] = [];
  const { graph, size, inputs: knobs } = 2 * points.length <= path.many.size ? path.few() : path.many;
  for (let from = 0; from < points.length; from += size) {
    const some = points.slice(from, from + size);
    // a shorter run repeats its last point: one plan serves all runs of a path
    const at = (row: number) => some[Math.min(row, some.length - 1)] ?? 0;
    const inputs = new Map<NodeId, Data>();
    for (const { id, of } of knobs) {
      if (of === "number") {
        inputs.set(id, Float64Array.of(along.number ?? Number.NaN));
        continue;
      }
      const data = new Float32Array(size);
      const source = along[of] ?? along.xs;
      for (let row = 0; row < size; row++) data[row] = source[at(row)] ?? 0;
      inputs.set(id, data);
    }
    const results = engine.run(graph, inputs);
    let next = 0;
    const take = (): Data => results[next++] ?? new Float32Array(size);
    const values = path.slopes.map(take);
    const slopes = path.slopes.map((row) => row.map((isThere) => (isThere ? take() : undefined)));
    const answers = path.guards.map(take);
    const differences = path.watches.map(take);

    const isHere = whichAgree(path.guards, answers, some.length);
    columns.forEach((column, i) => {
      copyPoints(column.value, values[i], some, isHere);
      copyPoints(column.gradient, slopes[i]?.[0], some, isHere);
      if (column.gradientY) copyPoints(column.gradientY, slopes[i]?.[1], some, isHere);
    });
    if (isHere !== undefined) others.push(...some.filter((_, row) => isHere[row] === 0));
    switches.push(...switchesOf(path, differences, some, isHere, along, size));
  }
  return { others, switches };
}

/** 1 for every row at which all guards answer as at the reference; `undefined` where nothing was asked. */
function whichAgree(guards: readonly Guard[], answers: readonly Data[], rows: number): Uint8Array | undefined {
  if (guards.length === 0) return undefined;
  const isHere = new Uint8Array(rows).fill(1);
  guards.forEach((guard, g) => {
    const given = answers[g];
    const size = guard.answer.length;
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < size && isHere[row] === 1; i++) {
        if (!Object.is(given?.[row * size + i], guard.answer[i]) && given?.[row * size + i] !== guard.answer[i])
          isHere[row] = 0;
      }
    }
  });
  return isHere;
}

/** Puts rows to their points; an absent row is zeros (a derivative that no path leads to). */
function copyPoints(
  column: Float32Array,
  rows: Data | undefined,
  points: readonly number[],
  isHere: Uint8Array | undefined,
): void {
  for (let row = 0; row < points.length; row++) {
    if (isHere !== undefined && isHere[row] === 0) continue;
    column[points[row] ?? 0] = rows === undefined ? 0 : (rows[row] ?? Number.NaN);
  }
}

/** Zeros are looked for between neighbours that both take this path. */
function switchesOf(
  { watches, numbersAt }: Path,
  differences: readonly Data[],
  points: readonly number[],
  isHere: Uint8Array | undefined,
  { xs, number }: Along,
  size: number,
): SwitchFound[] {
  if (watches.length === 0) return [];
  const read = numbersAt(number);
  const positions = new Float64Array(points.length);
  for (let row = 0; row < positions.length; row++) positions[row] = xs[points[row] ?? 0] ?? Number.NaN;
  return watches.flatMap(({ constant, site }, i) => {
    const data = differences[i];
    if (!data) return [];
    const width = data.length / size;
    const masked = new Float64Array(data.subarray(0, points.length * width));
    if (isHere !== undefined)
      for (let i = 0; i < masked.length; i++) if (isHere[Math.floor(i / width)] === 0) masked[i] = Number.NaN;
    const label = constant?.label;
    const value = (constant && read(constant.node)) ?? 0;
    return findZeros(positions, masked).map((at) => ({ at, label, value, site }));
  });
}
