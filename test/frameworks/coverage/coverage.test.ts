/** docs/coverage.md is written from the tables themselves: it says what is supported, and cannot drift from them. */

import { expect, test } from "vitest";
import { jaxLibrary } from "../../../src/frameworks/jax/library";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { tensorFlowLibrary } from "../../../src/frameworks/tensorflow/library";
import { torchLibrary } from "../../../src/frameworks/torch/library";
import { tensorMethodNames } from "../../../src/frameworks/torch/tensors";
import type { Library } from "../../../src/interpreter/library";
import { sourceOfPrelude } from "../../../src/interpreter/moduleSource";
import { standardLibrary } from "../../../src/interpreter/stdlib/standardLibrary";
import { loadPythonParser } from "../../syntax/pythonParser";
import losses from "./losses.json";

/** Losses that are left out, and why. */
const leftOut: Readonly<Record<string, string>> = {
  "torch.nn.AdaptiveLogSoftmaxWithLoss": "it holds a vocabulary of its own and is a layer more than a loss",
};

const parser = await loadPythonParser();
const libraries: readonly (readonly [string, Library])[] = [
  ["PyTorch", torchLibrary],
  ["NumPy and SciPy", numpyLibrary],
  ["TensorFlow and Keras", tensorFlowLibrary],
  ["JAX and optax", jaxLibrary],
  ["Python's own modules", standardLibrary],
];

function namesIn(library: Library, module: string): readonly string[] {
  const { members = {}, prelude } = library.modules[module] ?? {};
  const written = prelude === undefined ? [] : [...sourceOfPrelude(prelude, (text) => parser.parseChunk(text)).names()];
  const all = new Set([...Object.keys(members), ...written]);
  return [...all].filter((name) => /^[A-Za-z]/.test(name)).sort((a, b) => a.localeCompare(b, "en"));
}

/** A module that only hands on another's names offers those too. */
function offers(name: string): boolean {
  const at = name.lastIndexOf(".");
  const [module, member] = [name.slice(0, at), name.slice(at + 1)];
  return libraries.some(([, library]) => {
    const own = library.modules[module];
    if (own === undefined) return false;
    if (namesIn(library, module).includes(member)) return true;
    const stars = [...(own.prelude ?? "").matchAll(/^from ([\w.]+) import \*/gm)].map(([, from]) => from ?? "");
    return stars.some((from) => offers(`${from}.${member}`));
  });
}

test("every loss of the frameworks is supported, or left out for a reason", () => {
  const missing = Object.entries(losses)
    .flatMap(([module, names]) => names.map((name) => `${module}.${name}`))
    .filter((name) => !offers(name) && leftOut[name] === undefined);
  expect(missing).toEqual([]);
});

/** In-place twins (`add_`) are not told apart, and a module that offers what another does is that other's alias. */
function describeModule(module: string, names: readonly string[], seen: Map<string, string>): readonly string[] {
  const plain = names.filter((name) => !name.endsWith("_") || !names.includes(name.slice(0, -1)));
  if (plain.length === 0) return [];
  const text = plain.join(", ");
  const same = seen.get(text);
  if (same !== undefined) return [`**${module}**: as ${same}\n`];
  seen.set(text, module);
  return [`**${module}** (${plain.length}): ${text}\n`];
}

test("docs/coverage.md lists what the tables hold", async () => {
  const seen = new Map<string, string>();
  const parts = [
    "# Coverage\n\nWhat a preview can follow, by module. Written from the program's own tables by `npm run coverage-table`.\n",
    "## Losses of the frameworks\n",
    ...Object.entries(losses).map(
      ([module, names]) =>
        `**${module}**: ${names.map((name) => (leftOut[`${module}.${name}`] ? `~~${name}~~ (left out: ${leftOut[`${module}.${name}`]})` : name)).join(", ")}\n`,
    ),
    ...libraries.flatMap(([title, library]) => [
      `## ${title}\n`,
      ...Object.keys(library.modules)
        .filter((module) => !module.split(".").some((part) => part.startsWith("_")))
        .sort()
        .flatMap((module) => describeModule(module, namesIn(library, module), seen)),
    ]),
    "## Methods and attributes of PyTorch's tensors\n",
    `${[...new Set(tensorMethodNames)]
      .filter((name) => !name.startsWith("__"))
      .sort()
      .join(", ")}\n`,
  ];
  await expect(parts.join("\n")).toMatchFileSnapshot("../../../docs/coverage.md");
});
