/** What records say was missed, for the trial and for a person. */

import { expect, test } from "vitest";
import { Raised } from "../../src/interpreter/tracer";
import { inWords, missingField, withFields } from "../../src/study/inputs/missingFields";

const asked = new Raised("MissingKey", "targets[]\nboxes");
const field = { path: "targets[]", key: "boxes", form: "key", isOfModel: false, isCalled: false } as const;

test("only what the stand-ins raise is a missed field", () => {
  expect(missingField(asked)).toEqual(field);
  expect(missingField(new Raised("MissingAttribute", "@config\nbeta"))).toMatchObject({ form: "attribute" });
  expect(missingField(new Raised("KeyError", "targets[]\nboxes"))).toBeUndefined();
  expect(missingField(new Error("targets[]\nboxes"))).toBeUndefined();
});

test("the record gets the field, and the field a use of its own; the usages given stay as they are", () => {
  const before = new Map();
  const after = withFields(before, [field]);
  expect(after.get("targets[]")?.fields.get("boxes")).toBe("key");
  expect(after.has("targets[].boxes")).toBe(true);
  expect(before.size).toBe(0);
});

test("a person reads Python's own words", () => {
  const { type, message } = inWords(
    { path: "@config", key: "beta", form: "attribute", isOfModel: false, isCalled: false },
    asked,
  );
  expect(`${type}: ${message}`).toBe("AttributeError: 'config' has no attribute 'beta'");
});
