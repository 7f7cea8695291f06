/**
 * How a definition uses what it is given, read from its tree. What is given goes by paths: `pred`, `outputs.logits`,
 * `preds[]` (an entry of a list), `@criterion` (a parameter of the constructor). Follows local names, attributes that the
 * constructor sets, and calls of the file's own functions.
 */

import type { Argument, Block, Expression, FunctionStatement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import type { Role } from "./request";
import {
  alongAxis,
  argumentRoles,
  axisPosition,
  elementwise,
  faithful,
  mappingMethods,
  moduleMethods,
  ranks,
  reshaping,
} from "./usageTable";

export interface Usage {
  /** What its uses say it is. */
  readonly votes: Map<Role, { readonly score: number; readonly reason: string }>;
  /** It has at least so many axes, or exactly so many. */
  minRank: number;
  rank: number | undefined;
  /** Entries of its last axis that are picked by number. */
  width: number;
  /** Picked by `x["key"]` or `x.name`. */
  readonly fields: Map<string, "key" | "attribute">;
  isWalked: boolean;
  /** A dict whose keys the program does not spell out. */
  isMapping: boolean;
  /** Shifted along an axis (`x[1:]`, `x[:, :-1]`), which must be longer than one. */
  isShifted: boolean;
  /** The least whole number that the program treats as an object, where it compares with one. */
  above: number;
  /** Used to pick elements where it is true. */
  isChooser: boolean;
  /** `a, b = x`: how many. */
  parts: number;
  /** Called as `f(a, b)` with so many arguments; and at how many places. */
  calledWith: number | undefined;
  calls: number;
  /** Compared with, subtracted from or multiplied by itself: it holds several samples that are compared. */
  isPaired: boolean;
  /** The program takes its derivative by what it is given. */
  isDifferentiated: boolean;
  /** Asked for parameters, put into training mode. */
  isModule: boolean;
  /** Detached before its use, or used where no gradient flows. */
  isHeld: boolean;
  /** Texts that it is compared with. */
  readonly words: string[];
  /** Names that the program gives it on its way. */
  readonly names: string[];
}

export interface UsageOrder {
  readonly parameters: readonly string[];
  readonly body: Block;
  readonly construction: readonly string[];
  readonly constructionBody: Block;
  /** What the constructor put on `self`, by the last word of the call that made it. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The file's functions and methods by their bare names. */
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  /** Attributes and methods that tensors have: anything else makes a record. */
  readonly tensorNames: ReadonlySet<string>;
}

export type Usages = ReadonlyMap<string, Usage>;

export function readUsage(order: UsageOrder): Usages {
  const usages = new Map<string, Usage>();
  const reader: Reader = {
    order,
    usages,
    attributes: new Map(),
    depth: 0,
    active: new Set(),
    isDifferentiating: false,
  };
  for (const name of order.construction) touch(reader, `@${name}`);
  for (const name of order.parameters) touch(reader, name);
  readBody(reader, order.constructionBody, new Map(order.construction.map((name) => [name, `@${name}`])));
  // a factory's inner function sees the factory's own parameters
  const closed = order.constructionBody.length > 0 ? [] : order.construction.map((name) => [name, `@${name}`] as const);
  readBody(reader, order.body, new Map([...closed, ...order.parameters.map((name) => [name, name] as const)]));
  if (reader.isDifferentiating)
    for (const usage of usages.values()) usage.isDifferentiated = usage.calledWith !== undefined;
  return usages;
}

interface Reader {
  readonly order: UsageOrder;
  readonly usages: Map<string, Usage>;
  /** Paths behind attributes of `self`. */
  readonly attributes: Map<string, string>;
  depth: number;
  /** Functions being read, against recursion. */
  readonly active: Set<FunctionStatement>;
  /** Something takes derivatives on its way. */
  isDifferentiating: boolean;
}

interface Names {
  /** Local names that stand for a path with its meaning. */
  readonly paths: Map<string, string>;
  /** Local names whose value has the shape of these paths. */
  readonly shapes: Map<string, readonly string[]>;
  /** Local names of what a call made (`criterion = nn.CrossEntropyLoss()`), by the last word of that call. */
  readonly made: Map<string, string>;
  /** Local names that hold a mapping's keys. */
  readonly keys: Set<string>;
}

function touch(reader: Reader, path: string): Usage {
  const known = reader.usages.get(path);
  if (known) return known;
  const made: Usage = {
    votes: new Map(),
    minRank: 0,
    rank: undefined,
    width: 0,
    fields: new Map(),
    isWalked: false,
    isMapping: false,
    above: 0,
    isShifted: false,
    isChooser: false,
    parts: 0,
    calledWith: undefined,
    calls: 0,
    isDifferentiated: false,
    isPaired: false,
    isModule: false,
    isHeld: false,
    words: [],
    names: [],
  };
  reader.usages.set(path, made);
  return made;
}

function readBody(reader: Reader, body: Block, paths: Map<string, string>): void {
  const names: Names = {
    paths,
    shapes: new Map([...paths].map(([name, path]) => [name, [path]])),
    made: new Map(),
    keys: new Set(),
  };
  walk(body, (node) => {
    switch (node.kind) {
      case "assign":
        if (node.value) for (const target of node.targets) readAssign(reader, names, target, node.value);
        break;
      case "for":
        readLoop(reader, names, node.target, node.iterable);
        break;
      case "comprehension":
        for (const clause of node.clauses)
          if (clause.kind === "for") readLoop(reader, names, clause.target, clause.iterable);
        break;
      case "with":
        if (node.items.some(({ context }) => lastWord(context) === "no_grad")) holdAll(reader, names, node.body);
        break;
      case "call":
        readCall(reader, names, node);
        break;
      case "binary":
        readArithmetic(reader, names, node);
        break;
      case "index":
        pathOf(reader, names, node);
        readIndex(reader, names, node.object, node.index);
        break;
      case "member":
        pathOf(reader, names, node);
        if (node.name === "T") for (const path of shapesOf(reader, names, node.object)) atLeast(reader, path, 2);
        break;
      case "compare":
        readComparison(reader, names, node.operands, node.operators[0]);
        break;
      default:
    }
    return undefined;
  });
}

// ---------------------------------------------------------------- what an expression stands for

function pathOf(reader: Reader, names: Names, expression: Expression | undefined): string | undefined {
  if (expression === undefined) return undefined;
  switch (expression.kind) {
    case "name":
      return names.paths.get(expression.name);
    case "member": {
      const { object, name } = expression;
      if (object.kind === "name" && object.name === "self") return reader.attributes.get(name);
      const base = pathOf(reader, names, object);
      if (base === undefined || name === "data") return base;
      if (moduleMethods.has(name)) {
        touch(reader, base).isModule = true;
        return undefined;
      }
      return reader.order.tensorNames.has(name) || mappingMethods.has(name)
        ? undefined
        : field(reader, base, name, "attribute");
    }
    case "index": {
      const { object, index } = expression;
      if (index.kind === "string") return keyed(reader, names, object, index.value);
      if (index.kind === "name" && names.keys.has(index.name)) return mapped(reader, names, object);
      // some of its elements are still what it is; one of its entries may be something else
      return index.kind === "number" || (index.kind === "name" && pathOf(reader, names, index) === undefined)
        ? undefined
        : pathOf(reader, names, object);
    }
    case "call": {
      const called = pathOf(reader, names, expression.callee);
      if (called !== undefined) {
        touch(reader, `${called}.output`);
        return `${called}.output`;
      }
      if (expression.callee.kind !== "member") return undefined;
      const { name, object } = expression.callee;
      const [first] = expression.arguments;
      if ((name === "get" || name === "pop") && first?.value.kind === "string")
        return keyed(reader, names, object, first.value.value);
      if (name === "get" && first?.value.kind === "name" && names.keys.has(first.value.name))
        return mapped(reader, names, object);
      return faithful.has(name) || reshaping.has(name) ? pathOf(reader, names, object) : undefined;
    }
    case "conditional":
      return pathOf(reader, names, expression.then) ?? pathOf(reader, names, expression.otherwise);
    default:
      return undefined;
  }
}

/** `x[key]` where `key` walks over a mapping: an entry of `x`, which is one too. */
function mapped(reader: Reader, names: Names, object: Expression): string | undefined {
  const base = pathOf(reader, names, object);
  if (base === undefined) return undefined;
  touch(reader, base).isMapping = true;
  touch(reader, `${base}[]`);
  return `${base}[]`;
}

function isKey(names: Names, index: Expression): boolean {
  return index.kind === "string" || (index.kind === "name" && names.keys.has(index.name));
}

function keyed(reader: Reader, names: Names, object: Expression, key: string): string | undefined {
  const base = pathOf(reader, names, object);
  return base === undefined ? undefined : field(reader, base, key, "key");
}

function field(reader: Reader, base: string, name: string, form: "key" | "attribute"): string {
  const { fields } = touch(reader, base);
  if (!fields.has(name)) fields.set(name, form);
  const path = `${base}.${name}`;
  touch(reader, path);
  return path;
}

/** The paths whose shape the expression has. */
function shapesOf(reader: Reader, names: Names, expression: Expression | undefined): readonly string[] {
  if (expression === undefined) return [];
  switch (expression.kind) {
    case "name":
      return names.shapes.get(expression.name) ?? [];
    case "member":
    case "index": {
      const isPart = expression.kind === "index" && !isKey(names, expression.index);
      const path = isPart ? undefined : pathOf(reader, names, expression);
      return path === undefined ? [] : [path];
    }
    case "unary":
      return shapesOf(reader, names, expression.operand);
    case "binary":
      return expression.operator === "@"
        ? []
        : [...shapesOf(reader, names, expression.left), ...shapesOf(reader, names, expression.right)];
    case "call": {
      const name = lastWord(expression.callee);
      if (name === undefined || !(elementwise.has(name) || faithful.has(name))) return [];
      const isMethod = expression.callee.kind === "member";
      const own =
        isMethod && expression.callee.kind === "member" ? shapesOf(reader, names, expression.callee.object) : [];
      return own.length > 0 ? own : shapesOf(reader, names, expression.arguments[0]?.value);
    }
    default:
      return [];
  }
}

/** The last word of what is called; `self.criterion(…)` counts as what the constructor put there. */
function lastWord(callee: Expression): string | undefined {
  if (callee.kind === "name") return callee.name;
  if (callee.kind === "member") return callee.name;
  return callee.kind === "call" ? lastWord(callee.callee) : undefined;
}

// ---------------------------------------------------------------- statements

function readAssign(reader: Reader, names: Names, target: Expression, value: Expression): void {
  if (target.kind === "member" && target.object.kind === "name" && target.object.name === "self") {
    const path = pathOf(reader, names, value);
    if (path !== undefined && !reader.attributes.has(target.name)) reader.attributes.set(target.name, path);
    return;
  }
  if (target.kind === "name") {
    const path = pathOf(reader, names, value);
    const shapes = shapesOf(reader, names, value);
    if (path !== undefined && !names.paths.has(target.name)) {
      names.paths.set(target.name, path);
      touch(reader, path).names.push(target.name);
    }
    if (!names.shapes.has(target.name)) names.shapes.set(target.name, shapes);
    const made = value.kind === "call" ? lastWord(value.callee) : undefined;
    if (made !== undefined && /^[A-Z]/.test(made)) names.made.set(target.name, made);
    return;
  }
  if (target.kind !== "tuple" && target.kind !== "list") return;
  if (value.kind === "tuple" && value.items.length === target.items.length) {
    value.items.forEach((item, i) => {
      const one = target.items[i];
      if (one) readAssign(reader, names, one, item);
    });
    return;
  }
  readUnpacking(reader, names, target.items, value);
}

function readUnpacking(reader: Reader, names: Names, targets: readonly Expression[], value: Expression): void {
  const stars = targets.filter((item) => item.kind === "spread").length;
  const isShape =
    value.kind === "member"
      ? value.name === "shape"
      : value.kind === "call" && lastWord(value.callee) === "size" && value.arguments.length === 0;
  const object =
    value.kind === "member"
      ? value.object
      : value.kind === "call" && value.callee.kind === "member"
        ? value.callee.object
        : undefined;
  if (isShape) {
    for (const path of shapesOf(reader, names, object)) {
      if (stars === 0) exactly(reader, path, targets.length);
      else atLeast(reader, path, targets.length - 1);
    }
    return;
  }
  const splits =
    value.kind === "call" &&
    (lastWord(value.callee) === "unbind" || lastWord(value.callee) === "chunk" || lastWord(value.callee) === "split");
  if (splits || (value.kind === "member" && value.name === "T")) {
    for (const path of shapesOf(reader, names, object)) picks(reader, path, targets.length);
    return;
  }
  const path = pathOf(reader, names, value);
  if (path === undefined) return;
  const usage = touch(reader, path);
  usage.parts = Math.max(usage.parts, targets.length);
  targets.forEach((target, i) => {
    if (target.kind !== "name") return;
    const part = `${path}.${i}`;
    touch(reader, part).names.push(target.name);
    names.paths.set(target.name, part);
    names.shapes.set(target.name, [part]);
  });
}

/** `for a in x`, `for i, (a, b) in enumerate(zip(x, y))`, `for k, v in x.items()`. */
function readLoop(reader: Reader, names: Names, target: Expression, iterable: Expression): void {
  if (iterable.kind !== "call") {
    readLoopOver(reader, names, target, iterable);
    return;
  }
  const name = lastWord(iterable.callee);
  const given = iterable.arguments.map(({ value }) => value);
  const targets = target.kind === "tuple" || target.kind === "list" ? target.items : [target];
  const [first, second] = targets;
  const owner = iterable.callee.kind === "member" ? iterable.callee.object : undefined;
  if (name === "zip")
    given.forEach((item, i) =>
      readLoopOver(reader, names, targets.length === given.length ? targets[i] : undefined, item),
    );
  else if (name === "enumerate" && given[0]) readLoop(reader, names, second ?? target, given[0]);
  else if ((name === "reversed" || name === "list") && given[0]) readLoop(reader, names, target, given[0]);
  else if (name === "sorted" && given[0]) readKeys(reader, names, target, given[0]);
  else if (owner && name === "keys") readKeys(reader, names, target, owner);
  else if (owner && (name === "items" || name === "values")) {
    const entry = mapped(reader, names, owner);
    if (entry === undefined) return;
    if (name === "items" && first?.kind === "name") names.keys.add(first.name);
    bind(reader, names, name === "items" ? second : first, entry);
  }
}

function readKeys(reader: Reader, names: Names, target: Expression, mapping: Expression): void {
  const path = pathOf(reader, names, mapping);
  if (path !== undefined && target.kind === "name") names.keys.add(target.name);
}

function readLoopOver(reader: Reader, names: Names, target: Expression | undefined, iterable: Expression): void {
  const path = pathOf(reader, names, iterable);
  if (path === undefined) return;
  touch(reader, path).isWalked = true;
  const entry = `${path}[]`;
  touch(reader, entry);
  // `for key in x: x[key]` walks over keys: known only at `x[key]`
  bind(reader, names, target, entry);
}

function bind(reader: Reader, names: Names, target: Expression | undefined, path: string): void {
  if (target?.kind !== "name") return;
  names.paths.set(target.name, path);
  names.shapes.set(target.name, [path]);
  touch(reader, path).names.push(target.name);
}

function holdAll(reader: Reader, names: Names, body: Block): void {
  walk(body, (node) => {
    const path = node.kind === "name" ? names.paths.get(node.name) : undefined;
    if (path !== undefined) touch(reader, path).isHeld = true;
  });
}

// ---------------------------------------------------------------- expressions

function readCall(reader: Reader, names: Names, call: Extract<Expression, { kind: "call" }>): void {
  const { callee } = call;
  const called = pathOf(reader, names, callee);
  if (called !== undefined) {
    const usage = touch(reader, called);
    usage.calledWith = call.arguments.length;
    usage.calls++;
  }
  const attribute =
    callee.kind === "member" && callee.object.kind === "name" && callee.object.name === "self"
      ? callee.name
      : undefined;
  const word = callee.kind === "name" ? (names.made.get(callee.name) ?? callee.name) : lastWord(callee);
  const name = attribute === undefined ? word : (reader.order.attributes.get(attribute) ?? attribute);
  if (name === undefined) return;
  const positional = call.arguments.filter(({ kind }) => kind === "positional").map(({ value }) => value);
  const object = callee.kind === "member" && attribute === undefined ? callee.object : undefined;
  const ownShapes = shapesOf(reader, names, object);
  const ownPath = pathOf(reader, names, object);
  const isMethod = ownShapes.length > 0 || ownPath !== undefined;
  const operands = isMethod && object ? [object, ...positional] : positional;
  const votes = votesFor(reader, names);
  if (called !== undefined && isLossByName(called) && positional.length >= 2) {
    votes(positional[0], "prediction", 2, `given to ${shortName(called)}`);
    votes(positional[1], "target", 2, `given to ${shortName(called)}`);
  }
  if (/^(grad|jacobian|hessian|jvp|vjp|backward)$/.test(name)) reader.isDifferentiating = true;
  if (name === "register_buffer") votes(positional[1], "weights", 6, "kept as a buffer");
  if (name === "getattr") {
    const path = pathOf(reader, names, positional[1]);
    const from = positional[0] && lastWord(positional[0]);
    if (path !== undefined)
      touch(reader, path).words.push(from === "F" || from === "functional" ? "mse_loss" : "MSELoss");
  }
  for (const [pattern, roles] of argumentRoles) {
    if (!pattern.test(name)) continue;
    roles.forEach((role, position) => {
      if (role !== undefined) votes(operands[position], role, 6, `given to ${name}`);
    });
  }
  readShapes(reader, names, name, call.arguments, operands, isMethod);
  if (name === "gather" || name === "take_along_dim") {
    votes(operands[0], "logits", 3, "its entries are picked by class");
    for (const operand of operands.slice(1)) votes(operand, "classIndex", 7, "picks entries");
  }
  if (isMethod && name === "long") votes(operands[0], "classIndex", 3, "made whole");
  if (isMethod && name === "bool") votes(operands[0], "mask", 3, "made a mask");
  if (isMethod && name === "detach" && ownPath !== undefined) touch(reader, ownPath).isHeld = true;
  if (isMethod && (name === "scatter_" || name === "scatter")) votes(operands[2], "classIndex", 6, "picks entries");
  if (name === "scatter_" || name === "scatter") votes(positional[1], "classIndex", 6, "picks entries");
  if (!isMethod && name === "log") readLogarithm(operands[0], votes);
  if (isMethod && name === "log") votes(operands[0], "positive", 4, "its logarithm is taken");
  if (name === "log_prob") votes(positional[0], "target", 3, "its likelihood is taken");
  if (!isMethod && name === "stack") votes(operands[0], "taskLosses", 3, "stacked");
  if (!isMethod && callee.kind === "name" && name === "sum") votes(operands[0], "taskLosses", 1.5, "given to sum");
  if (name === "where") {
    votes(positional[0], "mask", 3, "chooses between two");
    const path = pathOf(reader, names, positional[0]);
    if (path !== undefined) touch(reader, path).isChooser = true;
  }
  if ((name === "view" || name === "reshape") && isMethod) readView(reader, ownShapes, positional);
  if (mappingMethods.has(name) && ownPath !== undefined && (name === "items" || name === "keys"))
    touch(reader, ownPath).votes.set("option", { score: 3, reason: "a mapping" });
  followCall(reader, names, name, call.arguments, positional);
}

/** `log(p)` and `log(1 - p)`. */
function readLogarithm(operand: Expression | undefined, votes: ReturnType<typeof votesFor>): void {
  votes(operand, "positive", 4, "its logarithm is taken");
  if (operand?.kind === "binary" && operand.operator === "-" && numberOf(operand.left) === 1) {
    votes(operand.right, "binaryProbabilities", 7, "its and its complement's logarithm are taken");
  }
}

/** `x.view(-1, 784)`: as wide as that. */
function readView(reader: Reader, paths: readonly string[], extents: readonly Expression[]): void {
  const width = extents.length === 2 && numberOf(extents[0]) === -1 ? numberOf(extents[1]) : undefined;
  if (width !== undefined && width > 1) for (const path of paths) picks(reader, path, width);
}

/** The call of a function of the same file: its parameters are ours. */
function followCall(
  reader: Reader,
  names: Names,
  name: string,
  given: readonly Argument[],
  positional: readonly Expression[],
): void {
  const target = reader.order.functions.get(name);
  if (target === undefined || reader.depth >= 2 || reader.active.has(target)) return;
  const parameters = target.parameters.filter((parameter) => parameter.name !== "self" && parameter.name !== "cls");
  const inner = new Map<string, string>();
  parameters.forEach((parameter, i) => {
    const keyword = given.find((argument) => argument.kind === "keyword" && argument.name === parameter.name);
    const path = pathOf(reader, names, keyword?.value ?? positional[i]);
    if (path !== undefined) inner.set(parameter.name, path);
  });
  if (inner.size === 0) return;
  reader.active.add(target);
  reader.depth++;
  readBody(reader, target.body, inner);
  reader.depth--;
  reader.active.delete(target);
}

function readShapes(
  reader: Reader,
  names: Names,
  name: string,
  given: readonly Argument[],
  operands: readonly Expression[],
  isMethod: boolean,
): void {
  const paths = shapesOf(reader, names, operands[0]);
  const known = ranks[name];
  if (known !== undefined)
    for (const operand of name === "cdist" || name === "bmm" ? operands.slice(0, 2) : operands.slice(0, 1))
      for (const path of shapesOf(reader, names, operand)) atLeast(reader, path, known);
  if (name === "permute" && isMethod) {
    const spelled = operands[1]?.kind === "tuple" ? operands[1].items.length : operands.length - 1;
    for (const path of paths) exactly(reader, path, spelled);
  }
  if (name === "transpose")
    for (const operand of operands.slice(1, 3)) for (const path of paths) readAxis(reader, path, operand);
  if (!alongAxis.has(name)) return;
  const keyword = given.find(
    (argument) => argument.kind === "keyword" && (argument.name === "dim" || argument.name === "axis"),
  )?.value;
  const axis = keyword ?? operands[1 + (axisPosition[name] ?? 0)];
  for (const path of paths) readAxis(reader, path, axis);
}

function readAxis(reader: Reader, path: string, axis: Expression | undefined): void {
  if (axis === undefined) return;
  if (axis.kind === "tuple" || axis.kind === "list") for (const item of axis.items) readAxis(reader, path, item);
  const value = numberOf(axis);
  if (value !== undefined && Number.isInteger(value) && Math.abs(value) < 6)
    atLeast(reader, path, value >= 0 ? value + 1 : -value);
}

function readArithmetic(reader: Reader, names: Names, node: Extract<Expression, { kind: "binary" }>): void {
  const votes = votesFor(reader, names);
  const [left, right] = [pathOf(reader, names, node.left), pathOf(reader, names, node.right)];
  if (node.operator === "-" && left !== undefined && left === right && !isPart(node.left) && !isPart(node.right))
    touch(reader, left).isPaired = true;
  if (node.operator === "-" && left !== undefined && right !== undefined && left !== right) {
    votes(node.left, "prediction", 1.5, `compared with ${shortName(right)}`);
    votes(node.right, "target", 1.5, `compared with ${shortName(left)}`);
  }
  if (node.operator === "-" && numberOf(node.left) === 1) {
    votes(node.right, "binaryLabels", 1, "taken from 1");
    votes(node.right, "binaryProbabilities", 1, "taken from 1");
  }
  if (node.operator === "@") {
    if (left !== undefined && left === right) touch(reader, left).isPaired = true;
    votes(node.left, "embedding", 4, "multiplied as vectors");
    votes(node.right, "embedding", 4, "multiplied as vectors");
    for (const side of [node.left, node.right])
      for (const path of shapesOf(reader, names, side)) atLeast(reader, path, 2);
  }
}

function readIndex(reader: Reader, names: Names, object: Expression, index: Expression): void {
  const indexes = index.kind === "tuple" ? index.items : [index];
  const votes = votesFor(reader, names);
  const ownShapes = shapesOf(reader, names, object);
  if (object.kind === "member" && object.name === "shape")
    for (const path of shapesOf(reader, names, object.object)) readAxis(reader, path, index);
  for (const one of indexes)
    votes(one, indexes.length > 1 ? "classIndex" : "mask", indexes.length > 1 ? 5 : 2, "used as an index");
  if (indexes.length === 1) votes(index, "classIndex", 1.5, "used as an index");
  if (index.kind === "string") return;
  if (indexes.length === 1) {
    const chooser = pathOf(reader, names, index);
    if (chooser !== undefined) touch(reader, chooser).isChooser = true;
  }
  const hasEllipsis = indexes.some((one) => one.kind === "constant" && one.value === "ellipsis");
  const taking = indexes.filter((one) => !(one.kind === "constant"));
  for (const path of ownShapes) {
    atLeast(reader, path, taking.length);
    if (indexes.some(isShift)) touch(reader, path).isShifted = true;
    const last = indexes.at(-1);
    if (indexes.length > 1 || hasEllipsis) picks(reader, path, pickedBy(last));
  }
}

/** `x[1:]`, `x[..., 2]`: not the whole of it. */
function isPart(expression: Expression): boolean {
  if (expression.kind !== "index") return false;
  const indexes = expression.index.kind === "tuple" ? expression.index.items : [expression.index];
  return (
    indexes.some((one) => one.kind === "slice" && (one.lower !== undefined || one.upper !== undefined)) ||
    indexes.some((one) => numberOf(one) !== undefined)
  );
}

function isShift(index: Expression): boolean {
  if (index.kind !== "slice") return false;
  return (numberOf(index.lower) ?? 0) === 1 || numberOf(index.upper) === -1;
}

/** How many entries an axis must have for this index to reach them. */
function pickedBy(index: Expression | undefined): number {
  if (index === undefined) return 0;
  if (index.kind !== "slice") {
    const at = numberOf(index);
    return at === undefined ? 0 : at >= 0 ? at + 1 : -at;
  }
  const [lower, upper] = [index.lower && numberOf(index.lower), index.upper && numberOf(index.upper)];
  if (upper !== undefined && upper > 0) return upper;
  // `[..., 2:]` of a pair of corners is two more
  return lower !== undefined && lower > 1 ? lower + Math.min(lower, 2) : 0;
}

function readComparison(
  reader: Reader,
  names: Names,
  operands: readonly Expression[],
  operator: string | undefined,
): void {
  const [left, right] = operands;
  const votes = votesFor(reader, names);
  const path = pathOf(reader, names, left);
  if (path !== undefined && right !== undefined) {
    if (right.kind === "string") touch(reader, path).words.push(right.value);
    if (
      (operator === "in" || operator === "not in") &&
      (right.kind === "tuple" || right.kind === "list" || right.kind === "set")
    ) {
      for (const item of right.items) if (item.kind === "string") touch(reader, path).words.push(item.value);
    }
  }
  if (operator === "==" && right?.kind === "number" && right.isWhole) {
    votes(left, "binaryLabels", 2, "compared with a whole number");
    votes(left, "classIndex", 2, "compared with a whole number");
  }
  if (operator === "!=" && right !== undefined && numberOf(right) !== undefined && (numberOf(right) ?? 0) < 0)
    votes(left, "classIndex", 5, "has an index to ignore");
  if ((operator === ">" || operator === ">=") && path !== undefined && right?.kind === "number" && right.isWhole) {
    const usage = touch(reader, path);
    usage.above = Math.max(usage.above, operator === ">" ? right.value + 1 : right.value);
  }
  const rightPath = pathOf(reader, names, right);
  if ((operator === "==" || operator === "!=") && path !== undefined && path === rightPath) {
    touch(reader, path).isPaired = true;
    votes(left, "classIndex", 7, "compared among the samples");
  }
}

function numberOf(expression: Expression | undefined): number | undefined {
  if (expression === undefined) return undefined;
  if (expression.kind === "number") return expression.value;
  if (expression.kind === "unary" && expression.operator === "-") {
    const inner = numberOf(expression.operand);
    return inner === undefined ? undefined : -inner;
  }
  return undefined;
}

// ---------------------------------------------------------------- keeping what was learnt

function votesFor(
  reader: Reader,
  names: Names,
): (expression: Expression | undefined, role: Role, score: number, reason: string) => void {
  return (expression, role, score, reason) => {
    const path = pathOf(reader, names, expression);
    if (path === undefined) return;
    const { votes } = touch(reader, path);
    const before = votes.get(role);
    votes.set(role, {
      score: (before?.score ?? 0) + score,
      reason: before && before.score >= score ? before.reason : reason,
    });
  };
}

function atLeast(reader: Reader, path: string, rank: number): void {
  const usage = touch(reader, path);
  usage.minRank = Math.max(usage.minRank, rank);
}

function exactly(reader: Reader, path: string, rank: number): void {
  touch(reader, path).rank ??= rank;
}

function picks(reader: Reader, path: string, entries: number): void {
  const usage = touch(reader, path);
  usage.width = Math.max(usage.width, entries);
}

/** A parameter that is called on two things and named so is a loss; anything else that is called is a model. */
export function isLossByName(path: string): boolean {
  return /loss|criterion|crit$|objective|error|metric|dist|penalty|^@?fn$|_fn$/i.test(path.split(".").at(-1) ?? path);
}

export function shortName(path: string): string {
  return path.replace(/^@/, "").replace(/\[\]$/, "");
}
