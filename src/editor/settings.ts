/** The person's settings, typed. Read at each use: VS Code keeps them in memory. */

import * as vscode from "vscode";
import type { SampleView } from "../study/request";
import type { LensSettings } from "./lensTexts";

export const section = "lossLandscape";

export function areLensesOn(): boolean {
  return read("lenses.enabled", true);
}

export async function setLensesOn(isOn: boolean): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const isWorkspaces = configuration.inspect("lenses.enabled")?.workspaceValue !== undefined;
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await configuration.update("lenses.enabled", isOn, isWorkspaces ? Workspace : Global);
}

export function lensSettings(): LensSettings {
  return {
    definitions: read("lenses.definitions", true),
    uses: read("lenses.uses", true),
    sums: read("lenses.sums", true),
    coefficients: read("lenses.coefficients", true),
    maxCoefficients: read("lenses.maxCoefficients", 6),
  };
}

/** What a study starts from where the person chose nothing in the preview. */
export function studyDefaults(): { readonly seed?: number; readonly view?: SampleView } {
  const seed = read<number | null>("preview.seed", null);
  const view = read<SampleView | "auto">("preview.sampleView", "auto");
  return { ...(seed === null ? {} : { seed }), ...(view === "auto" ? {} : { view }) };
}

/** Milliseconds that the core may be silent. */
export function timeBudget(): number {
  return Math.max(0.5, read("preview.timeBudget", 3)) * 1000;
}

export function areDiagnosticsOn(): boolean {
  return read("diagnostics.enabled", true);
}

export interface ScanSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly maxFiles: number;
}

/** What a scan of the workspace reads: our globs, less what the person hides from explorer and search. */
export function scanSettings(): ScanSettings {
  const hidden = ["files.exclude", "search.exclude"].flatMap((name) => {
    const globs = vscode.workspace.getConfiguration().get<Record<string, unknown>>(name, {});
    return Object.keys(globs).filter((glob) => globs[glob] === true);
  });
  return {
    include: read("scan.include", ["**/*.py", "**/*.ipynb"]),
    exclude: [...read("scan.exclude", ["**/site-packages/**", "**/.venv/**"]), ...hidden],
    maxFiles: read("scan.maxFiles", 2000),
  };
}

function read<T>(name: string, fallback: T): T {
  return vscode.workspace.getConfiguration(section).get<T>(name, fallback);
}
