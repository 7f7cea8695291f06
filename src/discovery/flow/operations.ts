/** What the frameworks' operations do to a flow, by the last part of their name: the same words serve all of them. */

import { added, divided, negated, product, raised, subtracted } from "./arithmetic";
import { type Direction, type Flow, has, haveSameRoots, join, mark, marked, nothing, root, without } from "./flow";

export interface OperationCall {
  readonly name: string;
  /** Positional arguments; of a method, the object first. */
  readonly inputs: readonly Flow[];
  /** Keyword arguments by name. */
  readonly keywords: ReadonlyMap<string, Flow>;
  readonly isMethod: boolean;
}

/** The result of a known operation; undefined when the name is not one. */
export function applyOperation(call: OperationCall): Flow | undefined {
  return operations.get(call.name)?.(call);
}

export function isOperation(name: string): boolean {
  return operations.has(name);
}

/** The operation that a module does: `nn.LogSoftmax` is `log_softmax`. */
export function moduleOperation(name: string): string | undefined {
  return /^[A-Z]/.test(name) ? joinedNames.get(name.toLowerCase()) : undefined;
}

/** `logsoftmax` → `log_softmax`. */
const joinedNames = new Map<string, string>();

type Operation = (call: OperationCall) => Flow;

const operations = new Map<string, Operation>();

function define(names: string, operation: Operation): void {
  for (const name of names.split(" ")) {
    operations.set(name, operation);
    const joined = name.replaceAll("_", "");
    if (!joinedNames.has(joined)) joinedNames.set(joined, name);
  }
}

function all(call: OperationCall): Flow {
  return join(
    [...call.inputs, ...call.keywords.values()].map((flow) =>
      flow.items && flow.constant === undefined ? join([flow, ...flow.items]) : flow,
    ),
  );
}

function first(call: OperationCall): Flow {
  const [input] = call.inputs;
  return input ? join([input, ...(input.items ?? [])]) : all(call);
}

const axisKeywords = ["dim", "axis", "axes", "keepdim", "keepdims", "reduction_indices"];

/** `x.mean(1)` and `torch.mean(x, 1)` keep the other axes. */
function reduces(call: OperationCall): number {
  const isAlongAxis = axisKeywords.some((name) => call.keywords.has(name)) || call.inputs.length > 1;
  // The second axis is usually the last: `.sum(-1).mean(0)`.
  const isRest =
    has(first(call), mark.partlyReduced) && !call.keywords.has("keepdim") && !call.keywords.has("keepdims");
  return isAlongAxis ? mark.partlyReduced | (isRest ? mark.reduced : 0) : mark.reduced;
}

define("mean sum reduce_mean reduce_sum average nanmean nansum fmean prod reduce_prod mean_all sum_all", (call) =>
  marked(first(call), reduces(call)),
);
define("masked_mean masked_sum average_along", (call) => marked(all(call), mark.reduced));
define("std var reduce_std reduce_variance median quantile", (call) => marked(first(call), reduces(call)));
define("trace vdot", (call) => marked(all(call), mark.reduced | mark.product));

define("log log2 log1p", (call) => {
  const input = first(call);
  // The logarithm of a probability grows with it; that of a learnt weight says nothing.
  const isOwn = has(input, mark.learnable) && [...input.roots].every((name) => name.startsWith("self."));
  const known = input.direction === 0 && !isOwn ? -1 : input.direction;
  return marked(input, mark.log, has(input, mark.exponential) ? 0 : known);
});
define("log_softmax logsigmoid log_sigmoid log_prob log_cdf log_ndtr logpdf logpmf logcdf logsf", (call) =>
  marked(all(call), mark.log, -1),
);
define("softplus", (call) =>
  marked(first(call), mark.log | mark.margin, first(call).direction === 0 ? 1 : first(call).direction),
);
define("logsumexp reduce_logsumexp logcumsumexp logaddexp lgamma gammaln digamma", (call) =>
  marked(all(call), mark.log | (call.name.includes("logsumexp") ? mark.partlyReduced : 0), 0),
);
define("xlogy", (call) => marked(all(call), mark.log | mark.product, -1));
define("log10", (call) => marked(first(call), mark.decibel, 0));
define("entropy", (call) => marked(all(call), mark.log, 0));
define("exp exp_ expm1", (call) => marked(first(call), mark.exponential));

define("square abs absolute abs_ fabs squared_difference cosh log_cosh hypot", (call) => {
  const input = all(call);
  const isPair = call.inputs.length > 1 && input.roots.size > 1;
  return marked(
    input,
    mark.magnitude | (isPair ? mark.difference : 0),
    has(input, mark.difference) || isPair || input.direction === 1 || (call.name === "square" && has(input, mark.log))
      ? 1
      : 0,
  );
});
define("pow power float_power", (call) => {
  const [base, exponent] = call.inputs;
  return base ? raised(base, exponent ?? nothing) : all(call);
});
define("norm vector_norm matrix_norm global_norm", (call) => {
  const axes = axisKeywords.some((name) => call.keywords.has(name)) || call.inputs.length > 2;
  return marked(first(call), mark.magnitude | (axes ? mark.partlyReduced : mark.reduced), 1);
});
define("dist cdist pairwise_distance PairwiseDistance euclidean pdist", (call) => {
  const input = join(call.inputs.slice(0, 2));
  const extent = call.name === "cdist" || call.name === "pdist" ? 0 : mark.partlyReduced;
  return marked(
    input,
    mark.magnitude | extent | (input.roots.size > 1 ? mark.difference : 0),
    input.roots.size > 1 ? 1 : 0,
  );
});

define("relu relu_ relu6 leaky_relu elu hinge clamp_min clip_by_value", (call) =>
  marked(first(call), oneSided(first(call)), hinged(first(call))),
);
define("clamp clip clamp_ clip_", (call) => {
  const input = first(call);
  const lower = call.keywords.get("min") ?? call.keywords.get("a_min") ?? call.inputs[1];
  const bounds = [...call.inputs.slice(1), ...call.keywords.values()];
  const isOneSided =
    lower?.constant === 0 || bounds.some((bound) => bound.constant === undefined && bound.roots.size > 0);
  const roots = join([input, ...bounds.map((bound) => without(bound, ~0))]);
  return {
    ...roots,
    marks: input.marks | (isOneSided ? oneSided(input) : 0),
    direction: isOneSided ? hinged(input) : input.direction,
  };
});
define("maximum minimum fmax fmin", (call) => marked(all(call), oneSided(all(call)), direction(call)));
define("max min amax amin reduce_max reduce_min", (call) => {
  const [a, b] = call.inputs;
  if (
    !a ||
    !b ||
    (b.constant !== undefined && b.constant !== 0) ||
    axisKeywords.some((name) => call.keywords.has(name))
  )
    return marked(first(call), 0);
  return marked(join([a, b]), oneSided(join([a, b])), direction(call));
});
define("where select", (call) => {
  if (call.inputs.length < 3) return all(call);
  const [condition, a, b] = call.isMethod ? [call.inputs[1], call.inputs[0], call.inputs[2]] : call.inputs;
  const asked = condition ?? nothing;
  const chosen = join([a ?? nothing, b ?? nothing]);
  // Where the other side is a number and the question is of something else, it masks.
  const isMask = [a, b].some((side) => side?.roots.size === 0) && !haveSameRoots(asked, chosen);
  return {
    ...join([chosen, without(asked, ~0)]),
    marks: chosen.marks | (isMask ? 0 : mark.margin),
    direction: chosen.direction,
  };
});

define(
  "argmax argmin topk argsort sort eq ne ge gt le lt equal not_equal greater less greater_equal floor ceil sign nonzero unique bincount histogram histc isclose confusion_matrix logical_and logical_or",
  (call) => ({ roots: all(call).roots, marks: mark.discrete, direction: 0 }),
);
// `round(cost, 2)` is for a reader: it is the same number.
define("round", (call) =>
  call.inputs[1]?.constant === undefined
    ? { roots: all(call).roots, marks: mark.discrete, direction: 0 }
    : (call.inputs[0] ?? nothing),
);
define("item numpy tolist float", (call) => {
  if (call.name === "float" && call.isMethod) return first(call);
  // `float("inf")` is a number.
  return first(call).roots.size === 0 ? nothing : marked(first(call), mark.extracted);
});

define(
  "zeros ones zeros_like ones_like full full_like empty eye arange linspace rand randint rand_like randperm tensor as_tensor new_zeros new_ones new_tensor size shape len numel dim ndim range device dtype constant zeros_initializer finfo new_full stop_iteration",
  (call) => {
    const [only] = call.inputs;
    return (call.name === "tensor" || call.name === "constant" || call.name === "as_tensor") && only
      ? {
          ...nothing,
          ...(only.constant === undefined ? {} : { constant: only.constant }),
          roots: only.roots,
          marks: only.marks & ~mark.discrete,
        }
      : nothing;
  },
);

// What noise was added is an input of its own: a prediction of it is compared with it.
define("randn randn_like normal standard_normal normal_like", (call) => (call.isMethod ? first(call) : root("noise")));

define("matmul mm bmm einsum inner tensordot outer vecdot", (call) => {
  const input = without(all(call), mark.text);
  return input.roots.size > 1 || call.inputs.length > 1 ? marked(input, mark.product | mark.similarity) : input;
});
define("dot", (call) => marked(all(call), mark.product | mark.similarity | mark.partlyReduced));
define("addmm baddbmm addbmm", (call) => {
  const input = all(call);
  // `|x|² + |c|² - 2·x·c`, written as one call.
  return marked(
    input,
    mark.product | (has(input, mark.magnitude) ? mark.difference : 0),
    has(input, mark.magnitude) ? 1 : 0,
  );
});
define("cosine_similarity CosineSimilarity cosine", (call) =>
  marked(all(call), mark.similarity | mark.product | mark.partlyReduced, -1),
);
define("mul multiply", (call) => {
  const [a = nothing, b = nothing] = call.inputs;
  return product(a, b);
});
define("add", (call) => {
  const [a = nothing, b = nothing] = call.inputs;
  return call.inputs.length === 2 ? added(a, b) : all(call);
});
define("sub subtract", (call) => {
  const [a = nothing, b = nothing] = call.inputs;
  return subtracted(a, b);
});
define("div divide true_divide divide_no_nan div_no_nan", (call) => {
  const [a = nothing, b = nothing] = call.inputs;
  return divided(a, b);
});
define("neg negative", (call) => negated(first(call)));
define("grad gradients jacobian", (call) => ({ roots: all(call).roots, marks: mark.gradient, direction: 0 }));
define("softmax sigmoid tanh normalize l2_normalize sigmoid_ softmin", (call) =>
  marked(without(all(call), mark.negated), 0, 0),
);
define(
  "detach stop_gradient lax_stop_gradient clone contiguous view reshape permute transpose t squeeze unsqueeze expand expand_as repeat flatten ravel to type float32 double half long int bool cuda cpu float64 requires_grad_ type_as astype cast cat concat concatenate stack hstack vstack split chunk unbind gather take_along_axis index_select masked_select masked_fill masked_fill_ scatter scatter_ one_hot tile broadcast_to swapaxes moveaxis expand_dims gather_nd boolean_mask identity pad roll flip cumsum cumprod nan_to_num convert_to_tensor array asarray from_numpy item_ reversed list tuple values items keys batch_gather unfold interpolate avg_pool2d max_pool2d avg_pool1d diff triu tril diagonal diag",
  (call) => {
    const input = all(call);
    // `x.sum(-1).sum()` style chains keep their marks; `diff` subtracts neighbours.
    return call.name === "diff" ? marked(input, mark.difference | mark.sliced) : input;
  },
);

function direction(call: OperationCall): Direction {
  return hinged(join(call.inputs));
}

function oneSided(input: Flow): number {
  const isPlain = !has(input, mark.log | mark.exponential | mark.ratio | mark.magnitude | mark.reduced | mark.margin);
  const isHinge = isPlain && has(input, mark.complement) && has(input, mark.product) && input.roots.size > 1;
  return mark.margin | (isHinge ? mark.hinge : 0);
}

/** `max(margin - distance, 0)`: the margin asks for distance where there should be one. */
function hinged(input: Flow): Direction {
  return input.direction === -1 && has(input, mark.complement) ? 0 : input.direction;
}
