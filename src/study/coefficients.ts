/** A definition's coefficients as a preview sees them: what the source says, what a person set, and where each takes effect. */

import type { Coefficient, CoefficientValue, Loss } from "../discovery/loss";
import type { Expression, Module } from "../syntax/tree";
import { walk } from "../syntax/walk";
import type { CoefficientChoice, Given } from "./request";
import { valueOf } from "./trace/plainValues";
import type { CoefficientSetting } from "./trace/trace";

/** Values for the expressions that the coefficients stand in. Learnable ones are set on the object instead. */
export function settingsOf(
  module: Module,
  loss: Loss,
  set: Readonly<Record<string, Given>>,
): ReadonlyMap<Expression, CoefficientSetting> {
  const settings = new Map<Expression, CoefficientSetting>();
  for (const coefficient of loss.coefficients) {
    if (coefficient.origin.kind === "learnable") continue;
    const expression = findExpressionAt(module, loss, coefficient);
    if (expression === undefined) continue;
    const { name, value: source } = coefficient;
    const given = set[name];
    const isWritten = given === undefined;
    // `1` in the source stays an int as long as it holds a whole number; `1.0` is a float whatever it holds
    const isWhole = (value: number): boolean =>
      Number.isInteger(value) && (isWritten || !hasPoint(module, loss, coefficient));
    const isSourceWhole = (): boolean => !hasPoint(module, loss, coefficient);
    settings.set(expression, { name, value: valueOf(given ?? source, isWritten ? isSourceWhole : isWhole, name) });
  }
  return settings;
}

export function learnablesSet(
  loss: Loss,
  set: Readonly<Record<string, Given>>,
): ReadonlyMap<string, readonly number[]> {
  return new Map(
    loss.coefficients.flatMap(({ name, origin }) => {
      const given = set[name];
      if (origin.kind !== "learnable" || given === undefined) return [];
      return [[name, flatNumbers(given)] as const];
    }),
  );
}

export function choicesOf(loss: Loss, set: Readonly<Record<string, Given>>): readonly CoefficientChoice[] {
  return loss.coefficients.map(({ name, value: source }) => {
    const value = set[name] ?? source;
    const range = typeof source === "number" ? sliderFor(source) : undefined;
    return { name, source, value, ...(range === undefined ? {} : { range }) };
  });
}

/** From zero to twice the source's value, or the unit interval where the value suggests a share; steps that people would type. */
function sliderFor(source: number): NonNullable<CoefficientChoice["range"]> {
  const reach = source === 0 ? 1 : Math.abs(source);
  const magnitude = 10 ** Math.floor(Math.log10(reach));
  const far = reach <= 1 && reach >= 0.05 ? Math.max(1, 2 * reach) : 4 * Math.ceil(reach / magnitude) * magnitude;
  return { from: source < 0 ? -far : 0, to: far, step: Number((magnitude / 100).toPrecision(1)) };
}

function hasPoint(module: Module, loss: Loss, coefficient: Coefficient): boolean {
  const text = textAt(module, loss.cell, coefficient.span.start, coefficient.span.end);
  return /[.eE]/.test(text);
}

function textAt(module: Module, cell: number | undefined, start: number, end: number): string {
  const text = cell === undefined ? module.text : (module.cells?.[cell] ?? "");
  return text.slice(start, end);
}

/** The expression that a coefficient stands in. */
export function findExpressionAt(
  module: Module,
  loss: Loss,
  { span }: Pick<Coefficient, "span">,
): Expression | undefined {
  const placed = module.chunks.find(
    (one) => one.cell === loss.cell && one.offset <= span.start && span.end <= one.offset + one.chunk.text.length,
  );
  if (placed === undefined) return undefined;
  const start = span.start - placed.offset;
  const end = span.end - placed.offset;
  let found: Expression | undefined;
  walk(placed.chunk.statements, (node) => {
    if (node.start > start || node.end < end) return false;
    if (node.start === start && node.end === end && isValue(node.kind)) found = asExpression(node);
    return found === undefined;
  });
  return found;
}

function isValue(kind: string): boolean {
  return (
    kind === "number" ||
    kind === "unary" ||
    kind === "binary" ||
    kind === "list" ||
    kind === "tuple" ||
    kind === "constant" ||
    kind === "string"
  );
}

/** The kinds that `isValue` lets through are expressions only; TypeScript cannot see it through the string. */
function asExpression(node: object): Expression {
  return node as Expression;
}

export function flatNumbers(given: CoefficientValue): readonly number[] {
  if (typeof given === "number") return [given];
  if (given === null || typeof given === "string" || typeof given === "boolean") return [];
  return given.flatMap(flatNumbers);
}
