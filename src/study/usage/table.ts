/** What the functions of the frameworks say about the inputs that they are given. Data only. */

import type { Role } from "../request";

/** What the arguments of a known function are to it, by position; a method's object comes first. */
export const argumentRoles: readonly (readonly [names: RegExp, roles: readonly (Role | undefined)[]])[] = [
  [
    /^(binary_cross_entropy_with_logits|BCEWithLogitsLoss|sigmoid_cross_entropy|sigmoid_binary_cross_entropy|sigmoid_focal_loss|MultiLabelSoftMarginLoss|multilabel_soft_margin_loss)$/,
    ["binaryLogits", "binaryLabels"],
  ],
  [/^(binary_cross_entropy|BCELoss)$/, ["binaryProbabilities", "binaryLabels"]],
  [/^(binary_crossentropy|BinaryCrossentropy)$/, ["binaryLabels", "binaryProbabilities"]],
  [/^(binary_crossentropy|BinaryCrossentropy)OfLogits$/, ["binaryLabels", "binaryLogits"]],
  [/^(categorical_crossentropy|CategoricalCrossentropy)$/, ["oneHot", "probabilities"]],
  [/^(categorical_crossentropy|CategoricalCrossentropy)OfLogits$/, ["oneHot", "logits"]],
  [/^(sparse_categorical_crossentropy|SparseCategoricalCrossentropy)$/, ["classIndex", "probabilities"]],
  [/^(sparse_categorical_crossentropy|SparseCategoricalCrossentropy)OfLogits$/, ["classIndex", "logits"]],
  [
    /^(cross_entropy|CrossEntropyLoss|softmax_cross_entropy_with_integer_labels|multi_margin_loss|MultiMarginLoss)$/,
    ["logits", "classIndex"],
  ],
  [/^softmax_cross_entropy_with_logits(_v2)?$/, ["oneHot", "logits"]],
  [/^sparse_softmax_cross_entropy_with_logits$/, ["classIndex", "logits"]],
  [/^(sigmoid|weighted)_cross_entropy_with_logits$/, ["binaryLabels", "binaryLogits"]],
  [/^(nll_loss|NLLLoss)$/, ["classLogProbabilities", "classIndex"]],
  [
    /^(mse_loss|MSELoss|l1_loss|L1Loss|smooth_l1_loss|SmoothL1Loss|huber_loss|HuberLoss|poisson_nll_loss|PoissonNLLLoss|mean_squared_error)$/,
    ["prediction", "target"],
  ],
  [/^(GaussianNLLLoss|gaussian_nll_loss)$/, ["prediction", "target", "positive"]],
  [/^(soft_margin_loss|SoftMarginLoss)$/, ["binaryLogits", "signedLabels"]],
  [/^(hinge_embedding_loss|HingeEmbeddingLoss)$/, ["positive", "signedLabels"]],
  [/^(kl_div|KLDivLoss)$/, ["classLogProbabilities", "probabilities"]],
  [/^(softmax_cross_entropy|safe_softmax_cross_entropy|poly_loss_cross_entropy)$/, ["logits", "probabilities"]],
  [/^multiclass_(hinge|perceptron|logistic|sparsemax)_loss$/, ["logits", "classIndex"]],
  [/^(perceptron_loss|hinge_loss)$/, ["binaryLogits", "signedLabels"]],
  [/^(sparsemax_loss|binary_logistic_loss)$/, ["binaryLogits", "binaryLabels"]],
  [/^(l2_loss|squared_error)$/, ["prediction", "target"]],
  [/^(convex_kl_divergence|generalized_kl_divergence)$/, ["logProbabilities", "probabilities"]],
  [/^(kl_divergence_with_log_targets)$/, ["logProbabilities", "logProbabilities"]],
  [/^(cosine_distance)$/, ["embedding", "embedding"]],
  [/^(ntxent)$/, ["embedding", "classIndex"]],
  [/^(ctc_loss|CTCLoss)$/, ["classLogProbabilities", "classIndex", "lengths", "lengths"]],
  [/^(cosine_similarity|CosineSimilarity|pairwise_distance|PairwiseDistance|cdist)$/, ["embedding", "embedding"]],
  [
    /^(triplet_margin_loss|TripletMarginLoss|triplet_margin_with_distance_loss)$/,
    ["embedding", "embedding", "embedding"],
  ],
  [/^(cosine_embedding_loss|CosineEmbeddingLoss)$/, ["embedding", "embedding", "signedLabels"]],
  [/^(margin_ranking_loss|MarginRankingLoss)$/, ["prediction", "prediction", "signedLabels"]],
  [/^(softmax|log_softmax|Softmax|LogSoftmax|logsumexp|gumbel_softmax)$/, ["logits"]],
  [/^(sigmoid|logsigmoid|log_sigmoid|Sigmoid|LogSigmoid|expit)$/, ["binaryLogits"]],
  [/^(one_hot)$/, ["classIndex"]],
  [/^(normalize|Normalize)$/, ["embedding"]],
  [
    /^(box_iou|generalized_box_iou|distance_box_iou|complete_box_iou|generalized_box_iou_loss|box_area|box_convert)$/,
    ["boxes", "boxes"],
  ],
  [/^(embedding|index_select)$/, ["classIndex"]],
  [/^(Embedding)$/, ["classIndex"]],
  [/^(Categorical)$/, ["logits"]],
  [/^(Bernoulli)$/, ["binaryLogits"]],
  [/^(Normal|Laplace)$/, ["prediction", "positive"]],
  [/^(Linear)$/, ["features"]],
  [/^(linear)$/, ["features", "embedding"]],
];

/** Where what is given by name stands among the roles above. */
export const keywordPlaces: Readonly<Record<string, number>> = {
  input: 0,
  logits: 0,
  log_probs: 0,
  target: 1,
  targets: 1,
  labels: 1,
  logit_length: 2,
  input_lengths: 2,
  label_length: 3,
  target_lengths: 3,
};

/** Methods that keep the meaning and the shape. */
export const faithful: ReadonlySet<string> = new Set([
  "float",
  "detach",
  "contiguous",
  "to",
  "clone",
  "double",
  "half",
  "type_as",
  "cpu",
  "cuda",
  "type",
  "astype",
  "requires_grad_",
  "copy",
  "cast",
  "convert_to_tensor",
  "as_tensor",
  "asarray",
  "stop_gradient",
  "nan_to_num",
]);

/** Methods of texts: what has them is a word. */
export const textMethods: ReadonlySet<string> = new Set([
  "lower",
  "upper",
  "strip",
  "capitalize",
  "startswith",
  "endswith",
  "replace",
]);

/** Functions and methods that keep the meaning and bound the values. */
export const clamps: ReadonlySet<string> = new Set(["clamp", "clamp_", "clip", "clamp_min", "clamp_max"]);

/** Methods that keep the meaning and change the shape. */
export const reshaping: ReadonlySet<string> = new Set([
  "view",
  "reshape",
  "unsqueeze",
  "squeeze",
  "flatten",
  "permute",
  "transpose",
  "expand",
  "expand_as",
  "repeat",
  "t",
  "ravel",
  "view_as",
  "unbind",
  "chunk",
  "split",
]);

/** Functions and methods that keep the shape and change the meaning. */
export const elementwise: ReadonlySet<string> = new Set([
  "sigmoid",
  "softmax",
  "log_softmax",
  "logsigmoid",
  "exp",
  "log",
  "log1p",
  "expm1",
  "abs",
  "clamp",
  "clamp_min",
  "clip",
  "pow",
  "square",
  "sqrt",
  "relu",
  "tanh",
  "softplus",
  "normalize",
  "neg",
  "sign",
  "sin",
  "cos",
  "where",
  "pad",
  "masked_fill",
  "long",
  "int",
  "bool",
]);

/** Functions and methods of several tensors, element by element. */
export const pairwise: ReadonlySet<string> = new Set([
  "add",
  "sub",
  "subtract",
  "mul",
  "multiply",
  "div",
  "divide",
  "maximum",
  "minimum",
  "mse_loss",
  "l1_loss",
  "smooth_l1_loss",
  "huber_loss",
  "binary_cross_entropy",
  "binary_cross_entropy_with_logits",
]);

/** Functions that take an axis: their object (or first argument) has at least that many axes. */
export const alongAxis: ReadonlySet<string> = new Set([
  "sum",
  "mean",
  "max",
  "min",
  "argmax",
  "argmin",
  "softmax",
  "log_softmax",
  "logsumexp",
  "norm",
  "std",
  "var",
  "prod",
  "cumsum",
  "cumprod",
  "size",
  "topk",
  "sort",
  "argsort",
  "gather",
  "unbind",
  "chunk",
  "normalize",
  "amax",
  "amin",
  "flip",
  "any",
  "all",
  "median",
  "select",
  "narrow",
  "diff",
  "cosine_similarity",
  "vector_norm",
  "logcumsumexp",
  "glu",
  "std_mean",
  "var_mean",
]);

/** Where the axis stands among the positional arguments after the tensor, when it is not the first. */
export const axisPosition: Readonly<Record<string, number>> = {
  norm: 1,
  topk: 1,
  chunk: 1,
  split: 1,
  normalize: 1,
  cosine_similarity: 1,
  vector_norm: 1,
};

/** Methods that take sizes and counts. */
export const sizeTakers: ReadonlySet<string> = new Set([
  "repeat",
  "expand",
  "view",
  "reshape",
  "topk",
  "chunk",
  "tile",
  "broadcast_to",
]);

/** Methods that compare, by their operators. */
export const comparisons: Readonly<Record<string, string>> = {
  eq: "==",
  ne: "!=",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
};

/** Functions that take a given number of axes. */
export const ranks: Readonly<Record<string, number>> = {
  mm: 2,
  cdist: 2,
  pdist: 2,
  t: 2,
  conv2d: 4,
  max_pool2d: 4,
  Conv2d: 4,
  unfold: 4,
  MaxPool2d: 4,
  avg_pool2d: 4,
  interpolate: 4,
  bmm: 3,
  conv1d: 3,
  addmm: 2,
  cholesky: 2,
  inverse: 2,
  logdet: 2,
  slogdet: 2,
  grid_sample: 4,
  adaptive_avg_pool2d: 4,
  cov: 2,
  diagonal: 2,
  adjacent: 2,
  ctc_loss: 3,
};

/** Methods of mappings, lists and modules: what has them is no tensor. */
export const mappingMethods: ReadonlySet<string> = new Set(["items", "keys", "get", "pop", "update", "setdefault"]);
export const moduleMethods: ReadonlySet<string> = new Set([
  "parameters",
  "named_parameters",
  "eval",
  "train",
  "state_dict",
  "modules",
  "named_modules",
  "children",
  "zero_grad",
  "forward",
]);
