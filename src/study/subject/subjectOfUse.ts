/** Uses as something to call: a library loss as it is constructed or called in the program, and a weighted sum of losses. */

import { aroundAt, literalBehind } from "../../discovery/coefficients/boundLiterals";
import { nameOfSetting } from "../../discovery/coefficients/settings";
import type { Loss } from "../../discovery/loss";
import { isCoefficientName } from "../../discovery/names";
import type { Interpreter } from "../../interpreter/interpreter";
import type { ModuleValue, Value } from "../../interpreter/values";
import type { Chunk, Expression, Module, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { findExpressionAt } from "../coefficients";
import type { Role } from "../request";
import type { Parameter } from "./signature";
import { methodOf, NoSubject, type Subject, subjectOfValue } from "./subject";

export function openUse(interpreter: Interpreter, loaded: ModuleValue, module: Module, loss: Loss): Subject {
  const found = findExpression(module, loss);
  if (found === undefined) throw new NoSubject(`the expression of ${loss.name} is no longer there`);
  const use = { interpreter, loaded, module, loss, ...found };
  if (loss.use?.kind === "call" && found.expression.kind === "call") {
    return loss.use.isConstructor ? openConstruction(use) : openCall(use, found.expression);
  }
  return openSum(use);
}

interface UseInPlace {
  readonly interpreter: Interpreter;
  readonly loaded: ModuleValue;
  readonly module: Module;
  readonly loss: Loss;
  readonly chunk: Chunk;
  readonly expression: Expression;
}

/** `nn.HuberLoss(delta=2.0)`: made as written, called on inputs of its own. */
function openConstruction(use: UseInPlace): Subject {
  const { interpreter, loaded, chunk, expression } = use;
  const literals = literalsBehind(use);
  requireKnown(use, literals);
  const made = interpreter.evaluate(loaded, chunk, expression, evaluated(use, literals));
  const name = made.kind === "instance" ? methodOf(made.type, undefined) : undefined;
  const callee = name === undefined ? made : interpreter.attribute(made, name);
  return {
    ...subjectOfValue(interpreter, callee),
    construct: () => ({
      instance: made,
      call: (positional, keywords) => interpreter.call(callee, positional, keywords),
    }),
  };
}

/** `F.smooth_l1_loss(a, b, beta=0.5)`: the tensors are inputs under the function's own names; numbers and options stay. */
function openCall(use: UseInPlace, call: Extract<Expression, { kind: "call" }>): Subject {
  const { interpreter, loaded, chunk } = use;
  const { parameters } = subjectOfValue(interpreter, interpreter.evaluate(loaded, chunk, call.callee));
  const literals = literalsBehind(use);
  const inputs: Leaf[] = [];
  call.arguments.forEach((argument, position) => {
    if ((argument.kind !== "positional" && argument.kind !== "keyword") || isLiteral(argument.value)) return;
    if (literals.has(argument.value)) return;
    const name = argument.kind === "keyword" ? argument.name : (parameters[position]?.name ?? `input${position}`);
    inputs.push({ name, value: argument.value });
  });
  const value = renamed(call, inputs);
  return {
    ...subjectOfLeaves(use, inputs, [], literals),
    body: [{ kind: "expression", value, start: call.start, end: call.end }],
  };
}

/**
 * `recon + w * kl`: each term's loss is an input under its own text. A weight whose number stands around the sum is that number;
 * any other weight is a number of which nothing is known.
 */
function openSum(use: UseInPlace): Subject {
  const found: Leaf[] = [];
  collectLeaves(use.expression, false, use.chunk, found);
  const weights = literalsBehind(use);
  const leaves = found.filter(({ value }) => !weights.has(value));
  const isWeight = ({ value, isFactor }: Leaf) =>
    isFactor && isCoefficientName(nameOfSetting(value)) && !/loss(es)?$/i.test(nameOfSetting(value));
  const isWeighed = leaves.some((leaf) => !isWeight(leaf));
  const knownRoles = new Map<string, Role>(
    leaves.map((leaf) => [leaf.name, isWeighed && isWeight(leaf) ? "number" : "scalarLoss"]),
  );
  return { ...subjectOfLeaves(use, leaves, [use.loss.name], weights), knownRoles };
}

/** What is read in an expression and stands for a literal, of what is around it or of the file's settings, with that. */
function literalsBehind({ module, chunk, expression, loss }: UseInPlace): ReadonlyMap<Expression, Expression> {
  const around = aroundAt(chunk.statements, expression);
  // the weights of a sum are called as they are read; what a call is given is called as the library has it
  const weights = loss.use?.kind === "sum" ? loss.coefficients : [];
  const settings = new Map(weights.map((one) => [one.name, one]));
  const found = new Map<Expression, Expression>();
  walk(expression, (node) => {
    if (node.kind !== "name" && node.kind !== "member" && node.kind !== "index") return undefined;
    const setting = settings.get(nameOfSetting(node));
    const literal = literalBehind(node, around) ?? (setting && findExpressionAt(module, loss, setting));
    if (literal !== undefined) found.set(node, literal);
    return literal === undefined ? undefined : false;
  });
  return found;
}

/** @throws NoSubject where an argument is whatever the caller of the function around gives */
function requireKnown({ chunk, expression }: UseInPlace, literals: ReadonlyMap<Expression, Expression>): void {
  const { functions } = aroundAt(chunk.statements, expression);
  walk(expression, (node) => {
    if (node.kind !== "name" || literals.has(node)) return undefined;
    const giver = functions.findLast(({ parameters }) => parameters.some(({ name }) => name === node.name));
    if (giver !== undefined)
      throw new NoSubject(`${node.name} is given by whoever calls ${giver.name}: here it has no value, nor a default`);
    return undefined;
  });
}

function evaluated(
  { interpreter, loaded, chunk }: UseInPlace,
  literals: ReadonlyMap<Expression, Expression>,
): Map<Expression, Value> {
  return new Map([...literals].map(([node, literal]) => [node, interpreter.evaluate(loaded, chunk, literal)]));
}

/** A part of the expression that is given from outside. */
interface Leaf {
  readonly name: string;
  readonly value: Expression;
  /** It stands in a product. */
  readonly isFactor?: boolean;
}

function subjectOfLeaves(
  use: UseInPlace,
  leaves: readonly Leaf[],
  results: readonly string[],
  literals: ReadonlyMap<Expression, Expression>,
): Subject {
  const { interpreter, loaded, chunk, expression } = use;
  const names = [...new Set(leaves.map(({ name }) => name))];
  return {
    construction: [],
    parameters: names.map((name): Parameter => ({ name, form: "plain", hasDefault: false, annotation: undefined })),
    body: [],
    results,
    attributes: new Map(),
    construct: () => ({
      instance: undefined,
      call: (positional, keywords) => {
        const given = evaluated(use, literals);
        for (const { name, value } of leaves) {
          const input = keywords.get(name) ?? positional[names.indexOf(name)];
          if (input !== undefined) given.set(value, input);
        }
        return interpreter.evaluate(loaded, chunk, expression, given);
      },
    }),
  };
}

/** The call with its inputs under the parameters' names, for guessing roles. */
function renamed(call: Extract<Expression, { kind: "call" }>, inputs: readonly Leaf[]): Expression {
  const nameOf = (value: Expression): Expression => {
    const input = inputs.find((candidate) => candidate.value === value);
    return input ? { kind: "name", name: input.name, start: value.start, end: value.end } : value;
  };
  return { ...call, arguments: call.arguments.map((argument) => ({ ...argument, value: nameOf(argument.value) })) };
}

function collectLeaves(expression: Expression, isFactor: boolean, chunk: Chunk, into: Leaf[]): void {
  if (expression.kind === "binary") {
    collectLeaves(expression.left, expression.operator === "*", chunk, into);
    collectLeaves(expression.right, expression.operator === "*", chunk, into);
  } else if (expression.kind === "unary") collectLeaves(expression.operand, isFactor, chunk, into);
  else if (!isLiteral(expression)) {
    const name = chunk.text.slice(expression.start, expression.end).replace(/\s+/g, " ");
    into.push({ name, value: expression, isFactor });
  }
}

function isLiteral(expression: Expression): boolean {
  if (expression.kind === "unary") return isLiteral(expression.operand);
  if (expression.kind === "list" || expression.kind === "tuple") return expression.items.every(isLiteral);
  return expression.kind === "number" || expression.kind === "string" || expression.kind === "constant";
}

/** The expression that covers exactly the loss's span. */
function findExpression(module: Module, loss: Loss): { chunk: Chunk; expression: Expression } | undefined {
  const placed = module.chunks[loss.chunk];
  if (placed === undefined) return undefined;
  const start = loss.span.start - placed.offset;
  const end = loss.span.end - placed.offset;
  let found: Expression | undefined;
  walk(placed.chunk.statements, (node) => {
    if (node.start > start || node.end < end) return false;
    if (node.kind === "assign" && node.start === start && node.end === end) found = node.value;
    else if (node.kind === "augmented" && node.start === start && node.end === end) found = node.value;
    else if (node.kind === "return" && node.start === start && node.end === end) found = node.value;
    else if (isExpression(node) && node.start === start && node.end === end) found ??= node;
    return true;
  });
  return found && { chunk: placed.chunk, expression: found };
}

const expressionKinds: ReadonlySet<string> = new Set([
  "call",
  "binary",
  "name",
  "member",
  "index",
  "conditional",
  "unary",
]);

function isExpression(node: Expression | Statement): node is Expression {
  return expressionKinds.has(node.kind);
}
