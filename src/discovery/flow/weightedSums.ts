/** Sums as they stand in the source: their terms, and the weights in front of them. */

import type { Expression, Statement } from "../../syntax/tree";
import { constantNumber } from "../constants";
import { isCoefficientName, isLossValueName } from "../names";
import { evaluate } from "./dataflow";
import { type Flow, isLossLike, whole } from "./flow";
import type { State } from "./state";

/** An expression that adds losses up. */
export interface SumSite {
  /** What it is assigned to; undefined where it is returned. */
  readonly target: string | undefined;
  readonly targetNode: Expression | undefined;
  readonly node: Expression;
  readonly statement: Statement;
  readonly terms: readonly SumTerm[];
}

export interface SumTerm {
  readonly name: string;
  readonly isLoss: boolean;
  /** The factor in front, as written; a literal's value when it is one. */
  readonly weight: Expression | undefined;
  readonly literal: number | undefined;
  readonly isNegative: boolean;
  /** The term without its weight. */
  readonly factor: Expression;
}

interface SumRecorder extends State {
  readonly sums: SumSite[];
}

/** Remembers a sum that is assigned or returned. `before` is what an augmented assignment adds to. */
export function noteSum(
  walk: SumRecorder,
  statement: Statement,
  target: Expression | undefined,
  node: Expression,
  before?: Flow,
): void {
  const name = target?.kind === "name" ? target.name : target?.kind === "member" ? target.name : undefined;
  if (target && name === undefined) return;
  const { inner, factor } = outerFactor(walk, node);
  const terms = flatten(inner, false).map(({ node: term, isNegative }) => {
    const read = readTerm(walk, term, isNegative);
    return factor && read.weight === undefined
      ? { ...read, weight: factor, literal: constantNumber(factor, walk.imports) }
      : read;
  });
  if (before) {
    terms.unshift({
      name: name ?? "",
      isLoss: isLossLike(whole(before)) || isLossValueName(name ?? ""),
      weight: undefined,
      literal: undefined,
      isNegative: false,
      factor: target ?? node,
    });
  }
  if (terms.length < 2) return;
  const known = walk.sums.findIndex((site) => site.node === node);
  const site: SumSite = { target: name, targetNode: target, node, statement, terms };
  // Loops are walked twice; the second time more is known.
  if (known === -1) walk.sums.push(site);
  else walk.sums[known] = site;
}

/** `0.5 * (a + b)` weighs both terms. */
function outerFactor(
  walk: State,
  node: Expression,
): { readonly inner: Expression; readonly factor: Expression | undefined } {
  if (node.kind === "binary" && node.operator === "*") {
    const isSum = (side: Expression) => side.kind === "binary" && (side.operator === "+" || side.operator === "-");
    if (isSum(node.right) && isWeight(walk, node.left)) return { inner: node.right, factor: node.left };
    if (isSum(node.left) && isWeight(walk, node.right)) return { inner: node.left, factor: node.right };
  }
  return { inner: node, factor: undefined };
}

function flatten(node: Expression, isNegative: boolean): { node: Expression; isNegative: boolean }[] {
  if (node.kind === "binary" && (node.operator === "+" || node.operator === "-")) {
    return [
      ...flatten(node.left, isNegative),
      ...flatten(node.right, node.operator === "-" ? !isNegative : isNegative),
    ];
  }
  return [{ node, isNegative }];
}

function readTerm(walk: State, node: Expression, isNegative: boolean): SumTerm {
  let rest = node;
  let weight: Expression | undefined;
  let negative = isNegative;
  if (rest.kind === "unary" && rest.operator === "-" && rest.operand.kind !== "number") {
    negative = !negative;
    rest = rest.operand;
  }
  // `0.5 * kl`, `kl * 0.5`, `self.beta * kl`, `0.5 * kl * mask`
  const factors = factorsOf(rest);
  if (factors.length > 1) {
    const weights = factors.filter((factor) => isWeight(walk, factor));
    const others = factors.filter((factor) => !weights.includes(factor));
    weight = weights[0];
    const [only] = others;
    if (others.length === 1 && only) rest = only;
    else if (others.length === 0 && factors[1]) rest = factors[1];
  }
  const flow = whole(evaluate(walk, rest));
  const name = termName(walk, lossIn(walk, rest));
  return {
    name,
    weight,
    isNegative: negative,
    factor: rest,
    literal: weight ? constantNumber(weight, walk.imports) : undefined,
    isLoss: isLossLike(flow),
  };
}

function factorsOf(node: Expression): readonly Expression[] {
  return node.kind === "binary" && node.operator === "*" ? [...factorsOf(node.left), ...factorsOf(node.right)] : [node];
}

/** `cce * y_true[:, -1]` is `cce`, where it counts. */
function lossIn(walk: State, node: Expression): Expression {
  if (node.kind !== "binary" || node.operator !== "*") return node;
  const losses = [node.left, node.right].filter((side) => isLossLike(whole(evaluate(walk, side))));
  const [only] = losses;
  return losses.length === 1 && only ? lossIn(walk, only) : node;
}

function isWeight(walk: State, node: Expression): boolean {
  if (constantNumber(node, walk.imports) !== undefined) return true;
  if (node.kind !== "name" && node.kind !== "member" && node.kind !== "index") return false;
  const flow = evaluate(walk, node);
  if (flow.items) return false;
  const name = node.kind === "name" ? node.name : node.kind === "member" ? node.name : "";
  return (
    flow.roots.size === 0 ||
    isCoefficientName(name) ||
    (node.kind !== "name" &&
      /^(args|cfg|config|opt|opts|hparams|params|self)$/.test(headName(node)) &&
      isCoefficientName(name))
  );
}

function headName(node: Expression): string {
  let current = node;
  while (current.kind === "member" || current.kind === "index") current = current.object;
  return current.kind === "name" ? current.name : "";
}

/** What a reader calls a term: its variable, or the function that made it. */
function termName(walk: State, node: Expression): string {
  switch (node.kind) {
    case "name":
      return node.name;
    case "member":
      return node.name;
    case "index":
      return node.index.kind === "string" ? node.index.value : termName(walk, node.object);
    case "call": {
      const callee = node.callee;
      const isOfModule =
        callee.kind === "member" && callee.object.kind === "name" && isModule(walk, callee.object.name);
      if (
        callee.kind === "member" &&
        !isOfModule &&
        /^(mean|sum|abs|pow|square|squeeze|to|detach|item)$/.test(callee.name)
      )
        return termName(walk, callee.object);
      if (
        /^(mean|sum|reduce_mean|reduce_sum|abs|square)$/.test(
          callee.kind === "member" || callee.kind === "name" ? callee.name : "",
        )
      ) {
        const [first] = node.arguments;
        return first ? termName(walk, first.value) : "";
      }
      return callee.kind === "call" ? termName(walk, callee.callee) : termName(walk, callee);
    }
    case "unary":
      return termName(walk, node.operand);
    default:
      return "";
  }
}

/** `torch.mean(x)` is of `x`, `x.mean()` too. */
function isModule(walk: State, name: string): boolean {
  return walk.imports.has(name) && !walk.names.has(name);
}
