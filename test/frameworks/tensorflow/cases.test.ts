/** Programs whose answers independent formulas recorded (there is no TensorFlow among the judges); slopes by central differences. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tensorFlowLibrary } from "../../../src/frameworks/tensorflow/library";
import { difference, type Plain, runCase } from "../arrays";

interface Recorded {
  readonly inputs: Readonly<Record<string, Plain>>;
  readonly cases: readonly {
    readonly source: string;
    readonly arguments: readonly string[];
    readonly value: Plain;
    readonly gradients: Readonly<Record<string, Plain>>;
  }[];
}

const recorded: Recorded = JSON.parse(readFileSync(new URL("./recorded.json", import.meta.url), "utf8"));
const imports =
  "import keras\nimport tensorflow as tf\nfrom keras import ops\nfrom tensorflow.keras import backend as K\n\n";

for (const { source, arguments: names, value, gradients } of recorded.cases) {
  test(source.replaceAll("\n", " ⏎ "), () => {
    const ran = runCase(
      "tensorflow",
      [tensorFlowLibrary],
      imports + source,
      Object.fromEntries(names.map((name) => [name, recorded.inputs[name] ?? 0])),
    );
    expect(difference(ran.value, value, 1e-5)).toBeUndefined();
    for (const [name, gradient] of Object.entries(gradients)) {
      const own = ran.gradients.get(name) ?? zeros(gradient);
      expect(difference(own, gradient, 2e-4, `gradient by ${name}`)).toBeUndefined();
    }
  });
}

function zeros(like: Plain): Plain {
  return Array.isArray(like) ? like.map(zeros) : 0;
}
