/**
 * Learnable coefficients: the values that `nn.Parameter` starts from, and the weights that a program makes of them. A vector
 * whose elements multiply losses as f(v) is told by f's values, read off the program and not off its name.
 */

import type { Expression, FunctionStatement, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { constantNumber, numericValue } from "../constants";
import { dottedPath, type Imports, lastSegment } from "../imports";
import type { CoefficientValue } from "../loss";

const longest = 16;

/** What `nn.Parameter(…)` holds at the start; undefined when it is random, unknown or too long to tell. */
export function initialValue(
  node: Expression,
  imports: Imports,
  defaults: ReadonlyMap<string, number>,
): CoefficientValue | undefined {
  if (node.kind !== "call") return undefined;
  const name = lastSegment(dottedPath(node.callee, imports) ?? "");
  const [first] = node.arguments;
  const inner =
    first?.kind === "positional" || (first?.kind === "keyword" && first.name === "data") ? first.value : undefined;
  if (!inner) return undefined;
  if (name === "Parameter") return tensorValue(inner, imports, defaults);
  if (name !== "ParameterList") return undefined;
  if (inner.kind === "list") {
    const items = inner.items.map((item) => initialValue(item, imports, defaults));
    return items.every((item) => item !== undefined) ? items.map(flattened) : undefined;
  }
  if (inner.kind !== "comprehension") return undefined;
  const [clause] = inner.clauses;
  const range =
    clause?.kind === "for" && clause.iterable.kind === "call" && dottedPath(clause.iterable.callee, imports) === "range"
      ? clause.iterable.arguments[0]
      : undefined;
  const count = range && constantNumber(range.value, imports, defaults);
  const item = initialValue(inner.element, imports, defaults);
  if (count === undefined || item === undefined || count > longest) return undefined;
  return Array.from({ length: count }, () => flattened(item));
}

/** `[0]` where a list of one-element parameters is meant. */
function flattened(value: CoefficientValue): CoefficientValue {
  return isList(value) && value.length === 1 ? (value[0] ?? value) : value;
}

function isList(value: CoefficientValue | undefined): value is readonly CoefficientValue[] {
  return Array.isArray(value);
}

function tensorValue(
  node: Expression,
  imports: Imports,
  defaults: ReadonlyMap<string, number>,
): CoefficientValue | undefined {
  const plain = numericValue(node, imports, defaults);
  if (plain !== undefined) return plain;
  if (node.kind === "binary") {
    const left = tensorValue(node.left, imports, defaults);
    const right = tensorValue(node.right, imports, defaults);
    return left === undefined || right === undefined
      ? undefined
      : mapTwo(left, right, (a, b) => arithmetic[node.operator]?.(a, b) ?? Number.NaN);
  }
  if (node.kind === "unary" && node.operator === "-") {
    const operand = tensorValue(node.operand, imports, defaults);
    return operand === undefined ? undefined : mapTwo(operand, 0, (a) => -a);
  }
  if (node.kind !== "call") return undefined;
  const name = lastSegment(
    dottedPath(node.callee, imports) ?? (node.callee.kind === "member" ? `.${node.callee.name}` : ""),
  );
  const positional = node.arguments.flatMap((argument) =>
    argument.kind === "positional" || (argument.kind === "keyword" && /^(size|fill_value|shape)$/.test(argument.name))
      ? [argument.value]
      : [],
  );
  const [first, second] = positional;
  if (node.callee.kind === "member" && /^(float|double|to|clone|cuda|requires_grad_)$/.test(name))
    return tensorValue(node.callee.object, imports, defaults);
  switch (name) {
    case "zeros":
      return filled(positional, 0, imports, defaults);
    case "ones":
      return filled(positional, 1, imports, defaults);
    case "full": {
      const value = second && constantNumber(second, imports, defaults);
      return first && value !== undefined ? filled([first], value, imports, defaults) : undefined;
    }
    case "log":
    case "exp":
    case "sqrt": {
      const inner = first && tensorValue(first, imports, defaults);
      return inner === undefined ? undefined : mapTwo(inner, 0, Math[name]);
    }
    case "tensor":
      return first && tensorValue(first, imports, defaults);
    default:
      return undefined;
  }
}

const arithmetic: Readonly<Record<string, (x: number, y: number) => number>> = {
  "+": (x, y) => x + y,
  "-": (x, y) => x - y,
  "*": (x, y) => x * y,
  "/": (x, y) => x / y,
  "**": (x, y) => x ** y,
};

function filled(
  shape: readonly Expression[],
  value: number,
  imports: Imports,
  defaults: ReadonlyMap<string, number>,
): CoefficientValue | undefined {
  const [first] = shape;
  const extents = (
    shape.length === 1 && first && (first.kind === "tuple" || first.kind === "list") ? first.items : shape
  ).map((node) => constantNumber(node, imports, defaults));
  if (!extents.every((extent) => extent !== undefined) || extents.reduce((a, b) => a * b, 1) > longest)
    return undefined;
  return extents.reduceRight<CoefficientValue>((inner, extent) => Array.from({ length: extent }, () => inner), value);
}

function mapTwo(
  a: CoefficientValue,
  b: CoefficientValue,
  f: (a: number, b: number) => number,
): CoefficientValue | undefined {
  if (isList(a)) {
    const items = a.map((item, i) => mapTwo(item, isList(b) ? (b[i] ?? 0) : b, f));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (isList(b)) {
    const items = b.map((item) => mapTwo(a, item, f));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  return typeof a === "number" && typeof b === "number" ? f(a, b) : undefined;
}

// ---------------------------------------------------------------- the weights that come of it

/** ` → weights 1.00, 1.00`: what the elements of `self.attribute` multiply losses by, at their initial value. */
export function weightsNote(
  attribute: string,
  value: CoefficientValue,
  methods: readonly FunctionStatement[],
  imports: Imports,
): string | undefined {
  const vector = isList(value) ? value.flat() : [value];
  if (!vector.every((item) => typeof item === "number")) return undefined;
  for (const method of methods) {
    const weights = weightsIn(attribute, vector, method, imports);
    if (weights.length > 0)
      return ` → ${weights.length === 1 ? "weight" : "weights"} ${weights.map((weight) => weight.toFixed(2)).join(", ")}`;
  }
  return undefined;
}

/** A value of the program as far as it depends on the vector alone: its elements, and whether it depends on it at all. */
interface Known {
  readonly elements: readonly number[];
  readonly depends: boolean;
}

function weightsIn(
  attribute: string,
  vector: readonly number[],
  method: FunctionStatement,
  imports: Imports,
): number[] {
  const locals = localDefinitions(method.body);
  const receiver = method.parameters[0]?.name ?? "self";
  const isAttribute = (node: Expression) =>
    node.kind === "member" && node.name === attribute && node.object.kind === "name" && node.object.name === receiver;

  const know = (node: Expression, depth: number): Known | undefined => {
    if (depth > 12) return undefined;
    if (isAttribute(node)) return { elements: vector, depends: true };
    const number = constantNumber(node, imports);
    if (number !== undefined) return { elements: [number], depends: false };
    switch (node.kind) {
      case "name": {
        const definition = locals.get(node.name);
        return definition && know(definition, depth + 1);
      }
      case "index": {
        const object = know(node.object, depth + 1);
        const at = constantNumber(node.index, imports);
        if (!object || at === undefined) return object;
        const element = object.elements.at(at);
        return element === undefined ? undefined : { elements: [element], depends: object.depends };
      }
      case "unary": {
        const operand = know(node.operand, depth + 1);
        return operand && node.operator === "-" ? { ...operand, elements: operand.elements.map((x) => -x) } : operand;
      }
      case "binary": {
        const left = know(node.left, depth + 1);
        const right = know(node.right, depth + 1);
        return left && right && combine(node.operator, left, right);
      }
      case "call": {
        const name =
          node.callee.kind === "member" ? node.callee.name : lastSegment(dottedPath(node.callee, imports) ?? "");
        const isMethod =
          node.callee.kind === "member" &&
          !(node.callee.object.kind === "name" && imports.has(node.callee.object.name));
        const [first, second] = node.arguments;
        const subject = isMethod && node.callee.kind === "member" ? node.callee.object : first?.value;
        const inner = subject && know(subject, depth + 1);
        if (!inner) return undefined;
        if (name === "pow") {
          const exponent = isMethod ? first : second;
          const power = exponent && know(exponent.value, depth + 1);
          return power && combine("**", inner, power);
        }
        const f = elementwise.get(name);
        return f && { ...inner, elements: f(inner.elements) };
      }
      default:
        return undefined;
    }
  };

  const weights: number[] = [];
  const seen = new Set<Expression>();
  walk(method.body, (node) => {
    if (node.kind === "function" || node.kind === "class" || node.kind === "lambda") return false;
    if (node.kind !== "binary" || (node.operator !== "*" && node.operator !== "/") || seen.has(node)) return undefined;
    const factors = factorsOf(node, false, seen);
    let weight: Known = { elements: [1], depends: false };
    let hasLoss = false;
    for (const { node: factor, isInverse } of factors) {
      const value = know(factor, 0);
      if (value) weight = combine(isInverse ? "/" : "*", weight, value) ?? weight;
      else if (!isInverse && !mentionsAttribute(factor, isAttribute, locals)) hasLoss = true;
    }
    if (hasLoss && weight.depends) weights.push(...weight.elements);
    return undefined;
  });
  return weights.length <= longest ? weights : [];
}

const elementwise: ReadonlyMap<string, (x: readonly number[]) => readonly number[]> = new Map([
  ...each({
    exp: Math.exp,
    log: Math.log,
    sqrt: Math.sqrt,
    rsqrt: (v) => 1 / Math.sqrt(v),
    square: (v) => v * v,
    reciprocal: (v) => 1 / v,
    abs: Math.abs,
    sigmoid: (v) => 1 / (1 + Math.exp(-v)),
    softplus: (v) => Math.log1p(Math.exp(v)),
    relu: (v) => Math.max(0, v),
    tanh: Math.tanh,
    to: (v) => v,
    float: (v) => v,
    clone: (v) => v,
    squeeze: (v) => v,
    view: (v) => v,
    unsqueeze: (v) => v,
    clamp: (v) => v,
    detach: (v) => v,
  }),
  [
    "softmax",
    (x: readonly number[]) => {
      const highest = Math.max(...x);
      const powers = x.map((v) => Math.exp(v - highest));
      const total = powers.reduce((a, b) => a + b, 0);
      return powers.map((v) => v / total);
    },
  ] as const,
]);

function each(
  table: Readonly<Record<string, (v: number) => number>>,
): (readonly [string, (x: readonly number[]) => readonly number[]])[] {
  return Object.entries(table).map(([name, f]) => [name, (x) => x.map((v) => f(v))] as const);
}

function combine(operator: string, a: Known, b: Known): Known | undefined {
  const f = arithmetic[operator];
  if (!f) return undefined;
  const length = Math.max(a.elements.length, b.elements.length);
  const pick = (known: Known, i: number) => known.elements[known.elements.length === 1 ? 0 : i] ?? Number.NaN;
  return { elements: Array.from({ length }, (_, i) => f(pick(a, i), pick(b, i))), depends: a.depends || b.depends };
}

function factorsOf(
  node: Expression,
  isInverse: boolean,
  seen: Set<Expression>,
): { node: Expression; isInverse: boolean }[] {
  if (node.kind === "binary" && (node.operator === "*" || node.operator === "/")) {
    seen.add(node);
    return [
      ...factorsOf(node.left, isInverse, seen),
      ...factorsOf(node.right, node.operator === "/" ? !isInverse : isInverse, seen),
    ];
  }
  return [{ node, isInverse }];
}

function mentionsAttribute(
  node: Expression,
  isAttribute: (node: Expression) => boolean,
  locals: ReadonlyMap<string, Expression>,
): boolean {
  let found = false;
  walk(node, (inner) => {
    if ("name" in inner && inner.kind === "name") {
      const definition = locals.get(inner.name);
      if (definition && isAttribute(definition)) found = true;
    }
    if (inner.kind === "member" && isAttribute(inner)) found = true;
    return undefined;
  });
  return found;
}

/** Names that are assigned once, and loop variables over the elements of something. */
function localDefinitions(body: readonly Statement[]): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>();
  const twice = new Set<string>();
  const note = (name: string, value: Expression) => {
    if (found.has(name)) twice.add(name);
    found.set(name, value);
  };
  const loop = (target: Expression, iterable: Expression) => {
    if (target.kind === "name") note(target.name, iterable);
    if (target.kind !== "tuple" || iterable.kind !== "call" || iterable.callee.kind !== "name") return;
    const given = iterable.arguments.map((argument) => argument.value);
    const [only] = given;
    if (iterable.callee.name === "zip") target.items.forEach((item, i) => given[i] && loop(item, given[i]));
    else if (iterable.callee.name === "enumerate" && only && target.items[1]) loop(target.items[1], only);
  };
  walk(body, (node) => {
    if (node.kind === "function" || node.kind === "class") return false;
    if (node.kind === "assign" && node.value && node.targets[0]?.kind === "name")
      note(node.targets[0].name, node.value);
    if (node.kind === "for") loop(node.target, node.iterable);
    if (node.kind === "comprehension")
      for (const clause of node.clauses) if (clause.kind === "for") loop(clause.target, clause.iterable);
    return undefined;
  });
  for (const name of twice) found.delete(name);
  return found;
}
