/** What programs ask about element types. */

import type { ElementType, Value } from "../../interpreter/values";
import { bool, int, str } from "../../interpreter/values";
import { isFloating, limits } from "../torch/promotion";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";
import { dtypeClass } from "./types";

export const typeFunctions: ArrayTable = {
  "finfo(dtype=None)": (o) => limitsOf(o, floatNamed(o)),
  "iinfo(dtype=None)": (o) => limitsOf(o, o.element() ?? o.conventions.int),
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

function limitsOf(o: ArrayOperation, element: ElementType): Value {
  if (element === "bool") return o.fail(`data type <class 'numpy.bool'> not inexact`);
  const { max, min, eps, tiny, bits } = limits[element];
  const number = (value: number): Value => ({ kind: isFloating(element) ? "float" : "int", value });
  return o.named({
    max: number(max),
    min: number(min),
    bits: int(bits),
    dtype: str(element),
    ...(isFloating(element)
      ? {
          eps: number(eps),
          tiny: number(tiny),
          smallest_normal: number(tiny),
          resolution: number(10 ** Math.ceil(Math.log10(eps))),
        }
      : {}),
  });
}
