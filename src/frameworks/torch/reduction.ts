/** Reductions. Where several elements tie, the gradient goes where PyTorch lets it go. */

import type { Value } from "../../interpreter/values";
import { intTerm, range, takeAxis } from "../array/places";
import { logSoftmax, logSumExp, rootOrZero, softmax } from "../array/special";
import type { Term } from "../array/term";
import { maximum, minimum, numeric, pair } from "./elementwise";
import type { Implementation, Operation, Table } from "./operation";
import { floatLike, kept, reduce, sumLike } from "./reducing";
import { demand, demandFloat } from "./refusals";

const extremum =
  (kind: "max" | "min"): Implementation =>
  (o) => {
    const other =
      o.value("other").kind === "none" && o.value("dim").kind === "tensor" ? o.value("dim") : o.value("other");
    if (other.kind !== "none") {
      const { terms, element } = o.promoteValues([o.value("input"), other]);
      const [x, y] = pair(terms);
      return o.result(kind === "max" ? maximum(x, y) : minimum(x, y), element);
    }
    const x = o.term("input");
    const { element } = o.tensor("input");
    if (!o.has("dim")) {
      if (x.size === 0)
        o.fail(
          `${kind}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.`,
        );
      return o.result(extreme(x, kind, x.axes()), element);
    }
    if (x.rank === 0) return o.named({ values: o.result(x, element), indices: o.result(intTerm(x, [0], []), "int64") });
    const axis = o.dim("dim", x.rank);
    const index = (kind === "max" ? numeric(x).argMax(axis) : numeric(x).argMin(axis)).expandDims(axis);
    const values = x.gather(axis, index);
    return pickNamed(o, values, index, axis);
  };

const extremeOf =
  (kind: "max" | "min"): Implementation =>
  (o) => {
    const x = o.term("input");
    const axes = o.dims("dim", x.rank);
    return o.result(kept(o, x, extreme(x, kind, axes), axes), o.tensor("input").element);
  };

const argExtreme =
  (kind: "max" | "min"): Implementation =>
  (o) => {
    const x = numeric(o.term("input"));
    const flat = o.has("dim") && x.rank > 0 ? x : x.reshape([x.size]);
    const axis = o.has("dim") && x.rank > 0 ? o.dim("dim", x.rank) : 0;
    const index = kind === "max" ? flat.argMax(axis) : flat.argMin(axis);
    if (!o.flag("keepdim")) return o.result(index, "int64");
    return o.result(o.has("dim") ? index.expandDims(axis) : index.reshape(x.shape.map(() => 1)), "int64");
  };

const truth =
  (kind: "any" | "all"): Implementation =>
  (o) => {
    const x = o.term("input").cast("bool");
    return reduce(o, x, "bool", (term, axes) => (kind === "any" ? term.any(axes) : term.all(axes)));
  };

const spread =
  (formula: (o: Operation, x: Term, variance: Term, axes: readonly number[]) => Value): Implementation =>
  (o) => {
    demandFloat(o, "std and var only support floating point and complex dtypes");
    const x = o.floatTerm("input");
    const first = o.value("dim");
    const axes = first.kind === "bool" ? x.axes() : o.dims("dim", x.rank);
    const isUnbiased = first.kind === "bool" ? first.value : o.flag("unbiased");
    const correction = o.has("correction") ? o.number("correction") : isUnbiased ? 1 : 0;
    const centred = x.sub(x.keep(x.mean(axes), axes));
    const variance = centred
      .square()
      .sum(axes)
      .div(Math.max(0, x.count(axes) - correction));
    return formula(o, x, variance, axes);
  };

const median =
  (ignoresNaN: boolean): Implementation =>
  (o) => {
    const x = o.term("input");
    const { element } = o.tensor("input");
    if (!o.has("dim")) {
      const flat = x.reshape([x.size]);
      const { value: picked } = medianAt(flat, 0, ignoresNaN);
      if (!x.isFloat) return o.result(picked, element);
      const value = picked.stop();
      const same = flat.equal(value).or(flat.isNaN().and(value.isNaN()));
      const count = same.float().sum();
      return o.result(same.choose(flat, 0).sum().div(count), element);
    }
    if (x.rank === 0) return o.named({ values: o.result(x, element), indices: o.result(intTerm(x, [0], []), "int64") });
    const axis = o.dim("dim", x.rank);
    const { value, index } = medianAt(x, axis, ignoresNaN);
    return pickNamed(o, value.expandDims(axis), index.expandDims(axis), axis);
  };

const quantile =
  (ignoresNaN: boolean): Implementation =>
  (o) => {
    demandFloat(o, "quantile() input tensor must be either float or double dtype");
    const x = o.floatTerm("input");
    const level = o.value("q");
    const known = level.kind === "int" || level.kind === "float" ? level.value : 0;
    demand(o, known >= 0 && known <= 1, `quantile() q must be in the range [0, 1] but got ${known}`);
    const q = o.value("q").kind === "tensor" ? o.floatTerm("q") : o.requireOperand(o.value("q")).term.float();
    const flat = o.has("dim") ? x : x.reshape([x.size]);
    const axis = o.has("dim") ? o.dim("dim", x.rank) : 0;
    const sorted = flat.gather(axis, flat.argSort(axis));
    const rows = sorted.move(axis, sorted.rank - 1);
    const valid = ignoresNaN
      ? rows
          .isNaN()
          .not()
          .float()
          .sum([rows.rank - 1])
      : rows.full(rows.shape.slice(0, -1), rows.extent(-1));
    const outer = rows.shape.slice(0, -1);
    const rank = valid
      .expandDims(valid.rank)
      .sub(1)
      .mul(q.reshape([q.size]))
      .broadcast([...outer, q.size]);
    const below = rank.floor().max(0);
    const above = rank.ceil().max(0);
    const low = rows.gather(rows.rank - 1, below.cast("int32"));
    const high = rows.gather(rows.rank - 1, above.cast("int32"));
    const method = o.text("interpolation");
    const between =
      method === "lower"
        ? low
        : method === "higher"
          ? high
          : method === "midpoint"
            ? low.add(high).mul(0.5)
            : method === "nearest"
              ? rows.gather(rows.rank - 1, rank.round().max(0).cast("int32"))
              : low.add(rank.sub(below).mul(high.sub(low)));
    const spoiled = ignoresNaN
      ? between
      : between.replace(
          rows
            .isNaN()
            .any([rows.rank - 1])
            .expandDims(outer.length),
          NaN,
        );
    const restored = o.flag("keepdim")
      ? o.has("dim")
        ? spoiled.reshape([...outer.slice(0, axis), 1, ...outer.slice(axis), q.size])
        : spoiled.reshape([...x.shape.map(() => 1), q.size])
      : spoiled;
    return o.result(
      q.rank === 0 ? restored.dropAxis(restored.rank - 1) : restored.move(restored.rank - 1, 0),
      o.floatElement("input"),
    );
  };

export const reductions: Table = {
  "sum(input, dim=None, keepdim=False, *, dtype=None)": sumLike((x, axes) => x.sum(axes)),
  "nansum(input, dim=None, keepdim=False, *, dtype=None)": sumLike((x, axes) => x.replace(x.isNaN(), 0).sum(axes)),
  "prod(input, dim=None, keepdim=False, *, dtype=None)": sumLike((x, axes) => x.prod(axes)),
  "mean(input, dim=None, keepdim=False, *, dtype=None)": floatLike((x, axes) => x.mean(axes)),
  "nanmean(input, dim=None, keepdim=False, *, dtype=None)": floatLike((x, axes) => {
    const isNumber = x.isNaN().not();
    return isNumber.choose(x, 0).sum(axes).div(isNumber.float().sum(axes));
  }),
  "logsumexp(input, dim, keepdim=False)": (o) => {
    const x = o.floatTerm("input");
    const axes = o.dims("dim", x.rank);
    const all = logSumExp(x, axes);
    return o.result(
      o.flag("keepdim") ? all : all.reshape(x.shape.filter((_, axis) => !axes.includes(axis))),
      o.floatElement("input"),
    );
  },
  "var(input, dim=None, unbiased=True, keepdim=False, *, correction=None)": spread((o, x, variance, axes) =>
    o.result(kept(o, x, variance, axes), o.floatElement("input")),
  ),
  "std(input, dim=None, unbiased=True, keepdim=False, *, correction=None)": spread((o, x, variance, axes) =>
    o.result(kept(o, x, rootOrZero(variance), axes), o.floatElement("input")),
  ),
  "var_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None)": spread((o, x, variance, axes) =>
    o.tuple([variance, x.mean(axes)].map((one) => o.result(kept(o, x, one, axes), o.floatElement("input")))),
  ),
  "std_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None)": spread((o, x, variance, axes) =>
    o.tuple(
      [rootOrZero(variance), x.mean(axes)].map((one) => o.result(kept(o, x, one, axes), o.floatElement("input"))),
    ),
  ),
  "max(input, dim=None, keepdim=False, *, other=None)": extremum("max"),
  "min(input, dim=None, keepdim=False, *, other=None)": extremum("min"),
  "amax(input, dim=None, keepdim=False)": extremeOf("max"),
  "amin(input, dim=None, keepdim=False)": extremeOf("min"),
  "aminmax(input, *, dim=None, keepdim=False)": (o) => o.named({ min: extremeOf("min")(o), max: extremeOf("max")(o) }),
  "argmax(input, dim=None, keepdim=False)": argExtreme("max"),
  "argmin(input, dim=None, keepdim=False)": argExtreme("min"),
  "median(input, dim=None, keepdim=False)": median(false),
  "nanmedian(input, dim=None, keepdim=False)": median(true),
  "quantile(input, q, dim=None, keepdim=False, *, interpolation='linear')": quantile(false),
  "nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear')": quantile(true),
  "any(input, dim=None, keepdim=False)": truth("any"),
  "all(input, dim=None, keepdim=False)": truth("all"),
  "count_nonzero(input, dim=None)": (o) => {
    const x = o.term("input").cast("bool").cast("int32");
    return o.result(x.sum(o.dims("dim", x.rank)), "int64");
  },

  "softmax(input, dim, dtype=None)": (o) => exponentials(o, softmax),
  "log_softmax(input, dim, dtype=None)": (o) => exponentials(o, logSoftmax),

  "cov(input, *, correction=1, fweights=None, aweights=None)": (o) => {
    const [counts, shares] = ["fweights", "aweights"].map((name) => (o.has(name) ? o.floatTerm(name) : undefined));
    return o.result(covariance(o.floatTerm("input"), o.number("correction"), counts, shares), o.floatElement("input"));
  },
  "corrcoef(input)": (o) => {
    const c = covariance(o.floatTerm("input"), 1);
    if (c.rank < 2) return o.result(c.div(c), o.floatElement("input"));
    const deviations = takeDiagonal(c).sqrt();
    return o.result(clampUnit(c.div(deviations.expandDims(1)).div(deviations.expandDims(0))), o.floatElement("input"));
  },
};

function extreme(x: Term, kind: "max" | "min", axes: readonly number[]): Term {
  if (x.dtype === "bool") return kind === "max" ? x.any(axes) : x.all(axes);
  return kind === "max" ? x.reduceMax(axes) : x.reduceMin(axes);
}

/** The (values, indices) pair of a choice along an axis. */
function pickNamed(o: Operation, values: Term, indices: Term, axis: number): Value {
  const isKept = o.flag("keepdim");
  const shaped = (term: Term): Term => (isKept ? term : term.dropAxis(axis));
  return o.named({
    values: o.result(shaped(values), o.tensor("input").element),
    indices: o.result(shaped(indices), "int64"),
  });
}

/** The lower median along an axis and where it stands; NaN wins unless ignored. */
function medianAt(x: Term, axis: number, ignoresNaN: boolean): { readonly value: Term; readonly index: Term } {
  const numbers = numeric(x);
  const order = numbers.argSort(axis);
  const extent = x.shape[axis] ?? 1;
  const shape = x.shape.map((size, i) => (i === axis ? 1 : size));
  const isNaN = numbers.isNaN();
  const spoiled = isNaN.cast("int32").sum([axis]).expandDims(axis);
  const middle = ignoresNaN
    ? spoiled
        .neg()
        .add(extent - 1)
        .max(0)
        .float()
        .mul(0.5)
        .floor()
        .cast("int32")
    : spoiled
        .greater(0)
        .choose(spoiled.neg().add(extent), Math.floor((extent - 1) / 2))
        .broadcast(shape);
  const index = order.gather(axis, middle.broadcast(shape));
  return { value: x.gather(axis, index).dropAxis(axis), index: index.dropAxis(axis) };
}

/** A softmax, of floats or in a floating type that is asked for. */
function exponentials(o: Operation, formula: (x: Term, axis: number) => Term): Value {
  if (!o.has("dtype")) demandFloat(o, `"${o.name}" not implemented for '${o.tensor("input").element}'`);
  return o.result(alongDim(o, formula), o.element() ?? o.floatElement("input"));
}

function alongDim(o: Operation, formula: (x: Term, axis: number) => Term): Term {
  const x = o.floatTerm("input");
  if (x.rank === 0) return formula(x.reshape([1]), 0).reshape([]);
  return formula(x, o.has("dim") ? o.dim("dim", x.rank) : implicitDim(x.rank));
}

/** PyTorch's legacy choice where `softmax` is given no dimension. */
function implicitDim(rank: number): number {
  return rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
}

/** Observations count as often as `counts` says, and as much as `shares` says. */
function covariance(x: Term, correction: number, counts?: Term, shares?: Term): Term {
  const rows = x.rank < 2 ? x.reshape([1, x.size]) : x;
  const weights = counts !== undefined && shares !== undefined ? counts.mul(shares) : (counts ?? shares);
  if (weights === undefined) {
    const centred = rows.sub(rows.keep(rows.mean([1]), [1]));
    return scatter(x, centred, centred, x.full([], rows.extent(1) - correction));
  }
  const total = weights.sum();
  const centred = rows.sub(rows.keep(rows.mul(weights).sum([1]).div(total), [1]));
  const lost = shares === undefined ? x.full([], correction) : weights.mul(shares).sum().div(total).mul(correction);
  return scatter(x, centred.mul(weights), centred, total.sub(lost).max(0));
}

function scatter(x: Term, left: Term, right: Term, freedom: Term): Term {
  const product = left.matmul(right.swap(0, 1)).div(freedom);
  return x.rank < 2 ? product.reshape([]) : product;
}

function takeDiagonal(x: Term): Term {
  const size = x.extent(-1);
  return takeAxis(x.reshape([size * size]), 0, range(0, size * size, size + 1));
}

function clampUnit(x: Term): Term {
  return x.less(-1).choose(-1, x.greater(1).choose(1, x));
}
