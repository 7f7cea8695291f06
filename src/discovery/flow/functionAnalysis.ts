/** What a whole function returns and does: its statements, walked with the flow of its inputs. */

import type { Block, Expression, FunctionStatement, LambdaExpression, Parameter, Statement } from "../../syntax/tree";
import { dottedPath } from "../imports";
import { isLogProbabilityName, isLossValueName, isScalarName } from "../names";
import { binary } from "./arithmetic";
import { arraysAmong } from "./arrayUse";
import { bind } from "./binding";
import { evaluate } from "./dataflow";
import { type Effects, noEffects } from "./effects";
import { either, elementOf, type Flow, has, join, mark, marked, nothing, root, whole } from "./flow";
import { isBesideGradient, isGradientName, isTurnedRound, isWrittenAsLoss, nameOfValue } from "./returned";
import type { State, Surroundings } from "./state";
import { noteSum, type SumSite } from "./weightedSums";

export interface Analysis {
  /** One for each `return` that gives a value. */
  readonly returns: readonly Flow[];
  /** What was put on `self` under a loss's name. */
  readonly kept: readonly Flow[];
  readonly effects: Effects;
  /** A value that it returns is called a loss. */
  readonly isWrittenAsLoss: boolean;
  /** Which of several returned values is the loss: the first, unless a measure or a gradient stands before what is called one. */
  readonly lossPlace: number;
  /** It returns the gradient of a value beside the value, as a solver asks for: `return cost, grad`. */
  readonly isBesideGradient: boolean;
  /** Everything that it returns has a minus sign in front, or is what is left of a number. */
  readonly isTurnedRound: boolean;
  /** All of its own statements stand under `no_grad`. */
  readonly isWithoutGradient: boolean;
  readonly sums: readonly SumSite[];
  /** Array-like parameters, in order. */
  readonly inputs: readonly string[];
  readonly nested: ReadonlySet<string>;
}

interface Walk extends State {
  readonly returns: Flow[];
  readonly kept: Flow[];
  readonly sums: SumSite[];
  readonly nested: Set<string>;
  readonly parameters: ReadonlySet<string>;
  /** Parameters that are arrays for all their names say. */
  readonly arrays: ReadonlySet<string>;
  gradientFree: number;
  returnsWithoutGradient: number;
  returnsWrittenAsLoss: number;
  returnsTurnedRound: number;
  returnsBesideGradient: number;
  readonly lossPlaces: Set<number>;
}

export function analyseFunction(
  node: FunctionStatement,
  surroundings: Surroundings,
  isMethod: boolean,
  outer?: ReadonlyMap<string, Flow>,
): Analysis {
  const isStatic = node.decorators.some((decorator) => decorator.kind === "name" && decorator.name === "staticmethod");
  const [first] = node.parameters;
  const hasReceiver = isMethod && !isStatic && first !== undefined && first.form !== "variadic";
  const own = hasReceiver ? node.parameters.slice(1) : node.parameters;
  // Gluon hands the module of operations over as the first argument.
  const parameters = node.name === "hybrid_forward" ? own.slice(1) : own;
  const walk = begin(surroundings, hasReceiver ? first.name : undefined, parameters, node.body, outer);
  if (
    node.decorators.some((decorator) =>
      /no_grad|inference_mode/.test(
        dottedPath(decorator.kind === "call" ? decorator.callee : decorator, surroundings.imports) ?? "",
      ),
    )
  )
    walk.gradientFree++;
  run(walk, node.body);
  return finish(walk, parameters);
}

export function analyseLambda(
  node: LambdaExpression,
  surroundings: Surroundings,
  outer?: ReadonlyMap<string, Flow>,
): Analysis {
  const walk = begin(surroundings, undefined, node.parameters, node.body, outer);
  if (!isBlock(node.body)) {
    walk.returns.push(evaluate(walk, node.body));
    if (isTurnedRound(node.body)) walk.returnsTurnedRound++;
  }
  return finish(walk, node.parameters);
}

/** The statements of a module or class: no inputs, only what is used there. */
export function analyseBlock(block: Block, surroundings: Surroundings): Analysis {
  const walk = begin(surroundings, undefined, [], []);
  run(walk, block);
  return finish(walk, []);
}

/** The names that a function's own definitions can see. */
export function visibleNames(
  node: FunctionStatement,
  surroundings: Surroundings,
  isMethod: boolean,
  outer?: ReadonlyMap<string, Flow>,
): ReadonlyMap<string, Flow> {
  const parameters = isMethod ? node.parameters.slice(1) : node.parameters;
  const walk = begin(surroundings, isMethod ? node.parameters[0]?.name : undefined, parameters, node.body, outer);
  run(walk, node.body);
  return walk.names;
}

function isBlock(body: Expression | Block): body is Block {
  return Array.isArray(body);
}

function begin(
  surroundings: Surroundings,
  receiver: string | undefined,
  parameters: readonly Parameter[],
  body: Block | Expression,
  outer?: ReadonlyMap<string, Flow>,
): Walk {
  const names = new Map<string, Flow>(outer ?? []);
  const unclear = parameters.filter((one) => one.annotation === undefined && one.initial === undefined);
  const arrays = arraysAmong(new Set(unclear.map(({ name }) => name).filter(isScalarName)), body);
  for (const parameter of parameters) names.set(parameter.name, parameterFlow(parameter, arrays));
  return {
    ...surroundings,
    names,
    receiver,
    effects: noEffects(),
    returns: [],
    kept: [],
    sums: [],
    nested: new Set(),
    parameters: new Set(parameters.map(({ name }) => name)),
    arrays,
    gradientFree: 0,
    returnsWithoutGradient: 0,
    returnsWrittenAsLoss: 0,
    returnsTurnedRound: 0,
    returnsBesideGradient: 0,
    lossPlaces: new Set(),
  };
}

function finish(walk: Walk, parameters: readonly Parameter[]): Analysis {
  return {
    returns: walk.returns,
    kept: walk.kept,
    effects: walk.effects,
    isWrittenAsLoss: walk.returnsWrittenAsLoss > 0,
    lossPlace: walk.lossPlaces.size === 1 ? ([...walk.lossPlaces][0] ?? 0) : 0,
    isBesideGradient: walk.returnsBesideGradient > 0,
    isTurnedRound: walk.returns.length > 0 && walk.returnsTurnedRound === walk.returns.length,
    isWithoutGradient: walk.returns.length > 0 && walk.returnsWithoutGradient === walk.returns.length,
    sums: walk.sums,
    inputs: parameters.filter((parameter) => isInput(parameter, walk.arrays)).map((parameter) => parameter.name),
    nested: walk.nested,
  };
}

/** Parameters with plain defaults are options and coefficients; the others are inputs. */
function isInput(parameter: Parameter, arrays: ReadonlySet<string>): boolean {
  if (parameter.form === "keywords") return false;
  const annotation = parameter.annotation;
  if (annotation?.kind === "name" && /^(float|int|bool|str)$/.test(annotation.name)) return false;
  const initial = parameter.initial;
  if (initial && (initial.kind !== "constant" || initial.value !== "none")) return false;
  return arrays.has(parameter.name) || !(isScalarName(parameter.name) && !annotation);
}

function parameterFlow(parameter: Parameter, arrays: ReadonlySet<string>): Flow {
  if (!isInput(parameter, arrays)) {
    const initial = parameter.initial;
    return initial?.kind === "number" ? nothing : { ...nothing, roots: new Set() };
  }
  const input = root(parameter.name, isLossValueName(parameter.name) ? mark.lossNamed : 0);
  return isLogProbabilityName(parameter.name) ? marked(input, mark.log, -1) : input;
}

// ---------------------------------------------------------------- statements

function run(walk: Walk, block: Block): void {
  for (const statement of block) step(walk, statement);
}

function step(walk: Walk, node: Statement): void {
  switch (node.kind) {
    case "expression": {
      const value = evaluate(walk, node.value);
      const changed = changedInPlace(node.value);
      if (changed !== undefined && walk.names.has(changed)) walk.names.set(changed, value);
      break;
    }
    case "assign": {
      if (!node.value) break;
      const value = evaluate(walk, node.value);
      const [target] = node.targets;
      noteSum(walk, node, target, node.value);
      if (
        target?.kind === "member" &&
        target.object.kind === "name" &&
        target.object.name === walk.receiver &&
        isLossValueName(target.name)
      )
        walk.kept.push(value);
      for (const one of node.targets) bind(walk, one, named(one, value));
      break;
    }
    case "augmented": {
      const before = evaluate(walk, node.target);
      const value = evaluate(walk, node.value);
      if (node.operator === "+" || node.operator === "-") noteSum(walk, node, node.target, node.value, before);
      const operator =
        node.operator === "and" || node.operator === "or" || node.operator === "??" ? "|" : node.operator;
      // An accumulator that starts at zero becomes what is added to it.
      bind(walk, node.target, node.target.kind === "name" ? binary(operator, before, value) : value);
      break;
    }
    case "return": {
      if (!node.value) break;
      if (node.value.kind === "constant") break;
      noteSum(walk, node, undefined, node.value.kind === "tuple" ? (node.value.items[0] ?? node.value) : node.value);
      for (const value of alternatives(node.value)) {
        walk.returns.push(evaluate(walk, value));
        const place = lossPlaceIn(walk, value);
        walk.lossPlaces.add(place);
        if (walk.gradientFree > 0 || isDetached(value)) walk.returnsWithoutGradient++;
        if (place > 0 || isWrittenAsLoss(value, walk.parameters)) walk.returnsWrittenAsLoss++;
        if (isTurnedRound(value)) walk.returnsTurnedRound++;
        if (isBesideGradient(value)) walk.returnsBesideGradient++;
      }
      break;
    }
    case "if": {
      evaluate(walk, node.test);
      const before = new Map(walk.names);
      run(walk, node.body);
      const after = new Map(walk.names);
      restore(walk.names, before);
      run(walk, node.otherwise);
      for (const [name, flow] of after) {
        const other = walk.names.get(name);
        walk.names.set(name, other && other !== flow ? either(flow, other) : flow);
      }
      break;
    }
    case "for": {
      const iterable = evaluate(walk, node.iterable);
      const started = [...walk.names]
        .filter(([, flow]) => flow.constant !== undefined && flow.roots.size === 0)
        .map(([name]) => name);
      if (isLoader(node.iterable)) walk.effects.loader = true;
      for (let round = 0; round < 2; round++) {
        bind(walk, node.target, elementOf(iterable));
        run(walk, node.body);
      }
      // A number that the loop added to has become a sum.
      for (const name of started) {
        const flow = walk.names.get(name);
        if (flow && flow.roots.size > 0) walk.names.set(name, marked(flow, mark.reduced));
      }
      run(walk, node.otherwise);
      break;
    }
    case "while":
      evaluate(walk, node.test);
      for (let round = 0; round < 2; round++) run(walk, node.body);
      run(walk, node.otherwise);
      break;
    case "with": {
      const isFree = node.items.some(({ context }) =>
        /no_grad|inference_mode|stop_gradient/.test(
          dottedPath(context.kind === "call" ? context.callee : context, walk.imports) ?? "",
        ),
      );
      for (const { context, target } of node.items) {
        const value = evaluate(walk, context);
        if (target) bind(walk, target, value);
      }
      if (isFree) walk.gradientFree++;
      run(walk, node.body);
      if (isFree) walk.gradientFree--;
      break;
    }
    case "try":
      run(walk, node.body);
      for (const handler of node.handlers) run(walk, handler.body);
      run(walk, node.otherwise);
      run(walk, node.lastly);
      break;
    case "match":
      evaluate(walk, node.subject);
      for (const one of node.cases) run(walk, one.body);
      break;
    case "function":
      walk.nested.add(node.name);
      walk.names.set(node.name, {
        ...nothing,
        marks: mark.callable,
        returns: joinedReturn(analyseFunction(node, walk, false, walk.names)),
      });
      break;
    case "class":
      walk.nested.add(node.name);
      walk.names.set(node.name, { ...nothing, marks: mark.callable, isClass: true });
      break;
    case "assert":
    case "raise":
    case "import":
    case "fromImport":
    case "global":
    case "nonlocal":
    case "delete":
    case "pass":
    case "break":
    case "continue":
    case "error":
      break;
    default:
      node satisfies never;
  }
}

/** `term.scatter_add_(0, index, difference)` makes `term` another thing. */
function changedInPlace(node: Expression): string | undefined {
  if (node.kind !== "call" || node.callee.kind !== "member" || node.callee.object.kind !== "name") return undefined;
  return /[a-z0-9]_$/.test(node.callee.name) ? node.callee.object.name : undefined;
}

/** `return (loss, logits) if labels is not None else logits` returns one thing or the other. */
function alternatives(node: Expression): readonly Expression[] {
  return node.kind === "conditional" ? [...alternatives(node.then), ...alternatives(node.otherwise)] : [node];
}

/** `return distances, loss`, `return grad, loss`; not `return quantised, loss`, which is a layer that has a loss beside. */
function lossPlaceIn(walk: Walk, node: Expression): number {
  if (node.kind !== "tuple") return 0;
  const [first, ...others] = node.items;
  const name = first && nameOfValue(first);
  const place = others.findIndex((item) => isLossValueName(nameOfValue(item))) + 1;
  if (first === undefined || name === undefined || place === 0 || isWrittenAsLoss(first, walk.parameters)) return 0;
  const flow = whole(evaluate(walk, first));
  if (has(flow, mark.network)) return 0;
  const isDistance = has(flow, mark.magnitude) && /^d(ist(ances?|s)?)?\d?$|_dist(ances?|s)?$/i.test(name);
  return isDistance || isGradientName(name) ? place : 0;
}

/** `return error.detach()`: nothing is to be learnt from it. */
function isDetached(node: Expression): boolean {
  if (node.kind !== "call") return false;
  const name = node.callee.kind === "member" || node.callee.kind === "name" ? node.callee.name : "";
  return name === "detach" || name === "stop_gradient";
}

function restore(names: Map<string, Flow>, before: ReadonlyMap<string, Flow>): void {
  names.clear();
  for (const [name, flow] of before) names.set(name, flow);
}

/** A value that is given a loss's name by a network's output keeps that. */
function named(target: Expression, value: Flow): Flow {
  if (target.kind !== "name" || !isLossValueName(target.name) || value.items) return value;
  return value.roots.size > 0 && has(value, mark.network) ? marked(value, mark.lossNamed) : value;
}

function isLoader(node: Expression): boolean {
  if (node.kind === "call") return node.arguments.some((argument) => isLoader(argument.value));
  const name = node.kind === "name" ? node.name : node.kind === "member" ? node.name : "";
  return /loader|dataset|batches|dataloader|train_data|test_data|data_iter|train_dl|val_dl/i.test(name);
}

/** The first value of what is returned: `return loss, logits` returns a loss; or that at the place of the loss. */
export function primaryFlow(flow: Flow, place = 0): Flow {
  const item = flow.items?.[place] ?? flow.items?.[0];
  return item ? primaryFlow(item) : flow;
}

export function joinedReturn(analysis: Analysis): Flow {
  const [first, ...rest] = analysis.returns;
  return rest.reduce((sofar, next) => either(sofar, next), first ?? nothing);
}

export function allReturned(analysis: Analysis): Flow {
  return join(analysis.returns.map(whole));
}
