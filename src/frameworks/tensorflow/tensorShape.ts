/** `tf.TensorShape`: a tuple of extents with methods of its own. */

import { propertyClass, tupleClass } from "../../interpreter/natives";
import { Raised } from "../../interpreter/tracer";
import type { BuiltinValue, ClassValue, InstanceValue, ListValue, Tracer, Value } from "../../interpreter/values";
import { bool, int, list, none } from "../../interpreter/values";
import { makeClass } from "./dtypes";

export const shapeClass: ClassValue = makeClass("TensorShape", [], tupleClass, {
  kind: "builtin",
  name: "tf.TensorShape",
  signature: "dims",
  run: (t, call) => {
    const dims = call.get("dims");
    return dims.kind === "none" ? shapeOf([]) : { kind: "tuple", items: [...t.iterate(dims)], type: shapeClass };
  },
});

export function shapeOf(extents: readonly number[]): ListValue {
  return { kind: "tuple", items: extents.map(int), type: shapeClass };
}

const itemsOf = (t: Tracer, value: Value): readonly Value[] =>
  value.kind === "tuple" ? value.items : t.iterate(value);
const numbersOf = (t: Tracer, value: Value): number[] =>
  itemsOf(t, value).flatMap((item) => (item.kind === "none" ? [] : [t.toNumber(item)]));

const methods: Readonly<Record<string, readonly [signature: string, run: BuiltinValue["run"]]>> = {
  as_list: ["self", (t, call) => list([...itemsOf(t, call.get("self"))])],
  num_elements: ["self", (t, call) => int(numbersOf(t, call.get("self")).reduce((size, extent) => size * extent, 1))],
  is_fully_defined: ["self", (t, call) => bool(itemsOf(t, call.get("self")).every((item) => item.kind !== "none"))],
  with_rank: ["self, rank", (_, call) => call.get("self")],
  with_rank_at_least: ["self, rank", (_, call) => call.get("self")],
  is_compatible_with: [
    "self, other",
    (t, call) => bool(numbersOf(t, call.get("self")).join() === numbersOf(t, call.get("other")).join()),
  ],
  assert_is_compatible_with: [
    "self, other",
    (t, call) => {
      const [own, other] = [numbersOf(t, call.get("self")), numbersOf(t, call.get("other"))];
      if (own.join() !== other.join())
        throw new Raised("ValueError", `Shapes (${own.join(", ")}) and (${other.join(", ")}) are incompatible`);
      return none;
    },
  ],
  assert_has_rank: ["self, rank", () => none],
  concatenate: ["self, other", (t, call) => joined(t, call.get("self"), call.get("other"))],
  __add__: ["self, other", (t, call) => joined(t, call.get("self"), call.get("other"))],
  __radd__: ["self, other", (t, call) => joined(t, call.get("other"), call.get("self"))],
};

for (const [name, [signature, run]] of Object.entries(methods)) {
  shapeClass.attributes.set(name, { kind: "builtin", name: `TensorShape.${name}`, signature, run });
}
const rank: BuiltinValue = {
  kind: "builtin",
  name: "TensorShape.rank",
  signature: "self",
  run: (t, call) => int(itemsOf(t, call.get("self")).length),
};
for (const name of ["rank", "ndims"]) shapeClass.attributes.set(name, property(rank));
shapeClass.attributes.set(
  "dims",
  property({
    kind: "builtin",
    name: "TensorShape.dims",
    signature: "self",
    run: (t, call) => list([...itemsOf(t, call.get("self"))]),
  }),
);

function joined(t: Tracer, left: Value, right: Value): Value {
  return { kind: "tuple", items: [...itemsOf(t, left), ...itemsOf(t, right)], type: shapeClass };
}

/** A read-only attribute of a class. */
export function property(getter: BuiltinValue): InstanceValue {
  return { kind: "instance", type: propertyClass, attributes: new Map([["fget", getter]]) };
}
