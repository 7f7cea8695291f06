/** Numbers of an object: what its constructor is given and keeps, its fields, the starts of what it learns. */

import type { ClassStatement, Expression, FunctionStatement, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { ClassFacts } from "../classFacts";
import { constantNumber, numericValue } from "../constants";
import { dottedPath, type Imports, lastSegment } from "../imports";
import { libraryLoss } from "../libraryLosses";
import { savedUnder, savesParameters } from "./boundLiterals";
import { fallbackIn } from "./fallbacks";
import { initialValue, weightsNote } from "./learnable";
import { type Constants, isCount, type LocalCoefficient, made } from "./localCoefficient";
import { actsNumerically } from "./numericUse";

/** Constructor parameters that end up on `self`, in a sub-module that is a loss, or in the base's constructor. */
export function initCoefficients(
  init: FunctionStatement,
  others: readonly FunctionStatement[],
  context: Constants,
): LocalCoefficient[] {
  const isSaving = savesParameters(init);
  return init.parameters.slice(1).flatMap((parameter) => {
    const initial = parameter.initial;
    const value = initial && numericValue(initial, context.imports, context.known);
    if (!initial || value === undefined) return [];
    const attributes = landings(parameter.name, init, context.imports);
    const isSaved = isSaving && others.some((method) => readsSaved(method, parameter.name, context.imports));
    if (isSaved) return [made(parameter.name, value, initial, "init")];
    if (attributes === undefined) return [];
    if (isCount(parameter.name, initial)) {
      const acts =
        attributes.length === 0 ||
        attributes.some((attribute) =>
          others.some((method) =>
            actsNumerically(
              { attribute, receiver: method.parameters[0]?.name ?? "self" },
              method.body,
              context.imports,
            ),
          ),
        ) ||
        (actsNumerically({ name: parameter.name }, init.body, context.imports) &&
          attributes.length > 0 &&
          hasArithmetic(parameter.name, init));
      if (!acts) return [];
    }
    return [made(parameter.name, value, initial, "init")];
  });
}

/** `self.hparams.beta * kl` */
function readsSaved({ parameters, body }: FunctionStatement, name: string, imports: Imports): boolean {
  return actsNumerically({ path: `${savedUnder(parameters[0]?.name ?? "self")}.${name}` }, body, imports);
}

/** The attributes that a parameter reaches; none for one that goes into a loss or the base; undefined when it reaches nothing. */
function landings(name: string, init: FunctionStatement, imports: Imports): string[] | undefined {
  const attributes: string[] = [];
  let isPassed = false;
  const mentions = (node: Expression) => {
    let found = false;
    walk(node, (inner) => {
      if (inner.kind === "name" && inner.name === name) found = true;
      return undefined;
    });
    return found;
  };
  walk(init.body, (node) => {
    if (node.kind === "assign" && node.value && mentions(node.value)) {
      for (const target of node.targets) {
        const targets = target.kind === "tuple" ? target.items : [target];
        for (const one of targets) if (one.kind === "member") attributes.push(one.name);
      }
    }
    if (node.kind === "call" && node.arguments.some((argument) => mentions(argument.value))) {
      const path = dottedPath(node.callee, imports) ?? "";
      const last = node.callee.kind === "member" ? node.callee.name : lastSegment(path);
      if (last === "__init__" || (libraryLoss(path)?.isConstructor ?? false)) isPassed = true;
      const [first] = node.arguments;
      if (last === "register_buffer" && first?.value.kind === "string") attributes.push(first.value.value);
    }
    return undefined;
  });
  return attributes.length > 0 || isPassed ? attributes : undefined;
}

function hasArithmetic(name: string, init: FunctionStatement): boolean {
  let found = false;
  walk(init.body, (node) => {
    if (node.kind === "binary" && [node.left, node.right].some((side) => side.kind === "name" && side.name === name))
      found = true;
    return node.kind !== "call";
  });
  return found;
}

/** Names bound in the class body: a dataclass's fields are constructor parameters, others are attributes. */
export function fieldCoefficients(
  node: ClassStatement,
  facts: ClassFacts,
  others: readonly FunctionStatement[],
  context: Constants,
): LocalCoefficient[] {
  return node.body.flatMap((statement) => {
    if (statement.kind !== "assign" || !statement.value) return [];
    const [target] = statement.targets;
    const value = numericValue(statement.value, context.imports, context.known);
    if (target?.kind !== "name" || value === undefined) return [];
    const used = others.some((method) =>
      actsNumerically(
        { attribute: target.name, receiver: method.parameters[0]?.name ?? "self" },
        method.body,
        context.imports,
      ),
    );
    if (isCount(target.name, statement.value) && !used) return [];
    return [made(target.name, value, statement.value, facts.isDataclass ? "init" : "attribute")];
  });
}

/** `self.x = 0.5`, unless another method changes it: then it is state. */
export function attributeCoefficients(
  init: FunctionStatement,
  others: readonly FunctionStatement[],
  context: Constants,
): LocalCoefficient[] {
  const receiver = init.parameters[0]?.name ?? "self";
  const found: LocalCoefficient[] = [];
  walk(init.body, (node) => {
    if (node.kind !== "assign" || !node.value || node.targets.length !== 1) return undefined;
    const [target] = node.targets;
    if (target?.kind !== "member" || target.object.kind !== "name" || target.object.name !== receiver) return undefined;
    const fallback = fallbackIn(node.value);
    const written = fallback?.node ?? node.value;
    const value = numericValue(written, context.imports, context.known);
    if (value === undefined || others.some((method) => assigns(method, target.name))) return undefined;
    const used = others.some((method) =>
      actsNumerically(
        { attribute: target.name, receiver: method.parameters[0]?.name ?? "self" },
        method.body,
        context.imports,
      ),
    );
    const isMentioned =
      others.some((method) => mentionsAttribute(method, target.name)) ||
      (fallback !== undefined && mentionsAttribute(init, target.name, node));
    if (used || (isMentioned && !isCount(target.name, written)))
      found.push(made(target.name, value, written, "attribute"));
    return undefined;
  });
  return found;
}

function mentionsAttribute(method: FunctionStatement, attribute: string, besides?: Statement): boolean {
  let found = false;
  walk(method.body, (node) => {
    if (node === besides) return false;
    if (node.kind === "member" && node.name === attribute) found = true;
    return undefined;
  });
  return found;
}

function assigns(method: FunctionStatement, attribute: string): boolean {
  let found = false;
  walk(method.body, (node) => {
    const targets = node.kind === "assign" ? node.targets : node.kind === "augmented" ? [node.target] : [];
    if (targets.some((target) => target.kind === "member" && target.name === attribute)) found = true;
    return undefined;
  });
  return found;
}

/** `self.log_vars = nn.Parameter(torch.zeros(2))`: what learning starts from. */
export function learnableCoefficients(
  init: FunctionStatement,
  others: readonly FunctionStatement[],
  context: Constants,
): LocalCoefficient[] {
  const receiver = init.parameters[0]?.name ?? "self";
  const defaults = new Map(context.known);
  for (const parameter of init.parameters) {
    const value = parameter.initial && constantNumber(parameter.initial, context.imports, context.known);
    if (value !== undefined) defaults.set(parameter.name, value);
  }
  const found: LocalCoefficient[] = [];
  walk(init.body, (statement) => {
    if (statement.kind !== "assign" || !statement.value) return undefined;
    const [target] = statement.targets;
    if (target?.kind !== "member" || target.object.kind !== "name" || target.object.name !== receiver) return undefined;
    const value = initialValue(statement.value, context.imports, defaults);
    if (value === undefined) return undefined;
    const note = weightsNote(target.name, value, others, context.imports);
    found.push(made(target.name, value, statement.value, "learnable", note));
    return undefined;
  });
  return found;
}
