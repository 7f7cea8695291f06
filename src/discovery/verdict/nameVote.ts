/** How much a definition's name speaks for its being a loss, and against: one vote among others. */

import { remembering, words } from "../names";

const surely = new Set(
  (
    "loss losses criterion criterions criteria penalty divergence nll nllloss bce bceloss crossentropy kld kldiv ntxent infonce simclr vicreg triplet hinge huber elbo " +
    "lovasz pinball charbonnier logcosh dpo ppo nce mseloss regret surrogate kl js jsd xent sce " +
    "regularizer regulariser regularizers regularisers regularization regularisation"
  ).split(" "),
);
const perhaps = new Set(
  (
    "objective cost mse mae ce focal tversky matching dice contrastive wasserstein mmd quantile adversarial perceptual " +
    "tv variation distill distillation reinforce error residual entropy gan wgan l1 l2 consistency siglip clip rmse wing coral deviance reg squares sse likelihood chi2 misfit balance balancing auxiliary discrepancy dissimilarity recon reconstruction sparsity smoothness orthogonality elastic tikhonov eikonal repulsion adv dtw chamfer sinkhorn"
  ).split(" "),
);
/** Words of what is measured and not minimised. A loss may be made of them: `ssim_loss`. */
const measures =
  /^(metric|metrics|accuracy|acc|precision|recall|f1|fscore|auc|auroc|psnr|ssim|miou|perplexity|ppl|topk|r2|correlation|corr|corrcoef|pearson|bleu|rouge|wer|cer|ndcg|dcg|mrr|map|calibration|ece|explained|concordance)$/;

/** What a function does with a loss rather than computes; a class may well be named so. */
const verbs =
  /^(train|training|validate|validation|valid|val|evaluate|evaluation|eval|test|tests|testing|fit|epoch|epochs|run|main|step|finetune|optimize|learn|update|solve|solver|sgd|minimize|minimise)$/;

const derivatives =
  /^(gradient|gradients|grad|grads|derivative|deriv|prime|backward|backprop|backpropagate|bwd|hessian|jacobian|delta)\d*$/;

const distances =
  /^(coef|coefficient|coeff|index|rate|iou|giou|diou|ciou|inertia|similarity|relative|length|lengths|distance|distances|dist|euclid|euclidean|manhattan|minkowski|mahalanobis|hamming|hellinger|kernel|ratio|norm|magnitude)$/;
const statistics = /^(volume|var|std|cov|covariance|variance|stddev|histogram)$/;
const passes =
  /^(encode|decode|generate|predict|inference|infer|embed|encoder|decoder|generator|reparameterize|forward|act|select|standardize|denormalize)$/;
const networks =
  /^(model|net|network|layer|block|module|attention|unet|resnet|backbone|head|mlp|cnn|rnn|lstm|gru|transformer|autoencoder|vae|vqvae|quantizer|activation|norm|pool|conv|siamese)$/;

const against: readonly (readonly [RegExp, number])[] = [
  [verbs, -3],
  [/^(plot|show|draw|visualize|visualise|display|animate|figure)$/, -5],
  [/^(meter|tracker|monitor|callback|logger|recorder|stopping|stopper|scaler|plotter)$/, -4],
  [measures, -4],
  [/^(score|scores)$/, -0.5],
  [distances, -1],
  [statistics, -2],
  [/^(logp|logps|bonus)$/, -2],
  [/^(transform|transforms)$/, -2],
  [
    /^(convert|merge|hash|project|projection|mapping|crop|resize|process|prepare|shard|rotate|quantize|mine|miner|sort|filter|interpolate|resample|upsample|downsample|lookup|merging)$/,
    -2,
  ],
  [
    /^(dataset|dataloader|loader|sampler|collate|augment|augmentation|preprocess|postprocess|tokenize|load|save|read|write|parse|fetch|download)$/,
    -4,
  ],
  [/^(scheduler|schedule|lr|warmup|optimizer|optimiser)$/, -4],
  [passes, -1],
  [networks, -1],
  [derivatives, -2],
  [
    /^(reduce|reduction|average|averaged|history|log|logs|print|report|summary|format|callback|register|build|make|create|get|init|setup|parser|config|cfg)$/,
    -0.5,
  ],
  [/^(weight|weights|weighting|mask|matrix|advantages|advantage|returns|gae|targets)$/, -0.5],
];

export interface NameVote {
  readonly score: number;
  readonly isLoss: boolean;
  /** The name ends in the loss: `SegmentationLoss` is one, `CustomLossModel` has one. */
  readonly isWhole: boolean;
  /** What of the score its words took off; what is computed may take that back. */
  readonly lost: { readonly measure: number; readonly statistic: number; readonly pass: number };
}

const nothingLost: NameVote["lost"] = { measure: 0, statistic: 0, pass: 0 };

/** How much a definition's name speaks for (or against) its being a loss. */
export const voteOfName = remembering((written: string): NameVote => {
  // What balances a load does not load anything.
  const name = written.replace(/^_*load_?(?=balanc)/i, "");
  const parts = words(name);
  const joined = parts.join("");
  const isLoss =
    parts.some((part) => surely.has(part)) ||
    /crossentropy/.test(joined) ||
    /loss(es)?(fn|func|function)?\d*$/.test(joined) ||
    /^(cost|objective)(fn|func|function)\d*$/.test(joined) ||
    /^(loss|criterion)/.test(joined) ||
    /^[dg]loss/.test(joined) ||
    // What is larger when it is better, turned round: `negative_snr`, `neg_log_likelihood`.
    parts.some((_, i) => /^(neg|negative|minus)(log|ll|elbo|si|snr|entropy)/.test(parts.slice(i).join("")));
  // `huber_weight`, `loss_mask`: something of a loss, and not the loss.
  if (
    parts.length > 1 &&
    (!/^[A-Z]/.test(name) || /^(map|mask)s?$/.test(parts.at(-1) ?? "")) &&
    !/^(with|from|on)$/.test(parts.at(-2) ?? "") &&
    // `recon_bernoulli_logits` is of what it is given
    !(/^(logits|probs?)$/.test(parts.at(-1) ?? "") && parts.some((part) => perhaps.has(part))) &&
    /^(weight|weights|mask|masks|coef|coefs|factor|factors|scale|names?|types?|history|curves?|schedule|targets?|logits|probs?|features?|matrix|matrices|maps?)$/.test(
      parts.at(-1) ?? "",
    )
  )
    return { score: -2, isLoss: false, isWhole: false, lost: nothingLost };
  // `tversky_index` measures what the loss is made of.
  if (
    parts.length > 1 &&
    /^(index|score|coefficient|coef|similarity)$/.test(parts.at(-1) ?? "") &&
    !parts.some((part) => /^loss(es)?$/.test(part))
  )
    return { score: -1, isLoss: false, isWhole: false, lost: nothingLost };
  // `clip_by_norm` cuts off, `clip` and `siglip` compare.
  const isCut = parts.some((part) => /^(by|norm|norms|grads?|gradients?|values?)$/.test(part));
  let score = isLoss ? 2 : parts.some((part) => perhaps.has(part) && !(part === "clip" && isCut)) ? 1 : 0;
  // of two sets of samples
  if (/energy(distance|dist|score)/.test(joined)) score += 1;
  if (/^(is|has|should|set|test|num|n|load|save|plot|print|show|draw|reset|on)_/.test(name)) score -= 4;
  // `dloss` is the derivative, `dloss_hinge` the discriminator's.
  if (/^dloss$/.test(parts.at(-1) ?? "")) return { score: score - 5, isLoss: false, isWhole: false, lost: nothingLost };
  // `akaike_info_criterion` chooses a model.
  if (/info(rmation)?_?criterion/i.test(name)) return { score: -2, isLoss: false, isWhole: false, lost: nothingLost };
  // `log_normal` is a log-density.
  if (!isLoss && /^_?log_(?!cosh|sum|det|ratio|l1|mse|rmse)/.test(name)) score -= 2;
  // What is called a log-likelihood, and not a negative one, gets larger.
  if (!isLoss && /(^|_)(log|ln)_?(lik(e|elihood)?|prob|post(erior)?|prior)$/i.test(name)) score -= 1.5;
  if (isDerivative(parts)) return { score: score - 5, isLoss: false, isWhole: false, lost: nothingLost };
  // `cov_reg` regularises; what reads `linear_reg` or `bbox_reg` fits or moves something.
  if (!isLoss && parts.at(-1) === "reg" && !/^(linear|logistic|poly|bbox|box)$/.test(parts.at(-2) ?? "")) score += 0.5;
  const last = parts.at(-1) ?? "";
  const isOfLoss = isLossWord(last) || perhaps.has(last);
  const lost = { ...nothingLost };
  for (const part of parts) {
    let worst = 0;
    let kind: RegExp | undefined;
    for (const [pattern, weight] of against) {
      if (weight >= worst || !pattern.test(part)) continue;
      // `gradient_penalty` and `meta_loss_network` are losses all the same.
      if (pattern === verbs && /^[A-Z]/.test(name)) continue;
      worst = weight;
      kind = pattern;
    }
    if (kind === undefined) continue;
    // `fit_error`, `training_loss`: the verb says whose error it is; what trains is known by what it does.
    if (kind === verbs && isOfLoss) worst = -1;
    // the loss of a logistic regression, and no learning rate
    else if (part === "lr" && isOfLoss) worst = 0;
    // `GradNorm` is made of gradients; a function called so computes one.
    else if (kind === derivatives && /^[A-Z]/.test(name)) worst = -1;
    // `cov_reg`, `volume_roughness`: of what it is
    else if (kind === statistics && !isHead(parts, part)) worst = 0;
    else if (kind === distances && /^[A-Z]/.test(name) && !isHead(parts, part)) worst = 0;
    else if (isLoss && (worst >= -2 || kind === measures)) worst = 0;
    score += worst;
    if (kind === measures) lost.measure -= worst;
    else if (kind === statistics) lost.statistic -= worst;
    else if (kind === passes) lost.pass -= worst;
  }
  return { score, isLoss, isWhole: isLoss && isLossWord(last) && parts.at(-2) !== "with", lost };
});

/** `mse_prime`, `bce_backprop`, `huber_backward_out`: the derivative of what comes before. */
function isDerivative(parts: readonly string[]): boolean {
  const [last, ...before] = [...parts].reverse();
  const isOne = (word = "") =>
    /^(grad|gradient|gradients|derivative|deriv|backward|backprop|backpropagate|bwd|prime|hessian)$/.test(word);
  // `objective_with_grad` is the value, and its gradient beside it.
  if (isOne(last)) return before.length > 0 && !/^(and|with)$/.test(before[0] ?? "");
  return /^(out|fn|func|function|pass|impl|kernel|handler)$/.test(last ?? "") && before.length > 1 && isOne(before[0]);
}

/** What a name says that it is: its last word, or the one before `of`. */
function isHead(parts: readonly string[], part: string): boolean {
  const at = parts.indexOf(part);
  return at === parts.length - 1 || /^(of|from|between|by|in|\d+)$/.test(parts[at + 1] ?? "");
}

/** `CustomLossModel`: what it is comes last. */
export function isNetworkName(name: string): boolean {
  return /^(model|net|network|backbone|agent|learner|trainer|head)$/.test(words(name).at(-1) ?? "");
}

/** `model_one_side`, `run_network` */
export function isOfNetwork(name: string): boolean {
  return words(name).some((word) => networks.test(word));
}

function isLossWord(word: string): boolean {
  return surely.has(word) || /loss(es)?$/.test(word);
}
