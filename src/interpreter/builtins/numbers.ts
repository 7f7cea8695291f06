/** Built-in functions and constructors of numbers. */

import { findMethod, needed } from "../attributes";
import { adoptInto } from "../classes";
import { isTrue, toInt, toNumber } from "../conversions";
import { equip, equipProperties, type Table } from "../equip";
import { fault } from "../errors";
import { iterate } from "../iteration";
import { boolClass, complexClass, floatClass, intClass, typeOf } from "../natives";
import { toFixed } from "../numberFormat";
import { roundHalfEven } from "../numbers";
import { binary } from "../operators";
import type { Runtime } from "../runtime";
import { castTo, nodeOf, tracedBinary, tracedChoice, tracedFloat, tracedWhole } from "../tracedNumbers";
import type { Call, TracedNumber, Value } from "../values";
import { bool, float, int, tuple } from "../values";

export const numberFunctions: Table = {
  "abs(x)": (run, call) => absolute(run, call.get("x")),
  "round(number, ndigits=None)": (run, call) => round(run, call.get("number"), call.get("ndigits")),
  "pow(base, exp, mod=None)": (run, call) => {
    const power = binary(run, "**", call.get("base"), call.get("exp"));
    return call.get("mod").kind === "none" ? power : binary(run, "%", power, call.get("mod"));
  },
  "divmod(x, y)": (run, call) =>
    tuple([binary(run, "//", call.get("x"), call.get("y")), binary(run, "%", call.get("x"), call.get("y"))]),
  "sum(iterable, start=0)": (run, call) =>
    iterate(run, call.get("iterable")).reduce((total, item) => binary(run, "+", total, item), call.get("start")),
  "min(*args, key=None, default=...)": (run, call) => extreme(run, call, false),
  "max(*args, key=None, default=...)": (run, call) => extreme(run, call, true),
  "bin(x)": (run, call) => radix(run, call, 2, "0b"),
  "hex(x)": (run, call) => radix(run, call, 16, "0x"),
  "oct(x)": (run, call) => radix(run, call, 8, "0o"),
};

export function equipNumbers(): void {
  equip(intClass, {
    "__new__(cls, x=0, base=10)": (run, call) =>
      adoptInto(call.get("cls"), toIntValue(run, call.get("x"), toInt(run, call.get("base")))),
    "bit_length(self)": (run, call) => int(Math.floor(Math.log2(Math.abs(toNumber(run, call.get("self"))) || 0.5)) + 1),
    "is_integer(self)": () => bool(true),
    "conjugate(self)": (_, call) => call.get("self"),
    "__index__(self)": (_, call) => call.get("self"),
    "__int__(self)": (_, call) => call.get("self"),
    "__float__(self)": (run, call) => toFloatValue(run, call.get("self")),
  });
  equip(floatClass, {
    "__new__(cls, x=0)": (run, call) => adoptInto(call.get("cls"), toFloatValue(run, call.get("x"))),
    "is_integer(self)": (run, call) => bool(Number.isInteger(toNumber(run, call.get("self")))),
    "conjugate(self)": (_, call) => call.get("self"),
    "__float__(self)": (_, call) => call.get("self"),
    "__int__(self)": (run, call) => toIntValue(run, call.get("self"), 10),
  });
  for (const type of [intClass, floatClass]) {
    equipProperties(type, {
      real: (_, self) => self,
      imag: () => int(0),
      numerator: (_, self) => self,
      denominator: () => int(1),
    });
  }
  // NumPy's scalars are plain numbers here, and answer as such
  for (const type of [intClass, floatClass]) {
    equip(type, {
      "item(self)": (_, call) => call.get("self"),
      "tolist(self)": (_, call) => call.get("self"),
      "astype(self, dtype, copy=True)": (run, call) => run.call(call.get("dtype"), [call.get("self")]),
    });
  }
  equip(boolClass, { "__new__(cls, x=False)": (run, call) => toBoolValue(run, call.get("x")) });
  equip(complexClass, {
    "__new__(cls, real=0, imag=0)": (run, call) => {
      const modules = ["torch._complex", "numpy._complex", "jax.numpy._complex"];
      const [made] = modules.flatMap((name) => run.imported(name, "Complex") ?? []);
      if (made === undefined) throw fault("NotImplementedError", "the preview does not follow complex numbers");
      return run.call(made, [call.get("real"), call.get("imag")]);
    },
  });
}

export function toFloatValue(run: Runtime, value: Value): Value {
  switch (value.kind) {
    case "float":
      return value;
    case "int":
      return { ...value, kind: "float" };
    case "bool":
      return float(Number(value.value));
    case "traced":
      return value.type === "float" ? value : { ...value, type: "float", node: nodeOf(run, value, "float") };
    case "tensor":
      return run.asNumber(value, "float");
    case "str":
      return float(parseFloatText(value.value));
    default:
      return viaMethods(
        run,
        value,
        ["__float__", "__index__"],
        (one) => toFloatValue(run, one),
        "float() argument must be a string or a real number",
      );
  }
}

function toIntValue(run: Runtime, value: Value, base: number): Value {
  switch (value.kind) {
    case "int":
      return value;
    case "bool":
      return int(Number(value.value));
    case "float":
      if (Number.isNaN(value.value)) throw fault("ValueError", "cannot convert float NaN to integer");
      if (!Number.isFinite(value.value)) throw fault("OverflowError", "cannot convert float infinity to integer");
      return int(Math.trunc(value.value) + 0);
    case "traced":
      return tracedWhole(run, "trunc", value);
    case "tensor": {
      const number = run.asNumber(value, "float");
      return toIntValue(run, number, base);
    }
    case "str":
      return int(parseIntText(value.value, base));
    default:
      return viaMethods(
        run,
        value,
        ["__int__", "__index__", "__trunc__"],
        (one) => toIntValue(run, one, base),
        "int() argument must be a string or a real number",
      );
  }
}

/** The truth of a traced number is one more traced number: nothing is decided yet. */
function toBoolValue(run: Runtime, value: Value): Value {
  if (value.kind !== "traced") return bool(isTrue(run, value));
  return value.type === "bool" ? value : { kind: "traced", type: "bool", node: castTo(run, value.node, "bool") };
}

function viaMethods(
  run: Runtime,
  value: Value,
  names: readonly string[],
  convert: (value: Value) => Value,
  complaint: string,
): Value {
  if (value.kind === "absent") throw needed(value);
  if (value.kind === "instance" && value.primitive !== undefined) return convert(value.primitive);
  for (const name of names) {
    const method = findMethod(run, value, name);
    if (method !== undefined) return convert(run.call(method, []));
  }
  throw fault("TypeError", `${complaint}, not '${typeOf(value).name}'`);
}

export function absolute(run: Runtime, value: Value): Value {
  switch (value.kind) {
    case "int":
    case "float":
      return { kind: value.kind, value: Math.abs(value.value) };
    case "bool":
      return int(Number(value.value));
    case "traced": {
      if (value.type === "float") return tracedFloat(run, "abs", value);
      return { kind: "traced", type: "int", node: run.graph.apply("abs", [nodeOf(run, value, "int")], {}) };
    }
    case "tensor":
      return run.call(run.attribute(value, "abs"), []);
    default: {
      const method = findMethod(run, value, "__abs__");
      if (method !== undefined) return run.call(method, []);
      if (value.kind === "absent") throw needed(value);
      throw fault("TypeError", `bad operand type for abs(): '${typeOf(value).name}'`);
    }
  }
}

function round(run: Runtime, value: Value, digits: Value): Value {
  if (value.kind === "tensor") return run.call(run.attribute(value, "round"), []);
  if (value.kind === "traced") return roundTraced(run, value, digits);
  const method = findMethod(run, value, "__round__");
  if (method !== undefined) return run.call(method, digits.kind === "none" ? [] : [digits]);
  const number = toNumber(run, value);
  if (digits.kind === "none") return int(roundHalfEven(number) + 0);
  const places = toInt(run, digits);
  const scale = 10 ** -places;
  const rounded =
    places >= 0 ? Number(toFixed(Math.abs(number), places)) * Math.sign(number) : roundHalfEven(number / scale) * scale;
  return value.kind === "float" ? float(Number.isFinite(number) ? rounded : number) : int(rounded);
}

function roundTraced(run: Runtime, value: TracedNumber, digits: Value): Value {
  if (digits.kind === "none") return tracedWhole(run, "round", value);
  const scale = float(10 ** toInt(run, digits));
  const scaled = tracedBinary(run, "*", value, scale) ?? value;
  return tracedBinary(run, "/", tracedFloat(run, "round", scaled), scale) ?? value;
}

function extreme(run: Runtime, call: Call, isMax: boolean): Value {
  const [first, ...others] = call.rest;
  const name = isMax ? "max" : "min";
  if (first === undefined) throw fault("TypeError", `${name} expected at least 1 argument, got 0`);
  const items = others.length === 0 ? iterate(run, first) : call.rest;
  const key = call.get("key");
  const [start, ...rest] = items;
  if (start === undefined) {
    if (call.has("default")) return call.get("default");
    throw fault("ValueError", `${name}() arg is an empty sequence`);
  }
  if (key.kind === "none" && items.some((item) => item.kind === "traced")) {
    const chosen = rest.reduce<Value | undefined>((best, item) => best && tracedChoice(run, best, item, isMax), start);
    if (chosen !== undefined) return chosen;
  }
  const keyed = (item: Value): Value => (key.kind === "none" ? item : run.call(key, [item]));
  let best = start;
  let bestKey = keyed(start);
  for (const item of rest) {
    const itemKey = keyed(item);
    if (!isTrue(run, run.compare(isMax ? ">" : "<", itemKey, bestKey))) continue;
    best = item;
    bestKey = itemKey;
  }
  return best;
}

function radix(run: Runtime, call: Call, base: number, prefix: string): Value {
  const number = toInt(run, call.get("x"));
  return { kind: "str", value: `${number < 0 ? "-" : ""}${prefix}${Math.abs(number).toString(base)}` };
}

function parseFloatText(text: string): number {
  const trimmed = text.trim().replace(/(?<=\d)_(?=\d)/g, "");
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (special !== null)
    return special[2]?.toLowerCase() === "nan"
      ? Number.NaN
      : special[1] === "-"
        ? Number.NEGATIVE_INFINITY
        : Number.POSITIVE_INFINITY;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed))
    throw fault("ValueError", `could not convert string to float: '${text}'`);
  return Number(trimmed);
}

function parseIntText(text: string, base: number): number {
  const trimmed = text
    .trim()
    .replace(/(?<=\w)_(?=\w)/g, "")
    .toLowerCase();
  const digits = /^([+-]?)(?:0[xob])?([0-9a-z]+)$/.exec(trimmed);
  const number = digits?.[2] === undefined ? Number.NaN : Number.parseInt(digits[2], base);
  const isWhole =
    digits?.[2] !== undefined && Array.from(digits[2]).every((digit) => Number.parseInt(digit, 36) < base);
  if (!isWhole || Number.isNaN(number))
    throw fault("ValueError", `invalid literal for int() with base ${base}: '${text}'`);
  return digits?.[1] === "-" ? -number : number;
}
