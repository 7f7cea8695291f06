/** The methods of `dict` and of the dicts of `collections`. */

import { findAttribute } from "../attributes";
import { adoptInto } from "../classes";
import { isTrue } from "../conversions";
import { equip, type Table } from "../equip";
import { fault } from "../errors";
import { keyFault } from "../exceptions";
import { reprOf } from "../formatting";
import { deleteItem, getItem, setItem } from "../indexing";
import { iterate, listIterator, unpack } from "../iteration";
import { keyOf, setKey } from "../keys";
import { dictClass, nativeClass, typeOf } from "../natives";
import type { Runtime } from "../runtime";
import type { Call, DictValue, Value } from "../values";
import { bool, int, list, none, str, tuple } from "../values";

export const orderedDictClass = nativeClass("OrderedDict", [dictClass]);
export const defaultDictClass = nativeClass("defaultdict", [dictClass]);

export function equipDicts(): void {
  equip(dictClass, { ...reading, ...writing });
  equip(orderedDictClass, {
    "__new__(cls, *args, **kwargs)": (_, call) => newDict(call, undefined),
    "move_to_end(self, key, last=True)": (run, call) => {
      const { entries } = own(call);
      const key = keyOf(run, call.get("key"));
      const entry = entries.get(key);
      if (entry === undefined) throw keyFault(call.get("key"), reprOf(run, call.get("key")));
      entries.delete(key);
      const others = [...entries];
      if (!isTrue(run, call.get("last"))) entries.clear();
      entries.set(key, entry);
      for (const [other, value] of others) entries.set(other, value);
      return none;
    },
  });
  equip(defaultDictClass, {
    "__new__(cls, default_factory=None, *args, **kwargs)": (_, call) => newDict(call, call.get("default_factory")),
    "__init__(self, default_factory=None, *args, **kwargs)": (run, call) => {
      fill(run, own(call), call.rest, call.keywords);
      return none;
    },
  });
}

const reading: Table = {
  "get(self, key, default=None)": (run, call) =>
    own(call).entries.get(keyOf(run, call.get("key")))?.[1] ?? call.get("default"),
  "keys(self)": (_, call) => ({
    kind: "set",
    entries: new Map(Array.from(own(call).entries, ([key, entry]) => [key, entry[0]])),
  }),
  "values(self)": (_, call) => list(Array.from(own(call).entries.values(), (entry) => entry[1])),
  "items(self)": (_, call) => list(Array.from(own(call).entries.values(), ([key, value]) => tuple([key, value]))),
  "copy(self)": (_, call) => ({ ...own(call), entries: new Map(own(call).entries) }),
  "__len__(self)": (_, call) => int(own(call).entries.size),
  "__contains__(self, key)": (run, call) => bool(own(call).entries.has(keyOf(run, call.get("key")))),
  "__getitem__(self, key)": (run, call) => getItem(run, plain(call), call.get("key")),
  "__iter__(self)": (_, call) =>
    listIterator(
      "dict_keyiterator",
      Array.from(own(call).entries.values(), (entry) => entry[0]),
    ),
  "__reversed__(self)": (_, call) =>
    listIterator("dict_keyiterator", Array.from(own(call).entries.values(), (entry) => entry[0]).reverse()),
};

const writing: Table = {
  "__new__(cls, *args, **kwargs)": (_, call) => newDict(call, undefined),
  "__init__(self, *args, **kwargs)": (run, call) => {
    fill(run, own(call), call.rest, call.keywords);
    return none;
  },
  "fromkeys(iterable, value=None)": (run, call) => {
    const made: DictValue = { kind: "dict", entries: new Map() };
    for (const key of iterate(run, call.get("iterable"))) setKey(run, made, key, call.get("value"));
    return made;
  },
  "update(self, *args, **kwargs)": (run, call) => {
    fill(run, own(call), call.rest, call.keywords);
    return none;
  },
  "setdefault(self, key, default=None)": (run, call) => {
    const known = own(call).entries.get(keyOf(run, call.get("key")));
    if (known !== undefined) return known[1];
    setKey(run, own(call), call.get("key"), call.get("default"));
    return call.get("default");
  },
  "pop(self, key, default=...)": (run, call) => {
    const key = keyOf(run, call.get("key"));
    const known = own(call).entries.get(key);
    own(call).entries.delete(key);
    if (known !== undefined) return known[1];
    if (call.has("default")) return call.get("default");
    throw keyFault(call.get("key"), reprOf(run, call.get("key")));
  },
  "popitem(self, last=True)": (run, call) => {
    const keys = [...own(call).entries.keys()];
    const key = isTrue(run, call.get("last")) ? keys.at(-1) : keys[0];
    const entry = key === undefined ? undefined : own(call).entries.get(key);
    if (key === undefined || entry === undefined) throw fault("KeyError", "'popitem(): dictionary is empty'");
    own(call).entries.delete(key);
    return tuple([entry[0], entry[1]]);
  },
  "clear(self)": (_, call) => {
    own(call).entries.clear();
    return none;
  },
  "__setitem__(self, key, value)": (run, call) => {
    setItem(run, plain(call), call.get("key"), call.get("value"));
    return none;
  },
  "__delitem__(self, key)": (run, call) => {
    deleteItem(run, plain(call), call.get("key"));
    return none;
  },
};

/** What `dict(…)` and `update` take: a mapping or pairs, and keywords. */
function fill(run: Runtime, dict: DictValue, positional: readonly Value[], keywords: ReadonlyMap<string, Value>): void {
  const [source] = positional;
  if (source?.kind === "dict") for (const [key, entry] of source.entries) dict.entries.set(key, entry);
  else if (source !== undefined) fillFrom(run, dict, source);
  for (const [key, value] of keywords) setKey(run, dict, str(key), value);
}

function fillFrom(run: Runtime, dict: DictValue, source: Value): void {
  const keys = source.kind === "instance" ? findAttribute(run, source, "keys") : undefined;
  if (keys !== undefined) {
    for (const key of iterate(run, run.call(keys, []))) setKey(run, dict, key, getItem(run, source, key));
    return;
  }
  for (const pair of iterate(run, source)) {
    const [key = none, value = none] = unpack(run, pair, 2);
    setKey(run, dict, key, value);
  }
}

function newDict(call: Call, factory: Value | undefined): Value {
  const type = call.get("cls");
  const made: DictValue = {
    kind: "dict",
    entries: new Map(),
    ...(factory === undefined ? {} : { factory }),
    ...(type.kind !== "class" || type === dictClass ? {} : { type, attributes: new Map() }),
  };
  return adoptInto(type, made);
}

function own(call: Call): DictValue {
  const value = call.get("self");
  if (value.kind === "dict") return value;
  throw fault("TypeError", `descriptor requires a 'dict' object, not '${typeOf(value).name}'`);
}

/** The same entries without the subclass, whose own methods would only come back here. */
function plain(call: Call): DictValue {
  const { type: _, attributes: __, ...rest } = own(call);
  return rest;
}
