/**
 * What a prelude works with inside is no name of the framework: every name that a module offers, the real one has
 * (recorded.json, by record.py), or had in an earlier release (earlier.json, by hand).
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { jaxLibrary } from "../../../src/frameworks/jax/library";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { tensorFlowLibrary } from "../../../src/frameworks/tensorflow/library";
import type { Library } from "../../../src/interpreter/library";
import { offeredNames } from "../offeredNames";

type Names = Readonly<Record<string, string>>;
const read = (file: string): Names => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
const recorded = read("./recorded.json");
const earlier = read("./earlier.json");
const split = (text = ""): readonly string[] => text.split(" ").filter((name) => name !== "");

const rootOf = (module: string): string => module.split(".")[0] ?? module;
const judged = new Set(Object.keys(recorded).map(rootOf));

const libraries: readonly Library[] = [numpyLibrary, jaxLibrary, tensorFlowLibrary];

describe("names", () => {
  for (const [module, text] of Object.entries(recorded)) {
    test(module, () => {
      const real = new Set([...split(text), ...split(earlier[module])]);
      const offered = libraries.flatMap((library) => offeredNames(library, module).written);
      expect(offered.filter((name) => !real.has(name)).join(" ")).toBe("");
    });
  }

  // packages that no judge has: what they take from elsewhere is their own
  for (const library of libraries)
    for (const [module, { prelude = "" }] of Object.entries(library.modules)) {
      const root = rootOf(module);
      const isInner = module.split(".").some((part) => part.startsWith("_"));
      const handsOnOnly = !/^(?:class|def) /m.test(prelude);
      if (judged.has(root) || isInner || handsOnOnly) continue;
      test(module, () => {
        const foreign = [...prelude.matchAll(/^from (\w+)[\w.]* import ([^(*]+?|\([^)]*\))$/gm)]
          .filter(([, from]) => from !== root)
          .flatMap(([, , names = ""]) => names.replace(/[()]/g, "").split(","))
          .map((name) => (name.split(" as ")[1] ?? name).trim());
        expect(foreign.filter((name) => /^[A-Za-z]/.test(name)).join(" ")).toBe("");
      });
    }
});
