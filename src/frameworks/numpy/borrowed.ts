/**
 * NumPy's functions that PyTorch's formulas serve: the same name or another, NumPy's order of parameters. A parameter keeps the
 * name that the formula asks for (`dim` for `axis`); the call understands both.
 */

import { entriesOf } from "../torch/dispatch";
import { comparisons, elementwise } from "../torch/elementwise";
import type { Entry } from "../torch/entry";
import { indexOperations } from "../torch/gathering";
import { joins } from "../torch/joining";
import { matrices } from "../torch/linalg";
import { linear, linearFunctions } from "../torch/linear";
import { order, search } from "../torch/order";
import { reductions } from "../torch/reduction";
import { scans } from "../torch/scans";
import { shapeOperations } from "../torch/shape";
import { parseSignature, type Signature } from "../torch/signature";

const formulas = entriesOf(
  elementwise,
  comparisons,
  reductions,
  scans,
  shapeOperations,
  order,
  search,
  joins,
  linear,
  linearFunctions,
  matrices,
  indexOperations,
);

/** Elementwise functions, which take `where` and `out`: NumPy's name → the formula's, where they differ. */
const ufuncs: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (
      "exp exp2 expm1 log log2 log10 log1p sqrt reciprocal sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh " +
      "asin acos atan asinh acosh atanh sinc i0 angle deg2rad rad2deg negative positive abs absolute sign square floor ceil trunc fix " +
      "isnan isinf isfinite isposinf isneginf signbit logical_not add subtract multiply divide true_divide floor_divide remainder fmod " +
      "float_power arctan2 atan2 hypot logaddexp logaddexp2 ldexp copysign maximum minimum fmax fmin heaviside logical_and logical_or " +
      "logical_xor bitwise_and bitwise_or bitwise_xor bitwise_not not_equal less less_equal greater greater_equal"
    )
      .split(" ")
      .map((name) => [name, name]),
  ),
  fabs: "abs",
  radians: "deg2rad",
  degrees: "rad2deg",
  power: "pow",
  pow: "pow",
  mod: "remainder",
  equal: "eq",
  invert: "bitwise_not",
  bitwise_invert: "bitwise_not",
  left_shift: "bitwise_left_shift",
  right_shift: "bitwise_right_shift",
  rint: "round",
  conj: "positive",
  conjugate: "positive",
};

/** NumPy's signature → the formula's name; the parameters' names are the formula's. */
const others: Readonly<Record<string, string>> = {
  "round|around|round_(input, decimals=0)": "round",
  "nan_to_num(input, copy=True, nan=0.0, posinf=None, neginf=None)": "nan_to_num",
  "isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)": "isclose",
  "allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)": "allclose",
  "array_equal|array_equiv(input, other, equal_nan=False)": "equal",
  "isin|in1d(elements, test_elements)": "isin",

  "nansum(input, dim=None, dtype=None, out=None, keepdim=False)": "nansum",
  "amax|max(input, dim=None, out=None, keepdim=False)": "amax",
  "amin|min(input, dim=None, out=None, keepdim=False)": "amin",
  "argmax(input, dim=None, out=None, *, keepdim=False)": "argmax",
  "argmin(input, dim=None, out=None, *, keepdim=False)": "argmin",
  "count_nonzero(input, dim=None)": "count_nonzero",

  "_differences(input, n=1, dim=-1, prepend=None, append=None)": "diff",
  "trapezoid|trapz(y, x=None, dx=1.0, dim=-1)": "trapezoid",
  "searchsorted(sorted_sequence, input, side='left', *, right=False)": "searchsorted",
  "digitize(input, boundaries, right=False)": "bucketize",
  "bincount(input, weights=None, minlength=0, *, length=None)": "bincount",

  "ravel(input, order='C')": "ravel",
  "swapaxes(input, dim0, dim1)": "swapaxes",
  "moveaxis(input, source, destination)": "moveaxis",
  "diagonal(input, offset=0, dim1=0, dim2=1)": "diagonal",
  "diag(input, diagonal=0)": "diag",
  "diagflat(input, offset=0)": "diagflat",
  "triu(input, diagonal=0)": "triu",
  "tril(input, diagonal=0)": "tril",
  "broadcast_to(input, size)": "broadcast_to",
  "tile(input, *dims)": "tile",
  "repeat(input, repeats, dim=None)": "repeat_interleave",
  "fliplr(input)": "fliplr",
  "flipud(input)": "flipud",
  "rot90(input, k=1, dims=None)": "rot90",
  "atleast_1d(input)": "atleast_1d",
  "atleast_2d(input)": "atleast_2d",
  "atleast_3d(input)": "atleast_3d",
  "take_along_axis(input, indices, dim=None)": "take_along_dim",
  "flatten(input, order='C', start_dim=0, end_dim=-1)": "flatten",

  "stack(tensors, dim=0)": "stack",
  "hstack(tensors)": "hstack",
  "vstack|row_stack(tensors)": "vstack",
  "dstack(tensors)": "dstack",
  "column_stack(tensors)": "column_stack",
  "broadcast_arrays(*tensors)": "broadcast_tensors",
  "broadcast_shapes(*shapes)": "broadcast_shapes",
  "meshgrid(*tensors, indexing='xy', sparse=False)": "meshgrid",

  "matmul(input, other)": "matmul",
  "inner(input, other)": "inner",
  "tensordot(input, other, dims=2)": "tensordot",
  "kron(input, other)": "kron",
  "cross(input, other, dim=-1)": "cross",
  "trace(input)": "trace",
  "einsum(equation, *operands)": "einsum",

  "argwhere(input, *, size=None)": "argwhere",
};

function lent(name: string): Entry {
  const entry = formulas.get(name);
  if (entry === undefined) throw new Error(`internal: no formula ${name}`);
  return entry;
}

/** Elementwise functions with NumPy's names. */
export const elementwiseEntries: ReadonlyMap<string, Entry> = new Map(
  Object.entries(ufuncs).map(([name, formula]) => [name, { ...lent(formula), name }]),
);

export const borrowedEntries: ReadonlyMap<string, Entry> = new Map(
  Object.entries(others).flatMap(([text, formula]) => {
    const own = parseSignature(text);
    const { run, signature } = lent(formula);
    const entry = { signature: withOptionsOf(signature, own), run };
    return own.names.map((name): [string, Entry] => [name, { name, ...entry }]);
  }),
);

/** What a formula may be asked for and NumPy does not speak of keeps its default. */
function withOptionsOf(formula: Signature, own: Signature): Signature {
  const options = formula.parameters.filter(
    ({ name, initial }) => initial !== undefined && !own.parameters.some((one) => one.name === name),
  );
  return { ...own, parameters: [...own.parameters, ...options.map((one) => ({ ...one, form: "keyword" as const }))] };
}

export const linalgEntries: ReadonlyMap<string, Entry> = new Map(
  ["det", "inv", "matrix_power", "multi_dot", "slogdet"].map((name) => [name, { ...lent(name), name }]),
);
