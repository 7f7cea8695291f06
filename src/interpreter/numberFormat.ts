/** Numbers as Python writes them: `repr`, and the format mini-language (`>10.3f`, `,`, `.2e`, `%`). */

import { fault } from "./errors";

export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) return `${digits}e${exponentText(power)}`;
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

export function reprInt(value: number): string {
  return Math.abs(value) < 1e21 ? String(value === 0 ? 0 : value) : BigInt(value).toString();
}

export interface FormatSpec {
  readonly fill: string;
  readonly align: "<" | ">" | "^" | "=" | undefined;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const pattern = /^(?:(.)?([<>^=]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

/** @throws Raised ValueError */
export function parseSpec(text: string): FormatSpec {
  const match = pattern.exec(text);
  if (match === null) throw fault("ValueError", `Invalid format specifier '${text}'`);
  const [, fill, align, sign, , alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: isAlign(align) ? align : zero === undefined ? undefined : "=",
    sign: sign ?? "-",
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? "",
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? "",
  };
}

function isAlign(text: string | undefined): text is "<" | ">" | "^" | "=" {
  return text !== undefined;
}

export function formatInt(value: number, spec: FormatSpec): string {
  const bases: Readonly<Record<string, readonly [number, string]>> = {
    b: [2, "0b"],
    o: [8, "0o"],
    x: [16, "0x"],
    X: [16, "0X"],
  };
  const base = bases[spec.type];
  if (base !== undefined) {
    const digits = Math.abs(value).toString(base[0]);
    return finish(
      value < 0,
      (spec.alternate ? base[1] : "") + (spec.type === "X" ? digits.toUpperCase() : digits),
      spec,
    );
  }
  if (spec.type === "c") return pad(String.fromCodePoint(value), spec, "<");
  if (spec.type !== "" && spec.type !== "d" && spec.type !== "n") return formatFloat(value, spec);
  return finish(value < 0, group(reprInt(Math.abs(value)), spec.grouping), spec);
}

export function formatFloat(value: number, spec: FormatSpec): string {
  const magnitude = Math.abs(value);
  const isNegative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value)) {
    const text = Number.isNaN(value) ? "nan" : "inf";
    return finish(isNegative, "FEG".includes(spec.type) && spec.type !== "" ? text.toUpperCase() : text, {
      ...spec,
      fill: spec.fill === "0" ? " " : spec.fill,
    });
  }
  return finish(isNegative, group(digitsOf(magnitude, spec), spec.grouping), spec);
}

export function formatText(text: string, spec: FormatSpec): string {
  return pad(spec.precision === undefined ? text : Array.from(text).slice(0, spec.precision).join(""), spec, "<");
}

function digitsOf(value: number, spec: FormatSpec): string {
  const precision = spec.precision ?? 6;
  switch (spec.type) {
    case "f":
    case "F":
      return toFixed(value, precision);
    case "%":
      return `${toFixed(value * 100, precision)}%`;
    case "e":
      return scientific(value, precision);
    case "E":
      return scientific(value, precision).toUpperCase();
    case "g":
    case "n":
      return general(value, precision, spec.alternate);
    case "G":
      return general(value, precision, spec.alternate).toUpperCase();
    case "": {
      if (spec.precision === undefined) return reprFloat(value);
      // Without a letter there is always a digit behind the point, and room for it.
      const text = general(value, precision, false, Math.max(precision - 1, 1));
      return /[.e]/.test(text) ? text : `${text}.0`;
    }
    default:
      throw fault("ValueError", `Unknown format code '${spec.type}' for object of type 'float'`);
  }
}

/** Exact ties go to the even digit; JavaScript's own `toFixed` takes the larger. */
export function toFixed(value: number, digits: number): string {
  if (value >= 1e21) return BigInt(value).toString() + (digits > 0 ? `.${"0".repeat(digits)}` : "");
  const text = value.toFixed(Math.min(digits, 100));
  const longer = value.toFixed(Math.min(digits + 25, 100));
  if (!/^50*$/.test(longer.slice(longer.length - 25)) || digits > 70) return text;
  const shorter = longer.slice(0, longer.length - 25).replace(/\.$/, "");
  return Number(shorter.at(-1)) % 2 === 0 ? shorter : text;
}

function scientific(value: number, digits: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential(Math.min(digits, 100)).split("e");
  return `${mantissa}e${exponentText(Number(exponent))}`;
}

function general(value: number, precision: number, keepZeros: boolean, below = Math.max(precision, 1)): string {
  const digits = Math.max(precision, 1);
  const power = value === 0 ? 0 : Number(value.toExponential(Math.min(digits - 1, 100)).split("e")[1]);
  const strip = (text: string): string => (keepZeros || !text.includes(".") ? text : text.replace(/\.?0+$/, ""));
  if (power >= -4 && power < below) return strip(toFixed(value, digits - 1 - power));
  const [mantissa = "", exponent = ""] = scientific(value, digits - 1).split("e");
  return `${strip(mantissa)}e${exponent}`;
}

function exponentText(power: number): string {
  return `${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function group(digits: string, separator: string): string {
  if (separator === "") return digits;
  const [whole = "", ...rest] = digits.split(/(?=[.e%])/);
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator) + rest.join("");
}

function finish(isNegative: boolean, digits: string, spec: FormatSpec): string {
  const sign = isNegative ? "-" : spec.sign === "-" ? "" : spec.sign;
  if (spec.align !== "=") return pad(sign + digits, spec, ">");
  return sign + spec.fill.repeat(Math.max(0, spec.width - sign.length - digits.length)) + digits;
}

function pad(text: string, spec: FormatSpec, usual: "<" | ">"): string {
  const space = spec.width - Array.from(text).length;
  if (space <= 0) return text;
  const align = spec.align ?? usual;
  const before = align === "<" ? 0 : align === "^" ? Math.floor(space / 2) : space;
  return spec.fill.repeat(before) + text + spec.fill.repeat(space - before);
}
