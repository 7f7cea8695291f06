/** Programs whose answers real NumPy recorded; derivatives were taken by central differences in float64. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { difference, type Plain, runCase } from "../arrays";

interface Recorded {
  readonly inputs: Readonly<Record<string, Plain>>;
  readonly cases: readonly {
    readonly source: string;
    readonly arguments: readonly string[];
    readonly value: Plain;
    readonly gradients?: Readonly<Record<string, Plain>>;
  }[];
}

const recorded: Recorded = JSON.parse(readFileSync(new URL("./recorded.json", import.meta.url), "utf8"));

for (const { source, arguments: names, value, gradients } of recorded.cases) {
  test(source.slice(source.indexOf("def case")).replaceAll("\n", " ⏎ "), () => {
    const ran = runCase(
      "numpy",
      [numpyLibrary],
      source,
      Object.fromEntries(names.map((name) => [name, recorded.inputs[name] ?? 0])),
    );
    expect(difference(ran.value, value, 1e-5)).toBeUndefined();
    for (const [name, gradient] of Object.entries(gradients ?? {})) {
      const own = ran.gradients.get(name) ?? zeros(gradient);
      expect(difference(own, gradient, 1e-4, `gradient by ${name}`)).toBeUndefined();
    }
  });
}

function zeros(like: Plain): Plain {
  return Array.isArray(like) ? like.map(zeros) : 0;
}
