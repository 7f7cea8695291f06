/** What every primitive owes, over the list of all: shape, batching, derivatives, and agreement of the engine with the oracle. */

import { describe, expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine";
import { batch } from "../../src/graph/batch";
import { createBuilder } from "../../src/graph/build";
import { check } from "../../src/graph/check";
import { differentiate } from "../../src/graph/differentiate";
import { type Graph, type NodeId, type PrimitiveName, sizeOf } from "../../src/graph/graph";
import { notDifferentiable } from "../../src/graph/primitive";
import { primitiveOf, primitives } from "../../src/graph/primitives/table";
import { simplify } from "../../src/graph/simplify";
import { type Case, cases } from "./cases";
import { evaluatePlainly } from "./oracle";
import { createRandom, dataOf, draw } from "./random";

const engine = await createEngine();

function isPrimitive(name: string): name is PrimitiveName {
  return name in primitives;
}
const names = Object.keys(cases).filter(isPrimitive);
const all = names.flatMap((name) => casesOf(name).map((one, i) => ({ title: `${name} ${i}`, name, one })));

function casesOf<N extends PrimitiveName>(name: N): readonly Case<N>[] {
  return cases[name];
}

/** The primitive alone, its operands as inputs 0, 1, … */
function graphOf<N extends PrimitiveName>(name: N, { operands, params }: Case<N>): Graph {
  const b = createBuilder();
  const inputs = operands.map(({ shape, dtype }, i) => b.input(`x${i}`, { shape, dtype }));
  return b.finish([b.apply(name, inputs, params)]);
}

function numbersOf<N extends PrimitiveName>({ operands, numbers }: Case<N>, seed: number): number[][] {
  const random = createRandom(seed);
  return operands.map((operand, i) => [...(numbers?.[i] ?? draw(random, operand))]);
}

const byId = <T>(values: readonly T[]): Map<NodeId, T> => new Map(values.map((value, id) => [id, value]));

function close(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i] ?? 0;
    const e = expected[i] ?? 0;
    if (Number.isNaN(e) ? Number.isNaN(a) : a === e || Math.abs(a - e) <= tolerance * (1 + Math.abs(e))) continue;
    expect.fail(`[${i}]: ${a}, expected ${e}`);
  }
}

describe.each(all)("$title", ({ name, one }) => {
  const graph = graphOf(name, one);
  const numbers = numbersOf(one, 1);
  const data = byId(one.operands.map(({ dtype }, i) => dataOf(dtype, numbers[i] ?? [])));

  test("the engine agrees with the oracle, planned and alone", () => {
    check(graph);
    const [expected] = evaluatePlainly(graph, byId(numbers));
    const [planned] = engine.run(graph, data);
    const b = createBuilder(graph);
    const [output = 0] = graph.outputs;
    close(planned ?? [], expected?.numbers ?? [], 2e-6);
    close(engine.createProbe(b, data)(output), expected?.numbers ?? [], 2e-6);
    expect(expected?.shape).toEqual(b.aval(output).shape);
  });

  test("batched is a loop of single ones", () => {
    const size = 3;
    const count = one.operands.length;
    for (let chosen = 1; chosen < 2 ** count; chosen++) {
      const batched = new Set(one.operands.map((_, i) => i).filter((i) => chosen & (1 << i)));
      const rows = Array.from({ length: size }, (_, row) =>
        numbersOf(one, row + 2).map((own, i) => (batched.has(i) ? own : (numbers[i] ?? []))),
      );
      const whole = one.operands.map((_, i) =>
        batched.has(i) ? rows.flatMap((row) => row[i] ?? []) : (numbers[i] ?? []),
      );
      const many = batch(graph, batched, size);
      check(many);
      const [actual] = evaluatePlainly(many, byId(whole));
      const expected = rows.flatMap((row) => evaluatePlainly(graph, byId(row))[0]?.numbers ?? []);
      close(actual?.numbers ?? [], expected, 1e-12);
      const [run] = engine.run(simplify(many), byId(one.operands.map(({ dtype }, i) => dataOf(dtype, whole[i] ?? []))));
      close(run ?? [], expected, 2e-6);
    }
  });

  const { vjp } = primitiveOf(name);
  const floats = one.operands.map((_, i) => i).filter((i) => one.operands[i]?.dtype === "float32");
  const [output = 0] = graph.outputs;
  const isFloat = createBuilder(graph).aval(output).dtype === "float32";
  if (name === "customVjp" || floats.length === 0 || !isFloat) return;

  test("first and second derivatives are central differences of the oracle", () => {
    const weighted = weigh(graph, 0, 7);
    const first = differentiate(weighted, 1, floats);
    check(first.graph);
    if (vjp === notDifferentiable) {
      expect(first.gradients.every((at) => at === undefined)).toBe(true);
      return;
    }
    close(gradientsOf(first, floats, one, numbers), slopes(weighted, 1, floats, numbers), 1e-4);
    const there = first.gradients.flatMap((at) => (at === undefined ? [] : [at]));
    there.forEach((at) => {
      const again = weigh(first.graph, at, 11);
      const index = again.outputs.length - 1;
      const second = differentiate(again, index, floats);
      check(second.graph);
      close(gradientsOf(second, floats, one, numbers), slopes(again, index, floats, numbers), 1e-3);
    });
  });
});

/** Adds as an output the sum of an output's elements with drawn weights, so that no cotangent is uniform. */
function weigh(graph: Graph, index: number, seed: number): Graph {
  const b = createBuilder(graph);
  const x = graph.outputs[index] ?? 0;
  const { shape } = b.aval(x);
  const weights = b.constant(
    { shape, dtype: "float32" },
    Float32Array.from(draw(createRandom(seed), { shape, dtype: "float32", from: 0.5, to: 1.5 })),
  );
  const weighted = b.apply("mul", [x, weights], {});
  return b.finish([...graph.outputs, b.apply("sum", [weighted], { axes: shape.map((_, axis) => axis) })]);
}

function gradientsOf<N extends PrimitiveName>(
  { graph, gradients }: ReturnType<typeof differentiate>,
  floats: readonly number[],
  { operands }: Case<N>,
  numbers: readonly (readonly number[])[],
): number[] {
  const values = evaluatePlainly(graph, byId(numbers));
  return gradients.flatMap((at, i) => {
    const size = sizeOf(operands[floats[i] ?? 0]?.shape ?? []);
    return at === undefined ? Array.from({ length: size }, () => 0) : [...(values[at]?.numbers ?? [])];
  });
}

function slopes(
  graph: Graph,
  index: number,
  floats: readonly number[],
  numbers: readonly (readonly number[])[],
): number[] {
  const valueWith = (input: number, place: number, change: number): number => {
    const moved = numbers.map((own, i) => (i === input ? own.with(place, (own[place] ?? 0) + change) : own));
    return evaluatePlainly(graph, byId(moved))[index]?.numbers[0] ?? Number.NaN;
  };
  const h = 1e-4;
  return floats.flatMap((input) =>
    (numbers[input] ?? []).map((_, place) => (valueWith(input, place, h) - valueWith(input, place, -h)) / (2 * h)),
  );
}

/** These may make a number of NaN; customVjp's value is its first operand alone. */
const forgetsNaN: ReadonlySet<PrimitiveName> = new Set<PrimitiveName>([
  "sign",
  "isNaN",
  "select",
  "argMax",
  "argMin",
  "argSort",
  "customVjp",
]);
const ofFloats = all.filter(
  ({ name, one }) =>
    !forgetsNaN.has(name) && isFloatGraph(graphOf(name, one)) && one.operands.every(({ dtype }) => dtype === "float32"),
);

function isFloatGraph({ nodes, outputs }: Graph): boolean {
  return outputs.every((id) => nodes[id]?.aval.dtype === "float32" && sizeOf(nodes[id].aval.shape) > 0);
}

test.each(ofFloats)("$title carries NaN", ({ name, one }) => {
  const graph = graphOf(name, one);
  const numbers = numbersOf(one, 1);
  one.operands.forEach((_, i) => {
    const data = byId(numbers.map((own, at) => Float32Array.from(at === i ? own.map(() => Number.NaN) : own)));
    const [actual = new Float32Array()] = engine.run(graph, data);
    expect(Array.from(actual).some(Number.isNaN)).toBe(true);
  });
});
