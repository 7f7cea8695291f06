/**
 * Parameter lists of PyTorch's own functions, `input, dim=None, *, keepdim=False` or `input, *size`, and how a call fills
 * them: NumPy's names (`axis`) are understood, and arguments about memory and devices mean nothing here.
 */

import { Raised } from "../../interpreter/tracer";
import type { Value } from "../../interpreter/values";
import { bool, float, int, none, str } from "../../interpreter/values";

export interface Signature {
  readonly names: readonly string[];
  readonly parameters: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  readonly form: "plain" | "keyword" | "variadic";
  /** `undefined`: must be given. */
  readonly initial: Value | undefined;
}

export interface Arguments {
  readonly values: ReadonlyMap<string, Value>;
  readonly given: ReadonlySet<string>;
  readonly rest: readonly Value[];
}

/** Reads `clamp|clip(input, min=None, max=None)`. */
export function parseSignature(text: string): Signature {
  const match = /^([\w|]+)\((.*)\)$/.exec(text);
  if (match === null) throw new Error(`internal: not a signature: ${text}`);
  const parameters: Parameter[] = [];
  let form: Parameter["form"] = "plain";
  for (const part of (match[2] ?? "").split(",").map((piece) => piece.trim())) {
    if (part === "") continue;
    if (part === "*") form = "keyword";
    else if (part.startsWith("*")) {
      parameters.push({ name: part.slice(1), form: "variadic", initial: none });
      form = "keyword";
    } else {
      const [name, initial] = part.split("=");
      parameters.push({ name: name ?? part, form, initial: initial === undefined ? undefined : literal(initial) });
    }
  }
  return { names: (match[1] ?? "").split("|"), parameters };
}

function literal(text: string): Value {
  if (text === "None") return none;
  if (text === "True" || text === "False") return bool(text === "True");
  const quoted = /^['"](.*)['"]$/.exec(text);
  if (quoted !== null) return str(quoted[1] ?? "");
  return /[.e]/.test(text) ? float(Number(text)) : int(Number(text));
}

const aliases: Readonly<Record<string, readonly string[]>> = {
  axis: ["dim", "dims"],
  dim: ["dims"],
  dims: ["dim"],
  axes: ["dims", "dim"],
  keepdims: ["keepdim"],
  x: ["input"],
  x1: ["input"],
  x2: ["other"],
  a: ["input"],
  self: ["input"],
  tensor: ["input"],
};

/** Said about memory, devices or layouts, which a trace has none of. */
const ignored = new Set([
  "out",
  "device",
  "layout",
  "pin_memory",
  "memory_format",
  "non_blocking",
  "generator",
  "names",
  "sparse_grad",
  "stable",
]);

/**
 * The older order of arguments, in which factors stand among the tensors: `add(x, 2, y)`, `addmm(beta, x, alpha, a, b)`,
 * `x.addmm_(beta, alpha, a, b)`. Gives back the tensors as positional and the factors as keywords.
 */
function modernise(
  { parameters }: Signature,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): readonly [readonly Value[], ReadonlyMap<string, Value>] {
  const plain = parameters.filter((parameter) => parameter.form === "plain").length;
  const factors = ["beta", "alpha", "value"].filter((name) =>
    parameters.some((one) => one.name === name && one.form === "keyword"),
  );
  const extra = positional.length - plain;
  if (extra <= 0 || extra > factors.length) return [positional, keywords];
  const places = positional.flatMap((value, i) => (value.kind === "tensor" ? [] : [i])).slice(0, extra);
  const named = places.map((place, i): [string, Value | undefined] => [factors[i] ?? "", positional[place]]);
  const given = named.flatMap(([name, value]): [string, Value][] => (value === undefined ? [] : [[name, value]]));
  return [positional.filter((_, i) => !places.includes(i)), new Map([...given, ...keywords])];
}

/** @throws Raised TypeError, in Python's words */
export function bindArguments(
  name: string,
  signature: Signature,
  listed: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Arguments {
  const [positional, keywords] = modernise(signature, listed, named);
  const values = new Map<string, Value>();
  const given = new Set<string>();
  let rest: readonly Value[] = [];
  const plain = signature.parameters.filter((parameter) => parameter.form === "plain");
  const variadic = signature.parameters.find((parameter) => parameter.form === "variadic");
  const fill = (parameter: string, value: Value): void => {
    if (given.has(parameter))
      throw new Raised("TypeError", `${name}() got multiple values for argument '${parameter}'`);
    given.add(parameter);
    values.set(parameter, value);
  };
  positional.slice(0, plain.length).forEach((value, i) => fill(plain[i]?.name ?? "", value));
  if (positional.length > plain.length) {
    if (variadic === undefined)
      throw new Raised(
        "TypeError",
        `${name}() takes ${plain.length} positional arguments but ${positional.length} were given`,
      );
    rest = positional.slice(plain.length);
    given.add(variadic.name);
  }
  for (const [keyword, value] of keywords) {
    const known = [keyword, ...(aliases[keyword] ?? [])].find((one) =>
      signature.parameters.some((parameter) => parameter.name === one),
    );
    if (known !== undefined && known === variadic?.name) {
      rest = [value];
      given.add(known);
    } else if (known !== undefined) fill(known, value);
    else if (!ignored.has(keyword))
      throw new Raised("TypeError", `${name}() got an unexpected keyword argument '${keyword}'`);
  }
  for (const parameter of signature.parameters) {
    if (values.has(parameter.name) || parameter.form === "variadic") continue;
    if (parameter.initial === undefined)
      throw new Raised("TypeError", `${name}() missing required argument: '${parameter.name}'`);
    values.set(parameter.name, parameter.initial);
  }
  return { values, given, rest };
}
