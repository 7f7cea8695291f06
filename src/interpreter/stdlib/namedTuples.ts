/** Tuples with names: `collections.namedtuple` and classes that extend `typing.NamedTuple`. */

import { toText } from "../conversions";
import { equip, members } from "../equip";
import { fault } from "../errors";
import { iterate } from "../iteration";
import { dictOf } from "../keys";
import { nativeClass, tupleClass } from "../natives";
import { builtin } from "../runtime";
import { bindArguments, createSignature } from "../signature";
import type { ClassValue, ListValue, Value } from "../values";
import { none, str, tuple } from "../values";

export const namedTupleFunctions = members(
  {
    "namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)": (run, call) => {
      const written = call.get("field_names");
      const fields =
        written.kind === "str"
          ? written.value.split(/[\s,]+/).filter((one) => one !== "")
          : iterate(run, written).map(toText);
      const given = call.get("defaults").kind === "none" ? [] : iterate(run, call.get("defaults"));
      const defaults = fields.map((_, index) => given[index - fields.length + given.length]);
      return namedTupleClass(toText(call.get("typename")), fields, defaults);
    },
  },
  "collections.",
);

export function namedTupleClass(
  name: string,
  fields: readonly string[],
  defaults: readonly (Value | undefined)[] = [],
): ClassValue {
  const made = nativeClass(name, [tupleClass]);
  complete(made, fields, defaults);
  return made;
}

/** The base of `class Result(NamedTuple)`: fields are the annotations, in order. Called, it makes the class from (name, type) pairs. */
export const namedTupleBase: ClassValue = nativeClass("NamedTuple", [tupleClass]);
namedTupleBase.attributes.set(
  "__new__",
  builtin("NamedTuple.__new__", "cls, typename, fields", (run, call) =>
    namedTupleClass(
      toText(call.get("typename")),
      iterate(run, call.get("fields")).map((pair) => toText(iterate(run, pair)[0] ?? none)),
    ),
  ),
);
namedTupleBase.attributes.set(
  "__init_subclass__",
  builtin("NamedTuple.__init_subclass__", "cls, **options", (_, call) => {
    const type = call.get("cls");
    if (type.kind !== "class") return none;
    const annotations = type.attributes.get("__annotations__");
    const fields =
      annotations?.kind === "dict" ? Array.from(annotations.entries.values(), ([name]) => toText(name)) : [];
    // A class of no fields has none; one that extends another's fields keeps those.
    if (fields.length > 0 || !type.order.some((base) => base.attributes.has("_fields")))
      complete(
        type,
        fields,
        fields.map((name) => type.attributes.get(name)),
      );
    return none;
  }),
);

function complete(type: ClassValue, fields: readonly string[], defaults: readonly (Value | undefined)[]): void {
  const signature = createSignature([
    { name: "cls", form: "positional" },
    ...fields.map((name) => ({ name, form: "plain" as const })),
  ]);
  const create = (of: ClassValue, items: Value[]): ListValue => ({ kind: "tuple", items, type: of, fields });
  for (const name of fields) type.attributes.delete(name);
  type.attributes.set("_fields", tuple(fields.map(str)));
  type.attributes.set("__match_args__", tuple(fields.map(str)));
  type.attributes.set(
    "__new__",
    builtin(type.name, "*args, **kwargs", (_, call) => {
      const bound = bindArguments(
        type.name,
        signature,
        (index) => defaults[index - 1] !== undefined,
        call.rest,
        call.keywords,
      );
      const [of = none, ...items] = bound.slots;
      return create(
        of.kind === "class" ? of : type,
        items.map((item, index) => item ?? defaults[index] ?? none),
      );
    }),
  );
  equip(type, {
    "_make(iterable)": (run, call) => create(type, [...iterate(run, call.get("iterable"))]),
    "_asdict(self)": (_, call) => dictOf(fields.map((name, index) => [name, itemsOf(call.get("self"))[index] ?? none])),
    "_replace(self, **changes)": (_, call) => {
      for (const name of call.keywords.keys()) {
        if (!fields.includes(name)) throw fault("ValueError", `Got unexpected field names: ['${name}']`);
      }
      return create(
        type,
        itemsOf(call.get("self")).map((item, index) => call.keywords.get(fields[index] ?? "") ?? item),
      );
    },
  });
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === "tuple" ? value.items : [];
}
