/** What a plain input's name says of its value: sizes agree with the other inputs, shares are small, discounts almost 1. */

import { wordsOf } from "../roles/roleNames";
import type { Sizes } from "../roles/roleTable";

/** Tasks whose losses are put together, where nothing says how many. */
export const taskCount = 2;

/** `num_classes`, `n_labels`, `vocab_size`, and the letter that papers give them; a small one counts neighbours. */
export function isClassCountByName(name: string): boolean {
  return (
    name === "K" || /(^|_)(n|num)_(class(es)?|labels?|cats?|categor\w*)$|vocab(_size)?$|(^|_)vocab_/.test(wordsOf(name))
  );
}

/** Of an argument, by the last word of its name. */
export function numberFor(name: string, sizes: Sizes): number {
  const word = wordsOf(name);
  if (isClassCountByName(name)) return sizes.C;
  if (/^(n|bs|(batch|num|n)_(size|samples|points))$/.test(word)) return sizes.N;
  if (/iter(ation)?s?$/.test(word)) return 10;
  if (/(^|_)(eps|epsilon|smoothing|clip|cliprange)($|_)/.test(word)) return 0.1;
  if (/atoms|(^|_)n?bins($|_)|quantiles|n_supports?/.test(word)) return 5;
  if (/(^|_)v_?min$|target_entropy$/.test(word)) return -1;
  if (/(^|_)(alpha|tau|quantile|rho|mix|share)($|_)/.test(word)) return 0.5;
  if (/(^|_)(discount|gamma|gam|lam|lambda_?|lmbda|decay|momentum)($|_)/.test(word)) return 0.9;
  return 1;
}

/** Of a constructor's parameter. */
export function sizeOrNumber(name: string, sizes: Sizes): number | string {
  if (/smooth/.test(name)) return 0.1;
  if (/atoms|(^|_)n?bins|quantiles|n_supports?/.test(name)) return 5;
  if (/(^|[_.])v_?min/.test(name)) return -1;
  if (/(_id|_idx|_index)$/.test(name)) return /pad|ignore/.test(name) ? 1 : 0;
  if (/class|categor|vocab|label/.test(name)) return sizes.C;
  if (/(^|[_.])(batch_?size|bsz?)$/i.test(name)) return sizes.N;
  if (/world_?size$/.test(name)) return 1;
  if (/dim|feat|channel|hidden|size|embed|input|width/.test(name)) return sizes.D;
  if (/task|num_loss|n_loss/.test(name)) return taskCount;
  if (/reduction/.test(name)) return "mean";
  if (/device/.test(name)) return "cpu";
  if (/(^|_)discount/.test(name)) return 0.9;
  if (/num|count|examp|sampl|^n_|capacity/.test(name)) return 16;
  return isNumberByName(name) ? 0.5 : 1;
}

export function isModelByName(name: string): boolean {
  return /(^|_)(model|net|network|encoder|decoder|backbone|student|teacher|critic|discriminator|generator)$/i.test(
    name,
  );
}

/** Asked whether it is 0 before it scales something. */
export function isFactorByName(name: string): boolean {
  return !isQuestionByName(name) && isNumberByName(name);
}

export function isQuestionByName(name: string): boolean {
  return /^(use|is|has|with|if|do|apply|return|normali[sz]e)_/.test(name);
}

export function isNumberByName(name: string): boolean {
  return /temperature|^t$|tau|scale|sigma|margin|alpha|beta|gamma|lambda|weight|coef|eps|delta|ratio|rate|threshold/i.test(
    name,
  );
}
