/** What arrays answer without a call: `x.shape`. Each is an operation on `input` alone. */

import type { Value } from "../../interpreter/values";
import { int } from "../../interpreter/values";
import { limits } from "../torch/promotion";
import type { ArrayOperation } from "./arrayOperation";
import { dtypeClass } from "./types";

export const properties: Readonly<Record<string, (o: ArrayOperation) => Value>> = {
  shape: (o) => o.tuple(o.term("input").shape.map((extent) => int(extent))),
  ndim: (o) => int(o.term("input").rank),
  size: (o) => int(o.term("input").size),
  dtype: (o) => dtypeClass(o.tensor("input").element),
  T: (o) =>
    o.view(
      o.tensor("input"),
      (base) => base.transpose(base.axes().reverse()),
      (_, part) => part.transpose(part.axes().reverse()),
    ),
  mT: (o) =>
    o.view(
      o.tensor("input"),
      (base) => base.swap(-1, -2),
      (_, part) => part.swap(-1, -2),
    ),
  real: (o) => o.tensor("input"),
  flat: (o) =>
    o.view(
      o.tensor("input"),
      (base) => base.reshape([base.size]),
      (base, part) => part.reshape(base.shape),
    ),
  itemsize: (o) => int(bytesOf(o)),
  nbytes: (o) => int(bytesOf(o) * o.term("input").size),
  device: () => ({ kind: "token", family: "device", name: "cpu" }),
};

function bytesOf(o: ArrayOperation): number {
  const { element } = o.tensor("input");
  return element === "bool" ? 1 : limits[element].bits / 8;
}
