/** Built-in functions over iterables: `range`, `zip`, `sorted` and their kin. */

import { findMethod } from "../attributes";
import { isTrue, toInt } from "../conversions";
import { plainOrder } from "../equality";
import { equip, type Table } from "../equip";
import { fault } from "../errors";
import { createIterator, iterate, iteratorOf, lengthOf, listIterator, nextOf } from "../iteration";
import { rangeClass, sliceClass } from "../natives";
import type { Runtime } from "../runtime";
import { Raised } from "../tracer";
import type { Call, RangeValue, Value } from "../values";
import { bool, int, list, none, tuple } from "../values";

export const sequenceFunctions: Table = {
  "len(obj)": (run, call) => {
    const value = call.get("obj");
    const pending = value.kind === "tensor" ? value.library.length?.(run, value) : undefined;
    return pending ?? int(lengthOf(run, value));
  },
  "enumerate(iterable, start=0)": (run, call) => {
    const items = iteratorOf(run, call.get("iterable"));
    let index = toInt(run, call.get("start"));
    return createIterator("enumerate", () => {
      const item = items.next();
      return item === undefined ? undefined : tuple([int(index++), item]);
    });
  },
  "zip(*iterables, strict=False)": (run, call) => zip(run, call),
  "map(func, *iterables)": (run, call) => {
    const func = call.get("func");
    const sources = call.rest.map((one) => iteratorOf(run, one));
    return createIterator("map", () => {
      const items = sources.map((one) => one.next());
      return items.every(isPresent) ? run.call(func, items) : undefined;
    });
  },
  "filter(function, iterable)": (run, call) => {
    const test = call.get("function");
    const items = iteratorOf(run, call.get("iterable"));
    return createIterator("filter", () => {
      for (let item = items.next(); item !== undefined; item = items.next()) {
        if (isTrue(run, test.kind === "none" ? item : run.call(test, [item]))) return item;
      }
      return undefined;
    });
  },
  "sorted(iterable, key=None, reverse=False)": (run, call) =>
    list(sortedItems(run, iterate(run, call.get("iterable")), call.get("key"), isTrue(run, call.get("reverse")))),
  "reversed(sequence)": (run, call) => {
    const sequence = call.get("sequence");
    const method = findMethod(run, sequence, "__reversed__");
    return method === undefined
      ? listIterator("reversed", [...iterate(run, sequence)].reverse())
      : run.call(method, []);
  },
  "any(iterable)": (run, call) => bool(someItem(run, call.get("iterable"), true)),
  "all(iterable)": (run, call) => bool(!someItem(run, call.get("iterable"), false)),
  "iter(obj, sentinel=...)": (run, call) => {
    if (!call.has("sentinel")) return iteratorOf(run, call.get("obj"));
    return createIterator("callable_iterator", () => {
      const item = run.call(call.get("obj"), []);
      return isTrue(run, run.compare("==", item, call.get("sentinel"))) ? undefined : item;
    });
  },
  "next(iterator, default=...)": (run, call) => {
    if (!call.has("default")) return nextOf(run, call.get("iterator"));
    try {
      return nextOf(run, call.get("iterator"));
    } catch (error) {
      if (error instanceof Raised && error.type === "StopIteration") return call.get("default");
      throw error;
    }
  },
};

export function equipSequences(): void {
  equip(rangeClass, {
    "__new__(cls, start, stop=None, step=1)": (run, call) => createRange(run, call),
    "index(self, value)": (run, call) => {
      const at = iterate(run, call.get("self")).findIndex((one) =>
        isTrue(run, run.compare("==", one, call.get("value"))),
      );
      if (at < 0) throw fault("ValueError", "value is not in range");
      return int(at);
    },
  });
  equip(sliceClass, {
    "__new__(cls, start, stop=..., step=None)": (_, call) =>
      call.has("stop")
        ? { kind: "slice", lower: call.get("start"), upper: call.get("stop"), step: call.get("step") }
        : { kind: "slice", lower: none, upper: call.get("start"), step: none },
  });
}

/** Stable, as Python's; in reverse, equal items keep their order too. */
export function sortedItems(run: Runtime, items: readonly Value[], key: Value, isReversed: boolean): Value[] {
  const keyed = items.map((item) => ({ item, key: key.kind === "none" ? item : run.call(key, [item]) }));
  const order = (left: Value, right: Value): number => {
    if (left.kind !== "instance" && right.kind !== "instance") {
      const plain = plainOrder(run, left, right);
      if (plain !== undefined) return plain;
    }
    if (isTrue(run, run.compare("<", left, right))) return -1;
    return isTrue(run, run.compare("<", right, left)) ? 1 : 0;
  };
  keyed.sort((left, right) => (isReversed ? order(right.key, left.key) : order(left.key, right.key)));
  return keyed.map((one) => one.item);
}

function createRange(run: Runtime, call: Call): RangeValue {
  const first = toInt(run, call.get("start"));
  const step = toInt(run, call.get("step"));
  if (step === 0) throw fault("ValueError", "range() arg 3 must not be zero");
  const stop = call.get("stop");
  return stop.kind === "none"
    ? { kind: "range", start: 0, stop: first, step: 1 }
    : { kind: "range", start: first, stop: toInt(run, stop), step };
}

function zip(run: Runtime, call: Call): Value {
  const sources = call.rest.map((one) => iteratorOf(run, one));
  const isStrict = isTrue(run, call.get("strict"));
  return createIterator("zip", () => {
    const items: Value[] = [];
    for (const [index, source] of sources.entries()) {
      const item = source.next();
      if (item !== undefined) items.push(item);
      else if (isStrict && index > 0)
        throw fault(
          "ValueError",
          `zip() argument ${index + 1} is shorter than argument ${index === 1 ? "1" : `1-${index}`}`,
        );
      else if (isStrict && sources.slice(1).some((other) => other.next() !== undefined))
        throw fault("ValueError", "zip() argument 2 is longer than argument 1");
      else return undefined;
    }
    return sources.length === 0 ? undefined : tuple(items);
  });
}

function someItem(run: Runtime, iterable: Value, wanted: boolean): boolean {
  const items = iteratorOf(run, iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    if (isTrue(run, item) === wanted) return true;
  }
  return false;
}

function isPresent(value: Value | undefined): value is Value {
  return value !== undefined;
}
