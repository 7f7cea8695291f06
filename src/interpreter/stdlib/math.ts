/** `math`: on plain numbers as Python computes, on traced ones as equations. */

import type { PlainPrimitive } from "../../graph/graph";
import { findMethod } from "../attributes";
import { toInt, toNumber } from "../conversions";
import { areEqual } from "../equality";
import { members } from "../equip";
import { fault } from "../errors";
import { iterate } from "../iteration";
import { calledLabel, withLabel } from "../labels";
import type { LibraryModule } from "../library";
import { binary } from "../operators";
import type { Runtime } from "../runtime";
import { nodeOf, tracedFloat, tracedWhole } from "../tracedNumbers";
import type { Call, Value } from "../values";
import { bool, float, int, tuple } from "../values";
import { erf, lgamma } from "./specialFunctions";

type Rule = (run: Runtime, call: Call) => Value;

export const math: LibraryModule = {
  members: {
    pi: float(Math.PI),
    e: float(Math.E),
    tau: float(2 * Math.PI),
    inf: float(Number.POSITIVE_INFINITY),
    nan: float(Number.NaN),
    ...members(
      {
        "exp(x)": smooth("exp", Math.exp),
        "expm1(x)": smooth("expm1", Math.expm1),
        "log1p(x)": smooth("log1p", Math.log1p, (x) => x > -1),
        "sqrt(x)": smooth("sqrt", Math.sqrt, (x) => x >= 0),
        "sin(x)": smooth("sin", Math.sin),
        "cos(x)": smooth("cos", Math.cos),
        "tan(x)": smooth("tan", Math.tan),
        "asin(x)": smooth("asin", Math.asin, (x) => Math.abs(x) <= 1),
        "acos(x)": smooth("acos", Math.acos, (x) => Math.abs(x) <= 1),
        "atan(x)": smooth("atan", Math.atan),
        "sinh(x)": smooth("sinh", Math.sinh),
        "cosh(x)": smooth("cosh", Math.cosh),
        "tanh(x)": smooth("tanh", Math.tanh),
        "asinh(x)": smooth("asinh", Math.asinh),
        "acosh(x)": smooth("acosh", Math.acosh, (x) => x >= 1),
        "atanh(x)": smooth("atanh", Math.atanh, (x) => Math.abs(x) < 1),
        "erf(x)": smooth("erf", erf),
        "erfc(x)": (run, call) => binary(run, "-", float(1), smooth("erf", erf)(run, call)),
        "lgamma(x)": smooth("lgamma", lgamma),
        "fabs(x)": smooth("abs", Math.abs),
        "gamma(x)": plain((x) => Math.exp(lgamma(x))),
        "log(x, base=...)": (run, call) =>
          call.has("base") ? logarithm(run, call.get("x"), call.get("base")) : naturalLog(run, call.get("x"), "log"),
        "log2(x)": (run, call) => logarithm(run, call.get("x"), int(2)),
        "log10(x)": (run, call) => logarithm(run, call.get("x"), int(10)),
        "floor(x)": whole("floor", Math.floor),
        "ceil(x)": whole("ceil", Math.ceil),
        "trunc(x)": whole("trunc", Math.trunc),
        "pow(x, y)": (run, call) => binary(run, "**", asFloat(run, call.get("x")), asFloat(run, call.get("y"))),
        "atan2(y, x)": (run, call) => both(run, call.get("y"), call.get("x"), "atan2", Math.atan2),
        "copysign(x, y)": (run, call) =>
          float(Math.abs(toNumber(run, call.get("x"))) * (isNegative(toNumber(run, call.get("y"))) ? -1 : 1)),
        "fmod(x, y)": (run, call) => float(toNumber(run, call.get("x")) % toNumber(run, call.get("y"))),
        "hypot(*coordinates)": (run, call) => float(Math.hypot(...call.rest.map((one) => toNumber(run, one)))),
        "degrees(x)": (run, call) => binary(run, "*", call.get("x"), float(180 / Math.PI)),
        "radians(x)": (run, call) => binary(run, "*", call.get("x"), float(Math.PI / 180)),
        "isnan(x)": (run, call) => bool(Number.isNaN(toNumber(run, call.get("x")))),
        "isinf(x)": (run, call) => bool(Math.abs(toNumber(run, call.get("x"))) === Number.POSITIVE_INFINITY),
        "isfinite(x)": (run, call) => bool(Number.isFinite(toNumber(run, call.get("x")))),
        "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)": (run, call) => bool(isClose(run, call)),
        "fsum(seq)": (run, call) =>
          iterate(run, call.get("seq")).reduce((total, item) => binary(run, "+", total, item), float(0)),
        "prod(iterable, *, start=1)": (run, call) =>
          iterate(run, call.get("iterable")).reduce(
            (product, item) => binary(run, "*", product, item),
            call.get("start"),
          ),
        "gcd(*integers)": (run, call) => int(call.rest.map((one) => toInt(run, one)).reduce(gcd, 0)),
        "lcm(*integers)": (run, call) =>
          int(
            call.rest
              .map((one) => toInt(run, one))
              .reduce((a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / gcd(a, b)), 1),
          ),
        "factorial(n)": (run, call) =>
          int(counted(toInt(run, call.get("n"))).reduce((product, one) => product * one, 1)),
        "comb(n, k)": (run, call) => int(choose(toInt(run, call.get("n")), toInt(run, call.get("k")))),
        "perm(n, k=None)": (run, call) => {
          const n = toInt(run, call.get("n"));
          const k = call.has("k") ? toInt(run, call.get("k")) : n;
          return int(counted(k).reduce((product, one) => product * (n - one + 1), 1));
        },
        "isqrt(n)": (run, call) => int(Math.floor(Math.sqrt(toInt(run, call.get("n"))))),
        "modf(x)": (run, call) => {
          const x = toNumber(run, call.get("x"));
          return tuple([float(x - Math.trunc(x)), float(Math.trunc(x))]);
        },
        "dist(p, q)": (run, call) => {
          const q = iterate(run, call.get("q"));
          return float(
            Math.hypot(
              ...iterate(run, call.get("p")).map((one, index) => toNumber(run, one) - toNumber(run, q[index] ?? one)),
            ),
          );
        },
      },
      "math.",
    ),
  },
};

/** A function of one number: the primitive where the number depends on an input, Python's errors outside the domain. */
function smooth(
  primitive: PlainPrimitive,
  compute: (x: number) => number,
  isInside: (x: number) => boolean = () => true,
): Rule {
  return (run, call) => {
    const x = call.get("x");
    if (x.kind === "traced") return tracedFloat(run, primitive, x, calledLabel(primitive, x));
    const number = toNumber(run, x);
    if (!Number.isNaN(number) && !isInside(number)) throw fault("ValueError", "math domain error");
    const result = compute(number);
    if (!Number.isFinite(result) && Number.isFinite(number)) throw fault("OverflowError", "math range error");
    return withLabel({ kind: "float", value: result }, calledLabel(primitive, x));
  };
}

function plain(compute: (x: number) => number): Rule {
  return (run, call) => float(compute(toNumber(run, call.get("x"))));
}

function whole(primitive: "floor" | "ceil" | "trunc", compute: (x: number) => number): Rule {
  return (run, call) => {
    const x = call.get("x");
    if (x.kind === "traced") return tracedWhole(run, primitive, x);
    const method = x.kind === "instance" ? findMethod(run, x, `__${primitive}__`) : undefined;
    if (method !== undefined) return run.call(method, []);
    const number = toNumber(run, x);
    if (!Number.isFinite(number))
      throw fault(
        Number.isNaN(number) ? "ValueError" : "OverflowError",
        `cannot convert float ${Number.isNaN(number) ? "NaN" : "infinity"} to integer`,
      );
    return int(compute(number) + 0);
  };
}

function naturalLog(run: Runtime, x: Value, name: string): Value {
  if (x.kind === "traced") return tracedFloat(run, "log", x, calledLabel(name, x));
  const number = toNumber(run, x);
  if (number <= 0) throw fault("ValueError", "math domain error");
  return withLabel({ kind: "float", value: Math.log(number) }, calledLabel(name, x));
}

function logarithm(run: Runtime, x: Value, base: Value): Value {
  if (x.kind !== "traced" && base.kind === "int" && (base.value === 2 || base.value === 10)) {
    const number = toNumber(run, x);
    if (number <= 0) throw fault("ValueError", "math domain error");
    return float(base.value === 2 ? Math.log2(number) : Math.log10(number));
  }
  return binary(run, "/", naturalLog(run, x, "log"), naturalLog(run, base, "log"));
}

function both(run: Runtime, x: Value, y: Value, primitive: "atan2", compute: (x: number, y: number) => number): Value {
  if (x.kind !== "traced" && y.kind !== "traced") return float(compute(toNumber(run, x), toNumber(run, y)));
  return {
    kind: "traced",
    type: "float",
    node: run.graph.apply(primitive, [nodeOf(run, x, "float"), nodeOf(run, y, "float")], {}),
  };
}

function asFloat(run: Runtime, value: Value): Value {
  return value.kind === "traced" ? value : float(toNumber(run, value));
}

function isClose(run: Runtime, call: Call): boolean {
  if (areEqual(run, call.get("a"), call.get("b"))) return true;
  const [a, b] = [toNumber(run, call.get("a")), toNumber(run, call.get("b"))];
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const relative = toNumber(run, call.get("rel_tol")) * Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) <= Math.max(relative, toNumber(run, call.get("abs_tol")));
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}

function counted(n: number): readonly number[] {
  if (n < 0) throw fault("ValueError", "factorial() not defined for negative values");
  return Array.from({ length: n }, (_, index) => index + 1);
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  return Math.round(counted(k).reduce((product, one) => (product * (n - k + one)) / one, 1));
}
