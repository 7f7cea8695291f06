/** What a class is: its bases through imports and through the file, its attributes, its methods and what they return. */

import type { ClassStatement, Expression, FunctionStatement, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { type Flow, has, mark } from "./flow/flow";
import { analyseFunction, joinedReturn } from "./flow/functionAnalysis";
import { isOperation, moduleOperation } from "./flow/operations";
import type { AttributeKind, Surroundings } from "./flow/state";
import { dottedPath, frameworkOf, type Imports, lastSegment } from "./imports";
import { libraryLoss } from "./libraryLosses";
import { isLossCallableName } from "./names";
import { voteOfName } from "./verdict/nameVote";

export type ClassKind = "module" | "loss" | "plain" | "excluded";

export interface ClassFacts {
  readonly kind: ClassKind;
  readonly isDataclass: boolean;
  /** Named values and no more: a dataclass or named tuple that computes nothing when called. */
  readonly isRecord: boolean;
  readonly methods: ReadonlyMap<string, FunctionStatement>;
  /** Its own methods that a base of the file calls when an object is called. */
  readonly hooks: readonly string[];
  readonly surroundings: Surroundings;
}

/** Classes of the file by name, for bases that are defined in it. */
export type ClassTable = ReadonlyMap<string, ClassStatement>;

export function readClass(
  node: ClassStatement,
  outer: Omit<Surroundings, "attributes" | "methods">,
  table: ClassTable,
): ClassFacts {
  const methods = new Map<string, FunctionStatement>();
  const attributes = new Map<string, AttributeKind>();
  for (const one of lineage(node, outer.imports, table)) {
    for (const statement of one.body) {
      if (statement.kind === "function" && one === node) methods.set(statement.name, statement);
      readAttributes(statement, outer, attributes);
    }
  }
  const first: Surroundings = { ...outer, attributes, methods: new Map() };
  const returned = new Map<string, Flow>();
  // Methods call each other: what they return is known after a second look.
  let surroundings: Surroundings = { ...first, methods: placeholders(methods) };
  for (let round = 0; round < 2; round++) {
    for (const [name, method] of methods) returned.set(name, joinedReturn(analyseFunction(method, surroundings, true)));
    surroundings = { ...first, methods: new Map(returned) };
  }
  const isDataclass = node.decorators.some(
    (decorator) =>
      lastSegment(dottedPath(decorator.kind === "call" ? decorator.callee : decorator, outer.imports) ?? "") ===
      "dataclass",
  );
  const kind = kindOf(node, outer.imports, table);
  const isTuple = basePaths(node, outer.imports).some((path) => /^(NamedTuple|TypedDict)$/.test(lastSegment(path)));
  return {
    kind: kind === "plain" && isModuleLike(methods.get("forward"), node, outer.imports) ? "module" : kind,
    isDataclass,
    isRecord: (isDataclass || isTuple) && !callers.some((name) => methods.has(name)),
    methods,
    surroundings,
    hooks: hooksOf(lineage(node, outer.imports, table).slice(1), methods),
  };
}

/** A mixin or a module of a base from elsewhere: what has a `forward` of its own; of autograd's functions it is a half. */
function isModuleLike(forward: FunctionStatement | undefined, node: ClassStatement, imports: Imports): boolean {
  return (
    forward !== undefined &&
    forward.parameters[0]?.name === "self" &&
    !basePaths(node, imports).some((path) => lastSegment(path) === "Function")
  );
}

/** What computes when an object of the class is called. */
export const callers = ["forward", "call", "__call__", "construct", "hybrid_forward"];

function hooksOf(bases: readonly ClassStatement[], methods: ReadonlyMap<string, FunctionStatement>): string[] {
  const inherited = bases.flatMap((base) =>
    base.body.flatMap((statement) =>
      statement.kind === "function" && callers.includes(statement.name) ? [statement] : [],
    ),
  );
  const found: string[] = [];
  for (const caller of inherited) {
    walk(caller.body, (node) => {
      if (
        node.kind === "member" &&
        node.object.kind === "name" &&
        node.object.name === caller.parameters[0]?.name &&
        methods.has(node.name)
      )
        found.push(node.name);
      return undefined;
    });
  }
  return found;
}

function placeholders(methods: ReadonlyMap<string, FunctionStatement>): ReadonlyMap<string, Flow> {
  return new Map(
    [...methods.keys()].map((name) => [
      name,
      { roots: new Set<string>(), marks: isLossCallableName(name) ? mark.lossCall : 0, direction: 0 },
    ]),
  );
}

/** The class, then its bases in the same file, nearest first. */
function lineage(node: ClassStatement, imports: Imports, table: ClassTable): ClassStatement[] {
  const found: ClassStatement[] = [];
  const visit = (one: ClassStatement) => {
    if (found.includes(one) || found.length > 8) return;
    found.push(one);
    for (const path of basePaths(one, imports)) {
      const base = table.get(path);
      if (base) visit(base);
    }
  };
  visit(node);
  return found;
}

export function basePaths(node: ClassStatement, imports: Imports): string[] {
  return node.bases.flatMap((base) =>
    base.kind === "positional"
      ? [dottedPath(base.value.kind === "index" ? base.value.object : base.value, imports) ?? ""]
      : [],
  );
}

/** What stands beside losses and only averages, counts, chooses or shows. */
const beside =
  /(Reducer|Meter|Tracker|Monitor|Scheduler|Callback|Logger|Plotter|Visualizer|Miner|Dataset|DataLoader|Optimizer|EarlyStopping)$/;

function kindOf(node: ClassStatement, imports: Imports, table: ClassTable): ClassKind {
  if (beside.test(node.name)) return "excluded";
  let kind: ClassKind = "plain";
  for (const one of lineage(node, imports, table)) {
    for (const path of basePaths(one, imports)) {
      const name = lastSegment(path);
      const isNamedLoss = /(Loss|Criterion)$/.test(name) && !/^(Base)?Model/.test(name);
      if (table.has(path)) {
        if (isNamedLoss && one === node) kind = "loss";
        continue;
      }
      if (
        /^(Dataset|IterableDataset|DataLoader|Sampler|Metric|Callback|Optimizer|TestCase|Enum|IntEnum|Exception|Scheduler|LRScheduler|_LRScheduler|Transform|BaseModel|Protocol|NamedTuple|TypedDict)$/.test(
          name,
        ) ||
        /Error$|Callback$|Dataset$|Scheduler$|Metric$/.test(name)
      )
        return "excluded";
      if (
        name === "_Loss" ||
        name === "_WeightedLoss" ||
        name === "_FocalLoss" ||
        libraryLoss(path)?.isConstructor ||
        /^(Loss|LossFunctionWrapper|BaseMetricLossFunction|GenericPairLoss|WeightRegularizerMixin)$/.test(name) ||
        isNamedLoss
      )
        kind = "loss";
      else if (kind === "plain" && /^(Cell|HybridBlock)$|(Module|Layer|Model|Network)$/.test(name)) kind = "module";
    }
  }
  return kind;
}

/** `self.x = …` anywhere in the class, and names bound in its body. */
function readAttributes(
  statement: Statement,
  outer: Omit<Surroundings, "attributes" | "methods">,
  attributes: Map<string, AttributeKind>,
): void {
  if (statement.kind === "assign" && statement.targets[0]?.kind === "name" && statement.value) {
    set(attributes, statement.targets[0].name, attributeKind(statement.value, outer, undefined));
  }
  if (statement.kind !== "function") return;
  const receiver = statement.parameters[0]?.name;
  if (receiver === undefined) return;
  walk(statement.body, (node) => {
    if (node.kind === "assign" && node.value) {
      const value = node.value;
      for (const target of node.targets) {
        if (target.kind === "member" && target.object.kind === "name" && target.object.name === receiver) {
          set(attributes, target.name, attributeKind(value, outer, statement, target.name));
        }
      }
    }
    if (node.kind === "call" && node.callee.kind === "member" && node.callee.name === "register_buffer") {
      const [name] = node.arguments;
      if (name?.value.kind === "string") set(attributes, name.value.value, "other");
    }
    return undefined;
  });
}

function set(attributes: Map<string, AttributeKind>, name: string, kind: AttributeKind): void {
  const before = attributes.get(name);
  if (before === undefined || before === "other") attributes.set(name, kind);
}

function attributeKind(
  value: Expression,
  outer: Omit<Surroundings, "attributes" | "methods">,
  method: FunctionStatement | undefined,
  name = "",
): AttributeKind {
  switch (value.kind) {
    case "number":
      return "number";
    case "constant":
      return value.value === "none" && isLossCallableName(name) ? "loss" : "number";
    case "string":
      return "number";
    case "unary":
      return attributeKind(value.operand, outer, method, name);
    case "binary":
      return attributeKind(value.left, outer, method) === "number" &&
        attributeKind(value.right, outer, method) === "number"
        ? "number"
        : "other";
    case "conditional": {
      const then = attributeKind(value.then, outer, method, name);
      return then === "number" ? attributeKind(value.otherwise, outer, method, name) : then;
    }
    case "logical":
      return attributeKind(value.right, outer, method, name);
    case "name": {
      const parameter = method?.parameters.find((one) => one.name === value.name);
      if (!parameter) return isLossCallableName(value.name) ? "loss" : "other";
      const annotation = parameter.annotation;
      if (annotation?.kind === "name" && /^(float|int|bool|str)$/.test(annotation.name)) return "number";
      if (
        parameter.initial?.kind === "number" ||
        parameter.initial?.kind === "unary" ||
        parameter.initial?.kind === "string"
      )
        return "number";
      if (parameter.initial?.kind === "constant" && parameter.initial.value !== "none") return "number";
      return voteOfName(name).isLoss && isLossCallableName(name) && !/weight|coef/.test(name) ? "loss" : "other";
    }
    case "member": {
      const path = dottedPath(value, outer.imports) ?? "";
      if (libraryLoss(path)) return "loss";
      return frameworkOf(path) !== "other" && isOperation(value.name) ? `operation:${value.name}` : "other";
    }
    case "call": {
      const path = dottedPath(value.callee, outer.imports) ?? "";
      const last = lastSegment(path);
      if (
        last === "Parameter" ||
        last === "ParameterList" ||
        last === "Embedding" ||
        last === "add_weight" ||
        last === "Variable"
      )
        return "learnable";
      if (last === "tensor" || last === "float" || last === "int") return "other";
      const operation = frameworkOf(path) === "other" ? undefined : moduleOperation(last);
      if (operation !== undefined) return `operation:${operation}`;
      if (/^(list|dict|set|defaultdict|OrderedDict|Counter|deque)$/.test(last)) return "other";
      const summary = outer.summaries.get(path);
      if (
        libraryLoss(path) ||
        (summary && has(summary, mark.lossCall)) ||
        /Loss$|^(Focal|Dice|Tversky|BCE|KLD|MSE)$|^BCEWith\w+$/.test(last)
      )
        return "loss";
      if (/^[A-Z]/.test(last) || isLossCallableName(name))
        return isLossCallableName(name) && !/^(Linear|Sequential|Conv\w*|ModuleList|MLP)$/.test(last)
          ? "loss"
          : "network";
      return value.callee.kind === "member" && /^(to|cuda|cpu|eval|requires_grad_)$/.test(value.callee.name)
        ? attributeKind(value.callee.object, outer, method, name)
        : "other";
    }
    default:
      return "other";
  }
}
