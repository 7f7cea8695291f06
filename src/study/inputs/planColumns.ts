/** An input whose columns mean different things: each is planned by itself, then they stand beside each other. */

import { sizeOf } from "../../graph/graph";
import { roleTable } from "../roles/roleTable";
import { type Columns, shortName, type Usage } from "../usage/usage";
import type { InputPlan, TensorPlan } from "./inputs";
import { leaf } from "./planLeaf";
import type { Planning } from "./planningOrder";

export function columnsOf(path: string, { parts }: Usage, columns: Columns, order: Planning): InputPlan {
  const plans = Array.from({ length: parts }, (_, place) => order.plan(`${path}.${place}`));
  const tensors = plans.filter((plan) => plan.kind === "tensor");
  const longest = tensors.reduce<TensorPlan | undefined>(
    (best, one) => (best === undefined || one.shape.length > best.shape.length ? one : best),
    undefined,
  );
  if (longest === undefined || tensors.length < parts) return leaf(path, order);
  const { shape } = longest;
  const axis = columns.axis < 0 ? shape.length + columns.axis + (columns.isKept ? 0 : 1) : columns.axis;
  const [outer, inner] = [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))];
  const data = new Float32Array(outer * parts * inner);
  tensors.forEach((tensor, place) => {
    for (let i = 0; i < outer * inner; i++)
      data[(Math.floor(i / inner) * parts + place) * inner + (i % inner)] = tensor.data[i % tensor.data.length] ?? 0;
  });
  const joined = columns.isKept
    ? shape.map((extent, at) => (at === axis ? extent * parts : extent))
    : [...shape.slice(0, axis), parts, ...shape.slice(axis)];
  // what measures stands for what marks
  const telling = tensors.reduce((best, one) => (axisRank(one) > axisRank(best) ? one : best), longest);
  const reason = `its columns: ${tensors.map(({ role }) => role).join(", ")}`;
  // with a mark among them they are what is given, not what is learnt
  return { ...telling, name: shortName(path), shape: joined, dtype: "float32", data, reason, isHeld: true };
}

function axisRank({ role }: TensorPlan): number {
  return roleTable[role].asAxis;
}
