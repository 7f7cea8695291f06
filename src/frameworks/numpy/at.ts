/** JAX's functional updates: `x.at[index].set(values)`. */

import { objectClass } from "../../interpreter/natives";
import type {
  BuiltinValue,
  Call,
  ClassValue,
  InstanceValue,
  TensorValue,
  Tracer,
  Value,
} from "../../interpreter/values";
import { intTerm, putAlong, scatterSum, takeAxis } from "../array/places";
import type { Term } from "../array/term";
import { fit, getItem, layOut, readIndex, setItem } from "../torch/indexing";
import { storageOf } from "../torch/promotion";
import { TorchTensor } from "../torch/tensor";
import type { ArrayOperation } from "./arrayOperation";
import { fillOf, inside, outsideOf, readNearest } from "./bounds";
import type { ArrayHome } from "./dispatch";
import { forward } from "./slices";

const options = "*, mode=None, **kwargs";

function modeOf(call: Call): string | undefined {
  const mode = call.get("mode");
  return mode.kind === "str" ? mode.value : undefined;
}

type Open = (t: Tracer, tensor: TensorValue, what: string) => ArrayOperation;

/** What `x.at` is. */
export function createAt(home: ArrayHome, open: Open): (tensor: TensorValue) => Value {
  const places = simpleClass("_IndexUpdateHelper");
  const place = simpleClass("_IndexUpdateRef");
  const method = (type: ClassValue, name: string, signature: string, run: (t: Tracer, call: Call) => Value): void => {
    const builtin: BuiltinValue = { kind: "builtin", name, signature: `self, ${signature}`, run };
    type.attributes.set(name, builtin);
  };
  method(places, "__getitem__", "index", (_, call) =>
    instance(place, { array: partOf(call, "array"), index: call.get("index") }),
  );
  method(place, "get", "*, mode=None, fill_value=None, **kwargs", (t, call) => {
    const ahead = forward(open(t, arrayOf(call), "at"), partOf(call, "index"));
    const o = open(t, ahead.base, "at");
    const mode = modeOf(call);
    if (mode !== "clip" && mode !== "fill" && mode !== "drop")
      return readNearest((one) => open(t, one, "at"), ahead.base, ahead.index);
    const { base, index } = inside(o, ahead.index, outsideOf(mode, fillOf(o, call.get("fill_value"))));
    return getItem(open(t, base, "at"), index);
  });
  const change = (names: readonly string[], update: (o: ArrayOperation, before: Term, values: Term) => Term): void => {
    for (const name of names) {
      method(place, name, `values, ${options}`, (t, call) => {
        const { base, whole, index } = copied(t, call);
        const o = open(t, base, "at");
        if (!namesPlaces(index))
          return changed(t, call, (inner, before) => update(inner, before, valueOf(inner, call, before)));
        changeInTurn(o, call, base, index, update);
        return whole;
      });
    }
  };
  const changed = (t: Tracer, call: Call, update: (o: ArrayOperation, before: Term) => Term): Value => {
    const { base, whole, index } = copied(t, call);
    const o = open(t, base, "at");
    const before = getItem(o, index);
    if (before.kind !== "tensor") throw new Error("internal: indexing gave no array");
    setItem(o, index, o.fresh(update(o, o.termOf(before)), base.element));
    return whole;
  };
  const copied = (t: Tracer, call: Call): { base: TensorValue; whole: TensorValue; index: Value } => {
    const array = arrayOf(call);
    const whole = new TorchTensor(home.arrays, array.node, array.element);
    const ahead = forward(open(t, whole, "at"), partOf(call, "index"));
    const kept = inside(open(t, ahead.base, "at"), ahead.index, outsideOf(modeOf(call), 0));
    return { base: kept.base, whole, index: kept.index };
  };
  change(["set"], (_, before, values) => values.broadcast(before.shape));
  change(["multiply", "mul"], (_, before, values) => before.mul(values));
  change(["divide", "div"], (_, before, values) => before.div(values));
  change(["power"], (_, before, values) => before.pow(values));
  change(["min"], (_, before, values) => before.min(values));
  change(["max"], (_, before, values) => before.max(values));
  method(place, "apply", `ufunc, ${options}`, (t, call) =>
    changed(t, call, (o, before) =>
      o.termOf(o.toTensor(t.call(call.get("ufunc"), [o.fresh(before, arrayOf(call).element)]))).cast(before.dtype),
    ),
  );
  const add = (sign: 1 | -1) => (t: Tracer, call: Call) => {
    const { base, whole, index } = copied(t, call);
    const o = open(t, base, "at");
    const { lens, advanced } = readIndex(o, base, index);
    const all = o.termOf(base);
    const part = lens.read(all);
    if (advanced.length === 0) {
      base.node = lens.write(all, part.add(valueOf(o, call, part).mul(sign))).id;
      return whole;
    }
    const layout = layOut(o, part, advanced);
    const values = o.requireOperand(call.get("values"));
    const updates = layout.arrange(fit(o, o.convert(values, base.element).cast(all.dtype).mul(sign), layout.shape));
    const spread = layout.index.reshape([1, layout.index.size, 1]).broadcast(updates.shape);
    base.node = lens.write(
      all,
      layout.giveBack(layout.lines.add(scatterSum(layout.lines.shape, 1, spread, updates))),
    ).id;
    return whole;
  };
  method(place, "add", `values, ${options}`, add(1));
  method(place, "subtract", `values, ${options}`, add(-1));
  return (tensor) => instance(places, { array: tensor });
}

/** Whether arrays of integers say which elements change; masks name each element once. */
function namesPlaces(index: Value): boolean {
  const items = index.kind === "tuple" ? index.items : [index];
  const isMask = items.some((item) => item.kind === "tensor" && item.element === "bool");
  return !isMask && items.some((item) => item.kind === "tensor" || item.kind === "list");
}

/** An element that is named several times changes as often, one change after the other. */
function changeInTurn(
  o: ArrayOperation,
  call: Call,
  base: TensorValue,
  index: Value,
  update: (o: ArrayOperation, before: Term, values: Term) => Term,
): void {
  const { lens, advanced } = readIndex(o, base, index);
  const all = o.termOf(base);
  const layout = layOut(o, lens.read(all), advanced);
  const values = o.convert(o.requireOperand(call.get("values")), base.element).cast(all.dtype);
  const updates = layout.arrange(fit(o, values, layout.shape).broadcast(layout.shape));
  const places = layout.known ?? Array.from(o.t.concrete(layout.index.id));
  const turns: number[][] = [];
  const seen = new Map<number, number>();
  places.forEach((place, i) => {
    const turn = seen.get(place) ?? 0;
    seen.set(place, turn + 1);
    turns[turn] = [...(turns[turn] ?? []), i];
  });
  let { lines } = layout;
  for (const turn of turns) {
    const own = turn.map((i) => places[i] ?? 0);
    const next = update(o, takeAxis(lines, 1, own), takeAxis(updates, 1, turn));
    lines = putAlong(lines, 1, intTerm(lines, own), own, next);
  }
  base.node = lens.write(all, layout.giveBack(lines)).id;
}

function valueOf(o: ArrayOperation, call: Call, before: Term): Term {
  const array = arrayOf(call);
  const values = o.convert(o.requireOperand(call.get("values")), array.element).cast(storageOf(array.element));
  return fit(o, values, before.shape);
}

function simpleClass(name: string): ClassValue {
  const order: ClassValue[] = [];
  const made: ClassValue = {
    kind: "class",
    name,
    qualifiedName: name,
    bases: [objectClass],
    order,
    attributes: new Map(),
  };
  order.push(made, objectClass);
  return made;
}

function instance(type: ClassValue, attributes: Readonly<Record<string, Value>>): InstanceValue {
  return { kind: "instance", type, attributes: new Map(Object.entries(attributes)) };
}

function partOf(call: Call, name: string): Value {
  const self = call.get("self");
  const part = self.kind === "instance" ? self.attributes.get(name) : undefined;
  if (part === undefined) throw new Error(`internal: no ${name} to update`);
  return part;
}

function arrayOf(call: Call): TensorValue {
  const array = partOf(call, "array");
  if (array.kind !== "tensor") throw new Error("internal: no array to update");
  return array;
}
