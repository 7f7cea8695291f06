/** What names say: one vote among others. Words are split at underscores and capitals. */

/** The same few names are asked about again and again while a file is edited. */
export function remembering<T>(answer: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= 5000) known.clear();
    const found = answer(name);
    known.set(name, found);
    return found;
  };
}

/** `NTXentLoss` → `nt xent loss`, `smooth_l1` → `smooth l1`. */
export const words = remembering((name: string): readonly string[] => {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
});

/** Names of values that hold a loss (of callables: that compute one). */
export const isLossValueName = remembering((name: string): boolean => {
  const parts = words(name);
  const last = parts.at(-1) ?? "";
  if (
    /^(fn|func|function|weight|weights|type|name|names|scale|coef|coeff|mask|dict|history|list|config|cfg|module|cls|class|key|keys|factor|lambda|term|ratio|logger|meter|layers|kwargs|args)$/.test(
      last,
    ) &&
    parts.length > 1 &&
    last !== "list" &&
    last !== "dict" &&
    last !== "term"
  )
    return false;
  return (
    parts.some((part) => /^(loss|losses|nll|bce|penalty|kl|kld|elbo|criterion)\d*$/.test(part)) ||
    /loss(es)?$/.test(parts.join(""))
  );
});

/** The name under which a dict, record or tuple of terms holds what is minimised. */
export function isTotalName(name: string): boolean {
  return /^(total_|overall_)?loss$|^loss_total$/.test(name);
}

/** Names of callables that compute a loss. */
export const isLossCallableName = remembering((name: string): boolean => {
  const parts = words(name);
  if (
    /^(log|plot|print|save|get|record|update|add|reduce|backward|scale|build|make|create)$/.test(parts[0] ?? "") &&
    !/^(get|reduce)$/.test(parts[0] ?? "")
  )
    return false;
  return (
    parts.some((part) =>
      /^(loss|losses|criterion|crit|objective|penalty|nll|bce|bceloss|mse|mseloss|crossentropy|xent|ce|kl|kld|divergence|triplet|hinge|huber|elbo)\d*$/.test(
        part,
      ),
    ) || /(loss(es)?(fn|func|function)?|cost(fn|func|function)|(squared|absolute)error)\d*$/.test(parts.join(""))
  );
});

/** Names of terms in a weighted sum that are losses to a reader. */
export function isLossTermName(name: string): boolean {
  return (
    isLossValueName(name) ||
    words(name).some((part) =>
      /^(recon|reconstruction|rec|mse|mae|l1|l2|ce|reg|regularization|entropy|adv|perceptual|style|content|commit|commitment|vq|consistency|distill|smooth|smoothness|tv|dice|focal|box|cls|obj|cycle|identity|policy|value|actor|critic|gp|aux|auxiliary|objective|cost|pde|bc|ic|physics|data|ssim|lpips|contrastive|triplet|error|err|cross)$/.test(
        part,
      ),
    )
  );
}

const predictionLike =
  /(^|_)(pred|preds|prediction|predictions|predicted|output|outputs|out|logit|logits|input|inputs|y_?hat|yhat|x_?hat|score|scores|prob|probs|probabilities|recon\w*|student\w*|anchor\w*|mu|mean|est|estimate|estimated|fake\w*|q|query|queries|z_?[i1a]|z|x1|output1|emb\w*|feat\w*|new\w*|log_?probs?\w*|logp\w*|policy\w*|source|src|generated|yp|y_?p|h|risk|values?|params|theta|model|hypothesis|a|p|u|x|ratio)(_|$|\d)/;
const targetLike =
  /(^|_)(target|targets|label|labels|y_?true|true|gt|truth|ground\w*|y|real\w*|teacher\w*|positive\w*|pos|negative\w*|neg|old\w*|ref\w*|z_?[j2b]|x2|output2|reward\w*|return\w*|advantage\w*|adv|log_?var\w*|logvar|sigma|std|var|event\w*|time|durations?|key|keys|expected|actual|yt|y_?t|t|b|q|v|next\w*|batch|data|centers?|prototypes?|desired|noise|eps|tgt|observed|answers?|reference|chosen\w*|rejected\w*|w|weights?)(_|$|\d)/;

/** Whether parameters read like a prediction and something to hold it against. */
export function isPairOfInputs(parameters: readonly string[]): boolean {
  return parameters.some(
    (name, i) =>
      predictionLike.test(name.toLowerCase()) &&
      parameters.some((other, j) => i !== j && targetLike.test(other.toLowerCase())),
  );
}

/** What is held against each other, by role. */
const roles: readonly (readonly [RegExp, RegExp])[] = [
  [
    /(^|_)(pred\w*|output\w*|logits?|y_?hat|yhat|input|inputs|recon\w*|scores?|probs?|yp|student\w*|estimate\w*|fake\w*)(_|$|\d)/i,
    /(^|_)(target\w*|labels?|y_?true|true|gt\w*|truth|y|x|real\w*|teacher\w*|expected|actual|yt|tgt|observed)(_|$|\d)/i,
  ],
  [/(^|_)(chosen|winner|preferred)(_|$)/i, /(^|_)(rejected|loser|dispreferred)(_|$)/i],
  [/(^|_)(pos|positives?|anchors?)(_|$)/i, /(^|_)(neg|negatives?)(_|$)/i],
];

/** `g_s` and `g_t`, `f_student` and `f_teacher`: one thing of two networks. */
function isTaughtPair(parameters: readonly string[]): boolean {
  return parameters.some((name) => {
    const [, stem, kind] = /^(\w+)_(s|student)$/.exec(name) ?? [];
    return stem !== undefined && parameters.includes(`${stem}_${kind === "s" ? "t" : "teacher"}`);
  });
}

/** Explicitly a prediction against a target, or a pair of the same strength: chosen and rejected, positive and negative. */
export function isPredictionAndTarget(parameters: readonly string[]): boolean {
  if (isTaughtPair(parameters)) return true;
  return roles.some(
    ([one, other]) => parameters.some((name) => one.test(name)) && parameters.some((name) => other.test(name)),
  );
}

/** Names of numbers that shape a loss rather than feed it. */
export const isCoefficientName = remembering((name: string): boolean => {
  const parts = words(name);
  return parts.some((part) =>
    /^(alpha|beta|gamma|delta|lambda|lam|lambd|lmbda|weight|coef|coeff|coefficient|scale|factor|margin|temperature|temp|tau|eps|epsilon|smooth|smoothing|ratio|clip|strength|threshold|sigma|kappa|w|mu|eta|zeta|theta|power|reg|wd|decay)\d*$/.test(
      part,
    ),
  );
});

/** Names of parameters that are plain numbers even without a default. */
export const isScalarName = remembering((name: string): boolean => {
  return /^(alpha|beta|gamma|lambda_?\w*|lam|lambd|lmbda|margin|temperature|temp|tau|eps|epsilon|smooth|smoothing|label_smoothing|clip_?\w*|\w+_(weight|coef|coeff|coefficient|factor|scale|eps|margin|temperature)|reg|weight_decay|reduction|threshold)$/.test(
    name.toLowerCase(),
  );
});

/** Names of logarithms of probabilities: they were computed before they came in. */
export const isLogProbabilityName = remembering((name: string): boolean => {
  return /(^|_)(log_?p|log_?probs?|log_?pi|log_?likelihoods?)\d*($|_)|(^|_)logps?\d*($|_)|_logps?$|^logprobs?/.test(
    name.toLowerCase(),
  );
});

/** Names of whole numbers that count or index something; `feature_weight` weighs. */
export function isStructuralName(name: string): boolean {
  if (/_(weight|coef|coeff|factor|scale|lambda|penalty|margin|temperature)$/i.test(name)) return false;
  return /(^|_)(num|n|dim|dims|axis|size|sizes|ignore|index|idx|classes|channels?|steps?|seed|window|k|layers|hidden|features?|batch|heads|groups|max_len|length|stride|kernel|padding|depth|width|height|verbose|rank|bins?|iters?|epochs?|nb|level)(_|$)/.test(
    name.toLowerCase(),
  );
}
