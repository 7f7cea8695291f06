/** Studies made by hand from closed formulas: what the charts and the page are tested with. */

import type {
  CoefficientChoice,
  Finding,
  InputChoice,
  KnobChoice,
  Series,
  Study,
  Threshold,
} from "../../src/study/request";

export const path = "/project/losses.py";

/** Huber of one sample: two bends in the gradient, capped arms. */
export function huberStudy(delta = 1, view: Study["view"] = "sample"): Study {
  const x = linspace(-4, 4, 201);
  const share = view === "batch" ? 1 / 8 : 1;
  const value = (r: number) => share * (Math.abs(r) < delta ? 0.5 * r * r : delta * Math.abs(r) - 0.5 * delta * delta);
  const gradient = (r: number) => share * (Math.abs(r) < delta ? r : delta * Math.sign(r));
  const arm = share * delta;
  return study("huber_loss", x, "pred", {
    series: [series("loss", "huber_loss", x, value, gradient)],
    thresholds: [threshold(-delta, "-delta"), threshold(delta, "delta")],
    findings: [
      finding("capped", -4, -delta, `gradient stays at ${-arm} below -${delta}`),
      finding("kink", -delta, -delta, `gradient bends at -${delta}`),
      finding("kink", delta, delta, `gradient bends at ${delta}`),
      finding("capped", delta, 4, `gradient stays at ${arm} above ${delta}`),
    ],
    coefficients: [coefficient("delta", 1, delta, { from: 0, to: 3, step: 0.01 })],
    inputs: [
      input("pred", "prediction", [8], "8 numbers from −3.1 to 2.9", "compared with target"),
      input("target", "target", [8], "8 zeros", "name"),
    ],
    knobs: [knob("pred", "input"), knob("target", "input"), knob("delta", "coefficient")],
    view,
    hasSampleView: true,
    samples: view === "batch" ? 8 : 1,
    usesSeed: true,
  });
}

/** PPO's clipped surrogate for both signs of the advantage: the gradient leaps to exactly zero. */
export function ppoStudy(epsilon = 0.2): Study {
  const x = linspace(0.4, 1.6, 201);
  const policy = (advantage: number) => (ratio: number) =>
    -Math.min(ratio * advantage, Math.min(Math.max(ratio, 1 - epsilon), 1 + epsilon) * advantage);
  const pull = (advantage: number) => (ratio: number) =>
    advantage > 0 ? (ratio > 1 + epsilon ? 0 : -advantage) : ratio < 1 - epsilon ? 0 : -advantage;
  return study("PPOLoss.compute_loss", x, "ratio", {
    series: [
      series("positive", "policy, A > 0", x, policy(1), pull(1)),
      series("negative", "policy, A < 0", x, policy(-1), pull(-1)),
      series(
        "total",
        "total",
        x,
        (ratio) => policy(1)(ratio) * 0.8 + 0.31,
        (ratio) => pull(1)(ratio) * 0.8,
      ),
    ],
    thresholds: [
      threshold(1 - epsilon, "1 - clip_epsilon"),
      threshold(1, "ratio of 1"),
      threshold(1 + epsilon, "1 + clip_epsilon"),
    ],
    findings: [
      finding("kink", 1 + epsilon, 1 + epsilon, `gradient jumps from -1 to 0 at ${1 + epsilon}`, "positive"),
      finding("flat", 1 + epsilon, 1.6, `gradient is exactly 0 above ${1 + epsilon}`, "positive"),
      finding("kink", 1 - epsilon, 1 - epsilon, `gradient jumps from 0 to 1 at ${1 - epsilon}`, "negative"),
      finding("flat", 0.4, 1 - epsilon, `gradient is exactly 0 below ${1 - epsilon}`, "negative"),
      finding("kink", 1 + epsilon, 1 + epsilon, "gradient jumps from -0.8 to 0", "total"),
    ],
    coefficients: [
      coefficient("clip_epsilon", 0.2, epsilon, { from: 0, to: 0.6, step: 0.005 }),
      coefficient("value_coef", 0.5, 0.5, { from: 0, to: 2, step: 0.01 }),
      coefficient("entropy_coef", 0.01, 0.01, { from: 0, to: 0.1, step: 0.001 }),
      coefficient("reduction", "mean", "mean"),
    ],
    inputs: [
      input("logprobs_new", "logProbabilities", [16], "−2.3 … −0.1", "name"),
      input("logprobs_old", "logProbabilities", [16], "−2.3 … −0.1", "name"),
      input("advantages", "advantage", [16], "both signs", "multiplies a ratio"),
      input("returns", "target", [16], "−1.2 … 1.9", "compared with values"),
    ],
    knobs: [
      knob("ratio", "local"),
      knob("logprobs_new", "input"),
      knob("advantages", "input"),
      knob("clip_epsilon", "coefficient"),
    ],
  });
}

/** log(x) of a number that is not always positive: a stretch of NaN, a jump in value, and an explosion. */
export function roughStudy(): Study {
  const x = linspace(-2, 4, 241);
  const value = (at: number) => (at < 0 ? Number.NaN : at < 2 ? -Math.log(at) : -Math.log(at) + 1.5);
  const gradient = (at: number) => (at < 0 ? Number.NaN : at === 0 ? Number.NEGATIVE_INFINITY : -1 / at);
  return study("log_barrier", x, "x", {
    series: [series("loss", "log_barrier", x, value, gradient)],
    thresholds: [threshold(2, "margin")],
    findings: [
      finding("nonFinite", -2, 0, "not a number below 0: log of a negative number"),
      finding("jump", 2, 2, "value jumps from -0.69 to 0.81 at 2"),
    ],
    coefficients: [coefficient("margin", 2, 2, { from: 0, to: 4, step: 0.01 })],
    inputs: [input("x", "number", [], "1", "no use tells more")],
    knobs: [knob("x", "input"), knob("margin", "coefficient")],
  });
}

/** |x|: the gradient leaps at 0, where its value is 0 by convention. */
export function absoluteStudy(): Study {
  const x = linspace(-2, 2, 41);
  return study("l1_loss", x, "pred", {
    series: [series("loss", "l1_loss", x, Math.abs, Math.sign)],
    findings: [finding("kink", 0, 0, "gradient jumps from -1 to 1 at 0")],
    inputs: [input("pred", "prediction", [4], "4 numbers", "name")],
    knobs: [knob("pred", "input")],
  });
}

/** A tilted valley with a ridge, over two axes. */
export function valleyStudy(count = 200): Study {
  const x = linspace(-3, 3, count);
  const y = linspace(-2, 2, count);
  const value = new Float32Array(count * count);
  const gradient = new Float32Array(count * count);
  const gradientY = new Float32Array(count * count);
  for (const [j, b] of y.entries()) {
    for (const [i, a] of x.entries()) {
      const index = j * count + i;
      const r = a - b;
      value[index] = a < -2.6 && b > 1.6 ? Number.NaN : 0.5 * r * r + 0.35 * Math.sin(2 * a) + 0.15 * b * b;
      gradient[index] = r + 0.7 * Math.cos(2 * a);
      gradientY[index] = -r + 0.3 * b;
    }
  }
  const one = { id: "loss", title: "valley", value, gradient, gradientY, isShown: true } satisfies Series;
  return {
    ...study("valley", x, "pred", {
      series: [one],
      thresholds: [threshold(1, "margin")],
      findings: [finding("nonFinite", -3, -2.6, "not a number in a corner")],
      inputs: [
        input("pred", "prediction", [1], "1 number", "name"),
        input("target", "target", [1], "1 number", "name"),
      ],
      knobs: [knob("pred", "input"), knob("target", "input"), knob("margin", "coefficient")],
    }),
    y: { knob: "target", title: "target", values: y },
  };
}

type Parts = Pick<Study, "series"> & Partial<Study>;

function study(name: string, values: Float64Array, title: string, parts: Parts): Study {
  const span = { start: 100, end: 300 };
  return {
    loss: {
      kind: "function",
      name,
      qualifiedName: name,
      framework: "torch",
      span,
      nameSpan: span,
      line: 12,
      chunk: 1,
      coefficients: [],
    },
    key: { qualifiedName: name, kind: "function", ordinal: 0 },
    x: { knob: title, title, values },
    thresholds: [],
    findings: [],
    inputs: [],
    coefficients: [],
    knobs: [],
    view: "sample",
    hasSampleView: false,
    samples: 1,
    seed: 0,
    usesSeed: false,
    diagnostics: [],
    timing: { run: 1 },
    paths: 1,
    ...parts,
  };
}

export function linspace(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) =>
    Number((from + ((to - from) * index) / (count - 1)).toPrecision(12)),
  );
}

function series(
  id: string,
  title: string,
  x: Float64Array,
  value: (at: number) => number,
  gradient: (at: number) => number,
): Series {
  return { id, title, value: Float32Array.from(x, value), gradient: Float32Array.from(x, gradient), isShown: true };
}

function threshold(at: number, label: string): Threshold {
  return { at, label, value: Math.abs(at), site: undefined };
}

function finding(kind: Finding["kind"], from: number, to: number, message: string, seriesId = "loss"): Finding {
  const line = 13;
  return {
    kind,
    series: seriesId,
    from,
    to,
    message,
    site: { path, start: { line, column: 4 }, end: { line, column: 20 } },
  };
}

function coefficient(
  name: string,
  source: CoefficientChoice["source"],
  value: CoefficientChoice["value"],
  range?: { from: number; to: number; step: number },
): CoefficientChoice {
  return { name, source, value, ...(range === undefined ? {} : { range }) };
}

function input(
  name: string,
  role: InputChoice["role"],
  shape: readonly number[],
  summary: string,
  reason: string,
): InputChoice {
  return { name, role, shape, dtype: "float32", summary, source: "inferred", reason };
}

function knob(name: string, kind: KnobChoice["kind"]): KnobChoice {
  return { knob: name, title: name, kind };
}
