/** What arithmetic does to flows: comparisons, weights, products and the direction in which each gets better. */

import {
  type Flow,
  flipped,
  has,
  haveSameRoots,
  isLossLike,
  join,
  mark,
  marked,
  multiplied,
  nothing,
  whole,
  without,
} from "./flow";

/** `isSquare`: both sides of the product are written alike. */
export function binary(operator: string, left: Flow, right: Flow, isSquare = false): Flow {
  const result = combined(operator, left, right, isSquare);
  return operator === "+" ? result : spread(operator, whole(left), whole(right), result);
}

/** What is done to whole arrays: what it was done to and never reduced is one still. */
const computed = mark.difference | mark.product | mark.magnitude | mark.exponential | mark.similarity | mark.sliced;

/** `x - x.mean()` is as large as `x`, whatever its mean is; an untouched factor may be a number. */
function spread(operator: string, a: Flow, b: Flow, result: Flow): Flow {
  const extents = mark.reduced | mark.partlyReduced;
  const isWider = (wide: Flow, narrow: Flow) =>
    has(narrow, extents) &&
    (wide.marks !== 0 || operator === "-") &&
    !has(wide, extents | mark.lossCall | mark.lossNamed) &&
    (has(wide, computed) || [...wide.roots].some((name) => narrow.roots.has(name)));
  return isWider(a, b) || isWider(b, a) ? { ...result, marks: result.marks & ~extents } : result;
}

function combined(operator: string, left: Flow, right: Flow, isSquare: boolean): Flow {
  const a = whole(left);
  const b = whole(right);
  switch (operator) {
    case "-":
      return keepLosses(subtracted(a, b), a, b);
    case "+":
      return left.items || right.items ? concatenated(left, right) : keepLosses(added(a, b), a, b);
    case "*": {
      if (isSquare) return raised(a, { ...nothing, constant: 2 });
      return left.items && right.constant !== undefined ? left : product(a, b);
    }
    case "@":
      return marked(join([a, b]), mark.product | mark.similarity);
    case "/":
      return divided(a, b);
    case "**":
      return raised(a, b);
    default:
      return join([a, b]);
  }
}

/** `(loss,) + outputs[1:]`: what is no tuple itself is some of one. */
function concatenated(left: Flow, right: Flow): Flow {
  const rest = (flow: Flow) => flow.items ?? (flow.roots.size > 0 ? [flow] : []);
  return { ...nothing, items: [...rest(left), ...rest(right)] };
}

/** A sum of losses is one as soon as one side carries a weight. */
function keepLosses(sum: Flow, a: Flow, b: Flow): Flow {
  const isWeighted =
    isLossLike(a) &&
    isLossLike(b) &&
    (has(a, mark.scaled | mark.product | mark.weightedLosses) ||
      has(b, mark.scaled | mark.product) ||
      b.roots.size > 0);
  return isWeighted ? { ...sum, marks: sum.marks | mark.weightedLosses } : sum;
}

/** `a + b`; `|x|² - 2·x·y + |y|²` is a distance. */
export function added(a: Flow, b: Flow): Flow {
  // `a + (-b)` is `a - b`.
  if (isTurnedInput(b) && !isTurnedInput(a)) return subtracted(a, without(b, mark.minus));
  if (isTurnedInput(a) && !isTurnedInput(b)) return subtracted(b, without(a, mark.minus));
  const sum = join([a, b]);
  const constant = a.constant !== undefined && b.constant !== undefined ? { constant: a.constant + b.constant } : {};
  const isExpandedSquare = (x: Flow, y: Flow) =>
    has(x, mark.product) &&
    has(x, mark.negated | mark.minus) &&
    !has(x, mark.log) &&
    has(y, mark.magnitude) &&
    !has(y, mark.product | mark.log | mark.difference);
  return isExpandedSquare(a, b) || isExpandedSquare(b, a)
    ? { ...marked(sum, mark.difference, 1), ...constant }
    : { ...sum, ...constant };
}

function isTurnedInput({ roots, marks }: Flow): boolean {
  return roots.size > 0 && (marks & mark.minus) !== 0 && (marks & (mark.product | mark.log)) === 0;
}

/** `base ** exponent`. */
export function raised(base: Flow, exponent: Flow): Flow {
  if (base.roots.size === 0 && base.marks === 0 && exponent.roots.size === 0)
    return base.constant === undefined || exponent.constant === undefined
      ? nothing
      : { ...nothing, constant: base.constant ** exponent.constant };
  const isRoot = exponent.constant !== undefined && Math.abs(exponent.constant) < 1;
  const isEven = exponent.constant !== undefined && exponent.constant % 2 === 0;
  const grown = without(join([base, without(exponent, ~0)]), mark.minus);
  // `(1 - score) ** 2` wants the score to be one.
  const isWish =
    isEven && has(base, mark.complement) && base.direction === 0 && !has(base, mark.magnitude | mark.difference);
  const isDistance =
    isWish ||
    // the square of a logarithm wants what is inside to be one
    (isEven && has(base, mark.log) && !has(base, mark.difference)) ||
    (has(base, mark.difference) && (base.direction === 0 || (isEven && !has(base, mark.complement))));
  return isRoot ? marked(grown, 0, base.direction) : marked(grown, mark.magnitude, isDistance ? 1 : base.direction);
}

/** `a * b`. */
export function product(a: Flow, b: Flow): Flow {
  const both = join([a, b]);
  const isPair =
    a.roots.size > 0 && b.roots.size > 0 && !(haveSameRoots(a, b) && a.roots.size === 1 && a.marks === b.marks);
  const sign = a.constant !== undefined && a.constant < 0 ? -1 : b.constant !== undefined && b.constant < 0 ? -1 : 0;
  // `-target * log(p)`: the sign in front of the target is the product's.
  const isTurned = (a.direction === 0 && has(a, mark.minus)) !== (b.direction === 0 && has(b, mark.minus));
  const known = isWeight(a, b) ? b.direction : isWeight(b, a) ? a.direction : multiplied(a.direction, b.direction);
  const turned = sign === -1 || isTurned ? flipped(known) : known;
  const scale = a.roots.size === 0 || b.roots.size === 0 ? mark.scaled : 0;
  return {
    roots: both.roots,
    marks:
      (both.marks & ~mark.minus) |
      (isPair ? mark.product : 0) |
      scale |
      (sign === -1 ? mark.negated : 0) |
      (known === 0 && (isTurned || sign === -1) ? mark.minus : 0),
    direction: turned,
    ...(a.constant !== undefined && b.constant !== undefined ? { constant: a.constant * b.constant } : {}),
  };
}

/** `exp(-edge) * difference`: what decays weighs, and does not turn the other round. */
function isWeight(weight: Flow, other: Flow): boolean {
  return weight.direction === -1 && other.direction === 1 && has(weight, mark.exponential) && !has(weight, mark.log);
}

/** `a - b`: a comparison when the two are different inputs, a complement when `a` is a number. */
export function subtracted(a: Flow, b: Flow): Flow {
  const both = join([a, { ...b, direction: flipped(b.direction) }]);
  const constant = a.constant !== undefined && b.constant !== undefined ? { constant: a.constant - b.constant } : {};
  if (a.roots.size === 0) {
    return {
      roots: b.roots,
      marks: both.marks | (b.roots.size > 0 ? mark.complement : 0),
      direction: flipped(b.direction),
      ...constant,
    };
  }
  // `norm(g) - 1`: held against a number.
  if (b.roots.size === 0)
    return {
      ...a,
      marks:
        both.marks | (b.constant !== undefined && b.constant !== 0 && has(a, mark.magnitude) ? mark.complement : 0),
    };
  const isNeighbour = has(a, mark.sliced) && has(b, mark.sliced);
  // What a network made of an input is another thing than the input.
  const isComparison =
    !haveSameRoots(a, b) || isNeighbour || a.roots.size > 1 || has(a, mark.network) !== has(b, mark.network);
  // Where one side's direction is not known, neither is the difference's.
  const direction = a.direction === 0 || b.direction === 0 ? 0 : both.direction;
  return {
    roots: both.roots,
    marks: both.marks | (isComparison ? mark.difference : 0),
    direction: isComparison ? direction : both.direction,
  };
}

/** `a / b`. Overlap by extent (`2·|p∩t| / (|p| + |t|)`) grows as the prediction gets better. */
export function divided(a: Flow, b: Flow): Flow {
  const both = join([a, b]);
  const isRatio = b.roots.size > 0;
  const isOverlap =
    isRatio &&
    has(a, mark.product) &&
    has(a, mark.reduced | mark.partlyReduced) &&
    a.direction === 0 &&
    !has(
      a,
      mark.difference |
        mark.magnitude |
        mark.log |
        mark.exponential |
        mark.negated |
        mark.margin |
        mark.lossCall |
        mark.lossNamed,
    );
  return {
    roots: both.roots,
    marks:
      (isRatio ? both.marks : a.marks) |
      (isRatio ? mark.ratio : 0) |
      (b.roots.size === 0 ? mark.scaled : 0) |
      (isSimilarity(a, b) ? mark.similarity : 0),
    direction: isOverlap || isSimilarity(a, b) ? -1 : a.direction,
    ...(a.constant !== undefined && b.constant !== undefined ? { constant: a.constant / b.constant } : {}),
  };
}

/** `2·x·y / (x² + y²)`, as in SSIM: a product over the squares of its own factors is largest where they are alike. */
function isSimilarity(a: Flow, b: Flow): boolean {
  return (
    a.roots.size > 1 &&
    a.direction === 0 &&
    haveSameRoots(a, b) &&
    has(a, mark.product) &&
    has(b, mark.magnitude) &&
    !has(b, mark.log | mark.exponential | mark.lossCall | mark.lossNamed) &&
    !has(a, mark.magnitude | mark.log | mark.exponential | mark.negated | mark.margin | mark.lossCall | mark.lossNamed)
  );
}

export function negated(a: Flow): Flow {
  if (a.roots.size === 0 && a.constant !== undefined) return { ...a, constant: -a.constant };
  return {
    roots: a.roots,
    marks: (a.marks | mark.negated) ^ (a.direction === 0 ? mark.minus : 0),
    direction: flipped(a.direction),
    ...(a.constant === undefined ? {} : { constant: -a.constant }),
  };
}
