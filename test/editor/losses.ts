/** Losses as discovery would find them, for the editor's tests. */

import type { Coefficient, Loss } from "../../src/discovery/loss";
import type { Study } from "../../src/study/request";

export function loss(name: string, more: Partial<Loss> = {}): Loss {
  return {
    kind: "function",
    name,
    qualifiedName: name,
    framework: "torch",
    span: { start: 0, end: 100 },
    nameSpan: { start: 4, end: 4 + name.length },
    line: 1,
    chunk: 0,
    coefficients: [],
    ...more,
  };
}

export function coefficient(name: string, value: Coefficient["value"], note?: string): Coefficient {
  return { name, value, line: 1, span: { start: 0, end: 0 }, origin: { kind: "parameter" }, ...(note ? { note } : {}) };
}

export function study(of: Loss, ordinal = 0): Study {
  return {
    loss: of,
    key: { qualifiedName: of.qualifiedName, kind: of.kind, ordinal },
    x: { knob: "pred", title: "pred", values: new Float64Array([0, 1]) },
    series: [],
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
    timing: {},
    paths: 1,
  };
}
