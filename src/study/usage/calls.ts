/** What calls say: known functions tell roles and axes, the file's own functions are followed. */

import type { Value } from "../../interpreter/values";
import type { Argument, Expression } from "../../syntax/tree";
import { isLibraryName } from "../roles/libraryNames";
import { rolesByName } from "../roles/roleNames";
import { isOfLogits } from "../subject/makers";
import { readBound } from "./bounds";
import { lastWord } from "./callNames";
import { complementOf } from "./chances";
import { readClamp } from "./clamps";
import { readExponent, readOneHot } from "./classes";
import { isMadeWhole } from "./columns";
import { readExtents } from "./extents";
import { followCall } from "./follow";
import { orderedBy } from "./indexes";
import { readKnown } from "./known";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { isSum, noteSquared, readComparison, readSetSums } from "./operators";
import { readOwnPlaces, readPairs } from "./pairs";
import { pathOf, transposedIn } from "./paths";
import { isLogarithm, readTilt } from "./products";
import { shapesOf } from "./sameShape";
import { readEinsum, readJoinedViews, readShapes, readView } from "./shapes";
import { readHeldMargin } from "./signs";
import { clamps, comparisons, mappingMethods, pairwise, sizeTakers } from "./table";
import { isLossByName, isNear, meet, numberOf, type Reader, shortName, touch } from "./usage";

export function readCall(reader: Reader, names: Names, call: Extract<Expression, { kind: "call" }>): void {
  const { callee } = call;
  const called = pathOf(reader, names, callee, true);
  if (called !== undefined) {
    const usage = touch(reader, called);
    usage.isApplied ||= isGivenParameters(call.arguments);
    usage.calledWith = call.arguments.length;
    usage.given ??= givenPath(reader, names, call.arguments);
    // given an entry of a list, it is called for each
    const isRepeated = call.arguments.some(({ value }) => pathOf(reader, names, value)?.endsWith("[]"));
    usage.calls += isRepeated ? 2 : 1;
  }
  for (const { kind, value } of call.arguments) {
    const spread = kind === "dictSpread" ? pathOf(reader, names, value) : undefined;
    if (spread === undefined) continue;
    touch(reader, spread).isMapping = true;
    touch(reader, `${spread}[]`);
  }
  if (callee.kind === "index" && callee.object.kind === "name") {
    const entries = names.tables.get(callee.object.name)?.entries ?? [];
    const chosen = pathOf(reader, names, callee.index);
    for (const { key, value } of entries) {
      if (chosen !== undefined && key?.kind === "string") touch(reader, chosen).words.push(key.value);
      readCall(reader, names, { ...call, callee: value });
    }
    return;
  }
  const attribute =
    callee.kind === "member" && callee.object.kind === "name" && callee.object.name === "self"
      ? callee.name
      : undefined;
  const word =
    callee.kind === "name"
      ? makerOfName(reader, names, callee.name)
      : (heldByClass(reader, callee) ?? lastWord(callee));
  const maker = attribute === undefined ? word : makerOfAttribute(reader, attribute);
  if (maker === undefined) return;
  const name = isOfLogits(call) ? `${maker}OfLogits` : maker;
  const positional = call.arguments.filter(({ kind }) => kind === "positional").map(({ value }) => value);
  const object = callee.kind === "member" && attribute === undefined ? callee.object : undefined;
  const own = object !== undefined && isLibraryName(object) ? undefined : object;
  const ownShapes = shapesOf(reader, names, own);
  const ownPath = pathOf(reader, names, own);
  const isMethod = ownShapes.length > 0 || ownPath !== undefined;
  const given = isMethod && object ? [object, ...positional] : positional;
  const [first] = given;
  const isScaled = scales.has(name) && first?.kind === "binary" && first.operator === "/";
  const operands = isScaled ? [first.left, ...given.slice(1)] : given;
  if (ownPath !== undefined && reader.order.tensorNames.has(name)) touch(reader, ownPath).isTensor = true;
  const votes = votesFor(reader, names);
  if (called !== undefined && isLossByName(called) && !touch(reader, called).isApplied && positional.length >= 2) {
    votes(positional[0], "prediction", 2, `given to ${shortName(called)}`);
    votes(positional[1], "target", 2, `given to ${shortName(called)}`);
  }
  if (/^(grad|jacobian|hessian|jvp|vjp|backward)$/.test(name)) reader.isDifferentiating = true;
  if (callee.kind === "member" && callee.object.kind === "name" && callee.object.name === "math")
    for (const operand of positional) votes(operand, "number", 6, "a plain number to math");
  if (name === "register_buffer") votes(positional[1], "weights", 6, "kept as a buffer");
  if (name === "getattr") {
    const path = pathOf(reader, names, positional[1]);
    const from = positional[0] && lastWord(positional[0]);
    if (path !== undefined)
      touch(reader, path).words.push(from === "F" || from === "functional" ? "mse_loss" : "MSELoss");
  }
  readKnown(reader, names, name, call.arguments, operands);
  readOwnPlaces(reader, names, name, operands[1]);
  readShapes(reader, names, name, call.arguments, operands, isMethod);
  readExtents(reader, names, name, call.arguments, operands);
  if (pairwise.has(name)) meet(reader, shapesOf(reader, names, call));
  if (/^(cat|concat|concatenate)$/.test(name)) readJoinedViews(reader, names, positional[0]);
  if (name === "einsum") readEinsum(reader, names, positional);
  // `torch.chunk(x, 2)`: the first is what is cut
  if (object !== undefined && sizeTakers.has(name))
    for (const operand of isLibraryName(object) ? positional.slice(1) : positional)
      for (const size of operand.kind === "list" || operand.kind === "tuple" ? operand.items : [operand])
        votes(size, "number", 6, "a size");
  if (name === "one_hot") readOneHot(reader, names, call.arguments, operands);
  if (/^(addmm|addmm_|baddbmm)$/.test(name)) {
    const [left, right] = positional.slice(-2);
    if (left !== undefined && right !== undefined) {
      readPairs(reader, names, left, right);
      votes(left, "embedding", 4, "multiplied as vectors");
    }
  }
  if (counting.test(name)) for (const operand of positional) votes(operand, "number", 6, "a size");
  // one argument alone is no axis and index: `accelerator.gather(x)`
  if ((name === "gather" || name === "take_along_dim") && call.arguments.length > 1)
    readGather(reader, names, call.arguments, operands);
  const isOfLibrary = object !== undefined && isLibraryName(object);
  const comparison = isMethod || isOfLibrary ? comparisons[name] : undefined;
  if (comparison !== undefined) readComparison(reader, names, operands, comparison);
  if (name === "not_equal") readComparison(reader, names, positional, "!=");
  if (name === "logical_not") readNegated(reader, names, positional[0]);
  if (isSum(name) && object !== undefined)
    readSetSums(reader, names, isMethod ? object : positional[0], isAlongLast(call.arguments, isMethod));
  if (name === "relu") readHinge(operands[0], votes);
  readHeldMargin(reader, names, name, operands);
  readTilt(reader, names, name, operands);
  if (/^(lt|le|gt|ge|less|less_equal|greater|greater_equal)$/.test(name)) readBound(reader, names, operands);
  if (isMadeWhole(call) && !(isMethod && name === "int")) votes(operands[0], "classIndex", 3, "made whole");
  if (name === "unique") votes(operands[0], "classIndex", 5, "its kinds are told apart");
  if (isMethod && name === "bool") votes(operands[0], "mask", 3, "made a mask");
  const stopped = name === "stop_gradient" ? pathOf(reader, names, operands[0]) : undefined;
  if (stopped !== undefined && isNear(reader)) touch(reader, stopped).isHeld = true;
  if (isMethod && name === "detach" && ownPath !== undefined && isNear(reader)) touch(reader, ownPath).isHeld = true;
  if (isMethod && (name === "scatter_" || name === "scatter")) votes(operands[2], "classIndex", 6, "picks entries");
  if (name === "scatter_" || name === "scatter") votes(positional[1], "classIndex", 6, "picks entries");
  if (clamps.has(name)) readClamp(reader, names, call.arguments, operands);
  if (!isMethod && isLogarithm(name)) readLogarithm(names, operands[0], votes);
  if (name === "log1p") votes(negatedIn(operands[0]), "binaryProbabilities", 7, "its complement's logarithm is taken");
  if (isScaled) votes(first.right, "number", 5, "scores are divided by it");
  if (/^(lgamma|gammaln|digamma|polygamma|multigammaln)$/.test(name))
    votes(operands[name === "polygamma" ? 1 : 0], "positive", 4, `given to ${name}`);
  if (isMethod && isLogarithm(name)) votes(operands[0], "positive", 4, "its logarithm is taken");
  if ((name === "pow" && numberOf(operands[1]) === 2) || name === "square") noteSquared(reader, names, operands[0]);
  if (name === "pow" || name === "power") readExponent(reader, names, operands[0], operands[1]);
  if (name === "log_prob") votes(positional[0], "target", 3, "its likelihood is taken");
  if (!isMethod && name === "stack") votes(operands[0], "taskLosses", 3, "stacked");
  if (!isMethod && callee.kind === "name" && name === "sum") votes(operands[0], "taskLosses", 1.5, "given to sum");
  if (name === "where") {
    votes(positional[0], "mask", 3, "chooses between two");
    const path = pathOf(reader, names, positional[0]);
    if (path !== undefined) touch(reader, path).isChooser = true;
  }
  if ((name === "view" || name === "reshape") && isMethod)
    readView(reader, ownShapes.length === 0 && ownPath !== undefined ? [ownPath] : ownShapes, positional);
  if ((name === "mm" || name === "matmul") && operands[0] !== undefined && operands[1] !== undefined)
    readPairs(reader, names, operands[0], operands[1]);
  if (name === "mm" || name === "matmul")
    for (const operand of operands.slice(0, 2))
      votes(transposedIn(operand) ?? operand, "embedding", 4, "multiplied as vectors");
  if (mappingMethods.has(name) && ownPath !== undefined && (name === "items" || name === "keys"))
    touch(reader, ownPath).votes.set("option", { score: 3, reason: "a mapping" });
  // `Dice(weight)` makes one; what it makes is called elsewhere
  const isMaking = callee.kind === "name" && callee.name === name && /^[A-Z]/.test(name);
  if (called === undefined && !isMaking) followCall(reader, names, name, callee, call.arguments, positional);
}

/** What a name that is called was made of: here, or at the top level (`criterion = nn.BCELoss()`). */
function makerOfName(reader: Reader, names: Names, name: string): string {
  const known = names.made.get(name);
  if (known !== undefined || names.paths.has(name)) return known ?? name;
  return typeOf(reader.order.lookUp(name)) ?? name;
}

/** By all of the constructor where it agrees, otherwise by the branches that its options take. */
function makerOfAttribute({ order, makers }: Reader, attribute: string): string {
  return order.attributes.get(attribute) ?? (makers.get(attribute) || attribute);
}

/** `Training.criterion(a, b)`: what stands in the class. */
function heldByClass(reader: Reader, callee: Expression): string | undefined {
  if (callee.kind !== "member" || callee.object.kind !== "name") return undefined;
  const holder = reader.order.lookUp(callee.object.name);
  return holder?.kind === "class" ? typeOf(holder.attributes.get(callee.name)) : undefined;
}

/** By which class an object was made, and whether it takes scores. */
function typeOf(value: Value | undefined): string | undefined {
  if (value?.kind !== "instance") return undefined;
  const takesLogits = value.attributes.get("from_logits");
  return takesLogits?.kind === "bool" && takesLogits.value ? `${value.type.name}OfLogits` : value.type.name;
}

/** `logical_not(equal(x, 0))` */
function readNegated(reader: Reader, names: Names, negated: Expression | undefined): void {
  if (negated?.kind !== "call" || lastWord(negated.callee) !== "equal") return;
  const operands = negated.arguments.map(({ value }) => value);
  readComparison(reader, names, operands, "!=");
}

/** `relu(1 - score)`: a margin, and no complement of a chance. */
function readHinge(operand: Expression | undefined, votes: ReturnType<typeof votesFor>): void {
  if (operand?.kind !== "binary" || numberOf(operand.left) === undefined) return;
  if (operand.operator === "-" || operand.operator === "+") votes(operand.right, "binaryLogits", 5, "held to a margin");
}

/** `x.sum(-1)`, `torch.sum(x, dim=1)`: along one axis, not the first. */
function isAlongLast(given: readonly Argument[], isMethod: boolean): boolean {
  const named = given.find((one) => one.kind === "keyword" && /^(dim|axis)$/.test(one.name))?.value;
  const axis = numberOf(named ?? given[isMethod ? 0 : 1]?.value);
  return axis !== undefined && axis !== 0;
}

/** `apply_fn({"params": p}, x)`, `apply_fn(params, x)`: JAX's models are given their parameters first. */
function isGivenParameters([first, ...others]: readonly Argument[]): boolean {
  if (first === undefined || others.length === 0) return false;
  return first.value.kind === "dict" || /^(params|parameters|variables)$/.test(lastWord(first.value) ?? "");
}

/** What a model is called on first, also inside of `**{"ids": x}`. */
function givenPath(reader: Reader, names: Names, given: readonly Argument[]): string | undefined {
  const values = given.flatMap(({ kind, value }) =>
    kind === "dictSpread" && value.kind === "dict" ? value.entries.map((entry) => entry.value) : [value],
  );
  return values.map((value) => pathOf(reader, names, value)).find((path) => path !== undefined);
}

/** Entries picked by class, or put in order: `scores.gather(1, labels.argsort())`. */
function readGather(
  reader: Reader,
  names: Names,
  given: readonly Argument[],
  [picked, ...others]: readonly Expression[],
): void {
  const votes = votesFor(reader, names);
  const named = given.find((one) => one.kind === "keyword" && /^ind(ex|ices)$/.test(one.name))?.value;
  const indexes = [...others, ...(named === undefined ? [] : [named])];
  const ordered = indexes.flatMap((index) => orderedBy(names, index));
  meet(reader, ordered.length === 0 ? [] : [...shapesOf(reader, names, picked), ...ordered]);
  if (ordered.length > 0) return;
  votes(picked, "logits", 3, "its entries are picked by class");
  if (pathOf(reader, names, picked) === undefined)
    for (const path of shapesOf(reader, names, picked)) votePicked(reader, path);
  for (const index of indexes) votes(index, "classIndex", 7, "picks entries");
}

/** Entries of what was made of it are picked by class: chances where logarithms were taken, otherwise scores. */
function votePicked(reader: Reader, path: string): void {
  const { votes } = touch(reader, path);
  const isChance = [...votes].some(([role, { score }]) => /robabilities$/.test(role) && score >= 4);
  const role = isChance || rolesByName(path).some(([one]) => one === "probabilities") ? "probabilities" : "logits";
  votes.set(role, {
    score: (votes.get(role)?.score ?? 0) + 7,
    reason: "entries of what it becomes are picked by class",
  });
}

/** Functions that are given counts and extents. */
const counting = /^(range|arange|zeros|ones|empty|eye|rand|randn|randperm)$/;

/** `p` of `-p`. */
function negatedIn(expression: Expression | undefined): Expression | undefined {
  return expression?.kind === "unary" && expression.operator === "-" ? expression.operand : undefined;
}

/** Functions of scores that a temperature divides. */
const scales: ReadonlySet<string> = new Set(["softmax", "log_softmax", "logsumexp", "sigmoid", "logsigmoid"]);

/** `log(p)` and `log(1 - p)`, also with a little added, and where `q = 1 - p` stood before. */
function readLogarithm(names: Names, operand: Expression | undefined, votes: ReturnType<typeof votesFor>): void {
  votes(operand, "positive", 4, "its logarithm is taken");
  const inner = operand?.kind === "binary" && operand.operator === "+" ? operand.left : operand;
  const whole = inner?.kind === "name" ? names.complements.get(inner.name) : inner && complementOf(inner);
  votes(whole, "binaryProbabilities", 7, "its and its complement's logarithm are taken");
}
