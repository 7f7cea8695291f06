/** What reductions share: dimensions, kept dimensions, and the result's type. */

import type { ElementType, Value } from "../../interpreter/values";
import type { Term } from "../array/term";
import type { Implementation, Operation } from "./operation";
import { isFloating, storageOf } from "./promotion";

/** A reduction over `dim` that respects `keepdim`. */
export function reduce(
  o: Operation,
  x: Term,
  element: ElementType,
  formula: (x: Term, axes: readonly number[]) => Term,
): Value {
  const axes = o.dims("dim", x.rank);
  return o.result(kept(o, x, formula(x, axes), axes), element);
}

export function kept(o: Operation, x: Term, reduced: Term, axes: readonly number[]): Term {
  return o.flag("keepdim") ? x.keep(reduced, axes) : reduced;
}

/** The operand in the type that a sum has: `dtype`, or int64 for integers. */
export function summand(o: Operation, name = "input"): { readonly x: Term; readonly element: ElementType } {
  const tensor = o.tensor(name);
  const element = o.element() ?? (isFloating(tensor.element) ? tensor.element : "int64");
  return { x: o.term(name).cast(storageOf(element)), element };
}

export const sumLike =
  (formula: (x: Term, axes: readonly number[]) => Term): Implementation =>
  (o) => {
    const { x, element } = summand(o);
    return reduce(o, x, element, formula);
  };

export const floatLike =
  (formula: (x: Term, axes: readonly number[], o: Operation) => Term): Implementation =>
  (o) => {
    const element = o.element() ?? o.tensor("input").element;
    if (!isFloating(element)) {
      o.fail(`${o.name}(): input dtype should be either floating point or complex dtypes. Got ${element} instead.`);
    }
    return reduce(o, o.floatTerm("input"), element, (x, axes) => formula(x, axes, o));
  };
