/** Calls of NumPy's functions: its names for arguments, `where` and `out`, and plain numbers for plain numbers. */

import { Raised } from "../../interpreter/tracer";
import type { BuiltinValue, Call, TensorLibrary, TensorValue, Tracer, Value } from "../../interpreter/values";
import { str } from "../../interpreter/values";
import type { Entry } from "../torch/entry";
import type { Implementation } from "../torch/operation";
import { storageOf } from "../torch/promotion";
import { bindArguments, parseSignature, type Signature } from "../torch/signature";
import type { ArrayTable } from "./arrayOperation";
import { ArrayOperation } from "./arrayOperation";
import { plainFormula } from "./plainFormulas";
import type { Conventions } from "./types";

export interface ArrayEntry {
  readonly name: string;
  readonly signature: Signature;
  readonly run: (o: ArrayOperation) => Value;
  readonly isElementwise: boolean;
}

/** The arrays of a framework and its conventions. */
export interface ArrayHome {
  readonly arrays: TensorLibrary;
  readonly conventions: Conventions;
  /** `np`, `jnp`. */
  readonly prefix: string;
  /** The module that knows complex arrays. */
  readonly complex?: string;
  /** What updates places in turn, and gives a copy: `x.at`. */
  readonly at: (tensor: TensorValue) => Value;
  readonly findUfuncMethod: (entry: ArrayEntry, name: string) => Value | undefined;
}

export function arrayEntries(table: ArrayTable): Map<string, ArrayEntry> {
  const entries = new Map<string, ArrayEntry>();
  for (const [text, run] of Object.entries(table)) {
    const signature = parseSignature(text);
    for (const name of signature.names) entries.set(name, { name, signature, run, isElementwise: false });
  }
  return entries;
}

export function borrow(entries: ReadonlyMap<string, Entry>, isElementwise: boolean): Map<string, ArrayEntry> {
  const lend = (run: Implementation) => (o: ArrayOperation) => run(o);
  return new Map(
    [...entries].map(([name, entry]) => [
      name,
      { name, signature: entry.signature, run: lend(entry.run), isElementwise },
    ]),
  );
}

export function builtinOf(home: ArrayHome, entry: ArrayEntry): BuiltinValue {
  return {
    kind: "builtin",
    name: `${home.prefix}.${entry.name}`,
    signature: undefined,
    run: (t, call) => {
      const answer = findComplexAnswer(home, t, entry, call);
      return answer ?? callEntry(home, t, entry, call.rest, call.keywords);
    },
    ...(entry.isElementwise ? { find: (name: string) => home.findUfuncMethod(entry, name) } : {}),
  };
}

/** Complex arrays are written in Python: functions of them are answered there. */
function findComplexAnswer(home: ArrayHome, t: Tracer, entry: ArrayEntry, call: Call): Value | undefined {
  if (home.complex === undefined || ![...call.rest, ...call.keywords.values()].some(isComplex)) return undefined;
  const answer = t.imported(home.complex, "call");
  return answer && t.call(answer, [str(entry.name), ...call.rest], call.keywords);
}

/** Something complex, a list that has some in it, or a complex type. */
export function isComplex(value: Value): boolean {
  switch (value.kind) {
    case "list":
    case "tuple":
      return value.items.some(isComplex);
    case "instance":
      return ["__array_like__", "__torch_like__", "__complex_dtype__"].some((name) => value.type.attributes.has(name));
    case "class":
      return value.name === "complex";
    default:
      return false;
  }
}

export function builtinsOf(home: ArrayHome, entries: ReadonlyMap<string, ArrayEntry>): Record<string, BuiltinValue> {
  return Object.fromEntries([...entries].map(([name, entry]) => [name, builtinOf(home, { ...entry, name })]));
}

export function callEntry(
  home: ArrayHome,
  t: Tracer,
  entry: ArrayEntry,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value> = new Map(),
): Value {
  const named = renamed(entry.signature, keywords);
  const where = entry.isElementwise ? named.get("where") : undefined;
  const out = named.get("out");
  named.delete("out");
  if (where !== undefined) {
    named.delete("where");
    return chooseWhere(home, t, entry, positional, named, where, out);
  }
  const result = apply(home, t, entry, positional, named);
  return out?.kind === "tensor" ? written(t, out, result) : result;
}

function apply(
  home: ArrayHome,
  t: Tracer,
  entry: ArrayEntry,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  if (home.conventions.hasScalars && keywords.size === 0) {
    const plain = plainFormula(entry.name, positional);
    if (plain !== undefined) return plain;
  }
  const result = entry.run(operationFor(home, t, entry, positional, keywords));
  const isScalar = home.conventions.hasScalars && result.kind === "tensor" && result.type !== undefined;
  if (!isScalar || positional.some(hasTensor) || [...keywords.values()].some(hasTensor)) return result;
  return t.asNumber(
    result,
    result.element === "bool" ? "bool" : storageOf(result.element) === "int32" ? "int" : "float",
  );
}

export function operationFor(
  home: ArrayHome,
  t: Tracer,
  entry: ArrayEntry,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value> = new Map(),
): ArrayOperation {
  const args = bindArguments(entry.name, entry.signature, positional, keywords);
  return new ArrayOperation(t, home.arrays, entry.name, args, home.conventions);
}

/** Where the mask does not hold, the operands count as 1 and the result is what `out` held. */
function chooseWhere(
  home: ArrayHome,
  t: Tracer,
  entry: ArrayEntry,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  where: Value,
  out: Value | undefined,
): Value {
  const choose: ArrayEntry = {
    name: "where",
    signature: parseSignature("where(condition, input, other)"),
    isElementwise: false,
    run: (o) => {
      const condition = o.term("condition").cast("bool");
      const { terms, element } = o.promote("input", "other");
      const [yes, no] = terms;
      if (yes === undefined || no === undefined) throw new Error("internal: two terms expected");
      return o.result(condition.choose(yes, no), element);
    },
  };
  const pick = (yes: Value, no: Value): Value => choose.run(operationFor(home, t, choose, [where, yes, no]));
  const safe = positional.map((value) => pick(value, { kind: "int", value: 1 }));
  const result = apply(home, t, entry, safe, keywords);
  const before: Value = out === undefined || out.kind === "none" ? { kind: "int", value: 0 } : out;
  const chosen = pick(result, before);
  return out?.kind === "tensor" ? written(t, out, chosen) : chosen;
}

function written(t: Tracer, out: Value & { readonly kind: "tensor" }, result: Value): Value {
  if (result.kind !== "tensor") throw new Raised("TypeError", "return arrays must be of ArrayType");
  const { shape } = t.graph.aval(out.node);
  const cast = t.graph.apply("cast", [result.node], { dtype: storageOf(out.element) });
  out.node = t.graph.apply("broadcast", [cast], { shape });
  return out;
}

/** NumPy's and JAX's names for what the formulas call otherwise. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  a: ["input"],
  x: ["input"],
  x1: ["input"],
  m: ["input"],
  v: ["input"],
  arr: ["input"],
  ary: ["input"],
  array: ["input"],
  obj: ["input"],
  operand: ["input"],
  p: ["input"],
  f: ["input"],
  element: ["input", "elements"],
  ar: ["input"],
  arys: ["tensors"],
  arrays: ["tensors"],
  tup: ["tensors"],
  seq: ["tensors"],
  b: ["other"],
  x2: ["other"],
  y: ["other"],
  values: ["other"],
  axis: ["dim", "dims"],
  axes: ["dim", "dims"],
  axis1: ["dim0", "dim1"],
  axis2: ["dim2", "dim1"],
  keepdims: ["keepdim"],
  shift: ["shifts"],
  reps: ["dims"],
  shape: ["size"],
  newshape: ["shape"],
  new_shape: ["shape"],
  k: ["diagonal", "offset"],
  a_min: ["min"],
  a_max: ["max"],
  min: ["a_min"],
  max: ["a_max"],
  object: ["data"],
  n: ["N"],
  mean: [],
  subscripts: ["equation"],
  bins: ["boundaries"],
};

/** Said about memory, precision or devices, which a trace has none of. */
const ignored = new Set([
  "order",
  "casting",
  "subok",
  "like",
  "copy",
  "precision",
  "preferred_element_type",
  "out_sharding",
  "device",
  "optimize",
  "total_repeat_length",
  "unique_indices",
  "indices_are_sorted",
  "promote_integers",
  "method",
  "assume_unique",
  "kind",
  "stable",
  "descending",
  "sharding",
]);

function renamed(signature: Signature, keywords: ReadonlyMap<string, Value>): Map<string, Value> {
  const isKnown = (name: string): boolean => signature.parameters.some((parameter) => parameter.name === name);
  const result = new Map<string, Value>();
  for (const [keyword, value] of keywords) {
    const known = [keyword, ...(aliases[keyword] ?? [])].find(isKnown);
    if (known !== undefined) result.set(known, value);
    else if (keyword === "out" || keyword === "where" || !ignored.has(keyword)) result.set(keyword, value);
  }
  return result;
}

function hasTensor(value: Value): boolean {
  if (value.kind === "tensor") return true;
  return (value.kind === "list" || value.kind === "tuple") && value.items.some(hasTensor);
}
