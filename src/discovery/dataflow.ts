/**
 * The flow of inputs through a function's expressions. Nothing is run: both sides of a branch count, loops run twice, and
 * what is not understood passes its inputs on.
 */

import type { Argument, CallExpression, Expression } from "../syntax/tree";
import { type Flow, has, isLossLike, join, mark, marked, nothing, root, without } from "./flow";
import { type Imports, dottedPath, lastSegment } from "./imports";
import { libraryLoss } from "./libraryLosses";
import { isCoefficientName, isLossCallableName, isLossValueName, words } from "./names";
import { applyOperation, divided, negated, product, subtracted } from "./operations";
import { constantNumber } from "./constants";

/** What an attribute of `self` is. */
export type AttributeKind = "loss" | "network" | "learnable" | "number" | "other";

/** What a function can see beside its parameters. */
export interface Surroundings {
  readonly imports: Imports;
  /** What the functions of the file return, and `loss` for its loss classes. */
  readonly summaries: ReadonlyMap<string, Flow>;
  readonly attributes: ReadonlyMap<string, AttributeKind>;
  /** What the methods of the same class return. */
  readonly methods: ReadonlyMap<string, Flow>;
}

/** What a function does beside computing. */
export interface Effects {
  backward: boolean;
  optimizer: boolean;
  logs: boolean;
  plots: boolean;
  loader: boolean;
  switchesMode: boolean;
  prints: boolean;
  extracts: boolean;
  mutatesModel: boolean;
}

export interface State extends Surroundings {
  readonly names: Map<string, Flow>;
  readonly effects: Effects;
  readonly receiver: string | undefined;
}

/** Calls see every argument; the object of a method is the first. */
export function evaluate(state: State, node: Expression): Flow {
  switch (node.kind) {
    case "name": return state.names.get(node.name) ?? globalFlow(state, node.name);
    case "number": return { ...nothing, constant: node.value };
    case "string": case "template": return { ...nothing, marks: mark.text };
    case "constant": case "errorExpression": return nothing;
    case "tuple": case "list": case "set": {
      const items = node.items.map((item) => evaluate(state, item));
      return { ...nothing, items };
    }
    case "dict": {
      const items = node.entries.map((entry) => evaluate(state, entry.value));
      return { ...nothing, items };
    }
    case "unary": {
      const operand = evaluate(state, node.operand);
      if (node.operator === "-") return negated(whole(operand));
      return node.operator === "not" ? without(operand, ~0) : operand;
    }
    case "binary": return binary(state, node.operator, evaluate(state, node.left), evaluate(state, node.right), node.right);
    case "compare": {
      const operands = join(node.operands.map((operand) => evaluate(state, operand)));
      return { roots: operands.roots, marks: operands.roots.size > 0 ? mark.discrete : 0, direction: 0 };
    }
    case "logical": return join([evaluate(state, node.left), evaluate(state, node.right)]);
    case "conditional": {
      evaluate(state, node.test);
      return either(evaluate(state, node.then), evaluate(state, node.otherwise));
    }
    case "call": return evaluateCall(state, node);
    case "member": return evaluateMember(state, node.object, node.name, node);
    case "index": return evaluateIndex(state, node.object, node.index);
    case "slice": return nothing;
    case "lambda": return { ...nothing, marks: mark.callable };
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
    case "spread": case "await": return evaluate(state, node.value);
    case "yield": return node.value ? evaluate(state, node.value) : nothing;
    default: return node satisfies never;
  }
}

/** A tuple's or list's parts as one value. */
export function whole(flow: Flow): Flow {
  return flow.items ? join([flow, ...flow.items.map(whole)]) : flow;
}

/** Two alternatives; tuples of the same shape stay tuples. */
export function either(a: Flow, b: Flow): Flow {
  if (a.items && b.items && a.items.length === b.items.length) {
    const others = b.items;
    return { ...join([a, b]), items: a.items.map((item, i) => either(item, others[i] ?? nothing)) };
  }
  if (a.items && b.items) return join([whole(a), whole(b)]);
  // `(loss, outputs) if return_outputs else loss`: what comes first is what both give.
  if (a.items?.[0]) return { ...join([a, b]), items: [either(a.items[0], b), ...a.items.slice(1)] };
  if (b.items?.[0]) return either(b, a);
  return join([a, b]);
}

export function binary(state: State, operator: string, left: Flow, right: Flow, rightNode?: Expression): Flow {
  const a = whole(left);
  const b = whole(right);
  switch (operator) {
    case "-": return keepLosses(subtracted(a, b), a, b);
    case "+": {
      if (left.items && right.items) return { ...nothing, items: [...left.items, ...right.items] };
      const constant = a.constant !== undefined && b.constant !== undefined ? { constant: a.constant + b.constant } : {};
      return keepLosses({ ...join([a, b]), ...constant }, a, b);
    }
    case "*": return left.items && right.constant !== undefined ? left : product(a, b);
    case "@": return marked(join([a, b]), mark.product | mark.similarity);
    case "/": return divided(a, b);
    case "**": {
      const exponent = b.constant ?? (rightNode ? constantNumber(rightNode, state.imports) : undefined);
      return applyOperation({ name: "pow", inputs: [a, exponent === undefined ? b : { ...nothing, constant: exponent }], keywords: new Map(), isMethod: false }) ?? a;
    }
    default: return join([a, b]);
  }
}

/** A sum of losses is one as soon as one side carries a weight. */
function keepLosses(sum: Flow, a: Flow, b: Flow): Flow {
  const isWeighted = isLossLike(a) && isLossLike(b) && (has(a, mark.scaled | mark.product | mark.weightedLosses) || has(b, mark.scaled | mark.product) || b.roots.size > 0);
  return isWeighted ? { ...sum, marks: sum.marks | mark.weightedLosses } : sum;
}

function globalFlow(state: State, name: string): Flow {
  const summary = state.summaries.get(name);
  if (summary) return { ...nothing, marks: mark.callable | (has(summary, mark.lossCall) ? mark.lossCall : 0) };
  return nothing;
}

/** Attributes that are still the same numbers, and those that are no numbers at all. */
const sameNumbers = /^(T|mT|H|data|real|values|grad|mean|variance)$/;
const noNumbers = /^(shape|ndim|dtype|device|is_cuda|requires_grad|training|name|config|args|cfg|hparams)$/;

function evaluateMember(state: State, object: Expression, name: string, node: Expression): Flow {
  if (object.kind === "name" && object.name === state.receiver) return attributeFlow(state, name);
  const path = dottedPath(node, state.imports);
  if (path !== undefined && object.kind === "name" && state.imports.has(object.name) && !state.names.has(object.name)) return nothing;
  const flow = evaluate(state, object);
  if (noNumbers.test(name) || flow.roots.size === 0 && !flow.items) return isLossValueName(name) && flow.roots.size > 0 ? marked(flow, mark.lossNamed) : nothing;
  if (sameNumbers.test(name)) return flow;
  return partOf(flow, name);
}

/** `batch.x`, `batch["x"]`: parts of an untouched input are inputs of their own. */
function partOf(flow: Flow, name: string): Flow {
  const [only] = flow.roots;
  if (flow.roots.size !== 1 || only === undefined || flow.marks & ~(mark.network | mark.lossNamed)) return flow;
  return root(`${only}.${name}`, (flow.marks & mark.network) | (isLossValueName(name) ? mark.lossNamed : 0));
}

function attributeFlow(state: State, name: string): Flow {
  switch (state.attributes.get(name)) {
    case "number": return nothing;
    case "loss": return { ...nothing, marks: mark.callable | mark.lossCall };
    case "network": return { ...nothing, marks: mark.callable | mark.network };
    case "learnable": return root(`self.${name}`, mark.learnable);
    default:
      if (state.methods.has(name)) return { ...nothing, marks: mark.callable };
      if (isCoefficientName(name)) return nothing;
      return root(`self.${name}`);
  }
}

function evaluateIndex(state: State, object: Expression, index: Expression): Flow {
  const flow = evaluate(state, object);
  const isSlice = index.kind === "slice" || (index.kind === "tuple" && index.items.some((item) => item.kind === "slice" && (item.lower ?? item.upper)));
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

/** What a loop over a value hands out. */
export function elementOf(flow: Flow): Flow {
  if (!flow.items) return flow;
  return flow.items.reduce<Flow | undefined>((sofar, item) => (sofar ? either(sofar, item) : item), undefined) ?? nothing;
}

/** Binds a target; parts of one untouched input become inputs of their own. */
export function bind(state: State, target: Expression, value: Flow): void {
  switch (target.kind) {
    case "name":
      state.names.set(target.name, isLossValueName(target.name) && value.roots.size === 1 && has(value, mark.network) ? marked(value, mark.lossNamed) : value);
      break;
    case "tuple": case "list":
      target.items.forEach((item, i) => {
        const inner = item.kind === "spread" ? item.value : item;
        const named = inner.kind === "name" ? inner.name : String(i);
        const part = value.items ? (value.items[i] ?? whole(value)) : partOf(value, named);
        bind(state, inner, part);
      });
      break;
    case "index": case "member": {
      const [name] = target.object.kind === "name" ? [target.object.name] : [];
      const before = name === undefined ? undefined : state.names.get(name);
      // A dict or list that is filled step by step holds what was put in.
      if (name !== undefined && before && name !== state.receiver) {
        state.names.set(name, before.items ? { ...before, items: [...before.items.slice(0, 7), value] } : join([before, whole(value)]));
      }
      break;
    }
    default: break;
  }
}

// ---------------------------------------------------------------- calls

function evaluateCall(state: State, node: CallExpression): Flow {
  const inputs: Flow[] = [];
  const keywords = new Map<string, Flow>();
  for (const argument of node.arguments) {
    const flow = evaluate(state, argument.value);
    if (argument.kind === "keyword") keywords.set(argument.name, flow);
    else inputs.push(flow);
  }
  const given = join([...inputs, ...keywords.values()].map(whole));
  const callee = node.callee;
  const path = dottedPath(callee, state.imports) ?? "";
  noteEffects(state.effects, path, callee, node.arguments);

  const isLocal = callee.kind === "name" && state.names.has(callee.name);
  if (!isLocal) {
    const library = libraryLoss(path);
    if (library) return { roots: given.roots, marks: mark.lossCall | (library.isConstructor ? mark.callable : lossReduction(keywords)), direction: library.isConstructor ? 0 : 1 };
  }
  if (callee.kind === "call" || callee.kind === "index" || callee.kind === "conditional") {
    const called = whole(evaluate(state, callee));
    if (has(called, mark.lossCall)) return lossResult(given);
    return { roots: given.roots, marks: mark.network, direction: 0 };
  }
  if (callee.kind === "name") return callNamed(state, callee.name, path, inputs, keywords, given);
  if (callee.kind === "member") return callMember(state, callee.object, callee.name, path, inputs, keywords, given);
  return given;
}

function lossReduction(keywords: ReadonlyMap<string, Flow>): number {
  return keywords.has("reduction") ? 0 : mark.reduced;
}

function lossResult(given: Flow): Flow {
  return { roots: given.roots, marks: mark.lossCall, direction: 1 };
}

function fromSummary(summary: Flow, given: Flow): Flow {
  const roots = given.roots;
  const fill = (flow: Flow): Flow => ({ roots, marks: flow.marks & ~mark.callable, direction: flow.direction, ...(flow.items ? { items: flow.items.map(fill) } : {}) });
  return fill(summary);
}

function callNamed(state: State, name: string, path: string, inputs: readonly Flow[], keywords: ReadonlyMap<string, Flow>, given: Flow): Flow {
  const local = state.names.get(name);
  if (local) {
    if (has(local, mark.lossCall) || isLossCallableName(name)) return lossResult(given);
    return { roots: given.roots, marks: mark.network | (given.marks & mark.lossNamed), direction: 0 };
  }
  const summary = state.summaries.get(name);
  if (summary) return has(summary, mark.callable) ? { roots: given.roots, marks: summary.marks, direction: 0 } : fromSummary(summary, given);
  switch (name) {
    case "sum": {
      const [first] = inputs;
      const parts = whole(first ?? nothing);
      const isWeighted = has(parts, mark.lossNamed | mark.lossCall);
      return marked(parts, mark.reduced | (isWeighted ? mark.weightedLosses : 0));
    }
    case "zip": return { ...nothing, items: [{ ...nothing, items: inputs.map(elementOf) }] };
    case "enumerate": return { ...nothing, items: [{ ...nothing, items: [nothing, elementOf(inputs[0] ?? nothing)] }] };
    case "map": return { ...nothing, items: [join(inputs.slice(1).map((input) => whole(elementOf(input))))] };
    case "isinstance": case "hasattr": case "getattr": case "str": case "print": case "type": case "id": case "super": return nothing;
    case "dict": return { ...nothing, items: [...inputs, ...keywords.values()] };
    default: return unknownCall(state, name, path, inputs, keywords, given, false);
  }
}

function callMember(state: State, object: Expression, name: string, path: string, inputs: readonly Flow[], keywords: ReadonlyMap<string, Flow>, given: Flow): Flow {
  if (object.kind === "name" && object.name === state.receiver) {
    const summary = state.methods.get(name);
    if (summary) return fromSummary(summary, given);
    const kind = state.attributes.get(name);
    if (kind === "loss" || (kind !== "network" && isLossCallableName(name))) return lossResult(given);
    return { roots: given.roots, marks: mark.network, direction: 0 };
  }
  const isModule = object.kind === "name" && !state.names.has(object.name) && state.imports.has(object.name)
    || (object.kind === "member" && dottedHead(object, state));
  if (isModule) return unknownCall(state, lastSegment(path), path, inputs, keywords, given, false);
  const owner = evaluate(state, object);
  if (name === "append" || name === "extend" || name === "update" || name === "add") {
    bind(state, { kind: "index", object, index: object, start: object.start, end: object.end }, join([...inputs, ...keywords.values()].map(whole)));
    if (name !== "add") return nothing;
  }
  if (name === "items" && owner.items === undefined) return { ...nothing, items: [{ ...nothing, items: [nothing, owner] }] };
  if (name === "items" && owner.items) return { ...nothing, items: [{ ...nothing, items: [nothing, elementOf(owner)] }] };
  if (name === "get") return inputs[0] && owner.roots.size > 0 ? partOf(owner, "get") : owner;
  const isLoss = isLossCallableName(name) && !/^(log|nll)$/.test(name);
  if (isLoss && has(owner, mark.callable)) return lossResult(given);
  if (has(owner, mark.callable) && (name === "apply" || name === "forward" || name === "__call__")) return has(owner, mark.lossCall) ? lossResult(given) : { roots: given.roots, marks: mark.network, direction: 0 };
  return unknownCall(state, name, path, [owner, ...inputs], keywords, join([whole(owner), given]), true);
}

function dottedHead(object: Expression, state: State): boolean {
  let current = object;
  while (current.kind === "member") current = current.object;
  return current.kind === "name" && !state.names.has(current.name) && state.imports.has(current.name) && current.name !== state.receiver;
}

function unknownCall(_state: State, name: string, path: string, inputs: readonly Flow[], keywords: ReadonlyMap<string, Flow>, given: Flow, isMethod: boolean): Flow {
  const known = applyOperation({ name, inputs, keywords, isMethod });
  if (known) return known;
  const parts = words(name);
  if (isLossCallableName(name) || libraryLoss(path)) return lossResult(given);
  if (/^[A-Z]/.test(name)) return { roots: given.roots, marks: mark.callable | mark.network, direction: 0 };
  if (parts.includes("mean") || parts.includes("sum") || parts.includes("reduce") || parts.includes("average")) return marked(given, mark.reduced);
  if (parts.some((part) => part === "distance" || part === "dist")) return marked(given, mark.magnitude | mark.partlyReduced | (given.roots.size > 1 ? mark.difference : 0), 1);
  if (parts.some((part) => part === "iou" || part === "similarity" || part === "ssim" || part === "dice" || part === "overlap")) {
    return { roots: given.roots, marks: mark.similarity | mark.ratio | mark.product, direction: -1 };
  }
  if (parts.some((part) => part === "logprob" || part === "logp" || part === "loglikelihood" || part === "logps") || (parts.includes("log") && parts.some((part) => /^(prob|probs|likelihood|softmax|pdf)$/.test(part)))) {
    return { roots: given.roots, marks: mark.log, direction: -1 };
  }
  return given;
}

function noteEffects(effects: Effects, path: string, callee: Expression, given: readonly Argument[]): void {
  if (callee.kind !== "member") {
    if (path === "print") effects.prints = true;
    if (/^(plt|matplotlib)\b/.test(path)) effects.plots = true;
    return;
  }
  const name = callee.name;
  const owner = callee.object.kind === "name" ? callee.object.name : callee.object.kind === "member" ? callee.object.name : "";
  if (name === "backward" || name === "manual_backward") effects.backward = true;
  else if (name === "step" && /opt|sched|scaler|solver/i.test(owner)) effects.optimizer = true;
  else if (name === "zero_grad" || name === "apply_gradients" || name === "minimize" || name === "apply_updates") effects.optimizer = true;
  else if ((name === "log" || name === "log_dict" || name === "log_metrics") && (owner === "self" || owner === "wandb" || owner === "logger") && given.length > 0) effects.logs = true;
  else if ((name === "train" || name === "eval") && given.length <= 1 && owner !== "torch") effects.switchesMode = true;
  else if (/^matplotlib\b|^seaborn\b|(^|\.)plt\./.test(path)) effects.plots = true;
  else if (name === "load_state_dict" || name === "save") effects.mutatesModel = true;
  else if (name === "item" || name === "tolist") effects.extracts = true;
}
