/** What stands behind a name where it is used: a parameter's default, a constant of the function around, what the constructor sets. */

import type { ClassStatement, Expression, FunctionStatement, Span, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { readPath } from "./settings";

/** What stands around a statement. */
export interface Around {
  /** From the outermost in. */
  readonly functions: readonly FunctionStatement[];
  /** The class whose method the innermost function is. */
  readonly holder: ClassStatement | undefined;
  /** The top-level statements that it stands in. */
  readonly block: readonly Statement[];
}

export const nothingAround: Around = { functions: [], holder: undefined, block: [] };

export function aroundAt(statements: readonly Statement[], place: Span): Around {
  const functions: FunctionStatement[] = [];
  let holder: ClassStatement | undefined;
  walk(statements, (node) => {
    if (node.start > place.start || node.end < place.end) return false;
    if (node.kind === "class") holder = node;
    else if (node.kind === "function") {
      if (functions.length > 0) holder = undefined;
      functions.push(node);
    }
    return undefined;
  });
  return { functions, holder, block: statements };
}

/**
 * The number, text or truth that a name (`kl_weight`) or an attribute of the object (`self.kl_weight`) stands for, as it is
 * written in the source; undefined where it is bound more than once, or to anything else.
 */
export function literalBehind(node: Expression, { functions, holder, block }: Around): Expression | undefined {
  const method = functions.at(-1);
  if (node.kind === "name") return behindName(node.name, functions, block);
  if (node.kind !== "member" || holder === undefined) return undefined;
  const self = method?.parameters[0]?.name;
  if (self === undefined) return undefined;
  if (readPath(node.object) === savedUnder(self)) return behindSaved(node.name, holder);
  return node.object.kind === "name" && node.object.name === self ? behindAttribute(node.name, holder) : undefined;
}

/** Where Lightning's modules keep what their constructor was given: `self.hparams.beta`. */
export function savedUnder(self: string): string {
  return `${self}.hparams`;
}

/** Whether a constructor saves its parameters: `self.save_hyperparameters()`. */
export function savesParameters(init: FunctionStatement): boolean {
  let isSaving = false;
  walk(init.body, (node) => {
    if (node.kind === "call" && node.callee.kind === "member" && node.callee.name === "save_hyperparameters")
      isSaving = true;
    return undefined;
  });
  return isSaving;
}

function behindSaved(name: string, holder: ClassStatement): Expression | undefined {
  const init = holder.body.find((one) => one.kind === "function" && one.name === "__init__");
  return init?.kind === "function" && savesParameters(init) ? behindName(name, [init], []) : undefined;
}

function behindName(
  name: string,
  functions: readonly FunctionStatement[],
  block: readonly Statement[],
): Expression | undefined {
  const around = functions.at(-1);
  const bound = assignments(around?.body ?? block, (target) => target.kind === "name" && target.name === name);
  if (around === undefined) return only(bound);
  const parameter = around.parameters.find((one) => one.name === name);
  if (parameter === undefined && bound.length === 0) return behindName(name, functions.slice(0, -1), block);
  return only([...bound, ...(parameter === undefined ? [] : [parameter.initial])]);
}

function behindAttribute(name: string, holder: ClassStatement): Expression | undefined {
  const methods = holder.body.filter((statement) => statement.kind === "function");
  const set = methods.flatMap((method) => {
    const self = method.parameters[0]?.name;
    return assignments(
      method.body,
      (target) =>
        target.kind === "member" &&
        target.name === name &&
        target.object.kind === "name" &&
        target.object.name === self,
    ).map((value) => ({ value, method }));
  });
  const ofClass = holder.body.flatMap((statement) =>
    statement.kind === "assign" && statement.targets.some((target) => target.kind === "name" && target.name === name)
      ? [statement.value]
      : [],
  );
  const [first] = set;
  if (first === undefined) return only(ofClass);
  if (set.length > 1) return undefined;
  return first.value?.kind === "name" ? behindName(first.value.name, [first.method], []) : only([first.value]);
}

/** What is assigned to a target in these statements, inner definitions left out; undefined for what is no plain value. */
function assignments(
  body: readonly Statement[],
  isTarget: (target: Expression) => boolean,
): readonly (Expression | undefined)[] {
  const found: (Expression | undefined)[] = [];
  walk(body, (node) => {
    if (node.kind === "function" || node.kind === "class") return false;
    if (node.kind === "assign" && node.targets.some((target) => isTarget(target))) found.push(node.value);
    else if (node.kind === "augmented" && isTarget(node.target)) found.push(undefined);
    else if (node.kind === "assign" && node.targets.some((target) => holds(target, isTarget))) found.push(undefined);
    else if (node.kind === "for" && holds(node.target, isTarget)) found.push(undefined);
    return undefined;
  });
  return found;
}

/** `a, b = …` binds both. */
function holds(target: Expression, isTarget: (target: Expression) => boolean): boolean {
  if (target.kind === "tuple" || target.kind === "list") return target.items.some((item) => holds(item, isTarget));
  return isTarget(target);
}

function only(values: readonly (Expression | undefined)[]): Expression | undefined {
  const [value] = values;
  return values.length === 1 && value !== undefined && isLiteral(value) ? value : undefined;
}

function isLiteral(node: Expression): boolean {
  if (node.kind === "unary") return node.operator === "-" && node.operand.kind === "number";
  return node.kind === "number" || node.kind === "string" || node.kind === "constant";
}
