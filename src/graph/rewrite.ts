/**
 * Local simplifications that keep every float as it is: `x * 1` is x, but `x * 0` stays, since x may be NaN or infinite.
 * The one liberty: `x + 0` is x, which differs in the sign of a zero.
 */

import type { Builder } from "./builder";
import {
  type Aval,
  type Equation,
  type EquationNode,
  type GraphNode,
  type NodeId,
  type PrimitiveName,
  sameShape,
} from "./graph";

export interface Known extends Builder {
  node(id: NodeId): GraphNode;
  /** The number that a node holds everywhere, when that is known. */
  uniform(id: NodeId): number | undefined;
  /** The same for numbers that are no coefficient of the source: those stay visible, whatever they are. */
  anonymous(id: NodeId): number | undefined;
  /** Whether a program may differentiate by the node, so that no path may lead past it. */
  isHeld(id: NodeId): boolean;
}

type Candidate = Pick<Equation<PrimitiveName>, "primitive" | "inputs" | "params" | "aval">;

/** A node that already has, or more simply has, the candidate's value. */
export function rewrite(b: Known, candidate: Candidate): NodeId | undefined {
  return identity(b, asEquation(candidate)) ?? fold(b, candidate);
}

/** The discriminated union, which TypeScript cannot rebuild from a generic name and its params. */
function asEquation(candidate: Candidate): EquationNode {
  return { kind: "equation", site: undefined, ...candidate } as EquationNode;
}

function identity(b: Known, { primitive, inputs, params, aval }: EquationNode): NodeId | undefined {
  const [x, y, z] = inputs;
  if (x === undefined) return undefined;
  const { shape } = b.aval(x);
  const inner = b.node(x);
  const isHeld = b.isHeld(x);
  const isInner = <N extends PrimitiveName>(name: N) =>
    inner.kind === "equation" && inner.primitive === name && !isHeld;
  const innerInput = inner.kind === "equation" ? inner.inputs[0] : undefined;
  const fit = (id: NodeId) => broadcastTo(b, id, aval);
  switch (primitive) {
    case "add":
      if (y !== undefined && b.anonymous(y) === 0) return fit(x);
      return y !== undefined && b.anonymous(x) === 0 ? fit(y) : undefined;
    case "sub":
      return y !== undefined && b.anonymous(y) === 0 ? fit(x) : undefined;
    case "mul":
      return y === undefined ? undefined : (timesOne(b, x, y, aval) ?? timesOne(b, y, x, aval));
    case "div":
    case "pow":
      return y !== undefined && b.anonymous(y) === 1 ? fit(x) : undefined;
    case "neg":
    case "not":
      return isInner(primitive) ? innerInput : undefined;
    case "abs":
      return isInner("abs") ? x : undefined;
    case "max":
    case "min":
      return x === y ? x : undefined;
    case "select": {
      if (y === undefined || z === undefined) return undefined;
      const condition = b.uniform(x);
      if (y === z) return fit(y);
      return condition === undefined ? undefined : fit(condition === 0 ? z : y);
    }
    case "and":
    case "or":
      return aval.dtype === "bool" && y !== undefined
        ? (known(b, primitive, x, y, aval) ?? known(b, primitive, y, x, aval))
        : undefined;
    case "cast":
      if (b.aval(x).dtype === aval.dtype) return x;
      // what was widened is as it was
      return isInner("cast") && innerInput !== undefined && isWidened(b, innerInput, x, aval) ? innerInput : undefined;
    case "stopGradient":
      return isInner("stopGradient") ? x : undefined;
    case "reshape":
      if (sameShape(shape, aval.shape)) return x;
      return isInner("reshape") && innerInput !== undefined ? b.apply("reshape", [innerInput], params) : undefined;
    case "broadcast":
      if (sameShape(shape, aval.shape)) return x;
      return isInner("broadcast") && innerInput !== undefined ? b.apply("broadcast", [innerInput], params) : undefined;
    case "transpose":
      if (params.permutation.every((axis, at) => axis === at)) return x;
      return inner.kind === "equation" && inner.primitive === "transpose" && innerInput !== undefined && !isHeld
        ? b.apply("transpose", [innerInput], {
            permutation: params.permutation.map((axis) => inner.params.permutation[axis] ?? axis),
          })
        : undefined;
    case "slice":
      return sameShape(shape, aval.shape) ? x : undefined;
    case "pad":
      return sameShape(shape, aval.shape) ? x : undefined;
    case "concat":
      return inputs.length === 1 ? x : undefined;
    case "reverse":
    case "sum":
    case "prod":
    case "reduceMax":
    case "reduceMin":
      return params.axes.length === 0 ? x : undefined;
    default:
      return undefined;
  }
}

function isWidened(b: Known, from: NodeId, to: NodeId, { dtype }: Aval): boolean {
  return dtype === "float32" && b.aval(from).dtype === "float32" && b.aval(to).dtype === "float64";
}

function timesOne(b: Known, x: NodeId, factor: NodeId, aval: Aval): NodeId | undefined {
  const value = b.anonymous(factor);
  if (value === 1) return broadcastTo(b, x, aval);
  return value === -1 ? b.apply("neg", [broadcastTo(b, x, aval)], {}) : undefined;
}

function known(b: Known, primitive: "and" | "or", x: NodeId, other: NodeId, aval: Aval): NodeId | undefined {
  const value = b.anonymous(other);
  if (value === undefined) return undefined;
  return (value !== 0) === (primitive === "and") ? broadcastTo(b, x, aval) : broadcastTo(b, other, aval);
}

function broadcastTo(b: Known, id: NodeId, { shape, dtype }: Aval): NodeId {
  const wide = b.aval(id).dtype === dtype ? id : b.apply("cast", [id], { dtype });
  return sameShape(b.aval(id).shape, shape) ? wide : b.apply("broadcast", [wide], { shape });
}

/** Plain arithmetic on numbers known while building. Labelled coefficients stay visible: only tests of them are decided. */
function fold(b: Known, { primitive, inputs, params, aval }: Candidate): NodeId | undefined {
  const compute = arithmetic[primitive] ?? tests[primitive];
  if (compute === undefined || (aval.dtype === "int32" && primitive === "div")) return undefined;
  const numberOf = (id: NodeId) => (primitive in tests ? b.uniform(id) : b.anonymous(id));
  const [x, y] = inputs.map(numberOf);
  if (x === undefined || (inputs.length > 1 && y === undefined)) return undefined;
  return b.full(aval.shape, compute(x, y ?? Number.NaN, params), aval.dtype);
}

type Compute = (x: number, y: number, params: object) => number;

const arithmetic: { readonly [N in PrimitiveName]?: Compute } = {
  neg: (x) => -x,
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  sqrt: (x) => Math.sqrt(x),
  cast: (x, _, params) => ("dtype" in params && params.dtype === "bool" ? Number(x !== 0) : x),
};

const tests: { readonly [N in PrimitiveName]?: Compute } = {
  less: (x, y) => Number(x < y),
  lessEqual: (x, y) => Number(x <= y),
  equal: (x, y) => Number(x === y),
  not: (x) => Number(x === 0),
};
