/** What programs ask about element types. */

import type { ElementType, Value } from "../../interpreter/values";
import { bool } from "../../interpreter/values";
import { limitsOf } from "../torch/limits";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";
import { dtypeClass } from "./types";

export const typeFunctions: ArrayTable = {
  "finfo(dtype=None)": (o) => limitsOf(o, floatNamed(o), noLimits),
  "iinfo(dtype=None)": (o) => limitsOf(o, o.element() ?? o.conventions.int, noLimits),
  "result_type|common_type(*arrays)": (o) => {
    const elements = o.rest.map((value) =>
      value.kind === "class" || value.kind === "str" ? o.elementOf(value) : o.toTensor(value).element,
    );
    return dtypeClass(elements.reduce(o.conventions.promote));
  },
  "promote_types(type1, type2)": (o) =>
    dtypeClass(o.conventions.promote(o.elementOf(o.value("type1")), o.elementOf(o.value("type2")))),
  "dtype(dtype)": (o) => dtypeClass(o.elementOf(o.value("dtype"))),
  "issubdtype(arg1, arg2)": (o) => {
    const named = (value: Value): Value =>
      value.kind === "class" && value.attributes.has("kind")
        ? value
        : value.kind === "class" && value.name !== "float" && value.name !== "int"
          ? value
          : dtypeClass(o.elementOf(value));
    const [type, of] = [named(o.value("arg1")), named(o.value("arg2"))];
    return bool(type.kind === "class" && of.kind === "class" && type.order.includes(of));
  },
};

function floatNamed(o: ArrayOperation): ElementType {
  const value = o.value("dtype");
  if (value.kind === "tensor") return value.element;
  return value.kind === "float" || value.kind === "none" ? o.conventions.float : o.elementOf(value);
}

const noLimits = "data type <class 'numpy.bool'> not inexact";
