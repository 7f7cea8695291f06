/** What arrays have as methods only. */

import { Raised } from "../../interpreter/tracer";
import { list, none, str, type Value } from "../../interpreter/values";
import { range } from "../array/places";
import type { Term } from "../array/term";
import { numeric } from "../torch/elementwise";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";

export const arrayMethods: ArrayTable = {
  "item(input, *args)": (o) => {
    const x = o.term("input");
    if (o.rest.length > 0) return numberOf(o, x.reshape([x.size]).at(0, o.sizes()[0] ?? 0));
    if (x.size !== 1) throw new Raised("ValueError", "can only convert an array of size 1 to a Python scalar");
    return numberOf(o, x.reshape([]));
  },
  "tolist(input)": (o) => nested(o, o.term("input")),
  /** Bytes are texts here: equal for equal numbers, which is what a key in a cache asks of them. */
  "tobytes|tostring(input, order='C')": (o) => {
    const { element, node } = o.tensor("input");
    return str(`${element}:${Array.from(o.t.concrete(node)).join()}`);
  },
  "view(input, dtype=None)": (o) => o.tensor("input"),
  "block_until_ready|__array__|numpy|get(input, *rest)": (o) => o.tensor("input"),
  "__float__(input)": (o) => numberOf(o, o.floatTerm("input").reshape([])),
  "ptp(input, dim=None, out=None, keepdim=False)": (o) => {
    const x = numeric(o.term("input"));
    const axes = o.dims("dim", x.rank);
    const spread = x.reduceMax(axes).sub(x.reduceMin(axes));
    return o.result(o.flag("keepdim") ? x.keep(spread, axes) : spread, o.tensor("input").element);
  },
};

/** NumPy's arrays change in place; JAX's never do. */
export const inPlaceMethods: ArrayTable = {
  "sort(input, dim=-1, kind=None, order=None)": (o) => {
    const x = numeric(o.term("input"));
    const axis = o.dim("dim", x.rank);
    o.assign(o.tensor("input"), x.gather(axis, x.argSort(axis)));
    return none;
  },
  "fill(input, value)": (o) => {
    o.assign(o.tensor("input"), o.convert(o.requireOperand(o.value("value")), o.tensor("input").element).reshape([]));
    return none;
  },
  "setflags(input, write=None, align=None, uic=None)": () => none,
};

function numberOf(o: ArrayOperation, x: Term): Value {
  const type = x.isFloat ? "float" : x.dtype === "int32" ? "int" : "bool";
  return o.t.asNumber(o.fresh(x, o.tensor("input").element), type);
}

function nested(o: ArrayOperation, x: Term): Value {
  if (x.rank === 0) return numberOf(o, x);
  return list(range(0, x.extent(0)).map((i) => nested(o, x.at(0, i))));
}
