/** Losses that frameworks bring: which dotted paths are losses, and which of their arguments are numbers that shape them. */

import { frameworkOf, lastSegment } from "./imports";

/** Names of numeric arguments in the order of the signature; `undefined` holds the place of an input or option. */
type Signature = readonly (string | undefined)[];

const _ = undefined;
/** What stands before the numbers in torch's signatures: inputs, or the deprecated reduction flags. */
const signatures: ReadonlyMap<string, Signature> = new Map(
  Object.entries({
    HuberLoss: [_, "delta"],
    SmoothL1Loss: [_, _, _, "beta"],
    CrossEntropyLoss: ["weight", _, _, _, _, "label_smoothing"],
    NLLLoss: ["weight"],
    BCELoss: ["weight"],
    BCEWithLogitsLoss: ["weight", _, _, _, "pos_weight"],
    PoissonNLLLoss: [_, _, _, "eps"],
    GaussianNLLLoss: [],
    HingeEmbeddingLoss: ["margin"],
    CosineEmbeddingLoss: ["margin"],
    MarginRankingLoss: ["margin"],
    TripletMarginLoss: ["margin", "p", "eps"],
    TripletMarginWithDistanceLoss: [],
    MultiMarginLoss: ["p", "margin", "weight"],
    MultiLabelSoftMarginLoss: ["weight"],
    huber_loss: [_, _, _, "delta"],
    smooth_l1_loss: [_, _, _, _, _, "beta"],
    cross_entropy: [_, _, "weight", _, _, _, _, "label_smoothing"],
    triplet_margin_loss: [_, _, _, "margin", "p", "eps"],
    margin_ranking_loss: [_, _, _, "margin"],
    cosine_embedding_loss: [_, _, _, "margin"],
    hinge_embedding_loss: [_, _, "margin"],
    sigmoid_focal_loss: [_, _, "alpha", "gamma"],
    Huber: ["delta"],
    huber: [_, _, "delta"],
    BinaryCrossentropy: [_, "label_smoothing"],
    CategoricalCrossentropy: [_, "label_smoothing"],
    BinaryFocalCrossentropy: [_, "alpha", "gamma", _, "label_smoothing"],
    CategoricalFocalCrossentropy: ["alpha", "gamma", _, "label_smoothing"],
    CategoricalGeneralizedCrossEntropy: ["q"],
    Tversky: ["alpha", "beta"],
    Circle: ["gamma", "margin"],
    tversky: [_, _, "alpha", "beta"],
  }),
);

/** Arguments that are no coefficients although they are numbers. */
const structural =
  /^(ignore_index|axis|dim|num_classes|blank|reduction|name|swap|full|log_input|from_logits|zero_infinity|size_average|reduce|max_violation|n_classes|classes|num_points|n_bins)$/;

const lossName =
  /(?:_loss|Loss|cross_?entropy|_crossentropy|crossentropy|_with_logits|^kl_div|kl_divergence|^nll_|_nll|hinge|^huber|log_?cosh|pairwise_?loss|^ctc_loss|squared_error|absolute_error|l2_loss|CrossEntropy|Crossentropy|MeanSquaredError|MeanAbsoluteError|MeanSquaredLogarithmicError|MeanAbsolutePercentageError|Hinge|Huber|KLDivergence|Poisson|LogCosh|CosineSimilarity|NTXent|Focal\w*|Dice|Tversky|Circle|tversky)$|cross_entropy_with_logits|_loss_|^softmax_cross_entropy|^sigmoid_binary_cross_entropy/;

const lossHome = /(^|\.)(losses|loss|functional|nn|ops|optax|metrics|backend|contrib)\./;

/** Whether a dotted path is a library's loss, and whether it is constructed before it is called. */
export function libraryLoss(path: string): LibraryLoss | undefined {
  if (knownPaths.has(path)) return knownPaths.get(path);
  if (knownPaths.size >= 5000) knownPaths.clear();
  const found = readPath(path);
  knownPaths.set(path, found);
  return found;
}

interface LibraryLoss {
  readonly isConstructor: boolean;
}

/** Every call of a file asks, and most ask the same. */
const knownPaths = new Map<string, LibraryLoss | undefined>();

function readPath(path: string): LibraryLoss | undefined {
  const framework = frameworkOf(path);
  if (framework === "numpy" || framework === "other")
    return isLossPackage(path) ? { isConstructor: isCapital(lastSegment(path)) } : undefined;
  const name = lastSegment(path);
  if (!lossName.test(name) || /^(Sequential|Module|Poisson$)/.test(name)) return undefined;
  // Metrics of the same names live in other places.
  if (/metrics\./.test(path) || (framework === "torch" && name === "CosineSimilarity")) return undefined;
  if (framework === "tensorflow" && name === "Poisson" && !/losses/.test(path)) return undefined;
  if (!lossHome.test(path) && framework !== "jax") return undefined;
  return { isConstructor: isCapital(name) };
}

function isLossPackage(path: string): boolean {
  return (
    /^(segmentation_models_pytorch\.losses|pytorch_toolbelt\.losses|piq|lpips|pytorch_msssim)\./.test(path) &&
    /(Loss|LPIPS|_loss)$/.test(path)
  );
}

/** The coefficient that an argument of a library loss sets; undefined for inputs and options. */
export function coefficientOf(
  path: string,
  argument: { readonly keyword: string } | { readonly position: number },
): string | undefined {
  if ("keyword" in argument) return structural.test(argument.keyword) ? undefined : argument.keyword;
  return signatures.get(lastSegment(path))?.[argument.position];
}

function isCapital(name: string): boolean {
  return /^[A-Z]/.test(name);
}
