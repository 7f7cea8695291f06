/** `object[index]`: reading, writing and deleting items. */

import { bind, needed } from "./attributes";
import { subscriptClass } from "./classes";
import { toInt } from "./conversions";
import { fault } from "./errors";
import { keyFault } from "./exceptions";
import { reprOf } from "./formatting";
import { rangeLength } from "./iteration";
import { keyOf, setKey } from "./keys";
import { findOverride, typeOf } from "./natives";
import type { Runtime } from "./runtime";
import type { DictValue, ListValue, RangeValue, SliceValue, Value } from "./values";
import { int, str } from "./values";

export function getItem(run: Runtime, object: Value, index: Value): Value {
  switch (object.kind) {
    case "tensor":
      return object.library.getItem(run, object, index);
    case "list":
    case "tuple":
      return customGet(run, object, index) ?? sequenceItem(run, object, index);
    case "dict":
      return customGet(run, object, index) ?? dictItem(run, object, index);
    case "str": {
      const letters = Array.from(object.value);
      if (index.kind === "slice")
        return str(
          slicePositions(run, index, letters.length)
            .map((at) => letters[at])
            .join(""),
        );
      return str(letters[position(run, index, letters.length, "string")] ?? "");
    }
    case "range":
      return rangeItem(run, object, index);
    case "class":
      return subscriptClass(run, object, index);
    case "absent":
      // `Absent[int]` in a type alias or a base class is no use of its value.
      return object;
    case "token":
      if (object.family === "typing") return object;
      break;
    case "builtin":
      // Generic aliases of what is a function here: `Callable[[int], int]`.
      return object;
    default: {
      const found = customGet(run, object, index);
      if (found !== undefined) return found;
      if (object.kind === "instance" && object.primitive !== undefined) return getItem(run, object.primitive, index);
    }
  }
  throw fault("TypeError", `'${typeOf(object).name}' object is not subscriptable`);
}

export function setItem(run: Runtime, object: Value, index: Value, value: Value): void {
  if (object.kind === "tensor") return object.library.setItem(run, object, index, value);
  if (custom(run, object, "__setitem__", [index, value]) !== undefined) return;
  switch (object.kind) {
    case "list":
      if (index.kind === "slice") return setSlice(run, object, index, value);
      object.items[position(run, index, object.items.length, "list assignment")] = value;
      return;
    case "dict":
      return setKey(run, object, index, value);
    case "absent":
      throw needed(object);
    default:
      throw fault("TypeError", `'${typeOf(object).name}' object does not support item assignment`);
  }
}

export function deleteItem(run: Runtime, object: Value, index: Value): void {
  if (custom(run, object, "__delitem__", [index]) !== undefined) return;
  switch (object.kind) {
    case "list": {
      const gone = new Set(
        index.kind === "slice"
          ? slicePositions(run, index, object.items.length)
          : [position(run, index, object.items.length, "list")],
      );
      object.items.splice(0, object.items.length, ...object.items.filter((_, at) => !gone.has(at)));
      return;
    }
    case "dict":
      if (!object.entries.delete(keyOf(run, index))) throw keyFault(index, reprOf(run, index));
      return;
    default:
      throw fault("TypeError", `'${typeOf(object).name}' object doesn't support item deletion`);
  }
}

/** The positions that a slice takes, in its order. */
export function slicePositions(run: Runtime, slice: SliceValue, length: number): readonly number[] {
  const step = slice.step.kind === "none" ? 1 : toInt(run, slice.step);
  if (step === 0) throw fault("ValueError", "slice step cannot be zero");
  const clamp = (value: Value, otherwise: number): number => {
    if (value.kind === "none") return otherwise;
    const at = toInt(run, value);
    const shifted = at < 0 ? at + length : at;
    return Math.min(Math.max(shifted, step > 0 ? 0 : -1), step > 0 ? length : length - 1);
  };
  const start = clamp(slice.lower, step > 0 ? 0 : length - 1);
  const stop = clamp(slice.upper, step > 0 ? length : -1);
  return Array.from({ length: Math.max(0, Math.ceil((stop - start) / step)) }, (_, index) => start + index * step);
}

function sequenceItem(run: Runtime, object: ListValue, index: Value): Value {
  if (index.kind === "slice") {
    const items: Value[] = [];
    for (const at of slicePositions(run, index, object.items.length)) items.push(object.items[at] ?? int(0));
    // A slice of `torch.Size` is one again; a slice of a namedtuple is a plain tuple.
    return object.type === undefined || object.fields !== undefined
      ? { kind: object.kind, items }
      : { ...object, items };
  }
  if (index.kind === "tuple" || index.kind === "str") {
    throw fault("TypeError", `${object.kind} indices must be integers or slices, not ${typeOf(index).name}`);
  }
  return object.items[position(run, index, object.items.length, object.kind)] ?? int(0);
}

function position(run: Runtime, index: Value, length: number, what: string): number {
  const at = toInt(run, index);
  const shifted = at < 0 ? at + length : at;
  if (shifted < 0 || shifted >= length) throw fault("IndexError", `${what} index out of range`);
  return shifted;
}

function dictItem(run: Runtime, object: DictValue, index: Value): Value {
  const found = object.entries.get(keyOf(run, index));
  if (found !== undefined) return found[1];
  const missing = object.type === undefined ? undefined : findOverride(object.type, "__missing__");
  if (missing !== undefined) return run.call(missing, [object, index]);
  if (object.factory !== undefined && object.factory.kind !== "none") {
    const made = run.call(object.factory, []);
    setKey(run, object, index, made);
    return made;
  }
  throw keyFault(index, reprOf(run, index));
}

function rangeItem(run: Runtime, object: RangeValue, index: Value): Value {
  const length = rangeLength(object);
  if (index.kind !== "slice") return int(object.start + position(run, index, length, "range object") * object.step);
  const [first = 0, second = first + 1] = slicePositions(run, index, length);
  const step = (second - first) * object.step;
  const start = object.start + first * object.step;
  return { kind: "range", start, stop: start + slicePositions(run, index, length).length * step, step };
}

function setSlice(run: Runtime, object: ListValue, slice: SliceValue, value: Value): void {
  const positions = slicePositions(run, slice, object.items.length);
  const items = run.iterate(value);
  if (slice.step.kind === "none" || toInt(run, slice.step) === 1) {
    const start =
      positions[0] ?? Math.min(slice.lower.kind === "none" ? 0 : toInt(run, slice.lower), object.items.length);
    object.items.splice(start, positions.length, ...items);
    return;
  }
  if (items.length !== positions.length) {
    throw fault(
      "ValueError",
      `attempt to assign sequence of size ${items.length} to extended slice of size ${positions.length}`,
    );
  }
  for (const [from, to] of positions.entries()) object.items[to] = items[from] ?? int(0);
}

function customGet(run: Runtime, object: Value, index: Value): Value | undefined {
  return custom(run, object, "__getitem__", [index]);
}

/** The program's own method; those of our classes are what stands above. */
function custom(run: Runtime, object: Value, name: string, positional: readonly Value[]): Value | undefined {
  if (object.kind !== "instance" && (!("type" in object) || typeof object.type !== "object")) return undefined;
  const type = typeOf(object);
  const held = findOverride(type, name);
  if (held === undefined || (held.kind === "builtin" && object.kind !== "instance")) return undefined;
  return run.call(bind(run, held, object, type), positional);
}
