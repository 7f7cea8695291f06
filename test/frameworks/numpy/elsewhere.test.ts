/** autograd, CuPy, Numba and scikit-learn's metrics, against formulas written out here. */

import { expect, test } from "vitest";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { difference, type Plain, runCase } from "../arrays";

const start =
  "import autograd.numpy as anp\nimport cupy\nimport numba\nimport numpy as np\nfrom autograd import elementwise_grad, grad, hessian, value_and_grad\nfrom scipy.misc import derivative\nfrom sklearn import metrics\n";

const two = { x: [0.5, -1.5] };
const pair = { x: [0.5, -1.5], y: [0.25, 0.5] };

const cases: readonly (readonly [string, Readonly<Record<string, Plain>>, Plain])[] = [
  ["grad(lambda a: anp.sum(a**3))(x)", two, [0.75, 6.75]],
  ["elementwise_grad(anp.sin)(x)", two, [Math.cos(0.5), Math.cos(1.5)]],
  ["value_and_grad(lambda a, b: anp.sum(a * b**2), 1)(x, y)[1]", pair, [0.25, -1.5]],
  [
    "hessian(lambda a: anp.sum(a**3) + a[0] * a[1])(x)",
    two,
    [
      [3, 1],
      [1, -9],
    ],
  ],
  ["derivative(lambda a: np.exp(2 * a), x, dx=1e-6)", two, [2 * Math.exp(1), 2 * Math.exp(-3)]],
  ["derivative(lambda a: np.exp(2 * a), x, dx=1e-6, n=2)", two, [4 * Math.exp(1), 4 * Math.exp(-3)]],
  ["cupy.linalg.norm(cupy.asarray(x)) ** 2", two, 2.5],
  ["numba.njit(cache=True)(lambda a: a * 2)(x)", two, [1, -3]],
  ["metrics.mean_squared_error(y, x)", pair, (0.25 ** 2 + 4) / 2],
  ["metrics.mean_pinball_loss(y, x, alpha=0.3)", pair, (0.7 * 0.25 + 0.3 * 2) / 2],
  ["metrics.r2_score(y, x)", pair, 1 - (0.25 ** 2 + 4) / (2 * 0.125 ** 2)],
  ["metrics.log_loss(np.array([1, 0]), x / 4 + 0.5)", two, -(Math.log(0.625) + Math.log(0.875)) / 2],
  ["metrics.pairwise.rbf_kernel(x.reshape(2, 1), gamma=0.5)[0, 1]", two, Math.exp(-2)],
];

test.each(cases)("%s", (expression, args, expected) => {
  const source = `${start}def case(${Object.keys(args).join(", ")}):\n    return ${expression}\n`;
  expect(difference(runCase("numpy", [numpyLibrary], source, args).value, expected, 1e-4)).toBeUndefined();
});
