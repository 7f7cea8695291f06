/** Asks for another value of a coefficient; the preview takes it, the file stays as it is. */

import * as vscode from "vscode";
import type { CoefficientValue } from "../discovery/loss";
import type { Discoveries } from "./discoveries";
import { keyOf } from "./lensTexts";
import type { Previews } from "./previews";
import { isSameKey, type Target } from "./session";
import { formatValue, parseLike } from "./values";

interface Choice {
  readonly name: string;
  readonly source: CoefficientValue;
}

/** `undefined` when the person left it; `value: undefined` gives the coefficient back to the source. */
export async function askCoefficient(
  target: Target,
  name: string | undefined,
  discoveries: Discoveries,
  previews: Previews,
): Promise<{ readonly name: string; readonly value: CoefficientValue | undefined } | undefined> {
  const set = previews.valuesOf(target.path, target.key);
  const choices = await coefficientsOf(target, discoveries, previews);
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("{0} has no coefficients.", target.name));
    return undefined;
  }
  const choice = name === undefined ? await pick(choices, set) : choices.find((one) => one.name === name);
  return choice && (await input(choice, set[choice.name]));
}

/** From the preview where there is one, which knows the values through inheritance and imports; else from discovery. */
async function coefficientsOf(
  target: Target,
  discoveries: Discoveries,
  previews: Previews,
): Promise<readonly Choice[]> {
  const study = previews.find(target.path, target.key)?.session.study;
  const { losses } = await discoveries.ofPath(target.path);
  const loss = losses.find((one, ordinal) => isSameKey(keyOf(one, ordinal), target.key));
  const found = (loss?.coefficients ?? []).map(({ name, value }) => ({ name, source: value }));
  const studied = study?.coefficients ?? [];
  return [...studied, ...found.filter(({ name }) => !studied.some((one) => one.name === name))];
}

async function pick(
  choices: readonly Choice[],
  set: Readonly<Record<string, CoefficientValue>>,
): Promise<Choice | undefined> {
  const items = choices.map((choice) => {
    const value = set[choice.name];
    const own = value === undefined ? {} : { detail: vscode.l10n.t("in the preview: {0}", formatValue(value)) };
    return { label: choice.name, description: formatValue(choice.source), ...own, choice };
  });
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which coefficient shall the preview change?"),
  });
  return picked?.choice;
}

async function input({ name, source }: Choice, current: CoefficientValue | undefined) {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t("{0} in the preview", name),
    prompt: vscode.l10n.t("{0} in the source. Leave it empty to return to that.", formatValue(source)),
    value: formatValue(current ?? source),
    validateInput: (text) =>
      text.trim() === "" || parseLike(text, source) !== undefined ? undefined : complaint(source),
  });
  if (typed === undefined) return undefined;
  return { name, value: typed.trim() === "" ? undefined : parseLike(typed, source) };
}

function complaint(source: CoefficientValue): string {
  if (typeof source === "number") return vscode.l10n.t("Expected a number such as 0.5 or 1e-3.");
  if (typeof source === "boolean") return vscode.l10n.t("Expected True or False.");
  if (Array.isArray(source))
    return vscode.l10n.t("Expected a list of {0} values such as {1}.", source.length, formatValue(source));
  return vscode.l10n.t('Expected a text in quotes such as "mean".');
}
