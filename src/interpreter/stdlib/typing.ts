/** `typing` and `collections.abc`: names that a program writes in annotations, subclasses, and now and then asks `isinstance` of. */

import { findMethod } from "../attributes";
import { isCallable } from "../builtins/objects";
import { members } from "../equip";
import { dictOf } from "../keys";
import type { LibraryModule } from "../library";
import { defaultDictClass, orderedDictClass } from "../methods/dicts";
import * as natives from "../natives";
import { builtin, type Runtime } from "../runtime";
import type { ClassValue, TokenValue, Value } from "../values";
import { bool, none } from "../values";
import { namedTupleBase } from "./namedTuples";

type Check = (run: Runtime, value: Value) => boolean;

const has =
  (method: string): Check =>
  (run, value) =>
    findMethod(run, value, method) !== undefined;
const isKind =
  (...kinds: readonly Value["kind"][]): Check =>
  (_, value) =>
    kinds.includes(value.kind);
const either =
  (...checks: readonly Check[]): Check =>
  (run, value) =>
    checks.some((check) => check(run, value));

const sequence = isKind("list", "tuple", "str", "range");
const iterable = either(isKind("list", "tuple", "str", "range", "dict", "set", "iterator", "tensor"), has("__iter__"));

/** What `isinstance(x, Sequence)` and its like ask. */
const checks: Readonly<Record<string, Check>> = {
  Sequence: sequence,
  MutableSequence: isKind("list"),
  Mapping: isKind("dict"),
  MutableMapping: isKind("dict"),
  Iterable: iterable,
  Iterator: either(isKind("iterator"), has("__next__")),
  Generator: (_, value) => value.kind === "iterator" && value.name === "generator",
  Collection: either(isKind("list", "tuple", "str", "range", "dict", "set"), has("__contains__")),
  Container: either(isKind("list", "tuple", "str", "range", "dict", "set"), has("__contains__")),
  Sized: either(isKind("list", "tuple", "str", "range", "dict", "set", "tensor"), has("__len__")),
  Hashable: (_, value) => value.kind !== "list" && value.kind !== "dict" && value.kind !== "set",
  Callable: (run, value) => isCallable(run, value),
  Awaitable: () => false,
  Coroutine: () => false,
  AsyncIterator: () => false,
  AsyncIterable: () => false,
  Reversible: isKind("list", "tuple", "dict", "range"),
  ByteString: () => false,
};

const abstractClasses: Readonly<Record<string, ClassValue>> = {
  ...Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, checkedClass(name, check)])),
  Set: checkedClass("Set", isKind("set")),
  MutableSet: checkedClass("MutableSet", isKind("set")),
  KeysView: checkedClass("KeysView", isKind("set")),
  ValuesView: checkedClass("ValuesView", isKind("list")),
  ItemsView: checkedClass("ItemsView", isKind("list")),
};

export const collectionsAbc: LibraryModule = { members: abstractClasses };

/** A class whose instances are told by what they can do. */
export function checkedClass(name: string, check: Check): ClassValue {
  const made = natives.nativeClass(name);
  made.attributes.set(
    "__instancecheck__",
    builtin(`${name}.__instancecheck__`, "instance", (run, call) => bool(check(run, call.get("instance")))),
  );
  return made;
}

const tokens = [
  "Any",
  "Union",
  "Optional",
  "Literal",
  "Final",
  "ClassVar",
  "Annotated",
  "NoReturn",
  "Never",
  "Self",
  "TypeAlias",
  "TypeGuard",
  "Concatenate",
  "Unpack",
  "Required",
  "NotRequired",
  "LiteralString",
  "AnyStr",
  "Text",
  "IO",
  "TextIO",
  "BinaryIO",
  "Pattern",
  "Match",
  "ForwardRef",
];

export const typing: LibraryModule = {
  members: {
    ...abstractClasses,
    ...Object.fromEntries(tokens.map((name) => [name, token(name)])),
    // What checkers import is what lazy packages hand out later; nothing runs until a name is needed.
    TYPE_CHECKING: bool(true),
    List: natives.listClass,
    Dict: natives.dictClass,
    Tuple: natives.tupleClass,
    Set: natives.setClass,
    FrozenSet: natives.frozensetClass,
    Type: natives.typeClass,
    DefaultDict: defaultDictClass,
    OrderedDict: orderedDictClass,
    Generic: natives.nativeClass("Generic"),
    Protocol: natives.protocolClass,
    TypedDict: natives.nativeClass("TypedDict", [natives.dictClass]),
    NamedTuple: namedTupleBase,
    SupportsFloat: checkedClass("SupportsFloat", isKind("int", "float", "bool", "traced", "tensor")),
    SupportsInt: checkedClass("SupportsInt", isKind("int", "float", "bool", "traced", "tensor")),
    ...members(
      {
        "TypeVar(name, *constraints, **options)": (_, call) => token(nameIn(call.get("name"))),
        "ParamSpec(name, **options)": (_, call) => token(nameIn(call.get("name"))),
        "TypeVarTuple(name, **options)": (_, call) => token(nameIn(call.get("name"))),
        "NewType(name, tp)": (_, call) => call.get("tp"),
        "cast(typ, val)": (_, call) => call.get("val"),
        "get_type_hints(obj, **options)": () => dictOf([]),
        "assert_never(arg)": () => none,
        "overload(func)": (_, call) => call.get("func"),
        "final(f)": (_, call) => call.get("f"),
        "override(method)": (_, call) => call.get("method"),
        "no_type_check(arg)": (_, call) => call.get("arg"),
        "runtime_checkable(cls)": (_, call) => call.get("cls"),
      },
      "typing.",
    ),
  },
};

function token(name: string): TokenValue {
  return { kind: "token", family: "typing", name };
}

function nameIn(value: Value): string {
  return value.kind === "str" ? value.value : "T";
}
