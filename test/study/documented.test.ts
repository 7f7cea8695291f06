/** What documentation says of inputs: shapes in docstrings, comments and type hints; what is no shape is left alone. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import type { Study } from "../../src/study/request";
import { axesOfAnnotation, documentedInputs } from "../../src/study/usage/documented";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

const open = (body: string, name = "loss"): Promise<Study> => requireStudy(core, `${torchImports}${body}`, name);

const axesOf = (text: string, names: readonly string[] = ["guess", "truth"]) =>
  Object.fromEntries([...documentedInputs([text], names)].map(([name, { axes }]) => [name, axes]));

test.each([
  ["guess: (N, C)", ["N", "C"]],
  ["guess (Tensor): scores of shape (batch_size, num_classes).", ["batch_size", "num_classes"]],
  [":param guess: scores, shape [B, T]", ["B", "T"]],
  ["- Guess: (N)", ["N"]],
  ["guess : torch.Tensor\n    Scores, B x 3 x H x W", ["B", "3", "H", "W"]],
  ["`guess` (`torch.FloatTensor` of shape `(batch, seq_len)`): scores", ["batch", "seq_len"]],
  ["guess: (2, E) where E counts edges", ["2", "E"]],
])("a shape is read: %s", (text, axes) => {
  expect(axesOf(text).guess).toEqual(axes);
});

test.each([
  ["guess: corners (x1, y1, x2, y2)"],
  ["guess (Tensor, optional): scores"],
  ["guess: a tuple of (gamma, nu, beta)"],
  ["guess: (N, *) where * means any"],
  ["guess: between 0 and 1 (see the paper)"],
  ["Returns: (B, T) of something about guess"],
])("what is no shape is none: %s", (text) => {
  expect(axesOf(text).guess).toBeUndefined();
});

test("several names share what stands behind them", () => {
  expect(axesOf("guess, truth: (B, N)")).toEqual({ guess: ["B", "N"], truth: ["B", "N"] });
});

test("an entry ends where the next one begins", () => {
  expect(axesOf("Args:\n  guess: scores\n  truth: labels, (N, 4)")).toEqual({ guess: undefined, truth: ["N", "4"] });
});

test("a long word with many letters of a cross is read at once", () => {
  expect(axesOf(`guess: ${"x".repeat(4000)}`).guess).toBeUndefined();
});

test("axes in a type hint", () => {
  expect(axesOfAnnotation("Float Tensor batch time")).toEqual(["batch", "time"]);
  expect(axesOfAnnotation("Tensor")).toBeUndefined();
});

test("documented axes make the shapes", async () => {
  const study = await open(
    'def loss(a, b):\n    """\n    a: (batch, time)\n    b: (batch, time)\n    """\n    return ((a - b) ** 2).mean()\n',
  );
  expect(shapeOf(study, "a")).toHaveLength(2);
  expect(shapeOf(study, "b")).toHaveLength(2);
});

test("a comment beside a parameter counts", async () => {
  const study = await open("def loss(\n    a,  # [B, T]\n    b,  # [B, T]\n):\n    return ((a - b) ** 2).mean()\n");
  expect(shapeOf(study, "a")).toHaveLength(2);
});

test("documentation that the program contradicts is not followed", async () => {
  const study = await open('def loss(a, b):\n    """\n    b: (N, 1)\n    """\n    return F.cross_entropy(a, b)\n');
  expect(rolesOf(study)).toEqual({ a: "logits", b: "classIndex" });
  expect(shapeOf(study, "b")).toEqual([1]);
});
