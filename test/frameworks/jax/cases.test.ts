/** Programs for JAX, optax and flax against the answers that they gave to them. */

import { expect, test } from "vitest";
import { jaxLibrary } from "../../../src/frameworks/jax/library";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { runCase } from "../arrays";
import { testRecorded } from "../recorded";

const libraries = [numpyLibrary, jaxLibrary];
const start = "import jax\nimport jax.numpy as jnp\n";

testRecorded("jax", libraries);

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
