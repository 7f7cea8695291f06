/** The methods of `list` and `tuple`. */

import { sortedItems } from "../builtins/sequences";
import { adoptInto } from "../classes";
import { isTrue, toInt } from "../conversions";
import { areEqual, contains } from "../equality";
import { equip, type Table } from "../equip";
import { fault } from "../errors";
import { deleteItem, getItem, setItem } from "../indexing";
import { iterate, lengthOf, listIterator } from "../iteration";
import { listClass, tupleClass, typeOf } from "../natives";
import type { Runtime } from "../runtime";
import type { Call, ListValue, Value } from "../values";
import { bool, int, none } from "../values";

export function equipLists(): void {
  equip(listClass, { ...shared, ...changes });
  equip(tupleClass, {
    ...shared,
    "__new__(cls, iterable=())": (run, call) =>
      adoptInto(call.get("cls"), { kind: "tuple", items: [...iterate(run, call.get("iterable"))] }),
  });
}

const shared: Table = {
  "index(self, value, start=0)": (run, call) => {
    const start = toInt(run, call.get("start"));
    const at = own(call).items.findIndex((item, index) => index >= start && areEqual(run, item, call.get("value")));
    if (at < 0) throw fault("ValueError", "value is not in list");
    return int(at);
  },
  "count(self, value)": (run, call) =>
    int(own(call).items.filter((item) => areEqual(run, item, call.get("value"))).length),
  "__len__(self)": (_, call) => int(own(call).items.length),
  "__getitem__(self, index)": (run, call) => getItem(run, plain(call), call.get("index")),
  "__contains__(self, item)": (run, call) => bool(contains(run, plain(call), call.get("item"))),
  "__iter__(self)": (_, call) => listIterator("list_iterator", own(call).items),
};

const changes: Table = {
  "__new__(cls, *args, **kwargs)": (_, call) => adoptInto(call.get("cls"), { kind: "list", items: [] }),
  "__init__(self, iterable=())": (run, call) => {
    const items = iterate(run, call.get("iterable"));
    own(call).items.splice(0, own(call).items.length, ...items);
    return none;
  },
  "append(self, item)": (_, call) => {
    own(call).items.push(call.get("item"));
    return none;
  },
  "extend(self, iterable)": (run, call) => {
    own(call).items.push(...iterate(run, call.get("iterable")));
    return none;
  },
  "insert(self, index, item)": (run, call) => {
    own(call).items.splice(toInt(run, call.get("index")), 0, call.get("item"));
    return none;
  },
  "pop(self, index=-1)": (run, call) => pop(run, own(call), toInt(run, call.get("index"))),
  "remove(self, value)": (run, call) => {
    const at = own(call).items.findIndex((item) => areEqual(run, item, call.get("value")));
    if (at < 0) throw fault("ValueError", "list.remove(x): x not in list");
    own(call).items.splice(at, 1);
    return none;
  },
  "clear(self)": (_, call) => {
    own(call).items.length = 0;
    return none;
  },
  "copy(self)": (_, call) => ({ kind: "list", items: [...own(call).items] }),
  "reverse(self)": (_, call) => {
    own(call).items.reverse();
    return none;
  },
  "sort(self, *, key=None, reverse=False)": (run, call) => {
    const { items } = own(call);
    items.splice(0, items.length, ...sortedItems(run, [...items], call.get("key"), isTrue(run, call.get("reverse"))));
    return none;
  },
  "__setitem__(self, index, value)": (run, call) => {
    setItem(run, plain(call), call.get("index"), call.get("value"));
    return none;
  },
  "__delitem__(self, index)": (run, call) => {
    deleteItem(run, plain(call), call.get("index"));
    return none;
  },
};

function own(call: Call): ListValue {
  const value = call.get("self");
  if (value.kind === "list" || value.kind === "tuple") return value;
  throw fault("TypeError", `descriptor requires a 'list' object, not '${typeOf(value).name}'`);
}

/** The same items without the subclass, whose own methods would only come back here. */
function plain(call: Call): Value {
  const { kind, items } = own(call);
  return { kind, items };
}

function pop(run: Runtime, self: ListValue, index: number): Value {
  const length = lengthOf(run, { kind: "list", items: self.items });
  const at = index < 0 ? index + length : index;
  const [item] = at < 0 ? [] : self.items.splice(at, 1);
  if (item === undefined) throw fault("IndexError", length === 0 ? "pop from empty list" : "pop index out of range");
  return item;
}
