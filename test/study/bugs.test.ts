/** Our own faults are told from those of a program. */

import { expect, test } from "vitest";
import { ShapeError } from "../../src/graph/builder";
import { MissingFiles, Stopped } from "../../src/interpreter/errors";
import { Raised } from "../../src/interpreter/tracer";
import { isBug } from "../../src/study/bugs";

test.each([
  new Raised("TypeError", "unsupported operand"),
  new Stopped("too long", undefined),
  new MissingFiles(["a.py"]),
  new ShapeError("shapes do not fit"),
  new RangeError("Maximum call stack size exceeded"),
])("%s is the program's", (error) => {
  expect(isBug(error)).toBe(false);
});

test.each([new TypeError("x is undefined"), new ReferenceError("y"), new RangeError("Invalid array length")])(
  "%s is ours",
  (error) => {
    expect(isBug(error)).toBe(true);
  },
);

test("so is what says it is internal", () => {
  expect(isBug(new Error("internal: an empty module has no chunks"))).toBe(true);
});
