/** `re`, on JavaScript's regular expressions: enough for names and options. */

import { toInt, toText } from "../conversions";
import { equipped, members, type Table } from "../equip";
import { fault } from "../errors";
import { dictOf } from "../keys";
import type { LibraryModule } from "../library";
import { nativeClass } from "../natives";
import type { Runtime } from "../runtime";
import type { Call, InstanceValue, Value } from "../values";
import { bool, int, list, none, str, tuple } from "../values";

type Anchor = "search" | "match" | "fullmatch";

const usage: Table = {
  "search(pattern, string, flags=0)": (run, call) => find(run, call, "search"),
  "match(pattern, string, flags=0)": (run, call) => find(run, call, "match"),
  "fullmatch(pattern, string, flags=0)": (run, call) => find(run, call, "fullmatch"),
  "findall(pattern, string, flags=0)": (run, call) =>
    list(
      all(run, call).map((one) =>
        one.length === 1 ? str(one[0]) : one.length === 2 ? group(one, 1) : tuple(one.slice(1).map(text)),
      ),
    ),
  "finditer(pattern, string, flags=0)": (run, call) => list(all(run, call).map(matchValue)),
  "split(pattern, string, maxsplit=0, flags=0)": (run, call) =>
    list(
      toText(call.get("string"))
        .split(expression(run, call, "g"))
        .map(text),
    ),
  "sub(pattern, repl, string, count=0, flags=0)": (run, call) => substitute(run, call),
};

/** The pattern's own methods are the module's functions with the pattern first. */
const patternClass = equipped(
  nativeClass("re.Pattern"),
  Object.fromEntries(
    Object.entries(usage).map(([written, body]): [string, Table[string]] => [
      written.replace("(pattern", "(self").replace(", flags=0", ""),
      (run, call) =>
        body(run, {
          ...call,
          get: (name) => (name === "pattern" ? call.get("self") : name === "flags" ? int(0) : call.get(name)),
        }),
    ]),
  ),
);

const matchClass = equipped(nativeClass("re.Match"), {
  "group(self, *groups)": (_, call) => {
    const wanted = call.rest.length === 0 ? [int(0)] : call.rest;
    const found = wanted.map((one) => partOf(call.get("self"), one));
    return found.length === 1 ? (found[0] ?? none) : tuple(found);
  },
  "groups(self, default=None)": (_, call) => partOf(call.get("self"), str("groups")),
  "groupdict(self, default=None)": (_, call) => partOf(call.get("self"), str("groupdict")),
  "start(self)": (_, call) => partOf(call.get("self"), str("start")),
  "end(self)": (_, call) => partOf(call.get("self"), str("end")),
  "__getitem__(self, group)": (_, call) => partOf(call.get("self"), call.get("group")),
  "__bool__(self)": () => bool(true),
});

export const re: LibraryModule = {
  members: {
    IGNORECASE: int(2),
    I: int(2),
    MULTILINE: int(8),
    M: int(8),
    DOTALL: int(16),
    S: int(16),
    VERBOSE: int(64),
    X: int(64),
    Pattern: patternClass,
    Match: matchClass,
    ...members(
      {
        ...usage,
        "compile(pattern, flags=0)": (_, call) => compiled(call.get("pattern"), call.get("flags")),
        "escape(pattern)": (_, call) => str(toText(call.get("pattern")).replace(/[^\w\s]/g, "\\$&")),
      },
      "re.",
    ),
  },
};

function compiled(pattern: Value, flags: Value): Value {
  if (pattern.kind === "instance") return pattern;
  return {
    kind: "instance",
    type: patternClass,
    attributes: new Map<string, Value>([
      ["pattern", pattern],
      ["flags", flags],
    ]),
  };
}

function expression(run: Runtime, call: Call, more: string): RegExp {
  const pattern = call.get("pattern");
  const source = toText(pattern.kind === "instance" ? (pattern.attributes.get("pattern") ?? none) : pattern);
  const flags = toInt(
    run,
    pattern.kind === "instance" ? (pattern.attributes.get("flags") ?? int(0)) : call.get("flags"),
  );
  try {
    return new RegExp(
      source
        .replace(/\(\?P</g, "(?<")
        .replace(/\(\?P=(\w+)\)/g, "\\k<$1>")
        .replace(/\\A/g, "^")
        .replace(/\\Z/g, "$"),
      `${more}${flags & 2 ? "i" : ""}${flags & 8 ? "m" : ""}${flags & 16 ? "s" : ""}`,
    );
  } catch {
    throw fault("ValueError", `the preview cannot read the pattern '${source}'`);
  }
}

function find(run: Runtime, call: Call, anchor: Anchor): Value {
  const string = toText(call.get("string"));
  const found = expression(run, call, anchor === "search" ? "" : "y").exec(string);
  if (found === null || (anchor === "fullmatch" && found[0].length !== string.length)) return none;
  return matchValue(found);
}

function all(run: Runtime, call: Call): readonly RegExpMatchArray[] {
  return [...toText(call.get("string")).matchAll(expression(run, call, "g"))];
}

function substitute(run: Runtime, call: Call): Value {
  const replacement = call.get("repl");
  let left = toInt(run, call.get("count")) || Number.POSITIVE_INFINITY;
  const string = toText(call.get("string"));
  let result = "";
  let at = 0;
  for (const found of all(run, call)) {
    if (left-- <= 0) break;
    const fresh =
      replacement.kind === "str"
        ? replacement.value.replace(/\\(\d)|\\g<(\w+)>/g, (_, digit, name) =>
            toTextOrEmpty(partOf(matchValue(found), groupName(digit ?? name))),
          )
        : toText(run.call(replacement, [matchValue(found)]));
    result += string.slice(at, found.index) + fresh;
    at = (found.index ?? 0) + found[0].length;
  }
  return str(result + string.slice(at));
}

function matchValue(found: RegExpMatchArray): InstanceValue {
  const attributes = new Map<string, Value>(found.map((one, index) => [String(index), text(one)]));
  for (const [name, one] of Object.entries(found.groups ?? {})) attributes.set(name, text(one));
  attributes.set("groups", tuple(found.slice(1).map(text)));
  attributes.set("groupdict", dictOf(Object.entries(found.groups ?? {}).map(([name, one]) => [name, text(one)])));
  attributes.set("start", int(found.index ?? 0));
  attributes.set("end", int((found.index ?? 0) + found[0].length));
  return { kind: "instance", type: matchClass, attributes };
}

function partOf(match: Value, name: Value): Value {
  const key = name.kind === "int" ? String(name.value) : toText(name);
  const found = match.kind === "instance" ? match.attributes.get(key) : undefined;
  if (found === undefined) throw fault("IndexError", "no such group");
  return found;
}

function groupName(written: string): Value {
  return /^\d+$/.test(written) ? int(Number(written)) : str(written);
}

function group(found: RegExpMatchArray, index: number): Value {
  return text(found[index]);
}

function text(value: string | undefined): Value {
  return value === undefined ? none : str(value);
}

function toTextOrEmpty(value: Value): string {
  return value.kind === "str" ? value.value : "";
}
