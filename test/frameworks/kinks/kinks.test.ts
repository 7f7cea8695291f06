/** At zeros, ties and bounds every framework has its own derivatives: recorded from JAX with optax, and from TensorFlow with Keras. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { jaxLibrary } from "../../../src/frameworks/jax/library";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { tensorFlowLibrary } from "../../../src/frameworks/tensorflow/library";
import { difference, type Plain, runCase } from "../arrays";

interface Recorded {
  readonly judges: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly cases: readonly {
    readonly source: string;
    readonly value: Plain;
    readonly gradients: Readonly<Record<string, Plain>>;
  }[];
}

const frameworks = [
  {
    name: "jax",
    libraries: [numpyLibrary, jaxLibrary],
    imports: "import jax\nimport jax.numpy as jnp\nimport jax.scipy\nimport optax\n",
  },
  {
    name: "tensorflow",
    libraries: [numpyLibrary, tensorFlowLibrary],
    imports: "import keras\nimport numpy as np\nimport tensorflow as tf\nfrom keras import ops\n",
  },
] as const;

for (const { name, libraries, imports } of frameworks) {
  const recorded: Recorded = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8"));
  describe(Object.entries(recorded.judges).join(", ").replaceAll(",", " "), () => {
    test.each(recorded.cases)("$source", ({ source, value, gradients }) => {
      const program = `${imports}def case(a, b):\n    return ${source}\n`;
      const ran = runCase(name, libraries, program, recorded.inputs);
      expect(difference(ran.value, value, 2e-5)).toBeUndefined();
      for (const [input, gradient] of Object.entries(gradients)) {
        const own = ran.gradients.get(input) ?? recorded.inputs[input]?.map(() => 0) ?? [];
        expect(difference(own, gradient, 2e-4, `gradient by ${input}`)).toBeUndefined();
      }
    });
  });
}
