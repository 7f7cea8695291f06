/**
 * How a definition uses what it is given, read from its tree. What is given goes by paths: `pred`, `outputs.logits`,
 * `preds[]` (an entry of a list), `@criterion` (a parameter of the constructor). Follows local names, attributes that the
 * constructor sets, and calls of the file's own functions.
 */

import type { Block, Expression, IfStatement } from "../../syntax/tree";
import { type SyntaxNode, walk } from "../../syntax/walk";
import { wordsOf } from "../roles/roleNames";
import { attributeOf } from "../subject/subject";
import { readAssertedRanks, readBranches } from "./axes";
import { readBound } from "./bounds";
import { decide, readNumberTest, readSwitches } from "./branches";
import { takenApart } from "./bundles";
import { lastWord } from "./callNames";
import { readCall } from "./calls";
import { readPerClass } from "./classes";
import { readColumns } from "./columns";
import { readEdges } from "./edges";
import { readSets } from "./extents";
import { readIndex } from "./indexes";
import { votesFor } from "./meanings";
import { createNames, type Names } from "./names";
import { readArithmetic, readComparison } from "./operators";
import { pathOf } from "./paths";
import { shapesOf } from "./sameShape";
import { readComparedMargin } from "./signs";
import { holdAll, readAnnotation, readAssign, readLoop } from "./statements";
import { atLeast, type Reader, touch, type Usage, type UsageOrder, type Usages } from "./usage";

export function readUsage(order: UsageOrder): Usages {
  const usages = new Map<string, Usage>();
  const reader: Reader = {
    order,
    usages,
    attributes: new Map(
      order.construction.flatMap((name) => {
        const attribute = attributeOf(name);
        return attribute === undefined ? [] : [[attribute, `@${name}`] as const];
      }),
    ),
    makers: new Map(),
    depth: 0,
    followed: 0,
    active: new Set(),
    entries: [],
    bundles: new Set(order.variadic),
    kept: new Map(),
    edges: new Set(),
    isDifferentiating: false,
    read: (body, paths, shapes) => {
      readBody(reader, body, paths, shapes);
    },
  };
  for (const name of order.construction) touch(reader, `@${name}`);
  for (const name of order.parameters) touch(reader, name);
  readBody(reader, order.constructionBody, new Map(order.construction.map((name) => [name, `@${name}`])));
  // a factory's inner function sees the factory's own names
  const seen = new Map(order.enclosed.map((name) => [name, `@${name}`] as const));
  for (const path of seen.values()) touch(reader, path).isEnclosed = true;
  const around = readBody(reader, order.surrounding, seen);
  const own = new Map([...seen, ...order.parameters.map((name) => [name, name] as const)]);
  readBody(reader, order.body, own, new Map(), around.made);
  for (const usage of usages.values()) {
    readTwoSides(usage);
    readRatio(usage, usages);
    readLikeScores(usage, usages);
    readMask(usage);
    readGrade(usage);
    readSets(usage);
  }
  for (const [path, usage] of usages) readPerClass(path, usage, usages);
  readRebuilt(usages);
  if (reader.isDifferentiating)
    for (const usage of usages.values()) usage.isDifferentiated = usage.calledWith !== undefined;
  return usages;
}

/** Of the very shape of scores over classes: a share for each class. */
function readLikeScores({ alike, votes }: Usage, usages: Usages): void {
  if (votes.has("logits")) return;
  const isLikeScores = [...alike].some((path) => (usages.get(path)?.votes.get("logits")?.score ?? 0) >= 3);
  if (isLikeScores) votes.set("oneHot", { score: (votes.get("oneHot")?.score ?? 0) + 5, reason: "shaped like scores" });
}

/** What stands beside a ratio of chances is what was gained by it. */
function readRatio({ isRatio, beside }: Usage, usages: Usages): void {
  if (!isRatio) return;
  for (const path of beside) {
    const votes = usages.get(path)?.votes;
    const best = Math.max(0, ...[...(votes?.values() ?? [])].map(({ score }) => score));
    if (votes !== undefined && best < 3) votes.set("advantage", { score: 5, reason: "scaled by a ratio" });
  }
}

/** `(error * m).sum() / m.sum()`: how much each counts. */
function readMask({ isFactor, isCount, votes }: Usage): void {
  if (isFactor && isCount && !votes.has("binaryProbabilities"))
    votes.set("mask", { score: (votes.get("mask")?.score ?? 0) + 5, reason: "what it weighs is divided by its sum" });
}

/** Told as a class, and held as a number against what the scores expect: a grade is a class. */
function readGrade({ votes }: Usage): void {
  const place = votes.get("classIndex");
  if (place !== undefined && place.score >= 6 && (votes.get("target")?.score ?? 0) >= 4)
    votes.set("classIndex", { ...place, score: place.score + 4 });
}

/** `x` beside `x_hat`: what was rebuilt has the name of what was there. */
function readRebuilt(usages: Usages): void {
  const names = new Map([...usages.keys()].map((path) => [wordsOf(path), path] as const));
  for (const [name, path] of names) {
    const [, after, before] =
      /^(\w+)_(?:hat|recon|rec|reconstructed|pred|tilde)$|^(?:recon|rec|reconstructed|pred)_(\w+)$/.exec(name) ?? [];
    const original = names.get(after ?? before ?? "");
    if (original === undefined || original.startsWith("@") || path.startsWith("@")) continue;
    const votes = usages.get(original)?.votes;
    votes?.set("target", { score: (votes.get("target")?.score ?? 0) + 3.5, reason: `${name} is found for it` });
  }
}

/** Asked for 0 and for 1, and for nothing else: a label with two sides. */
function readTwoSides({ compared, votes }: Usage): void {
  if (compared.size !== 2 || !compared.has(0) || !compared.has(1)) return;
  votes.set("binaryLabels", {
    score: (votes.get("binaryLabels")?.score ?? 0) + 3,
    reason: "compared with 0 and with 1",
  });
}

function readBody(
  reader: Reader,
  body: Block,
  paths: Map<string, string>,
  shapes: ReadonlyMap<string, readonly string[]> = new Map(),
  made: ReadonlyMap<string, string> = new Map(),
): Names {
  const names = createNames(paths, shapes, made);
  readFields(reader, names, body);
  readEdges(reader, names, body);
  for (const path of takenApart(reader, names, body)) if (!reader.edges.has(path)) reader.bundles.add(path);
  readColumns(reader, names, body);
  const callees = new WeakSet<SyntaxNode>();
  const enter = (node: SyntaxNode): boolean => {
    switch (node.kind) {
      case "assign":
        // the value still sees what the names stood for before
        if (node.value) walk(node.value, enter);
        walk(node.targets, enter);
        if (node.annotation) readAnnotation(reader, names, node.annotation, node.value);
        if (node.value) for (const target of node.targets) readAssign(reader, names, target, node.value);
        return false;
      case "if": {
        readSwitches(reader, names, node.test);
        readNumberTest(reader, names, node.test);
        const holds = decide(reader, names, node.test);
        const tested = testedClass(node);
        if (holds === undefined && tested !== undefined && names.paths.has(tested)) {
          // what is done with objects of another class says nothing of the tensors that they otherwise are
          const held = new Map(names.paths);
          names.paths.clear();
          walk(node.body, enter);
          for (const [name, path] of held) names.paths.set(name, path);
          walk(node.otherwise, enter);
          return false;
        }
        if (holds === undefined) {
          readBranches(reader, names, node, enter);
          return false;
        }
        walk([node.test, ...(holds ? node.body : node.otherwise)], enter);
        return false;
      }
      case "conditional": {
        readSwitches(reader, names, node.test);
        const holds = decide(reader, names, node.test);
        if (holds === undefined) break;
        walk([node.test, holds ? node.then : node.otherwise], enter);
        return false;
      }
      case "assert":
        readAssertedRanks(reader, names, node.test);
        break;
      case "for":
        readLoop(reader, names, node.target, node.iterable);
        break;
      case "comprehension":
        for (const clause of node.clauses)
          if (clause.kind === "for") readLoop(reader, names, clause.target, clause.iterable);
        break;
      case "function":
        names.functions.set(node.name, node);
        break;
      case "with":
        if (node.items.some(({ context }) => lastWord(context) === "no_grad")) holdAll(reader, names, node.body);
        break;
      case "call":
        callees.add(node.callee);
        readCall(reader, names, node);
        break;
      case "unary":
        if (node.operator === "~") readNegation(reader, names, node.operand);
        break;
      case "binary":
        readArithmetic(reader, names, node);
        break;
      case "index":
        pathOf(reader, names, node);
        readIndex(reader, names, node.object, node.index);
        break;
      case "member":
        pathOf(reader, names, node, callees.has(node));
        if (node.name === "T") for (const path of shapesOf(reader, names, node.object)) atLeast(reader, path, 2);
        break;
      case "compare":
        readComparison(reader, names, node.operands, node.operators[0]);
        readComparedMargin(reader, names, node.operands);
        if (/^[<>]/.test(node.operators[0] ?? "")) readBound(reader, names, node.operands);
        break;
      default:
    }
    return true;
  };
  walk(body, enter);
  return names;
}

/** `loss[good]` and `loss[~good]`: what is so, and what is not. */
function readNegation(reader: Reader, names: Names, operand: Expression): void {
  const path = pathOf(reader, names, operand);
  if (path === undefined) return;
  touch(reader, path).isChooser = true;
  votesFor(reader, names)(operand, "binaryLabels", 5, "taken with its opposite");
}

/** Attributes that no tensor has make records, wherever in the body they stand. */
function readFields(reader: Reader, names: Names, body: Block): void {
  const enter = (node: SyntaxNode): boolean => {
    if (node.kind === "if" && names.paths.has(testedClass(node) ?? "")) {
      walk(node.otherwise, enter);
      return false;
    }
    const isPart = node.kind === "member" && node.object.kind === "name" && names.paths.has(node.object.name);
    if (isPart && !reader.order.tensorNames.has(node.name)) pathOf(reader, names, node, true);
    return node.kind !== "function" && node.kind !== "lambda";
  };
  walk(body, enter);
}

/** The name in `if isinstance(x, Signal)`, where that is a class of the program's or a library's own. */
function testedClass({ test }: IfStatement): string | undefined {
  if (test.kind !== "call" || test.callee.kind !== "name" || test.callee.name !== "isinstance") return undefined;
  const [tested, type] = test.arguments;
  const word = type === undefined ? undefined : lastWord(type.value);
  if (tested?.value.kind !== "name" || word === undefined || /^[a-z]|^(Tensor|Dict|List|Tuple|Mapping)$/.test(word))
    return undefined;
  return tested.value.name;
}
