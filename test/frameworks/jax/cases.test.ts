/** Programs for JAX against recorded answers of the same formulas written out in NumPy; and JAX's own derivatives at kinks. */

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

/** jax.lax's and jax.nn's documented derivatives where a function has none of its own. */
test.each([
  ["jnp.abs(x)", [0.5, 0], [1, 0]],
  ["jnp.maximum(x, 0.0)", [0.5, 0], [1, 0.5]],
  ["jnp.clip(x, 0.0, 1.0)", [0.5, 0, 1], [1, 0.5, 0.5]],
  ["jax.lax.clamp(0.0, x, 1.0)", [0.5, 0, 1], [1, 0, 0]],
  ["jax.nn.relu(x)", [0.5, 0], [1, 0]],
  ["jax.nn.relu6(x)", [0.5, 0, 6], [1, 0.5, 0.5]],
  ["jax.nn.leaky_relu(x)", [0.5, 0], [1, 1]],
  ["jax.nn.elu(x, 2.0)", [0.5, 0], [1, 2]],
  ["jnp.sqrt(x)", [0.25, 0], [1, "inf"]],
  ["jnp.sqrt(x) * 0.0 + jnp.where(x > 0, x, 0.0)", [0.25, 0], [1, "nan"]],
  ["jnp.linalg.norm(x * 0.0)", [0.5, 0], ["nan", "nan"]],
  ["jnp.max(x)", [0.5, 0.5, 0], [0.5, 0.5, 0]],
  ["jnp.sign(x)", [0.5, 0], [0, 0]],
])("%s", (expression, at, slope) => {
  const { gradients } = runCase("jax", libraries, `${start}def case(x):\n    return ${expression}\n`, { x: at });
  expect(difference(gradients.get("x") ?? at.map(() => 0), slope, 1e-6)).toBeUndefined();
});

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
