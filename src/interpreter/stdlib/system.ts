/** `os`, `sys`, `time`, `string` and `numbers`, as far as a loss may lean on them: constants, and answers of an empty machine. */

import { toText } from "../conversions";
import { members } from "../equip";
import { dictOf } from "../keys";
import type { LibraryModule } from "../library";
import { nativeClass } from "../natives";
import { builtin } from "../runtime";
import type { InstanceValue, Value } from "../values";
import { bool, float, int, list, none, str, tuple } from "../values";
import { annotatedType } from "./annotations";
import { namedTupleClass } from "./namedTuples";
import { checkedClass } from "./typing";

const isNumber =
  (kinds: readonly Value["kind"][]) =>
  (_: unknown, value: Value): boolean =>
    kinds.includes(value.kind) || (value.kind === "traced" && (value.type !== "float" || kinds.includes("float")));

export const numbers: LibraryModule = {
  members: {
    Number: checkedClass("Number", isNumber(["int", "float", "bool"])),
    Complex: checkedClass("Complex", isNumber(["int", "float", "bool"])),
    Real: checkedClass("Real", isNumber(["int", "float", "bool"])),
    Rational: checkedClass("Rational", isNumber(["int", "bool"])),
    Integral: checkedClass("Integral", isNumber(["int", "bool"])),
  },
};

const versionFields = ["major", "minor", "micro", "releaselevel", "serial"];

export const sys: LibraryModule = {
  members: {
    version_info: {
      ...tuple([int(3), int(11), int(0), str("final"), int(0)]),
      type: namedTupleClass("version_info", versionFields),
      fields: versionFields,
    },
    version: str("3.11.0"),
    platform: str("linux"),
    maxsize: int(Number.MAX_SAFE_INTEGER),
    byteorder: str("little"),
    argv: list([str("")]),
    path: list([]),
    modules: dictOf([]),
    float_info: record("float_info", {
      epsilon: float(Number.EPSILON),
      max: float(Number.MAX_VALUE),
      min: float(2.2250738585072014e-308),
      dig: int(15),
    }),
    ...members(
      {
        "getrecursionlimit()": () => int(1000),
        "setrecursionlimit(limit)": () => none,
        "getsizeof(obj)": () => int(0),
      },
      "sys.",
    ),
  },
};

export const os: LibraryModule = {
  members: {
    environ: dictOf([]),
    sep: str("/"),
    name: str("posix"),
    R_OK: int(4),
    W_OK: int(2),
    X_OK: int(1),
    F_OK: int(0),
    ...members(
      {
        "getenv(key, default=None)": (_, call) => call.get("default"),
        "getcwd()": () => str("/"),
        "access(path, mode)": () => bool(true),
        "cpu_count()": () => int(1),
        "getpid()": () => int(1),
        "makedirs(name, **options)": () => none,
      },
      "os.",
    ),
  },
};

/** A place that an absent module knows is as good as any: nothing stands anywhere. */
function pathText(value: Value): string {
  return value.kind === "absent" || value.kind === "token" ? "" : toText(value);
}

export const osPath: LibraryModule = {
  members: members(
    {
      "join(*paths)": (_, call) =>
        str(
          call.rest
            .map(pathText)
            .reduce(
              (path, part) => (part.startsWith("/") || path === "" ? part : `${path.replace(/\/$/, "")}/${part}`),
              "",
            ),
        ),
      "exists(path)": () => bool(false),
      "isfile(path)": () => bool(false),
      "isdir(path)": () => bool(false),
      "basename(p)": (_, call) => str(pathText(call.get("p")).replace(/^.*\//s, "")),
      "dirname(p)": (_, call) => str(pathText(call.get("p")).replace(/\/?[^/]*$/, "")),
      "abspath(path)": (_, call) => call.get("path"),
      "realpath(path)": (_, call) => call.get("path"),
      "expanduser(path)": (_, call) => call.get("path"),
    },
    "os.path.",
  ),
};

const clock = () => float(0);

export const time: LibraryModule = {
  members: members(
    {
      "time()": clock,
      "perf_counter()": clock,
      "monotonic()": clock,
      "process_time()": clock,
      "sleep(secs)": () => none,
      "strftime(*args)": () => str(""),
    },
    "time.",
  ),
};

const lower = "abcdefghijklmnopqrstuvwxyz";

export const string: LibraryModule = {
  members: {
    ascii_lowercase: str(lower),
    ascii_uppercase: str(lower.toUpperCase()),
    ascii_letters: str(lower + lower.toUpperCase()),
    digits: str("0123456789"),
    hexdigits: str("0123456789abcdefABCDEF"),
    punctuation: str("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    whitespace: str(" \t\n\r\v\f"),
  },
};

/** What a `def` takes, for `inspect`; modules that the preview brings along, for `importlib`. */
export const interpreterModule: LibraryModule = {
  members: {
    annotated_type: builtin("annotated_type", "function", (run, call) => annotatedType(run, call.get("function"))),
    find_library: builtin("find_library", "name", (run, call) => {
      const importer = { module: "importlib", path: undefined, isPackage: false, isUser: false };
      return run.importModule(toText(call.get("name")), importer, 0) ?? none;
    }),
    parameters_of: builtin("parameters_of", "callable", (run, call) => {
      let callable = call.get("callable");
      if (callable.kind === "class")
        callable = { kind: "method", self: none, callable: asFunction(run.attribute(callable, "__init__")) };
      const inner = callable.kind === "method" ? callable.callable : callable;
      if (inner.kind !== "function") return list([]);
      const parameters = inner.definition.parameters.slice(callable.kind === "method" ? 1 : 0);
      const skipped = inner.definition.parameters.length - parameters.length;
      return list(
        parameters.map(({ name, form }, index) => {
          const initial = inner.defaults[index + skipped];
          return tuple([str(name), str(kinds[form]), initial === undefined ? tuple([]) : tuple([initial])]);
        }),
      );
    }),
  },
};

const kinds = {
  plain: "POSITIONAL_OR_KEYWORD",
  positional: "POSITIONAL_ONLY",
  variadic: "VAR_POSITIONAL",
  keyword: "KEYWORD_ONLY",
  keywords: "VAR_KEYWORD",
} as const;

function asFunction(value: Value): Extract<Value, { readonly kind: "function" | "builtin" }> {
  return value.kind === "function" || value.kind === "builtin" ? value : builtin("__init__", undefined, () => none);
}

function record(name: string, fields: Readonly<Record<string, Value>>): InstanceValue {
  return { kind: "instance", type: nativeClass(name), attributes: new Map(Object.entries(fields)) };
}
