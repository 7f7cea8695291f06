/**
 * The frameworks' recorded answers are given again by our own evaluation, without them: value, gradient, kinks and ties.
 * PyTorch's come from scripts/conformance/record.py, JAX's and TensorFlow's from recordArrays.py.
 */

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesOnDisk } from "../../src/command/files";
import type { Core, EvaluateInputs, Evaluation, Json } from "../../src/study/core";
import { createCore } from "../../src/study/createCore";
import { findDisagreement } from "./agreement";

interface Recorded {
  readonly file: string;
  /** Names of torch that PyTorch was seen to call. */
  readonly functions?: readonly string[];
  /** The versions of the other frameworks. */
  readonly judges?: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}
interface Case extends Pick<Evaluation, "gradients" | "parameterGradients"> {
  readonly symbol: string;
  readonly inputs: EvaluateInputs;
  readonly outputs: readonly Pick<Evaluation["outputs"][number], "shape" | "data">[];
}

const folder = join(import.meta.dirname, "recorded");
const groups = readdirSync(folder).map((name) => readRecorded(join(folder, name)));
const disagreements = new Map<string, number>();
let core: Core;

beforeAll(async () => {
  const { resolve } = createRequire(import.meta.url);
  const wasm = (name: string) => new Uint8Array(readFileSync(resolve(name)));
  core = await createCore({
    files: filesOnDisk,
    wasm: {
      runtime: wasm("web-tree-sitter/tree-sitter.wasm"),
      python: wasm("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"),
    },
  });
});

for (const { file, cases, judges } of groups) {
  describe(file, () => {
    beforeAll(() => core.open({ path: file, language: "python", version: 1, text: readFileSync(file, "utf8") }));
    test.each(cases.map((one, index) => [`${index} ${one.symbol}`, one] as const))("%s", async (_, one) => {
      const difference = differenceOf(one, await core.evaluate(file, one.symbol, one.inputs), judges === undefined);
      if (difference !== undefined) disagreements.set(file, (disagreements.get(file) ?? 0) + 1);
      expect(difference).toBeUndefined();
    });
  });
}

/** Only PyTorch is held to the difference between a gradient of zeros and none: JAX knows none, TensorFlow's is an accident. */
function differenceOf(
  expected: Case,
  reply: Awaited<ReturnType<Core["evaluate"]>>,
  tellsZerosFromNone: boolean,
): string | undefined {
  if (reply.kind === "failed") return `${reply.message} (line ${(reply.range?.start.line ?? -1) + 1})`;
  const { outputs, gradients, parameterGradients } = reply.result;
  const slopes = (own: Json, other: Json): Json => (tellsZerosFromNone ? own : zerosForNone(own, other));
  const plain = outputs.map(({ shape, data }) => ({ shape, data }));
  return (
    findDisagreement(
      expected.outputs.map(({ shape, data }) => ({ shape, data })),
      plain,
      "outputs",
    ) ??
    findDisagreement(slopes(expected.gradients, gradients), slopes(gradients, expected.gradients), "gradients") ??
    findDisagreement(expected.parameterGradients, parameterGradients, "parameterGradients")
  );
}

/** Zeros where one says nothing and the other says something. */
function zerosForNone(value: Json, other: Json | undefined): Json {
  if (value === null) return zerosLike(other ?? null);
  if (isList(value)) return value.map((item, i) => zerosForNone(item, isList(other) ? other[i] : null));
  if (typeof value !== "object") return value;
  const others = typeof other === "object" && other !== null && !isList(other) ? other : {};
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, zerosForNone(item, others[name])]));
}

function zerosLike(value: Json): Json {
  return isList(value) ? value.map(zerosLike) : typeof value === "number" ? 0 : null;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The recorder wrote it in this form. */
function readRecorded(path: string): Recorded {
  return JSON.parse(readFileSync(path, "utf8"));
}

afterAll(() => {
  const rows = groups.map(
    ({ file, cases, functions = [] }) => [file, cases.length, functions.length, disagreements.get(file) ?? 0] as const,
  );
  const width = Math.max(...rows.map(([file]) => file.length));
  const line = (...[file, ...counts]: readonly (string | number)[]) =>
    `${String(file).padEnd(width)}${counts.map((count) => String(count).padStart(15)).join("")}`;
  const total = (index: 1 | 3) => rows.reduce((sum, row) => sum + row[index], 0);
  const functions = new Set(groups.flatMap(({ functions = [] }) => functions));
  const table = [
    line("", "cases", "of torch", "disagreements"),
    ...rows.map((row) => line(...row)),
    line("all", total(1), functions.size, total(3)),
  ];
  process.stdout.write(`\n${table.join("\n")}\n\n`);
});
