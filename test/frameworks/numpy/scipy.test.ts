/** SciPy's functions against formulas written out here, and numbers known from tables. */

import { expect, test } from "vitest";
import { cheapest } from "../../../src/frameworks/numpy/assignment";
import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { difference, type Plain, runCase } from "../arrays";

const start =
  "import numpy as np\nimport scipy.stats\nfrom scipy import special, stats\nfrom scipy.ndimage import convolve, distance_transform_edt\nfrom scipy.optimize import linear_sum_assignment\nfrom scipy.signal import lfilter\nfrom scipy.special import expit, logsumexp, softmax\n";

const cases: readonly (readonly [string, Readonly<Record<string, Plain>>, Plain])[] = [
  ["expit(x)", { x: [0.5, -1.5] }, [1 / (1 + Math.exp(-0.5)), 1 / (1 + Math.exp(1.5))]],
  ["logsumexp(x)", { x: [0.5, -1.5] }, Math.log(Math.exp(0.5) + Math.exp(-1.5))],
  ["logsumexp(x, b=[2.0, 1.0])", { x: [0.5, -1.5] }, Math.log(2 * Math.exp(0.5) + Math.exp(-1.5))],
  ["softmax(x, axis=-1).sum()", { x: [0.5, -1.5] }, 1],
  ["special.xlogy(x, x)", { x: [0.5, 0] }, [0.5 * Math.log(0.5), 0]],
  ["special.gammaln(x)", { x: [4.5, 0.5] }, [2.4537365708424423, 0.5723649429247001]],
  ["special.erf(x)", { x: [0.5, -1.5] }, [0.5204998778130465, -0.9661051464753108]],
  ["special.rel_entr(x, y)", { x: [0.5, 0.25], y: [0.25, 0.5] }, [0.5 * Math.LN2, -0.25 * Math.LN2]],
  ["stats.norm.pdf(x)", { x: [0.5, -1.5] }, [0.3520653267642995, 0.12951759566589174]],
  ["scipy.stats.norm.cdf(x, loc=0.5, scale=2.0)", { x: [0.5, 2.5] }, [0.5, 0.8413447460685429]],
  [
    "stats.norm(0.5, 2.0).logpdf(x)",
    { x: [0.5, 2.5] },
    [-Math.log(2 * Math.sqrt(2 * Math.PI)), -0.5 - Math.log(2 * Math.sqrt(2 * Math.PI))],
  ],
  ["stats.laplace.logpdf(x, 0, 2.0)", { x: [0.5, -1.5] }, [-0.25 - Math.log(4), -0.75 - Math.log(4)]],
  [
    "distance_transform_edt(x)",
    {
      x: [
        [0, 1, 1],
        [1, 1, 1],
      ],
    },
    [
      [0, 1, 2],
      [1, Math.SQRT2, Math.sqrt(5)],
    ],
  ],
  // without a background scipy measures from before the first element
  ["distance_transform_edt(x)", { x: [1, 1] }, [1, 2]],
  ["convolve(x, np.array([1.0, 2.0, 3.0]), mode='constant', cval=0.0)", { x: [1, 0, 0, 2] }, [2, 3, 2, 4]],
  ["convolve(x, np.array([1.0, 0.0]))", { x: [1, 2, 4] }, [2, 4, 4]],
  ["stats.entropy(x)", { x: [0.5, 0.5] }, Math.LN2],
  ["lfilter([1], [1, -0.5], x[::-1])[::-1]", { x: [1.5, 2, 4] }, [1.5 + 1 + 1, 4, 4]],
  [
    "linear_sum_assignment(x)[1]",
    {
      x: [
        [4.5, 1, 3],
        [2, 0, 5],
        [3, 2, 2],
      ],
    },
    [1, 0, 2],
  ],
  [
    "linear_sum_assignment(x, maximize=True)[1]",
    {
      x: [
        [4.5, 1, 3],
        [2, 0, 5],
        [3, 2, 2],
      ],
    },
    [0, 2, 1],
  ],
  [
    "linear_sum_assignment(x)",
    {
      x: [
        [9.5, 1],
        [2, 8],
        [0, 7],
      ],
    },
    [
      [0, 2],
      [1, 0],
    ],
  ],
];

test.each(cases)("%s", (expression, args, expected) => {
  const source = `${start}def case(${Object.keys(args).join(", ")}):\n    return ${expression}\n`;
  expect(difference(runCase("numpy", [numpyLibrary], source, args).value, expected, 1e-5)).toBeUndefined();
});

test("the cheapest assignment of many is that of trying all", () => {
  let seed = 7;
  const draw = (): number => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  for (let round = 0; round < 20; round++) {
    const [rows, columns] = [4, 5];
    const cost = Array.from({ length: rows * columns }, draw);
    const total = (chosen: readonly number[]): number =>
      chosen.reduce((sum, column, row) => sum + (cost[row * columns + column] ?? 0), 0);
    const least = (row: number, used: readonly number[]): number =>
      row === rows
        ? total(used)
        : Math.min(
            ...Array.from({ length: columns }, (_, column) =>
              used.includes(column) ? Infinity : least(row + 1, [...used, column]),
            ),
          );
    expect(total(cheapest(cost, rows, columns))).toBeCloseTo(least(0, []), 10);
  }
});
