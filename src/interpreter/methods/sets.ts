/** The methods of `set` and `frozenset`. */

import { adoptInto } from "../classes";
import { equip, type Table } from "../equip";
import { fault } from "../errors";
import { keyFault } from "../exceptions";
import { reprOf } from "../formatting";
import { iterate } from "../iteration";
import { addMember, keyOf, setFrom } from "../keys";
import { frozensetClass, setClass, typeOf } from "../natives";
import { compare } from "../operators";
import type { Runtime } from "../runtime";
import { sequenceBinary } from "../sequences";
import type { Call, SetValue, Value } from "../values";
import { bool, int, none } from "../values";

export function equipSets(): void {
  equip(setClass, {
    ...shared,
    ...changes,
    "__new__(cls, iterable=())": (run, call) =>
      adoptInto(call.get("cls"), setFrom(run, iterate(run, call.get("iterable")))),
  });
  equip(frozensetClass, {
    ...shared,
    "__new__(cls, iterable=())": (run, call) => ({
      ...setFrom(run, iterate(run, call.get("iterable"))),
      type: frozensetClass,
    }),
  });
}

const combine =
  (operator: "|" | "&" | "-" | "^") =>
  (run: Runtime, call: Call): Value =>
    call.rest.reduce<Value>(
      (left, right) => sequenceBinary(run, operator, left, asSet(run, right)) ?? left,
      call.get("self"),
    );

const replace =
  (operator: "|" | "&" | "-" | "^") =>
  (run: Runtime, call: Call): Value => {
    const result = combine(operator)(run, call);
    if (result.kind === "set" && result !== call.get("self")) {
      const members = [...result.entries];
      own(call).entries.clear();
      for (const [key, item] of members) own(call).entries.set(key, item);
    }
    return none;
  };

const shared: Table = {
  "union(self, *others)": combine("|"),
  "intersection(self, *others)": combine("&"),
  "difference(self, *others)": combine("-"),
  "symmetric_difference(self, *others)": combine("^"),
  "issubset(self, other)": (run, call) => compare(run, "<=", call.get("self"), asSet(run, call.get("other"))),
  "issuperset(self, other)": (run, call) => compare(run, ">=", call.get("self"), asSet(run, call.get("other"))),
  "isdisjoint(self, other)": (run, call) => {
    const other = asSet(run, call.get("other"));
    return bool([...own(call).entries.keys()].every((key) => !other.entries.has(key)));
  },
  "copy(self)": (_, call) => ({ ...own(call), entries: new Map(own(call).entries) }),
  "__len__(self)": (_, call) => int(own(call).entries.size),
  "__contains__(self, item)": (run, call) => bool(own(call).entries.has(keyOf(run, call.get("item")))),
};

const changes: Table = {
  "add(self, item)": (run, call) => {
    addMember(run, own(call), call.get("item"));
    return none;
  },
  "discard(self, item)": (run, call) => {
    own(call).entries.delete(keyOf(run, call.get("item")));
    return none;
  },
  "remove(self, item)": (run, call) => {
    if (!own(call).entries.delete(keyOf(run, call.get("item"))))
      throw keyFault(call.get("item"), reprOf(run, call.get("item")));
    return none;
  },
  "pop(self)": (_, call) => {
    const [first] = own(call).entries;
    if (first === undefined) throw fault("KeyError", "'pop from an empty set'");
    own(call).entries.delete(first[0]);
    return first[1];
  },
  "clear(self)": (_, call) => {
    own(call).entries.clear();
    return none;
  },
  "update(self, *others)": replace("|"),
  "intersection_update(self, *others)": replace("&"),
  "difference_update(self, *others)": replace("-"),
  "symmetric_difference_update(self, *others)": replace("^"),
};

function own(call: Call): SetValue {
  const value = call.get("self");
  if (value.kind === "set") return value;
  throw fault("TypeError", `descriptor requires a 'set' object, not '${typeOf(value).name}'`);
}

function asSet(run: Runtime, value: Value): SetValue {
  return value.kind === "set" ? value : setFrom(run, iterate(run, value));
}
