/** The numbers that shape a loss: defaults, constants on `self`, learnable starts, and weights written into the sum. */

import type {
  Block,
  ClassStatement,
  Expression,
  FunctionStatement,
  LambdaExpression,
  Parameter,
  Span,
  Statement,
} from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { ClassFacts } from "../classFacts";
import { constantNumber, numericValue } from "../constants";
import type { SumSite } from "../flow/weightedSums";
import { dottedPath, type Imports, lastSegment } from "../imports";
import { coefficientOf, libraryLoss } from "../libraryLosses";
import type { Coefficient, CoefficientValue } from "../loss";
import { isStructuralName } from "../names";
import { type Around, literalBehind, nothingAround, savedUnder, savesParameters } from "./boundLiterals";
import { capturedBy } from "./captured";
import { fallbackIn } from "./fallbacks";
import { initialValue, weightsNote } from "./learnable";
import { localNumbers } from "./localNumbers";
import { actsNumerically } from "./numericUse";
import { nameOfSetting } from "./settings";
import { type SettingRead, type SettingsView, settingAt, settingsOfClass, settingsOfFunction } from "./settingsRead";

/** A coefficient whose place still counts in its chunk. */
export interface LocalCoefficient extends Omit<Coefficient, "line"> {
  /** The top-level name in whose statement it stands, where that is not the loss's own. */
  readonly home?: string;
}

export interface Constants extends SettingsView {
  /** Numbers bound at the top level of the file. */
  readonly known: ReadonlyMap<string, number>;
}

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

function made(
  name: string,
  value: CoefficientValue,
  node: Span,
  kind: Coefficient["origin"]["kind"],
  note?: string,
): LocalCoefficient {
  return {
    name,
    value,
    span: { start: node.start, end: node.end },
    origin: { kind },
    ...(note === undefined ? {} : { note }),
  };
}

function madeOfSetting({ name, setting }: SettingRead): LocalCoefficient {
  return { ...made(name, setting.value, setting.span, "attribute"), home: setting.home };
}

function isWhole(node: Expression): boolean {
  return node.kind === "number" ? node.isWhole : node.kind === "unary" ? isWhole(node.operand) : false;
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

/** Numbers that may count or index rather than weigh: only their use can tell. */
function isCount(name: string, initial: Expression): boolean {
  return isWhole(initial) || isStructuralName(name);
}

/** Constructor parameters that end up on `self`, in a sub-module that is a loss, or in the base's constructor. */
function initCoefficients(
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
function fieldCoefficients(
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
function attributeCoefficients(
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

function learnableCoefficients(
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

/** `0.5` of `0.5 * kl`, called `kl weight`. Only where the term is a loss with a name. */
export function literalWeights(sums: readonly SumSite[], context: Constants): LocalCoefficient[] {
  return sums.flatMap((site) =>
    site.terms.flatMap((term) => {
      if (term.weight === undefined || !term.isLoss || term.name === "") return [];
      const value = constantNumber(term.weight, context.imports);
      return value === undefined ? [] : [made(`${term.name} weight`, value, term.weight, "literal")];
    }),
  );
}

/** `kl_weight` of `kl_weight * kl`, where the number behind the name stands around the sum or is a setting of the file. */
export function namedWeights(site: SumSite, context: Constants, around: Around): LocalCoefficient[] {
  const found = new Map<string, LocalCoefficient>();
  for (const { weight } of site.terms) {
    if (weight === undefined) continue;
    const name = nameOfSetting(weight);
    const number = literalBehind(weight, around);
    const value = number && constantNumber(number, context.imports);
    const setting = number === undefined ? settingAt(weight, around, context) : undefined;
    if (number !== undefined && value !== undefined) found.set(name, made(name, value, number, "parameter"));
    else if (setting !== undefined) found.set(name, madeOfSetting(setting));
  }
  return [...found.values()];
}

/** Numbers given to a library's loss inside a definition: `F.smooth_l1_loss(a, b, beta=0.5)`. */
export function libraryArguments(body: readonly Statement[] | Expression, context: Constants): LocalCoefficient[] {
  const found: LocalCoefficient[] = [];
  walk(body, (node) => {
    if (node.kind !== "call") return undefined;
    const path = dottedPath(node.callee, context.imports) ?? "";
    if (libraryLoss(path)) found.push(...callCoefficients(node.arguments, path, context));
    return undefined;
  });
  return found;
}

/** The numbers among a library loss's arguments: written there, or behind the names that are. */
export function callCoefficients(
  given: Extract<Expression, { kind: "call" }>["arguments"],
  path: string,
  context: Constants,
  around: Around = nothingAround,
): LocalCoefficient[] {
  return given.flatMap((argument, position) => {
    if (argument.kind !== "keyword" && argument.kind !== "positional") return [];
    const name = coefficientOf(path, argument.kind === "keyword" ? { keyword: argument.name } : { position });
    const node = literalBehind(argument.value, around) ?? argument.value;
    const value = name === undefined ? undefined : numericValue(node, context.imports, context.known);
    return name === undefined || value === undefined ? [] : [made(name, value, node, "literal")];
  });
}
