/** The numbers that shape a loss: defaults, constants on `self`, learnable starts, and weights written into the sum. */

import type {
  Block,
  ClassStatement,
  Expression,
  FunctionStatement,
  LambdaExpression,
  Parameter,
  Statement,
} from "../../syntax/tree";
import type { ClassFacts } from "../classFacts";
import { numericValue } from "../constants";
import type { SumSite } from "../flow/weightedSums";
import { isStructuralName } from "../names";
import { capturedBy } from "./captured";
import {
  attributeCoefficients,
  fieldCoefficients,
  initCoefficients,
  learnableCoefficients,
} from "./constructorNumbers";
import { type Constants, isCount, type LocalCoefficient, made, madeOfSetting } from "./localCoefficient";
import { localNumbers } from "./localNumbers";
import { actsNumerically } from "./numericUse";
import { settingsOfClass, settingsOfFunction } from "./settingsRead";
import { libraryArguments, literalWeights } from "./sumWeights";

/** @param enclosing the functions around, from the outermost in */
export function functionCoefficients(
  node: FunctionStatement | LambdaExpression,
  enclosing: readonly FunctionStatement[],
  sums: readonly SumSite[],
  context: Constants,
): LocalCoefficient[] {
  const body: readonly Statement[] | Expression = node.body;
  const captured = capturedBy(node, enclosing);
  return ordered([
    ...parameterCoefficients(captured.parameters, [...captured.body, ...statementsOf(body)], context),
    ...parameterCoefficients(node.parameters, body, context),
    ...settingsOfFunction(node, enclosing, context).map(madeOfSetting),
    ...localNumbers(body, context.imports).map(({ name, value, node: at }) => made(name, value, at, "literal")),
    ...literalWeights(sums, context),
    ...libraryArguments(body, context),
  ]);
}

function statementsOf(body: Block | Expression): readonly Statement[] {
  return isBlock(body) ? body : [{ kind: "expression", value: body, start: body.start, end: body.end }];
}

function isBlock(body: Block | Expression): body is Block {
  return Array.isArray(body);
}

/** `entry` is the method that computes the loss. */
export function classCoefficients(
  node: ClassStatement,
  facts: ClassFacts,
  entry: FunctionStatement | undefined,
  sums: readonly SumSite[],
  context: Constants,
): LocalCoefficient[] {
  const init = facts.methods.get("__init__");
  const others = [...facts.methods.values()].filter((method) => method !== init);
  return ordered([
    ...(init ? initCoefficients(init, others, context) : []),
    ...fieldCoefficients(node, facts, others, context),
    ...(init ? attributeCoefficients(init, others, context) : []),
    ...(init ? learnableCoefficients(init, others, context) : []),
    ...(entry ? parameterCoefficients(entry.parameters, entry.body, context) : []),
    ...settingsOfClass(init, others, context).map(madeOfSetting),
    ...(entry ? localNumbers(entry.body, context.imports) : []).map(({ name, value, node: at }) =>
      made(name, value, at, "literal"),
    ),
    ...literalWeights(sums, context),
    ...libraryArguments([...(init?.body ?? []), ...(entry?.body ?? [])], context),
  ]);
}

/** Small guards against division by zero come last, counts just before them; names are given once. */
function ordered(found: readonly LocalCoefficient[]): LocalCoefficient[] {
  const unique = found.filter((one, i) => found.findIndex((other) => other.name === one.name) === i);
  const rank = ({ name, value }: LocalCoefficient) =>
    typeof value === "number" && value !== 0 && Math.abs(value) <= 1e-4
      ? 3
      : isStructuralName(name)
        ? 2
        : /^(eps|epsilon|smooth)$/.test(name)
          ? 1
          : 0;
  return unique
    .map((one, i) => ({ one, i }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.i - b.i)
    .map(({ one }) => one);
}

function parameterCoefficients(
  parameters: readonly Parameter[],
  body: Block | Expression,
  context: Constants,
): LocalCoefficient[] {
  return parameters.flatMap((parameter) => {
    const initial = parameter.initial;
    const value = initial && numericValue(initial, context.imports, context.known);
    if (!initial || value === undefined || parameter.name === "") return [];
    if (isCount(parameter.name, initial) && !actsNumerically({ name: parameter.name }, body, context.imports))
      return [];
    return [made(parameter.name, value, initial, "parameter")];
  });
}
