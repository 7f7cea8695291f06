/** What calls say: known functions tell roles and axes, the file's own functions are followed. */

import type { Argument, Expression } from "../syntax/tree";
import { rolesByName } from "./roleNames";
import { isOfLogits } from "./subject";
import { isLossByName, isNear, meet, type Names, numberOf, type Reader, shortName, touch } from "./usage";
import { readBound } from "./usageBounds";
import { complementOf } from "./usageChances";
import { readExponent } from "./usageClasses";
import { orderedBy } from "./usageIndexes";
import { votesFor } from "./usageMeanings";
import { isLogarithm, noteSquared, readComparison, readSetSums } from "./usageOperators";
import { readOwnPlaces, readPairs } from "./usagePairs";
import { isLibraryName, lastWord, pathOf, shapesOf, transposedIn } from "./usagePaths";
import { readEinsum, readJoinedViews, readShapes, readView } from "./usageShapes";
import { readHeldMargin } from "./usageSigns";
import { argumentRoles, clamps, comparisons, keywordPlaces, mappingMethods, pairwise, sizeTakers } from "./usageTable";

export function readCall(reader: Reader, names: Names, call: Extract<Expression, { kind: "call" }>): void {
  const { callee } = call;
  const called = pathOf(reader, names, callee, true);
  if (called !== undefined) {
    const usage = touch(reader, called);
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
  const word = callee.kind === "name" ? makerOfName(reader, names, callee.name) : lastWord(callee);
  const maker = attribute === undefined ? word : (reader.order.attributes.get(attribute) ?? attribute);
  if (maker === undefined) return;
  const name = isOfLogits(call) ? `${maker}OfLogits` : maker;
  const positional = call.arguments.filter(({ kind }) => kind === "positional").map(({ value }) => value);
  const object = callee.kind === "member" && attribute === undefined ? callee.object : undefined;
  const ownShapes = shapesOf(reader, names, object);
  const ownPath = pathOf(reader, names, object);
  const isMethod = ownShapes.length > 0 || ownPath !== undefined;
  const given = isMethod && object ? [object, ...positional] : positional;
  const [first] = given;
  const isScaled = scales.has(name) && first?.kind === "binary" && first.operator === "/";
  const operands = isScaled ? [first.left, ...given.slice(1)] : given;
  if (ownPath !== undefined && reader.order.tensorNames.has(name)) touch(reader, ownPath).isTensor = true;
  const votes = votesFor(reader, names);
  if (called !== undefined && isLossByName(called) && positional.length >= 2) {
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
  for (const [pattern, roles] of argumentRoles) {
    if (!pattern.test(name)) continue;
    roles.forEach((role, position) => {
      // vectors have their features behind their samples
      if (name === "normalize" && isAlongSamples(call.arguments)) return;
      if (role !== undefined) votes(operands[position], role, 6, `given to ${name}`);
    });
    for (const one of call.arguments) {
      const position = one.kind === "keyword" ? keywordPlaces[one.name] : undefined;
      const role = position === undefined ? undefined : roles[position];
      if (role !== undefined) votes(one.value, role, 6, `given to ${name}`);
    }
  }
  readOwnPlaces(reader, names, name, operands[1]);
  if (/^(CrossEntropyLoss|NLLLoss|MultiMarginLoss|cross_entropy|nll_loss|multi_margin_loss)$/.test(name))
    for (const one of call.arguments)
      if (one.kind === "keyword" && one.name === "weight") votes(one.value, "weights", 6, "one weight for each class");
  readShapes(reader, names, name, call.arguments, operands, isMethod);
  if (pairwise.has(name)) meet(reader, shapesOf(reader, names, call));
  if (/^(cat|concat|concatenate)$/.test(name)) readJoinedViews(reader, names, positional[0]);
  if (name === "einsum") readEinsum(reader, names, positional);
  // `torch.chunk(x, 2)`: the first is what is cut
  if (object !== undefined && sizeTakers.has(name))
    for (const operand of isLibraryName(object) ? positional.slice(1) : positional)
      votes(operand, "number", 6, "a size");
  if (name === "one_hot") {
    const told = call.arguments.find((one) => one.kind === "keyword" && one.name === "num_classes")?.value;
    const path = pathOf(reader, names, told ?? operands[1]);
    if (path !== undefined) touch(reader, path).isClassCount = true;
  }
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
  if (name === "sum" && object !== undefined)
    readSetSums(reader, names, isMethod ? object : positional[0], isAlongLast(call.arguments, isMethod));
  if (name === "relu") readHinge(operands[0], votes);
  readHeldMargin(reader, names, name, operands);
  if (/^(lt|le|gt|ge|less|less_equal|greater|greater_equal)$/.test(name)) readBound(reader, names, operands);
  if (isMethod && name === "long") votes(operands[0], "classIndex", 3, "made whole");
  if (name === "unique") votes(operands[0], "classIndex", 5, "its kinds are told apart");
  if (isMethod && name === "bool") votes(operands[0], "mask", 3, "made a mask");
  const stopped = name === "stop_gradient" ? pathOf(reader, names, operands[0]) : undefined;
  if (stopped !== undefined && isNear(reader)) touch(reader, stopped).isHeld = true;
  if (isMethod && name === "detach" && ownPath !== undefined && isNear(reader)) touch(reader, ownPath).isHeld = true;
  if (isMethod && (name === "scatter_" || name === "scatter")) votes(operands[2], "classIndex", 6, "picks entries");
  if (name === "scatter_" || name === "scatter") votes(positional[1], "classIndex", 6, "picks entries");
  if (clamps.has(name)) readClamp(call.arguments, operands, votes);
  if (clamps.has(name)) readRatioClamp(reader, names, call.arguments, operands);
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
  const value = reader.order.lookUp(name);
  return value?.kind === "instance" ? value.type.name : name;
}

/** `clamp(p, eps, 1 - eps)`: kept off 0 and 1, and so between them. */
function readClamp(
  given: readonly Argument[],
  operands: readonly Expression[],
  votes: ReturnType<typeof votesFor>,
): void {
  const upper =
    given.find(
      ({ kind, ...rest }) => kind === "keyword" && "name" in rest && /^(max|a_max|clip_value_max)$/.test(rest.name),
    )?.value ?? operands[2];
  const below = upper?.kind === "binary" && upper.operator === "-" ? numberOf(upper.left) : numberOf(upper);
  const isShy = upper?.kind === "binary" ? below === 1 : below !== undefined && below > 0.98 && below < 1;
  if (!isShy) return;
  votes(operands[0], "binaryProbabilities", 6, "kept off 0 and 1");
  votes(operands[0], "probabilities", 4, "kept off 0 and 1");
}

/** `clamp(r, 1 - eps, 1 + eps)`: kept near 1. */
function readRatioClamp(
  reader: Reader,
  names: Names,
  given: readonly Argument[],
  [clamped, ...bounds]: readonly Expression[],
): void {
  const named = given.flatMap((one) =>
    one.kind === "keyword" && /^(a_)?(min|max)$/.test(one.name) ? [one.value] : [],
  );
  const operators = [...bounds, ...named].map((one) =>
    one.kind === "binary" && numberOf(one.left) === 1 ? one.operator : undefined,
  );
  const path = pathOf(reader, names, clamped);
  if (path === undefined || !operators.includes("-") || !operators.includes("+")) return;
  touch(reader, path).isRatio = true;
  votesFor(reader, names)(clamped, "positive", 8, "kept near 1");
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

/** `normalize(x, dim=0)`: over the samples. */
function isAlongSamples(given: readonly Argument[]): boolean {
  return given.some((one) => one.kind === "keyword" && /^(dim|axis)$/.test(one.name) && numberOf(one.value) === 0);
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

/** `f(*x, y)`: as many parts of `x` as `f` needs beside what else it is given. */
function spreadOut(
  reader: Reader,
  names: Names,
  given: readonly Argument[],
  needed: number,
): readonly (Expression | string)[] | undefined {
  const [spread, ...more] = given.filter(({ kind }) => kind === "spread");
  const path = spread === undefined || more.length > 0 ? undefined : pathOf(reader, names, spread.value);
  const others = given.filter(({ kind }) => kind !== "spread" && kind !== "dictSpread").length;
  const count = needed - others;
  if (path === undefined || count < 2 || reader.order.variadic.includes(path)) return undefined;
  const usage = touch(reader, path);
  usage.parts = Math.max(usage.parts, count);
  const parts = Array.from({ length: count }, (_, i) => `${path}.${i}`);
  for (const one of parts) touch(reader, one);
  return given.flatMap((one): readonly (Expression | string)[] =>
    one.kind === "spread" ? parts : one.kind === "positional" ? [one.value] : [],
  );
}

/** How many calls deep functions are followed, and how many calls of a definition. */
const deepest = 4;
const mostFollowed = 60;

/** The call of one of the program's functions: its parameters are ours. */
function followCall(
  reader: Reader,
  names: Names,
  name: string,
  callee: Expression,
  given: readonly Argument[],
  positional: readonly Expression[],
): void {
  if (reader.depth >= deepest || reader.followed >= mostFollowed) return;
  const target = reader.order.findFunction(name, callee);
  if (target === undefined || reader.active.has(target)) return;
  const parameters = target.parameters.filter(
    (parameter) =>
      parameter.name !== "self" &&
      parameter.name !== "cls" &&
      ["plain", "positional", "keyword"].includes(parameter.form),
  );
  const inner = new Map<string, string>();
  const shapes = new Map<string, readonly string[]>();
  const spelled = spreadOut(reader, names, given, parameters.filter(({ initial }) => initial === undefined).length);
  parameters.forEach((parameter, i) => {
    const part = spelled?.[i];
    if (part !== undefined && typeof part === "string") {
      inner.set(parameter.name, part);
      return;
    }
    const keyword = given.find((argument) => argument.kind === "keyword" && argument.name === parameter.name);
    const value = keyword?.value ?? (typeof part === "object" ? part : positional[i]);
    const path = pathOf(reader, names, value);
    if (path !== undefined) inner.set(parameter.name, path);
    else shapes.set(parameter.name, shapesOf(reader, names, value));
  });
  if (inner.size === 0 && [...shapes.values()].every((paths) => paths.length === 0)) return;
  reader.active.add(target);
  reader.depth++;
  reader.followed++;
  reader.read(target.body, inner, shapes);
  reader.depth--;
  reader.active.delete(target);
}
