import { expect, test } from "vitest";
import type { Loss } from "../../src/discovery/loss";
import { type LensSettings, type LensWords, lensTexts } from "../../src/editor/lensTexts";
import { coefficient, loss } from "./losses";

const on: LensSettings = { definitions: true, uses: true, sums: true, coefficients: true, maxCoefficients: 6 };
const words: LensWords = {
  preview: "Preview",
  previewOf: (name) => `Preview ${name}`,
  previewValue: (value) => `(preview: ${value})`,
  more: (count) => `… ${count} more`,
};

/** One text line a source line, lenses separated by bars. */
function lenses(losses: readonly Loss[], settings: Partial<LensSettings> = {}, values = {}, written = "1.0"): string[] {
  const texts = lensTexts(
    losses,
    { ...on, ...settings },
    words,
    () => written,
    () => values,
  );
  const lines = new Map<number, string[]>();
  for (const { line, title } of texts) lines.set(line, [...(lines.get(line) ?? []), title]);
  return [...lines].map(([line, titles]) => `${line}: ${titles.join(" | ")}`);
}

const huber = loss("huber_loss", { line: 5, coefficients: [coefficient("delta", 1)] });

test("a preview first, then each coefficient as the source writes it, on the 0-based line of the name", () => {
  expect(lenses([huber])).toEqual(["4: $(graph-line) Preview | delta = 1.0"]);
});

test("a note from discovery follows the value", () => {
  const weighting = loss("UncertaintyWeighting", {
    kind: "class",
    coefficients: [coefficient("log_vars", [0, 0], " → weights 1.00, 1.00")],
  });
  expect(lenses([weighting], {}, {}, "torch.zeros(2)")).toEqual([
    "0: $(graph-line) Preview | log_vars = [0, 0] → weights 1.00, 1.00",
  ]);
});

test("a value set for the preview stands beside the source's", () => {
  expect(lenses([huber], {}, { delta: 2 })).toEqual(["4: $(graph-line) Preview | delta = 1.0 (preview: 2.0)"]);
});

test("coefficients beyond the most stand behind one lens", () => {
  const many = ["a", "b", "c", "d", "e"].map((name) => coefficient(name, 1));
  expect(lenses([loss("many", { coefficients: many })], { maxCoefficients: 3 })).toEqual([
    "0: $(graph-line) Preview | a = 1.0 | b = 1.0 | c = 1.0 | … 2 more",
  ]);
});

test("two losses on one line are told apart and share its room", () => {
  const both = [
    loss("l1", { coefficients: [coefficient("alpha", 1)] }),
    loss("l2", { coefficients: [coefficient("beta", 1)] }),
  ];
  expect(lenses(both, { maxCoefficients: 1 })).toEqual([
    "0: $(graph-line) Preview l1 | $(graph-line) Preview l2 | alpha = 1.0 | … 1 more",
  ]);
});

test("each kind can be switched off", () => {
  const all = [huber, loss("nn.HuberLoss", { kind: "call", line: 8 }), loss("total", { kind: "expression", line: 9 })];
  expect(lenses(all, { definitions: false })).toEqual(["7: $(graph-line) Preview", "8: $(graph-line) Preview"]);
  expect(lenses(all, { uses: false, sums: false, coefficients: false })).toEqual(["4: $(graph-line) Preview"]);
});

test("the ordinal of a definition counts those that have no lens too", () => {
  const all = [loss("nn.HuberLoss", { kind: "call" }), huber];
  const [lens] = lensTexts(
    all,
    { ...on, uses: false },
    words,
    () => "",
    () => ({}),
  );
  expect(lens?.definition).toEqual({ qualifiedName: "huber_loss", kind: "function", ordinal: 1 });
});

test("in a notebook a lens belongs to its cell", () => {
  const cells = [loss("a", { cell: 0 }), loss("a", { cell: 2 })];
  const texts = lensTexts(
    cells,
    on,
    words,
    () => "",
    () => ({}),
  );
  expect(texts.map(({ cell, title, definition }) => [cell, title, definition.cell])).toEqual([
    [0, "$(graph-line) Preview", 0],
    [2, "$(graph-line) Preview", 2],
  ]);
});
