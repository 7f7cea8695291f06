/** Iterating over values, lazily or all at once, and their lengths. */

import { findMethod, needed } from "./attributes";
import { fault } from "./errors";
import { findInClass, typeOf } from "./natives";
import type { Runtime } from "./runtime";
import { Raised } from "./tracer";
import type { IteratorValue, RangeValue, TensorValue, Value } from "./values";
import { int, str } from "./values";

/** All items. @throws Raised TypeError when it is no iterable; Stopped when there is no end */
export function iterate(run: Runtime, value: Value): readonly Value[] {
  switch (value.kind) {
    case "list":
    case "tuple":
      if (value.type === undefined) return value.items;
      break;
    case "dict":
      if (value.type === undefined) return Array.from(value.entries.values(), (entry) => entry[0]);
      break;
    case "set":
      return [...value.entries.values()];
    case "str":
      return Array.from(value.value, str);
    case "range":
      return Array.from({ length: rangeLength(value) }, (_, index) => int(value.start + index * value.step));
    case "tensor":
      return Array.from({ length: firstExtent(run, value) }, (_, index) =>
        value.library.getItem(run, value, int(index)),
      );
    default:
      break;
  }
  const iterator = iteratorOf(run, value);
  const items: Value[] = [];
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    run.step();
    items.push(item);
  }
  return items;
}

/** `iter(value)`: one item at a time. */
export function iteratorOf(run: Runtime, value: Value): IteratorValue {
  switch (value.kind) {
    case "iterator":
      return value;
    case "list":
    case "tuple": {
      const own = value.type === undefined ? undefined : programIterator(run, value);
      // By position, so that a list that grows while it is walked is seen to grow.
      let index = 0;
      return own ?? createIterator(`${value.kind}_iterator`, () => value.items[index++]);
    }
    case "dict": {
      const own = value.type === undefined ? undefined : programIterator(run, value);
      return (
        own ??
        listIterator(
          "dict_keyiterator",
          Array.from(value.entries.values(), (entry) => entry[0]),
        )
      );
    }
    case "set":
    case "str":
    case "tensor":
      return listIterator(`${value.kind}_iterator`, iterate(run, value));
    case "range": {
      let index = 0;
      const length = rangeLength(value);
      return createIterator("range_iterator", () =>
        index < length ? int(value.start + index++ * value.step) : undefined,
      );
    }
    case "class": {
      const hook = findInClass(value, "__class_iter__");
      if (hook !== undefined) return iteratorOf(run, run.call(hook, [value]));
      break;
    }
    case "absent":
      throw needed(value);
    default: {
      const own = programIterator(run, value) ?? sequenceIterator(run, value);
      if (own !== undefined) return own;
    }
  }
  throw fault("TypeError", `'${typeOf(value).name}' object is not iterable`);
}

export function createIterator(name: string, next: () => Value | undefined): IteratorValue {
  return { kind: "iterator", name, next };
}

export function listIterator(name: string, items: readonly Value[]): IteratorValue {
  let index = 0;
  return createIterator(name, () => items[index++]);
}

/** `len(value)`. @throws Raised TypeError */
export function lengthOf(run: Runtime, value: Value): number {
  const method =
    "type" in value && value.kind !== "traced" && value.kind !== "tensor"
      ? findMethod(run, value, "__len__")
      : undefined;
  if (method !== undefined && !(method.kind === "method" && method.callable.kind === "builtin"))
    return run.toNumber(run.call(method, []));
  switch (value.kind) {
    case "list":
    case "tuple":
      return value.items.length;
    case "dict":
    case "set":
      return value.entries.size;
    case "str":
      return Array.from(value.value).length;
    case "range":
      return rangeLength(value);
    case "tensor":
      return firstExtent(run, value);
    case "absent":
      throw needed(value);
    case "class": {
      const hook = findInClass(value, "__class_len__");
      if (hook !== undefined) return run.toNumber(run.call(hook, [value]));
      break;
    }
    case "instance":
      if (value.primitive !== undefined) return lengthOf(run, value.primitive);
      break;
    default:
      break;
  }
  throw fault("TypeError", `object of type '${typeOf(value).name}' has no len()`);
}

export function rangeLength(range: RangeValue): number {
  return Math.max(0, Math.ceil((range.stop - range.start) / range.step));
}

function firstExtent(run: Runtime, tensor: TensorValue): number {
  const extent = run.graph.aval(tensor.node).shape[0];
  if (extent === undefined) throw fault("TypeError", "iteration over a 0-d tensor, which has no length");
  return extent;
}

/** The program's `__iter__` and `__next__`. */
function programIterator(run: Runtime, value: Value): IteratorValue | undefined {
  const method = findMethod(run, value, "__iter__");
  if (
    method === undefined ||
    (method.kind === "method" && method.callable.kind === "builtin" && value.kind !== "instance")
  )
    return undefined;
  const made = run.call(method, []);
  if (made.kind !== "instance") return iteratorOf(run, made);
  const next = findMethod(run, made, "__next__");
  if (next === undefined) throw fault("TypeError", `iter() returned non-iterator of type '${made.type.name}'`);
  return createIterator("iterator", () => untilStop(() => run.call(next, [])));
}

/** Python's older protocol: `__getitem__` at 0, 1, … until IndexError. */
function sequenceIterator(run: Runtime, value: Value): IteratorValue | undefined {
  if (value.kind !== "instance") return undefined;
  if (value.primitive !== undefined) return iteratorOf(run, value.primitive);
  const getter = findMethod(run, value, "__getitem__");
  if (getter === undefined) return undefined;
  let index = 0;
  return createIterator("iterator", () => untilStop(() => run.call(getter, [int(index++)]), "IndexError"));
}

function untilStop(next: () => Value, stop = "StopIteration"): Value | undefined {
  try {
    return next();
  } catch (error) {
    if (error instanceof Raised && error.type === stop) return undefined;
    throw error;
  }
}

/** `next(iterator)`. @throws Raised StopIteration */
export function nextOf(run: Runtime, iterator: Value): Value {
  if (iterator.kind === "iterator") {
    const item = iterator.next();
    if (item === undefined) throw fault("StopIteration", "");
    return item;
  }
  const method = findMethod(run, iterator, "__next__");
  if (method === undefined) throw fault("TypeError", `'${typeOf(iterator).name}' object is not an iterator`);
  return run.call(method, []);
}

/** Takes an iterable apart into exactly `count` values. */
export function unpack(run: Runtime, value: Value, count: number): readonly Value[] {
  const items = iterate(run, value);
  if (items.length < count)
    throw fault("ValueError", `not enough values to unpack (expected ${count}, got ${items.length})`);
  if (items.length > count)
    throw fault("ValueError", `too many values to unpack (expected ${count}, got ${items.length})`);
  return items;
}
