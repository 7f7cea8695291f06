/** docs/coverage.md is written from the tables themselves: it says what is supported, and cannot drift from them. */

import { expect, test } from "vitest";
import { jaxLibrary } from "../../../src/frameworks/jax/library";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { tensorFlowLibrary } from "../../../src/frameworks/tensorflow/library";
import { torchLibrary } from "../../../src/frameworks/torch/library";
import { tensorMethodNames } from "../../../src/frameworks/torch/tensors";
import type { Library } from "../../../src/interpreter/library";
import { standardLibrary } from "../../../src/interpreter/stdlib/standardLibrary";
import { offeredNames } from "../offeredNames";
import losses from "./losses.json";

const libraries: readonly (readonly [string, Library])[] = [
  ["PyTorch", torchLibrary],
  ["NumPy and SciPy", numpyLibrary],
  ["TensorFlow and Keras", tensorFlowLibrary],
  ["JAX and optax", jaxLibrary],
  ["Python's own modules", standardLibrary],
];

function namesIn(library: Library, module: string): readonly string[] {
  const { members, written } = offeredNames(library, module);
  return [...new Set([...members, ...written])].sort((a, b) => a.localeCompare(b, "en"));
}

function offers(name: string): boolean {
  const at = name.lastIndexOf(".");
  const [module, member] = [name.slice(0, at), name.slice(at + 1)];
  return libraries.some(([, library]) => namesIn(library, module).includes(member));
}

test("every loss of the frameworks is supported", () => {
  const missing = Object.entries(losses)
    .flatMap(([module, names]) => names.map((name) => `${module}.${name}`))
    .filter((name) => !offers(name));
  expect(missing).toEqual([]);
});

/** Modules that offer the same are told once, under the plainest of their names. In-place twins (`add_`) are not told apart. */
function describeModules(library: Library): readonly string[] {
  const dots = (module: string) => module.split(".").length;
  const modules = Object.keys(library.modules)
    .filter((module) => !module.split(".").some((part) => part.startsWith("_")))
    .sort((a, b) => dots(a) - dots(b) || (a < b ? -1 : 1));
  const byNames = new Map<string, string[]>();
  for (const module of modules) {
    const names = namesIn(library, module);
    const text = names.filter((name) => !name.endsWith("_") || !names.includes(name.slice(0, -1))).join(", ");
    if (text !== "") byNames.set(text, [...(byNames.get(text) ?? []), module]);
  }
  return [...byNames]
    .map(([text, [module = "", ...others]]) => {
      const also = others.length === 0 ? "" : `, also as ${others.join(", ")}`;
      return `**${module}** (${text.split(", ").length}${also}): ${text}\n`;
    })
    .sort();
}

test("docs/coverage.md lists what the tables hold", async () => {
  const parts = [
    "# Coverage\n\nWhat a preview can follow, by module. Written from the program's own tables by `npm run coverage-table`.\n",
    "## Losses of the frameworks\n",
    ...Object.entries(losses).map(([module, names]) => `**${module}**: ${names.join(", ")}\n`),
    ...libraries.flatMap(([title, library]) => [`## ${title}\n`, ...describeModules(library)]),
    "## Methods and attributes of PyTorch's tensors\n",
    `${[...new Set(tensorMethodNames)]
      .filter((name) => !name.startsWith("__"))
      .sort()
      .join(", ")}\n`,
  ];
  await expect(parts.join("\n")).toMatchFileSnapshot("../../../docs/coverage.md");
});
