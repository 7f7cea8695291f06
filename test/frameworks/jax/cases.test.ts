/** Programs for JAX against recorded answers of the same formulas written out in NumPy. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jaxLibrary } from "../../../src/frameworks/jax/library";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
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
const libraries = [numpyLibrary, jaxLibrary];
const start = "import jax\nimport jax.numpy as jnp\nimport jax.scipy\nimport numpy as np\nimport optax\n";

for (const { source, arguments: names, value, gradients } of recorded.cases) {
  test(source.slice(source.indexOf(":") + 1).replaceAll("\n", " ⏎ "), () => {
    const args = Object.fromEntries(names.map((name) => [name, recorded.inputs[name] ?? 0]));
    const ran = runCase("jax", libraries, start + source, args);
    expect(difference(ran.value, value, 2e-5)).toBeUndefined();
    for (const [name, gradient] of Object.entries(gradients)) {
      const own = ran.gradients.get(name) ?? zeros(gradient);
      expect(difference(own, gradient, 2e-4, `gradient by ${name}`)).toBeUndefined();
    }
  });
}

test("arrays never change in place", () => {
  expect(() => runCase("jax", libraries, `${start}def case(x):\n    x[0] = 1.0\n    return x\n`, { x: [0.5] })).toThrow(
    "immutable",
  );
});

test("a key draws the same numbers again, its children others", () => {
  const { value } = runCase(
    "jax",
    libraries,
    `${start}def case():\n    key = jax.random.PRNGKey(1)\n    a, b = jax.random.split(key)\n    first = jax.random.normal(a, (2,))\n    return jnp.all(first == jax.random.normal(a, (2,))), jnp.any(first == jax.random.normal(b, (2,)))\n`,
    {},
  );
  expect(value).toEqual([true, false]);
});

function zeros(like: Plain): Plain {
  return Array.isArray(like) ? like.map(zeros) : 0;
}
