import {
  anything,
  array,
  assert,
  constantFrom,
  double,
  float32Array,
  float64Array,
  oneof,
  property,
  record,
} from "fast-check";
import { expect, test } from "vitest";
import { pack, unpack } from "../src/packed";

test("what is unpacked is what was packed, numbers without a word in JSON too", () => {
  const plain = anything({
    withBoxedValues: false,
    withObjectString: false,
    values: [double(), constantFrom("", "a", null, true)],
  });
  const part = oneof(plain, float32Array(), float64Array(), double());
  assert(
    property(array(record({ first: part, second: part })), (value) => {
      expect(unpack(pack(value))).toEqual(value);
    }),
  );
});

test("typed arrays keep their kind, their own numbers only, and share one buffer", () => {
  const all = Float32Array.of(1, 2, 3, 4, 5);
  const packed = pack({ part: all.subarray(1, 4), doubles: Float64Array.of(0.1, Number.NaN, -0) });
  const { part, doubles } = unpack(packed);
  expect(part).toEqual(Float32Array.of(2, 3, 4));
  expect(doubles).toEqual(Float64Array.of(0.1, Number.NaN, -0));
  expect(part.buffer).toBe(packed.numbers);
  expect(doubles.buffer).toBe(packed.numbers);
});
