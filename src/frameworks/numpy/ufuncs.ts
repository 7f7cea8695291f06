/** What elementwise functions are besides functions: `np.logaddexp.reduce`, `np.maximum.accumulate`, `np.multiply.outer`, `np.add.at`. */

import { Raised } from "../../interpreter/tracer";
import type { BuiltinValue, TensorValue, Value } from "../../interpreter/values";
import { int, none, tuple } from "../../interpreter/values";
import { logSumExp } from "../array/special";
import { concat } from "../array/term";
import { parseSignature } from "../torch/signature";
import type { ArrayOperation } from "./arrayOperation";
import { type ArrayEntry, type ArrayHome, builtinOf, callEntry, operationFor } from "./dispatch";

/** Functions whose reduction or running result has a name of its own. */
const reductions: Readonly<Record<string, string>> = {
  add: "sum",
  multiply: "prod",
  maximum: "max",
  minimum: "min",
  logical_and: "all",
  logical_or: "any",
};
const running: Readonly<Record<string, string>> = { add: "cumsum", multiply: "cumprod" };

/** Methods of `x.at[...]` by what is done in turn. */
const updates: Readonly<Record<string, string>> = {
  add: "add",
  subtract: "subtract",
  multiply: "multiply",
  divide: "divide",
  true_divide: "divide",
  power: "power",
  maximum: "max",
  minimum: "min",
};

type Find = (name: string) => ArrayEntry;
type Method = (home: ArrayHome, ufunc: ArrayEntry, find: Find) => (o: ArrayOperation) => Value;

const methods: Readonly<Record<string, readonly [string, Method]>> = {
  reduce: ["(input, dim=0, dtype=None, out=None, keepdim=False, initial=None, where=None)", reduce],
  accumulate: ["(input, dim=0, dtype=None, out=None)", accumulate],
  outer: ["(input, other)", outer],
  at: ["(a, index, b=None, *, inplace=True)", at],
  reduceat: ["(input, index, dim=0, dtype=None, out=None)", reduceAt],
};

/** Two operands make one result: others have `at` alone. */
export function findUfuncMethod(
  home: ArrayHome,
  ufunc: ArrayEntry,
  find: Find,
  name: string,
): BuiltinValue | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method === undefined) return undefined;
  const [signature, run] = method;
  const full = `${ufunc.name}.${name}`;
  return builtinOf(home, {
    name: full,
    signature: parseSignature(`${name}${signature}`),
    run: run(home, ufunc, find),
    isElementwise: false,
  });
}

function reduce(home: ArrayHome, ufunc: ArrayEntry, find: Find): (o: ArrayOperation) => Value {
  const known = reductions[ufunc.name];
  return (o) => {
    if (known !== undefined) {
      const asked = ["input", "dim", "keepdim", "initial", "where"].filter((name) => o.has(name) || name === "dim");
      const keywords = asked.map((name): [string, Value] => [name, o.value(name)]);
      return callEntry(home, o.t, find(known), [], new Map(keywords));
    }
    const given = o.term("input");
    const axes = o.dims("dim", given.rank);
    if (ufunc.name === "logaddexp") {
      const x = o.has("where") ? o.term("where").cast("bool").broadcast(given.shape).choose(given, -Infinity) : given;
      const total = logSumExp(x.float(), axes);
      const rest = x.shape.filter((_, axis) => !axes.includes(axis));
      return o.result(o.flag("keepdim") ? total : total.reshape(rest), o.floatElement("input"));
    }
    const [axis = 0] = axes;
    if (axes.length !== 1 || o.has("where") || o.has("initial"))
      return o.fail(`${ufunc.name}.reduce of this form is not supported by the preview`);
    const total = partsOf(o, axis).reduce<Value>(
      (before, part) => (before.kind === "none" ? part : callEntry(home, o.t, ufunc, [before, part])),
      none,
    );
    const whole = o.toTensor(total);
    return o.flag("keepdim") ? o.result(o.termOf(whole).expandDims(axis), whole.element) : total;
  };
}

function accumulate(home: ArrayHome, ufunc: ArrayEntry, find: Find): (o: ArrayOperation) => Value {
  const known = running[ufunc.name];
  return (o) => {
    if (known !== undefined)
      return callEntry(home, o.t, find(known), [o.value("input")], new Map([["dim", o.value("dim")]]));
    const axis = o.dim("dim", o.term("input").rank);
    const results: TensorValue[] = [];
    for (const part of partsOf(o, axis)) {
      const before = results.at(-1);
      results.push(before === undefined ? part : o.toTensor(callEntry(home, o.t, ufunc, [before, part])));
    }
    return joined(o, results, axis);
  };
}

function outer(home: ArrayHome, ufunc: ArrayEntry): (o: ArrayOperation) => Value {
  return (o) => {
    const [x, y] = [o.tensor("input"), o.tensor("other")];
    const [left, right] = [o.termOf(x), o.termOf(y)];
    const spread = o.result(left.reshape([...left.shape, ...right.shape.map(() => 1)]), x.element);
    return callEntry(home, o.t, ufunc, [spread, y]);
  };
}

/** What the places hold is changed in turn, so that a place that is named twice changes twice. */
function at(home: ArrayHome, ufunc: ArrayEntry): (o: ArrayOperation) => Value {
  const update = updates[ufunc.name];
  return (o) => {
    const array = o.value("a");
    const isCopy = !home.conventions.hasScalars;
    if (array.kind !== "tensor") throw new Raised("TypeError", "first operand must be array");
    if (isCopy && o.flag("inplace"))
      throw new Raised("NotImplementedError", "jax.numpy ufuncs' `at` changes nothing in place: pass inplace=False");
    if (update === undefined) return o.fail(`${ufunc.name}.at is not supported by the preview`);
    const place = o.t.call(o.t.attribute(home.at(array), "__getitem__"), [o.value("index")]);
    const changed = o.t.call(o.t.attribute(place, update), [o.value("b")]);
    if (isCopy) return changed;
    home.arrays.setItem(o.t, array, tuple([]), changed);
    return none;
  };
}

function reduceAt(home: ArrayHome, ufunc: ArrayEntry, find: Find): (o: ArrayOperation) => Value {
  const whole: ArrayEntry = { ...ufunc, signature: parseSignature(`reduce${methods.reduce?.[0] ?? ""}`) };
  const folded = reduce(home, ufunc, find);
  return (o) => {
    const x = o.tensor("input");
    const term = o.termOf(x);
    const axis = o.dim("dim", term.rank);
    const starts = o.numbers(o.value("index"));
    const parts = starts.map((start, i) => {
      const end = starts[i + 1] ?? term.extent(axis);
      const part = o.result(term.slice(axis, start, end > start ? end : start + 1), x.element);
      return o.toTensor(folded(operationFor(home, o.t, whole, [part, int(axis)])));
    });
    return joined(o, parts, axis);
  };
}

function partsOf(o: ArrayOperation, axis: number): TensorValue[] {
  const x = o.tensor("input");
  const term = o.termOf(x);
  const extent = term.extent(axis);
  if (extent === 0) throw new Raised("ValueError", "zero-size array to reduction operation which has no identity");
  return Array.from({ length: extent }, (_, i) => o.result(term.at(axis, i), x.element));
}

function joined(o: ArrayOperation, parts: readonly TensorValue[], axis: number): Value {
  const [first] = parts;
  if (first === undefined) return o.fail("nothing to join");
  return o.result(
    concat(
      parts.map((part) => o.termOf(part).expandDims(axis)),
      axis,
    ),
    first.element,
  );
}
