/** Wide floats among floats: they widen what they meet, and gradients come back in the width of what they are by. */

import { expect, test } from "vitest";
import { createBuilder } from "../../src/graph/build";
import { check } from "../../src/graph/check";
import { differentiate } from "../../src/graph/differentiate";
import { print } from "../../src/graph/print";

test("the gradient of a narrow leaf is narrow", () => {
  const b = createBuilder();
  const narrow = b.input("narrow", { shape: [2], dtype: "float32" });
  const wide = b.input("wide", { shape: [2], dtype: "float64" });
  const product = b.apply("mul", [narrow, wide], {});
  const { graph, gradients } = differentiate(b.finish([b.apply("sum", [product], { axes: [0] })]), 0, [narrow, wide]);
  check(graph);
  expect(gradients.map((at) => graph.nodes[graph.outputs[at ?? 0] ?? 0]?.aval.dtype)).toEqual(["float32", "float64"]);
});

test("a wide zero that is dropped leaves its width", () => {
  const b = createBuilder();
  const narrow = b.input("narrow", { shape: [], dtype: "float32" });
  expect(print(b.finish([b.apply("add", [narrow, b.scalar(0, "float64")], {})])).split("\n")).toContainEqual(
    expect.stringMatching(/cast.*float64\[\]/),
  );
});
