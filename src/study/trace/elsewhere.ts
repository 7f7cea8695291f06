/** What stands in modules that are not there: answers to yes-or-no questions, records of results, and settings by their names. */

import type { Value } from "../../interpreter/values";
import { numberFor } from "../inputs/nameValues";
import { rolesByName } from "../roles/roleNames";
import type { Sizes } from "../roles/roleTable";

/** `is_peft_model(model)`, `is_xla_available()`: a plain model on a plain machine. */
export function answerTo(name: string): boolean | undefined {
  const [, question] = /(?:^|\.)is_(\w+)$/.exec(name) ?? [];
  return question === undefined ? undefined : question === "torch_available";
}

/** `LossOutput(loss=loss, parts=parts)`: results by name, one of them computed. */
export function isRecordOfResults(name: string, values: readonly Value[]): boolean {
  return (
    /^[A-Z]\w*(Outputs?|Results?|Bundle|Terms|Components|Breakdown)$/.test(lastPartOf(name)) &&
    values.some(({ kind }) => kind === "tensor")
  );
}

/** `config.BETA`, `settings.clip_eps`: a number where its name says that it is one. */
export function settingOf(name: string): number | undefined {
  const last = lastPartOf(name);
  const isSetting = rolesByName(last)[0]?.[0] === "number" || /_(weight|scale|strength)$/i.test(last);
  return isSetting ? numberFor(last, oneOfEach) : undefined;
}

/** Sizes are no settings. */
const oneOfEach: Sizes = { N: 1, C: 1, D: 1, T: 1, H: 1, W: 1 };

export function lastPartOf(name: string): string {
  return name.split(".").at(-1) ?? name;
}
