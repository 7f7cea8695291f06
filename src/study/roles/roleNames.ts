/** What the names of inputs suggest: the weakest evidence, for where use says nothing. Data, and one look into it. */

import type { Role } from "../request";

const byName: readonly (readonly [pattern: RegExp, roles: readonly (readonly [Role, number])[]])[] = [
  [
    /(^|_)(log_?((old|new|ref)_)?(probs?|probabilit(y|ies)|pi|[pqr]|likelihoods?)|logps?)($|_)|logp(rob)?s?($|_)|_logps?$/,
    [["logProbabilities", 6]],
  ],
  [/(^|_)log_?(var|sigma|std|scale|vars|variance)s?($|_)/, [["residual", 4]]],
  [/(^|_)log_?rati?os?($|_)|(^|_)lograt(io)?s?$/, [["residual", 5]]],
  [/(^|_)ratios?$/, [["positive", 4]]],
  [/^(policy|pi|ref|reference|model)_(chosen|rejected|preferred|dispreferred)$/, [["logProbabilities", 6]]],
  [/^k(_?[ij12])?$/, [["embedding", 3]]],
  [/(^|_)log_(alpha|beta|lambda|temperature|temp|tau)$/, [["residual", 6]]],
  [/(^|_)logit_(scale|bias)$/, [["scalarLoss", 7]]],
  [
    /(^|_)(logits?|scores?)\d*($|_)|logits?\d*$/,
    [
      ["logits", 4],
      ["binaryLogits", 3],
    ],
  ],
  [
    /(^|_)(probs?|probabilit(y|ies)|p_hat|softmax|probas?|posterior|pmf|cif|cdf)($|_)/,
    [
      ["probabilities", 4],
      ["binaryProbabilities", 4],
    ],
  ],
  [
    /(^|_)(prior)($|_)/,
    [
      ["probabilities", 3],
      ["prediction", 2],
    ],
  ],
  [
    /(^|_)(students?|teachers?)($|_)/,
    [
      ["logits", 3.5],
      ["embedding", 1.5],
    ],
  ],
  [/(^|_)(taus|tau_hats?|quantile_levels?|fractions)($|_)/, [["binaryProbabilities", 6]]],
  [/(^|_)(mask|masks|valid|padding|pad)($|_)/, [["mask", 6]]],
  [/(^|_)(weights?|w|importance)($|_)/, [["weights", 4]]],
  [/(^|_)(advantages?|gae)($|_)|(^|_)advs?$/, [["advantage", 6]]],
  [/(^|_)(bbox(es)?|box(es)?)($|_)/, [["boxes", 10]]],
  [/(^|_)(images?|imgs?|frames?|pixels?)\d*(_\w)?$/, [["images", 5]]],
  [/(^|_)(losses|loss_list|task_losses)$/, [["taskLosses", 7]]],
  [/(^|_)loss(_|$)|^l\d+$|^(kl|kld|recon|nll)$/, [["scalarLoss", 4]]],
  [
    /(^|_)(anchors?|positives?|negatives?|embeddings?|embeds?|emb|query|keys?|queries|projections?|z_?[ij12ab]?|h_?[12ij])\d*($|_)/,
    [["embedding", 4]],
  ],
  [
    /(^|_)(feat|feats|features?|centers?|prototypes?|codes?|latents?|hidden)($|_)/,
    [
      ["features", 4],
      ["embedding", 3],
    ],
  ],
  [/(^|_)(one_?hot)($|_)/, [["oneHot", 6]]],
  [/(^|_)(lengths?|lens?|num_frames|sizes|n_tokens|(token|word|frame)_counts?)($|_)/, [["lengths", 5]]],
  [
    /(^|_)(relevances?|relevance_scores?|grades?)($|_)/,
    [
      ["target", 3],
      ["binaryLabels", 2.5],
    ],
  ],
  [
    /(^|_)(sigmas?|stds?|stddev|vars?|variances?|scales?|entropy|entropies|distances?|dists?|durations?|times?|areas?)($|_)/,
    [["positive", 4]],
  ],
  [
    /(^|_)(labels?|classes|class_?ids?|ids|cls|idx|index|indices|actions?|acts?|tokens?)($|_)/,
    [
      ["classIndex", 4],
      ["binaryLabels", 3],
      ["signedLabels", 1],
    ],
  ],
  [
    /(^|_)(events?|dones?|terminals?|not_done|is_\w+|censor(s|ed|ing)?|status|desirable|soft)($|_)/,
    [
      ["binaryLabels", 4],
      ["mask", 2],
    ],
  ],
  [
    /(^|_)(epoch|step|global_step|iteration|iter|it|n_iter|num_\w+|n_\w+)$|(^|_)epoch_(num|idx|number)$/,
    [["number", 6]],
  ],
  [/(^|_)(reduction|mode|device|name|kind)$/, [["option", 6]]],
  [
    /(^|_)(observations?|observed)$|(^|_)(targets?|tgts?|y_?true|trues?|truth|gts?|ground_?truth|expected|actual|references?|ref|returns?|rewards?|hr)($|_)|(^|_)(?<!(pred|predicted|estimated)_)[yt]$/,
    [
      ["target", 3],
      ["classIndex", 1.5],
      ["binaryLabels", 1.4],
      ["oneHot", 0.5],
    ],
  ],
  [
    /(^|_)(preds?|predict|predictions?|predicted|y_?pred|y_?hat|yhat|estimates?|outputs?|out|inputs?|recon(struction)?s?|x_?hat|values?|quantiles?|mu|means?|x|q|qs?|depths?|disp(arity|arities|s)?|flows?|heat_?maps?|density|densities|sdf|sr|risks?|hazards?|keypoints?|joints?)\d*($|_)/,
    [
      ["prediction", 3],
      ["logits", 1],
      ["binaryLogits", 1],
      ["embedding", 0.4],
    ],
  ],
  [/(^|_)(residuals?|errors?|diffs?|deltas?)($|_)/, [["residual", 5]]],
];

/** Names of settings: what stands before the word (`label_smoothing`, `target_margin`) says what it is a setting of. */
const settings =
  /(^|_)(clip|eps|epsilon)(_(clip|eps|epsilon|range|param|ratio|value|low|high|min|max|norm))?$|^(lambda|lam|lmbda|coeff?|margin|tau(?!_hat))_\w+$|(^|_)(temperature|temp|tau|lam|lambda_?|lmbda|alpha|beta|gamma|discount|eps|epsilon|margin|coeff?|kappa|smoothing|nu|viscosity|diffusivity)\d?$|\w_(cost|coefficient|factor|ratio|threshold|thresh|rate|exponent|power)$|^_?(num|n)_\w+$/;

/** Names of what is held still beside the thing that learns. */
const heldNames =
  /(^|_)(teachers?|taus|tau_hats?|old|ref|refs|reference|next|bootstrap|prior|behaviou?r|weak|targets?|previous|before)($|_)/;

export function rolesByName(name: string): readonly (readonly [role: Role, score: number])[] {
  const lower = wordsOf(name);
  const setting = /(^|_)log_[a-z]+$/.test(lower) ? null : settings.exec(lower);
  if (setting !== null) return [["number", setting.index > 0 || setting[0].includes("_") ? 7 : 4.5]];
  const found = new Map<Role, number>();
  for (const [pattern, roles] of byName) {
    if (!pattern.test(lower)) continue;
    for (const [role, score] of roles) if (!found.has(role)) found.set(role, score);
  }
  return [...found];
}

/** One number that scales or shifts the rest. */
export function isSingleByName(name: string): boolean {
  return /(^|_)(scale|bias|temperature|temp|tau|alpha|beta|gamma|lambda)$/.test(wordsOf(name));
}

/** Any part of its path says so: `ref_model.output.logits`. */
export function isHeldByName(path: string): boolean {
  return path.split(".").some((part) => heldNames.test(wordsOf(part)));
}

/** The last part of a path (`outputs.pred_logits`, `preds[]`) as lower-case words joined by underscores. */
export function wordsOf(name: string): string {
  const last = name.replace(/\[\]$/, "").split(".").at(-1) ?? name;
  return last.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
