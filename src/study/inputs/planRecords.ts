/** Bundles of inputs: fields of an object or a dict, a record for each sample, pairs that match. */

import { shortName, type Usage } from "../usage/usage";
import { type InputPlan, leavesOf, mapLeaves, type RecordPlan, renamed, type TensorPlan } from "./inputs";
import { leaf } from "./planLeaf";
import { listLength } from "./planLists";
import type { Planning } from "./planningOrder";

export function record(path: string, usage: Usage, order: Planning): RecordPlan {
  const named = [...usage.fields.keys()];
  const form =
    named.length === 0
      ? "tuple"
      : [...usage.fields.values()].some((field) => field === "attribute")
        ? "object"
        : "dict";
  const keys =
    named.length > 0
      ? named.filter((key) => usage.required.has(key))
      : Array.from({ length: usage.parts }, (_, i) => String(i));
  const fields = keys.map((key) => ({ key, plan: order.plan(`${path}.${key}`) }));
  const without = named.filter((key) => !usage.required.has(key));
  return {
    kind: "record",
    name: shortName(path),
    path,
    form,
    fields: form === "dict" ? tensorsFirst(fields) : fields,
    ...(without.length === 0 ? {} : { without }),
  };
}

/** `next(iter(outputs.values())).device`: the first is looked at for all of them. */
function tensorsFirst(fields: RecordPlan["fields"]): RecordPlan["fields"] {
  const isTensor = ({ plan }: RecordPlan["fields"][number]) => plan.kind === "tensor";
  return [...fields.filter(isTensor), ...fields.filter((field) => !isTensor(field))];
}

/** What is known of each sample, as `targets[i]["boxes"]`: a record for every sample. Of nothing that is known a list has its usual length. */
export function listOfRecords(path: string, entry: Usage, order: Planning): RecordPlan {
  const name = shortName(path);
  const { sizes, entries } = order.attempt;
  const all = record(`${path}[]`, entry, order);
  const usual = leavesOf([all]).length > 0 ? sizes.N : listLength;
  const length = entries ?? Math.max(usual, order.usages.get(path)?.length ?? 0);
  const keys = Array.from({ length }, (_, i) => String(i));
  const plan = (key: string, place: number): InputPlan =>
    renamed(
      mapLeaves(all, (part) => (part.kind === "tensor" ? sampleOf(part, place, keys.length) : part)),
      `${name}[]`,
      `${name}[${key}]`,
    );
  return {
    kind: "record",
    name,
    path,
    form: "tuple",
    fields: keys.map((key, place) => ({ key, plan: plan(key, place) })),
  };
}

/** One sample's part of what is known of all: several objects, or what there is one of for a sample as a list of one. */
function sampleOf(tensor: TensorPlan, place: number, samples: number): TensorPlan {
  const [extent, ...rest] = tensor.shape;
  if (extent !== samples) return tensor;
  const size = tensor.data.length / samples;
  const isOne = rest.length === 0 || (rest.length === 1 && tensor.dtype === "float32");
  return { ...tensor, shape: isOne ? [1, ...rest] : rest, data: tensor.data.slice(place * size, (place + 1) * size) };
}

const mappingKeys = ["a", "b"] as const;

/** A dict whose keys the program does not spell out. */
export function mapping(path: string, order: Planning): RecordPlan {
  const name = shortName(path);
  const fields = mappingKeys.map((key) => ({ key, plan: leaf(`${path}[]`, order, `${name}.${key}`) }));
  return { kind: "record", name, path, form: "dict", fields };
}

/** Walked over beside records, one for each sample: pairs of indexes that match what was found with what is there. */
export function isOneEach(usage: Usage | undefined, { usages }: Planning): boolean {
  return [...(usage?.zipped ?? [])].some((other) => (usages.get(`${other}[]`)?.fields.size ?? 0) > 0);
}

/** What was found goes with what is there, in its order. */
export function matches(path: string, parts: number, { attempt }: Planning): RecordPlan {
  const { N, T } = attempt.sizes;
  const name = shortName(path);
  const tuple = (own: string, fields: readonly InputPlan[]): RecordPlan => ({
    kind: "record",
    name: own,
    path,
    form: "tuple",
    fields: fields.map((plan, key) => ({ key: String(key), plan })),
  });
  const indexes = (own: string): TensorPlan => ({
    kind: "tensor",
    name: own,
    role: "classIndex",
    shape: [T],
    dtype: "int64",
    data: Int32Array.from({ length: T }, (_, i) => i),
    source: "inferred",
    reason: "pairs beside the records of the samples",
  });
  const pair = (own: string) =>
    tuple(
      own,
      Array.from({ length: parts }, (_, i) => indexes(`${own}.${i}`)),
    );
  return tuple(
    name,
    Array.from({ length: N }, (_, i) => pair(`${name}[${i}]`)),
  );
}
