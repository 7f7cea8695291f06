/**
 * The flow of inputs through a function's expressions. Nothing is run: both sides of a branch count, loops run twice, and
 * what is not understood passes its inputs on.
 */

import type { CallExpression, Expression, LambdaExpression } from "../../syntax/tree";
import { constantNumber } from "../constants";
import { dottedPath, lastSegment } from "../imports";
import { libraryLoss } from "../libraryLosses";
import { isLossCallableName, isLossValueName, isTotalName } from "../names";
import { binary, negated } from "./arithmetic";
import { bind, partOf } from "./binding";
import { noteEffects } from "./effects";
import { applied, either, elementOf, type Flow, has, join, mark, marked, nothing, root, whole, without } from "./flow";
import { attributeFlow, globalFlow, importedFlow } from "./lookups";
import { lossResult, namedCall } from "./namedCalls";
import { applyOperation } from "./operations";
import type { State } from "./state";

/** Calls see every argument; the object of a method is the first. */
export function evaluate(state: State, node: Expression): Flow {
  switch (node.kind) {
    case "name":
      return state.names.get(node.name) ?? globalFlow(state, node.name);
    case "number":
      return { ...nothing, constant: node.value };
    case "string":
    case "template":
      return { ...nothing, marks: mark.text };
    case "constant":
    case "imaginary":
    case "errorExpression":
      return nothing;
    case "tuple":
    case "list":
    case "set": {
      const items = node.items.map((item) => evaluate(state, item));
      return { ...nothing, items };
    }
    case "dict": {
      const entries = node.entries.map((entry) => ({ key: entry.key, flow: evaluate(state, entry.value) }));
      const isLoss = ({ key }: (typeof entries)[number]) => key?.kind === "string" && isTotalName(key.value);
      return {
        ...nothing,
        items: [...entries].sort((a, b) => Number(isLoss(b)) - Number(isLoss(a))).map(({ flow }) => flow),
      };
    }
    case "unary": {
      const operand = evaluate(state, node.operand);
      if (node.operator === "-") return negated(whole(operand));
      return node.operator === "not" ? without(operand, ~0) : operand;
    }
    case "binary": {
      const right = evaluate(state, node.right);
      const constant = right.constant ?? constantNumber(node.right, state.imports);
      return binary(
        node.operator,
        evaluate(state, node.left),
        constant === undefined ? right : { ...right, constant },
        areAlike(node.left, node.right),
      );
    }
    case "compare": {
      const operands = join(node.operands.map((operand) => evaluate(state, operand)));
      return { roots: operands.roots, marks: operands.roots.size > 0 ? mark.discrete : 0, direction: 0 };
    }
    case "logical":
      return join([evaluate(state, node.left), evaluate(state, node.right)]);
    case "conditional": {
      evaluate(state, node.test);
      return either(evaluate(state, node.then), evaluate(state, node.otherwise));
    }
    case "call":
      return evaluateCall(state, node);
    case "member":
      return evaluateMember(state, node.object, node.name, node);
    case "index":
      return evaluateIndex(state, node.object, node.index);
    case "slice":
      return nothing;
    case "lambda":
      return lambdaFlow(state, node);
    case "comprehension": {
      for (const clause of node.clauses) {
        if (clause.kind === "for") bind(state, clause.target, elementOf(evaluate(state, clause.iterable)));
        else evaluate(state, clause.test);
      }
      return { ...nothing, items: [evaluate(state, node.element)] };
    }
    case "walrus": {
      const value = evaluate(state, node.value);
      state.names.set(node.name, value);
      return value;
    }
    case "spread":
    case "await":
      return evaluate(state, node.value);
    case "yield":
      return node.value ? evaluate(state, node.value) : nothing;
    default:
      return node satisfies never;
  }
}

/** A function as a value, with what it makes of its parameters. */
function lambdaFlow(state: State, node: LambdaExpression): Flow {
  if (Array.isArray(node.body)) return { ...nothing, marks: mark.callable };
  const names = new Map(state.names);
  for (const parameter of node.parameters) names.set(parameter.name, root(parameter.name));
  return { ...nothing, marks: mark.callable, returns: bodyFlow({ ...state, names }, node.body) };
}

function bodyFlow(state: State, body: LambdaExpression["body"]): Flow {
  return "kind" in body ? evaluate(state, body) : nothing;
}

/** Attributes that are still the same numbers, and those that are no numbers at all. */
const sameNumbers = /^(T|mT|H|data|real|values|grad|mean|variance)$/;
const noNumbers = /^(shape|ndim|dtype|device|is_cuda|requires_grad|training|name|config|args|cfg|hparams)$/;

function evaluateMember(state: State, object: Expression, name: string, node: Expression): Flow {
  if (object.kind === "name" && object.name === state.receiver) return attributeFlow(state, name);
  const path = dottedPath(node, state.imports);
  if (path !== undefined && object.kind === "name" && state.imports.has(object.name) && !state.names.has(object.name))
    return importedFlow(path, name);
  const flow = evaluate(state, object);
  if (noNumbers.test(name) || (flow.roots.size === 0 && !flow.items))
    return isLossValueName(name) && flow.roots.size > 0 ? marked(flow, mark.lossNamed) : nothing;
  if (sameNumbers.test(name)) return flow;
  // `knn_points(a, b).dists` holds one thing against the other.
  if (/^(dists?|distances?)$/.test(name) && flow.roots.size > 1)
    return marked(flow, mark.difference | mark.magnitude, 1);
  return partOf(flow, name);
}

function evaluateIndex(state: State, object: Expression, index: Expression): Flow {
  const flow = evaluate(state, object);
  const isSlice =
    index.kind === "slice" ||
    (index.kind === "tuple" && index.items.some((item) => item.kind === "slice" && (item.lower ?? item.upper)));
  evaluate(state, index);
  if (flow.items) {
    const at = constantNumber(index, state.imports);
    const item = at === undefined ? undefined : flow.items.at(at);
    return item ?? whole(flow);
  }
  if (index.kind === "string") return partOf(flow, index.value);
  if (isSlice) return { ...flow, marks: flow.marks | mark.sliced };
  const at = constantNumber(index, state.imports);
  return at !== undefined ? partOf(flow, String(at)) : join([flow, without(whole(evaluate(state, index)), ~0)]);
}

// ---------------------------------------------------------------- calls

/** What goes into a call. */
interface Given {
  readonly inputs: readonly Flow[];
  readonly keywords: ReadonlyMap<string, Flow>;
  readonly all: Flow;
}

function evaluateCall(state: State, node: CallExpression): Flow {
  const inputs: Flow[] = [];
  const keywords = new Map<string, Flow>();
  for (const argument of node.arguments) {
    const flow = evaluate(state, argument.value);
    if (argument.kind === "keyword") keywords.set(argument.name, flow);
    else inputs.push(flow);
  }
  // A function that is handed over is no number.
  const given: Given = { inputs, keywords, all: numbersOf([...inputs, ...keywords.values()]) };
  const callee = node.callee;
  const path = dottedPath(callee, state.imports) ?? "";
  noteEffects(state.effects, path, callee, node.arguments);

  const isLocal = callee.kind === "name" && state.names.has(callee.name);
  const library = isLocal ? undefined : libraryLoss(path);
  if (library)
    return {
      roots: given.all.roots,
      marks: library.isConstructor
        ? mark.lossCall | mark.callable
        : mark.lossCall | lossReduction(keywords) | (given.all.marks & mark.network),
      direction: library.isConstructor ? 0 : 1,
    };
  // What is written down for a chart is no number to learn from.
  if (/^tensorflow\.(compat\.v1\.)?summary\./.test(path)) return { ...nothing, marks: mark.text };
  if (isRecord(state, callee, path)) return recordOf(given);
  if (callee.kind === "name") return callNamed(state, callee.name, path, given);
  if (callee.kind === "member") return callMember(state, callee.object, callee.name, path, given);
  if (callee.kind === "call" || callee.kind === "index" || callee.kind === "conditional")
    return callValue(evaluate(state, callee), given);
  return given.all;
}

/** `LossOutput(loss=…, kl=…)`: a named tuple or dataclass of the file, or a class that is called one. */
function isRecord(state: State, callee: Expression, path: string): boolean {
  const name = lastSegment(path);
  const summary = callee.kind === "name" ? state.summaries.get(name) : undefined;
  if (summary) return has(summary, mark.record);
  return /^([A-Z].*)?(Output|Result|Return|Info|Terms|Losses|Tuple)s?(With[A-Z]\w*)?$/.test(name);
}

/** The field that is called a loss comes first, as it would in a tuple. */
function recordOf({ inputs, keywords }: Given): Flow {
  const named = [...keywords].sort(([a], [b]) => Number(isTotalName(b)) - Number(isTotalName(a)));
  return { ...nothing, items: [...inputs, ...named.map(([, flow]) => flow)] };
}

function numbersOf(flows: readonly Flow[]): Flow {
  const all = join(flows.map(whole));
  return has(all, mark.callable) ? marked({ ...all, marks: all.marks & ~mark.callable }, 0) : all;
}

function lossReduction(keywords: ReadonlyMap<string, Flow>): number {
  return keywords.has("reduction") ? 0 : mark.reduced;
}

/** Calls a value: a local function, a bound module, what a call returned. */
function callValue(called: Flow, { inputs, keywords, all }: Given): Flow {
  const result =
    called.operation === undefined
      ? undefined
      : applyOperation({ name: called.operation, inputs, keywords, isMethod: false });
  if (result) return result;
  if (called.returns) return applied(called.returns, all);
  if (has(whole(called), mark.lossCall))
    return all.roots.size > 0 ? lossResult(all) : { ...nothing, marks: mark.callable | mark.lossCall };
  return { roots: all.roots, marks: mark.network | (all.marks & mark.lossNamed), direction: 0 };
}

/** `vmap(f)` is called as `f`; `map_fn(f, xs)` calls it. */
const wrappers = /^(vmap|jit|pmap|vectorize|partial|checkpoint|remat|function|compile|named_call)$/;
const appliers = /^(map_fn|cond|vectorized_map|map|switch|scan|apply_along_axis)$/;

function callNamed(state: State, name: string, path: string, given: Given): Flow {
  const { inputs, keywords, all } = given;
  const local = state.names.get(name);
  if (local?.isClass) {
    const made = isLossCallableName(name) ? mark.lossCall : mark.network;
    return { roots: all.roots, marks: mark.callable | made, direction: 0 };
  }
  if (local) return isLossCallableName(name) && !local.returns ? lossResult(all) : callValue(local, given);
  const summary = state.summaries.get(name);
  if (summary)
    return has(summary, mark.callable)
      ? { roots: all.roots, marks: summary.marks, direction: 0 }
      : applied(summary, all);
  switch (name) {
    case "sum": {
      const [first] = inputs;
      const parts = whole(first ?? nothing);
      const isWeighted =
        has(parts, mark.lossCall) || (has(parts, mark.lossNamed) && has(parts, mark.scaled | mark.product));
      return marked(parts, mark.reduced | (isWeighted ? mark.weightedLosses : 0));
    }
    case "zip":
      return { ...nothing, items: [{ ...nothing, items: inputs.map(elementOf) }] };
    case "enumerate":
      return { ...nothing, items: [{ ...nothing, items: [nothing, elementOf(inputs[0] ?? nothing)] }] };
    case "map": {
      const results = applyFunction(inputs, all);
      return { ...nothing, items: [results ?? join(inputs.slice(1).map((input) => whole(elementOf(input))))] };
    }
    case "isinstance":
    case "hasattr":
    case "getattr":
    case "str":
    case "print":
    case "type":
    case "id":
    case "super":
      return nothing;
    case "dict":
      return { ...nothing, items: [...inputs, ...keywords.values()] };
    default:
      return callImported(name, path, given);
  }
}

/** Something from a module: a higher-order function of a known one, or what its name says. */
function callImported(name: string, path: string, { inputs, keywords, all }: Given): Flow {
  const [first] = inputs;
  if (first && has(first, mark.callable)) {
    if (wrappers.test(name)) return first;
    const results = appliers.test(name) ? applyFunction(inputs, all) : undefined;
    if (results) return results;
  }
  const callable = inputs.find((input) => input.returns);
  if (callable && appliers.test(name)) return applyFunction(inputs, all) ?? all;
  return namedCall({ name, inputs, keywords, isMethod: false }, path, all);
}

function applyFunction(inputs: readonly Flow[], all: Flow): Flow | undefined {
  const results = inputs.flatMap((input) => (input.returns ? [input.returns] : []));
  const [first, ...rest] = results;
  return first && applied(rest.reduce(either, first), all);
}

function callMember(state: State, object: Expression, name: string, path: string, given: Given): Flow {
  const { inputs, keywords, all } = given;
  if (object.kind === "name" && object.name === state.receiver) return callOwn(state, name, given);
  const isModule =
    (object.kind === "name" && !isShadowed(state, object.name) && state.imports.has(object.name)) ||
    (object.kind === "member" && dottedHead(object, state));
  if (isModule) return callImported(lastSegment(path), path, given);
  const owner = evaluate(state, object);
  if (name === "append" || name === "extend" || name === "update" || name === "add") {
    bind(
      state,
      { kind: "index", object, index: object, start: object.start, end: object.end },
      join([...inputs, ...keywords.values()].map(whole)),
    );
    if (name !== "add") return nothing;
  }
  if (name === "items" && owner.items === undefined)
    return { ...nothing, items: [{ ...nothing, items: [nothing, owner] }] };
  if (name === "items" && owner.items)
    return { ...nothing, items: [{ ...nothing, items: [nothing, elementOf(owner)] }] };
  if (name === "get") return inputs[0] && owner.roots.size > 0 ? partOf(owner, "get") : owner;
  if (has(owner, mark.callable)) {
    if (isLossCallableName(name) && !/^(log|nll)$/.test(name)) return lossResult(all);
    if (name === "apply" || name === "forward" || name === "__call__") return callValue(owner, given);
  }
  // What is not known and holds nothing is a module: the `F` of gluon, the `K` of a star import.
  const isUnknown = object.kind === "name" && owner === nothing;
  if (isUnknown) return namedCall({ name, inputs, keywords, isMethod: false }, path, all);
  return namedCall({ name, inputs: [owner, ...inputs], keywords, isMethod: true }, path, join([whole(owner), all]));
}

/** `self.name(…)`: a method of the class, or a module that it holds. */
function callOwn(state: State, name: string, given: Given): Flow {
  const summary = state.methods.get(name);
  if (summary) return applied(summary, given.all);
  const kind = state.attributes.get(name);
  if (kind === "loss" || (kind !== "network" && isLossCallableName(name))) return lossResult(given.all);
  // A table is looked up, and its rows are what it learns.
  if (kind === "learnable")
    return { roots: new Set([...given.all.roots, `self.${name}`]), marks: mark.learnable, direction: 0 };
  return callValue(attributeFlow(state, name), given);
}

/** A local value under a module's name; `backend = kwargs["backend"]` is the module itself. */
function isShadowed(state: State, name: string): boolean {
  const local = state.names.get(name);
  return local !== undefined && (local.roots.size > 0 || local.marks !== 0 || local.items !== undefined);
}

function dottedHead(object: Expression, state: State): boolean {
  let current = object;
  while (current.kind === "member") current = current.object;
  return (
    current.kind === "name" &&
    !state.names.has(current.name) &&
    state.imports.has(current.name) &&
    current.name !== state.receiver
  );
}

/** `x * x`, `self.a[0] * self.a[0]`. */
function areAlike(a: Expression, b: Expression): boolean {
  if (a.kind === "name") return b.kind === "name" && a.name === b.name;
  if (a.kind === "member") return b.kind === "member" && a.name === b.name && areAlike(a.object, b.object);
  if (a.kind === "binary")
    return b.kind === "binary" && a.operator === b.operator && areAlike(a.left, b.left) && areAlike(a.right, b.right);
  if (a.kind === "index") return b.kind === "index" && areAlike(a.object, b.object) && areAlike(a.index, b.index);
  return a.kind === "number" && b.kind === "number" && a.value === b.value;
}
