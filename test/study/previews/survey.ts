/** Opens every loss of the project's own Python files as a person would and classifies what the preview came to. */

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { filesOnDisk } from "../../../src/command/files";
import type { Core } from "../../../src/study/core";
import { createCore } from "../../../src/study/createCore";
import type { Study } from "../../../src/study/request";

/** `telling`: ready, finite somewhere near the reference, and x moves it. `flat`: x moves nothing. `notFinite`: nothing finite. */
export type Outcome = "telling" | "flat" | "notFinite" | "failed";

export interface Preview {
  readonly file: string;
  readonly name: string;
  readonly kind: string;
  readonly framework: string;
  readonly outcome: Outcome;
  /** The axis and what is drawn over it, or why there is nothing. */
  readonly detail: string;
  readonly study: Study | undefined;
  readonly milliseconds: number;
}

export async function openSurveyCore(root: string): Promise<Core> {
  const { resolve } = createRequire(join(root, "package.json"));
  const wasm = (name: string) => new Uint8Array(readFileSync(resolve(name)));
  const python = wasm("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm");
  return createCore({ files: filesOnDisk, wasm: { runtime: wasm("web-tree-sitter/tree-sitter.wasm"), python } });
}

/** Python files below a folder, without the recordings' own scripts. */
export function pythonFilesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".py") && !name.endsWith(".cases.py"))
    .sort()
    .map((name) => join(folder, name));
}

export async function surveyFile(core: Core, file: string): Promise<readonly Preview[]> {
  await core.open({ path: file, language: "python", version: 1, text: readFileSync(file, "utf8") });
  const { losses } = await core.discover(file);
  const previews: Preview[] = [];
  for (const [ordinal, { name, qualifiedName, kind, framework }] of losses.entries()) {
    const started = performance.now();
    const reply = await core.study({ path: file, definition: { qualifiedName, kind, ordinal } });
    const base = { file, name: qualifiedName || name, kind, framework, milliseconds: performance.now() - started };
    if (reply.kind === "ready")
      previews.push({ ...base, outcome: outcomeOf(reply.study), detail: describe(reply.study), study: reply.study });
    else {
      const why =
        reply.kind === "failed"
          ? reply.diagnostics.map(({ message, range }) => `${message} (line ${(range?.start.line ?? -1) + 1})`)
          : ["gone"];
      previews.push({ ...base, outcome: "failed", detail: why.join("; "), study: undefined });
    }
  }
  await core.close(file);
  return previews;
}

function outcomeOf({ series }: Study): Outcome {
  const shown = series.filter(({ isShown }) => isShown);
  const isFinite = shown.some(({ value }) => value.filter(Number.isFinite).length >= value.length / 4);
  if (!isFinite) return "notFinite";
  return shown.some(({ gradient }) => gradient.some((slope) => Number.isFinite(slope) && slope !== 0))
    ? "telling"
    : "flat";
}

function describe({ x, series, inputs, view, samples }: Study): string {
  const [low, high] = [x.values[0], x.values.at(-1)];
  const [first] = series.filter(({ isShown }) => isShown);
  const middle =
    first === undefined
      ? ""
      : [0, 0.25, 0.5, 0.75, 1]
          .map((part) => first.value[Math.round(part * (first.value.length - 1))]?.toPrecision(3))
          .join(" ");
  const given = inputs.map((input) => `${input.name}:${input.role}[${input.shape.join(",")}]`).join(" ");
  return `x=${x.title} ${low}..${high}; ${view} ${samples}; ${first?.title}: ${middle}; ${given}`;
}
