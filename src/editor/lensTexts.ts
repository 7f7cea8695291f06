/** What the lenses above a file's losses say, and what a click on each does. Pure: vscode shows them in lenses.ts. */

import type { Coefficient, CoefficientValue, Loss } from "../discovery/loss";
import type { DefinitionKey } from "../study/request";
import { formatAsWritten, formatLike } from "./values";

export interface LensSettings {
  readonly definitions: boolean;
  readonly uses: boolean;
  readonly sums: boolean;
  readonly coefficients: boolean;
  /** Coefficient lenses on one line; the rest hide behind "… 4 more". */
  readonly maxCoefficients: number;
}

export interface LensWords {
  readonly preview: string;
  previewOf(name: string): string;
  previewValue(value: string): string;
  more(count: number): string;
}

/** A lens. Its line is 0-based, in the file or in the notebook's cell. */
export type LensText = {
  readonly line: number;
  readonly cell: number | undefined;
  readonly title: string;
  readonly definition: DefinitionKey;
} & (
  | { readonly kind: "preview" }
  | { readonly kind: "coefficient"; readonly name: string }
  | { readonly kind: "more" }
);

/** `written` is the source text of a coefficient's span; `previewed` the values set for a live preview of a definition. */
export function lensTexts(
  losses: readonly Loss[],
  settings: LensSettings,
  words: LensWords,
  written: (loss: Loss, coefficient: Coefficient) => string,
  previewed: (key: DefinitionKey) => Readonly<Record<string, CoefficientValue>>,
): readonly LensText[] {
  const shown = losses
    .map((loss, ordinal) => ({ loss, key: keyOf(loss, ordinal) }))
    .filter(({ loss }) => isOn(loss, settings));
  const lenses: LensText[] = [];
  for (const line of groupByLine(shown)) {
    for (const { loss, key } of line) {
      const at = { line: loss.line - 1, cell: loss.cell, definition: key };
      const title = `$(graph-line) ${line.length > 1 ? words.previewOf(loss.name) : words.preview}`;
      lenses.push({ ...at, kind: "preview", title });
    }
    if (settings.coefficients) lenses.push(...coefficientLenses(line, settings.maxCoefficients));
  }
  return lenses;

  function coefficientLenses(line: readonly Found[], room: number): LensText[] {
    const all = line.flatMap(({ loss, key }) => loss.coefficients.map((coefficient) => ({ loss, key, coefficient })));
    const first = all.slice(0, room).map(({ loss, key, coefficient }): LensText => {
      const title = coefficientTitle(coefficient, written(loss, coefficient), previewed(key)[coefficient.name], words);
      return {
        line: loss.line - 1,
        cell: loss.cell,
        definition: key,
        kind: "coefficient",
        name: coefficient.name,
        title,
      };
    });
    const rest = all.slice(room);
    const [next] = rest;
    if (!next) return first;
    const { loss, key } = next;
    return [
      ...first,
      { line: loss.line - 1, cell: loss.cell, definition: key, kind: "more", title: words.more(rest.length) },
    ];
  }
}

/** `delta = 1.0`, `delta = 1.0 (preview: 2.0)`, `log_vars = [0, 0] → weights 1.00, 1.00`. */
export function coefficientTitle(
  coefficient: Coefficient,
  written: string,
  previewed: CoefficientValue | undefined,
  words: Pick<LensWords, "previewValue">,
): string {
  const value = formatAsWritten(coefficient.value, written);
  const own = previewed === undefined ? "" : ` ${words.previewValue(formatLike(previewed, value))}`;
  return `${coefficient.name} = ${value}${coefficient.note ?? ""}${own}`;
}

/** The key by which a study finds this loss again. */
export function keyOf(loss: Loss, ordinal: number): DefinitionKey {
  const { qualifiedName, kind, cell } = loss;
  return { qualifiedName, kind, ordinal, ...(cell === undefined ? {} : { cell }) };
}

interface Found {
  readonly loss: Loss;
  readonly key: DefinitionKey;
}

function isOn(loss: Loss, settings: LensSettings): boolean {
  if (loss.kind === "call") return settings.uses;
  if (loss.kind === "expression") return settings.sums;
  return settings.definitions;
}

function groupByLine(losses: readonly Found[]): readonly Found[][] {
  const lines = new Map<string, Found[]>();
  for (const found of losses) {
    const place = `${found.loss.cell ?? ""}:${found.loss.line}`;
    const line = lines.get(place);
    if (line) line.push(found);
    else lines.set(place, [found]);
  }
  return [...lines.values()];
}
