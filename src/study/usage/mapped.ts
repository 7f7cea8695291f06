/** Functions that are called once for each entry: `jax.vmap(f)(xs, ys)`, `@jax.vmap def f(x, y)`. Inside, an axis is missing. */

import type { Argument, Expression, FunctionStatement, LambdaExpression } from "../../syntax/tree";
import { lastWord } from "./callNames";
import type { Names } from "./names";
import type { Reader } from "./usage";

export interface Mapping {
  readonly mapped: Expression;
  /** Which arguments have the axis: `in_axes=(0, None)`. */
  readonly axes: Expression | undefined;
}

/** `vmap(f, in_axes=(0, None))` where it is called, also within `jit(…)`. */
export function mappingIn(callee: Expression): Mapping | undefined {
  if (callee.kind !== "call") return undefined;
  const [first, ...others] = callee.arguments;
  if (first === undefined) return undefined;
  if (!isMapping(callee.callee))
    return /^(jit|checkpoint)$/.test(lastWord(callee.callee) ?? "") ? mappingIn(first.value) : undefined;
  return { mapped: first.value, axes: axesIn(others) };
}

/** `vmap`, `jax.vmap`, `partial(jax.vmap, in_axes=0)` */
export function isMapping(expression: Expression): boolean {
  if (expression.kind === "call")
    return lastWord(expression.callee) === "partial"
      ? expression.arguments.slice(0, 1).some(({ value }) => isMapping(value))
      : isMapping(expression.callee);
  return /^(filter_)?(vmap|pmap)$/.test(lastWord(expression) ?? "");
}

function axesIn(others: readonly Argument[]): Expression | undefined {
  const named = others.find((one) => one.kind === "keyword" && /^in_(axes|dims)$/.test(one.name));
  return (named ?? others.find(({ kind }) => kind === "positional"))?.value;
}

/** Whether the argument at a place is taken entry by entry. */
export function isAlongAxis({ axes }: Mapping, place: number): boolean {
  const own = axes?.kind === "tuple" || axes?.kind === "list" ? axes.items[place] : undefined;
  return own === undefined || !(own.kind === "constant" && own.value === "none");
}

/** What a name, a lambda in place or `vmap(f)` itself means to call. */
export function functionBehind(
  reader: Reader,
  names: Names,
  expression: Expression,
): FunctionStatement | LambdaExpression | undefined {
  if (expression.kind === "lambda") return expression;
  const word = lastWord(expression);
  const local = expression.kind === "name" ? names.functions.get(expression.name) : undefined;
  return local ?? (word === undefined ? undefined : reader.order.findFunction(word, expression));
}
