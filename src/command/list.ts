/** `list`: every loss of the given files and folders, with its coefficients. */

import type { Loss } from "../discovery/loss";
import { typedNumber } from "../numberText";
import type { Core } from "../study/core";
import { findDocuments, readDocument } from "./files";
import { toJson } from "./json";
import { discoverIn } from "./open";

interface Entry {
  readonly file: string;
  readonly name: string;
  readonly qualifiedName: string;
  readonly kind: Loss["kind"];
  readonly line: number;
  readonly cell?: number;
  readonly language: string;
  readonly framework: string;
  readonly coefficients: readonly { readonly name: string; readonly value: unknown; readonly line: number }[];
}

export async function list(
  core: Core,
  paths: readonly string[],
  options: { json?: boolean; language?: string },
): Promise<string> {
  const entries: Entry[] = [];
  const files = paths.length === 1 && paths[0] === "-" ? ["-"] : findDocuments(paths);
  for (const file of files) {
    const document = readDocument(file, options.language);
    const { losses } = await discoverIn(core, document);
    const language = document.language === "notebook" ? "python" : document.language;
    entries.push(...losses.map((loss) => entryOf(file, language, loss)));
    await core.close(file);
  }
  return options.json ? toJson(entries, 2) : entries.map(lineOf).join("\n") || "no losses found";
}

function entryOf(file: string, language: string, loss: Loss): Entry {
  return {
    file,
    name: loss.name,
    qualifiedName: loss.qualifiedName,
    kind: loss.kind,
    line: loss.line,
    ...(loss.cell === undefined ? {} : { cell: loss.cell }),
    language,
    framework: loss.framework,
    coefficients: loss.coefficients.map(({ name, value, line }) => ({ name, value, line })),
  };
}

function lineOf(entry: Entry): string {
  const place =
    entry.cell === undefined ? `${entry.file}:${entry.line}` : `${entry.file}:cell ${entry.cell}:${entry.line}`;
  const shown = (value: unknown) => (typeof value === "number" ? typedNumber(value) : JSON.stringify(value));
  const coefficients = entry.coefficients.map(({ name, value }) => `${name} = ${shown(value)}`).join(", ");
  return `${place}: ${entry.qualifiedName} (${entry.kind}, ${entry.framework})${coefficients === "" ? "" : `  ${coefficients}`}`;
}
