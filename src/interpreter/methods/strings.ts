/** The methods of `str` and `bytes`. */

import { adoptInto } from "../classes";
import { toInt, toNumber, toText } from "../conversions";
import { equip, type Table } from "../equip";
import { fault } from "../errors";
import { textOf } from "../formatting";
import { slicePositions } from "../indexing";
import { iterate, lengthOf } from "../iteration";
import { bytesClass, strClass } from "../natives";
import { formatText, parseSpec } from "../numberFormat";
import { braceFormat } from "../percentFormat";
import type { Runtime } from "../runtime";
import type { Call, Value } from "../values";
import { bool, int, list, str, tuple } from "../values";

export function equipStrings(): void {
  equip(strClass, { ...construction, ...cases, ...tests, ...searches, ...parts, ...layouts });
  equip(bytesClass, { "decode(self, encoding='utf-8', errors='strict')": (_, call) => call.get("self") });
}

const self = (call: Call): string => toText(call.get("self"));
const text =
  (change: (own: string) => string) =>
  (_run: Runtime, call: Call): Value =>
    str(change(self(call)));
const test =
  (holds: (own: string) => boolean) =>
  (_run: Runtime, call: Call): Value =>
    bool(holds(self(call)));

const construction: Table = {
  "__new__(cls, object='', encoding=None, errors=None)": (run, call) =>
    adoptInto(call.get("cls"), str(textOf(run, call.get("object")))),
  "format(self, *args, **kwargs)": (run, call) => str(braceFormat(run, self(call), call.rest, call.keywords)),
  "format_map(self, mapping)": (run, call) => {
    const mapping = call.get("mapping");
    const entries = mapping.kind === "dict" ? [...mapping.entries.values()] : [];
    return str(braceFormat(run, self(call), [], new Map(entries.map(([key, value]) => [toText(key), value]))));
  },
  "join(self, iterable)": (run, call) => str(iterate(run, call.get("iterable")).map(toText).join(self(call))),
  "encode(self, encoding='utf-8', errors='strict')": (_, call) => call.get("self"),
  "__len__(self)": (run, call) => int(lengthOf(run, call.get("self"))),
  "__contains__(self, item)": (_, call) => bool(self(call).includes(toText(call.get("item")))),
};

const cases: Table = {
  "upper(self)": text((own) => own.toUpperCase()),
  "lower(self)": text((own) => own.toLowerCase()),
  "casefold(self)": text((own) => own.toLowerCase()),
  "capitalize(self)": text((own) => own.slice(0, 1).toUpperCase() + own.slice(1).toLowerCase()),
  "title(self)": text((own) =>
    own.toLowerCase().replace(/\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
  ),
  "swapcase(self)": text((own) =>
    Array.from(own, (char) => (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase())).join(""),
  ),
};

const tests: Table = {
  "isdigit(self)": test((own) => /^\p{Nd}+$/u.test(own)),
  "isdecimal(self)": test((own) => /^\p{Nd}+$/u.test(own)),
  "isnumeric(self)": test((own) => /^\p{N}+$/u.test(own)),
  "isalpha(self)": test((own) => /^\p{L}+$/u.test(own)),
  "isalnum(self)": test((own) => /^[\p{L}\p{N}]+$/u.test(own)),
  "isspace(self)": test((own) => /^\s+$/.test(own)),
  "isupper(self)": test((own) => own !== own.toLowerCase() && own === own.toUpperCase()),
  "islower(self)": test((own) => own !== own.toUpperCase() && own === own.toLowerCase()),
  "isidentifier(self)": test((own) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(own)),
  "startswith(self, prefix, start=None, end=None)": (run, call) =>
    bool(options(call.get("prefix")).some((one) => window(run, call).startsWith(one))),
  "endswith(self, suffix, start=None, end=None)": (run, call) =>
    bool(options(call.get("suffix")).some((one) => window(run, call).endsWith(one))),
};

const searches: Table = {
  "find(self, sub, start=0)": (run, call) =>
    int(self(call).indexOf(toText(call.get("sub")), toNumber(run, call.get("start")))),
  "rfind(self, sub)": (_, call) => int(self(call).lastIndexOf(toText(call.get("sub")))),
  "index(self, sub)": (_, call) => found(self(call).indexOf(toText(call.get("sub")))),
  "rindex(self, sub)": (_, call) => found(self(call).lastIndexOf(toText(call.get("sub")))),
  "count(self, sub)": (_, call) => {
    const sub = toText(call.get("sub"));
    return int(sub === "" ? self(call).length + 1 : self(call).split(sub).length - 1);
  },
};

const parts: Table = {
  "split(self, sep=None, maxsplit=-1)": (run, call) =>
    list(split(self(call), separator(call), toInt(run, call.get("maxsplit"))).map(str)),
  "rsplit(self, sep=None, maxsplit=-1)": (run, call) =>
    list(splitFromRight(self(call), separator(call), toInt(run, call.get("maxsplit"))).map(str)),
  "splitlines(self, keepends=False)": (_, call) =>
    list(
      self(call)
        .replace(/\r?\n$/, "")
        .split(/\r?\n/)
        .filter((one, _, all) => one !== "" || all.length > 1)
        .map(str),
    ),
  "partition(self, sep)": (_, call) => {
    const sep = toText(call.get("sep"));
    const at = self(call).indexOf(sep);
    return tuple(
      (at < 0 ? [self(call), "", ""] : [self(call).slice(0, at), sep, self(call).slice(at + sep.length)]).map(str),
    );
  },
  "rpartition(self, sep)": (_, call) => {
    const sep = toText(call.get("sep"));
    const at = self(call).lastIndexOf(sep);
    return tuple(
      (at < 0 ? ["", "", self(call)] : [self(call).slice(0, at), sep, self(call).slice(at + sep.length)]).map(str),
    );
  },
  "replace(self, old, new, count=-1)": (run, call) => {
    const count = toInt(run, call.get("count"));
    const [old, fresh] = [toText(call.get("old")), toText(call.get("new"))];
    if (count < 0) return str(self(call).split(old).join(fresh));
    const pieces = split(self(call), old, count);
    return str(pieces.join(fresh));
  },
  "strip(self, chars=None)": (_, call) => str(strip(self(call), call.get("chars"), true, true)),
  "lstrip(self, chars=None)": (_, call) => str(strip(self(call), call.get("chars"), true, false)),
  "rstrip(self, chars=None)": (_, call) => str(strip(self(call), call.get("chars"), false, true)),
  "removeprefix(self, prefix)": (_, call) => {
    const prefix = toText(call.get("prefix"));
    return str(self(call).startsWith(prefix) ? self(call).slice(prefix.length) : self(call));
  },
  "removesuffix(self, suffix)": (_, call) => {
    const suffix = toText(call.get("suffix"));
    return str(suffix !== "" && self(call).endsWith(suffix) ? self(call).slice(0, -suffix.length) : self(call));
  },
};

const layouts: Table = {
  "ljust(self, width, fillchar=' ')": (run, call) =>
    str(self(call).padEnd(toInt(run, call.get("width")), toText(call.get("fillchar")))),
  "rjust(self, width, fillchar=' ')": (run, call) =>
    str(self(call).padStart(toInt(run, call.get("width")), toText(call.get("fillchar")))),
  "center(self, width, fillchar=' ')": (run, call) =>
    str(
      formatText(self(call), {
        ...parseSpec("^"),
        fill: toText(call.get("fillchar")),
        width: toInt(run, call.get("width")),
      }),
    ),
  "zfill(self, width)": (run, call) => {
    const [sign, digits] = /^[+-]/.test(self(call)) ? [self(call).slice(0, 1), self(call).slice(1)] : ["", self(call)];
    return str(sign + digits.padStart(toInt(run, call.get("width")) - sign.length, "0"));
  },
  "expandtabs(self, tabsize=8)": (run, call) =>
    str(self(call).replaceAll("\t", " ".repeat(toInt(run, call.get("tabsize"))))),
};

function options(value: Value): readonly string[] {
  return value.kind === "tuple" ? value.items.map(toText) : [toText(value)];
}

function window(run: Runtime, call: Call): string {
  const own = self(call);
  const positions = slicePositions(
    run,
    { kind: "slice", lower: call.get("start"), upper: call.get("end"), step: { kind: "none" } },
    own.length,
  );
  return positions.map((at) => own.charAt(at)).join("");
}

function found(at: number): Value {
  if (at < 0) throw fault("ValueError", "substring not found");
  return int(at);
}

function separator(call: Call): string | undefined {
  const sep = call.get("sep");
  if (sep.kind === "none") return undefined;
  if (toText(sep) === "") throw fault("ValueError", "empty separator");
  return toText(sep);
}

function split(own: string, sep: string | undefined, most: number): string[] {
  const pieces =
    sep === undefined
      ? own
          .trim()
          .split(/\s+/)
          .filter((piece) => piece !== "")
      : own.split(sep);
  if (most < 0 || pieces.length <= most + 1) return pieces;
  if (sep !== undefined) return [...pieces.slice(0, most), pieces.slice(most).join(sep)];
  const match = new RegExp(`^\\s*((?:\\S+\\s+){${most}})(.*)$`, "s").exec(own);
  return [
    ...(match?.[1] ?? "")
      .trim()
      .split(/\s+/)
      .filter((piece) => piece !== ""),
    match?.[2] ?? "",
  ];
}

function splitFromRight(own: string, sep: string | undefined, most: number): string[] {
  const pieces = sep === undefined ? own.trim().split(/\s+/) : own.split(sep);
  if (most < 0 || pieces.length <= most + 1) return pieces;
  const at = pieces.length - most;
  return [pieces.slice(0, at).join(sep ?? " "), ...pieces.slice(at)];
}

function strip(own: string, chars: Value, left: boolean, right: boolean): string {
  const drops =
    chars.kind === "none" ? (char: string) => /\s/.test(char) : (char: string) => toText(chars).includes(char);
  let start = 0;
  let end = own.length;
  while (left && start < end && drops(own.charAt(start))) start++;
  while (right && end > start && drops(own.charAt(end - 1))) end--;
  return own.slice(start, end);
}
