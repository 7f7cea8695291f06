/** What a test does in VS Code's window: opens texts, reads lenses, asks the extension what its preview shows. */

import * as vscode from "vscode";
import { eventually, ok } from "./assert";

/** What the tests read of the answer of the hidden command `lossLandscape.inspect`. */
export interface Inspection {
  readonly title: string;
  readonly isFailed: boolean;
  readonly isVisible: boolean;
  readonly version: number;
  readonly painted?: number;
  readonly diagnostics: readonly { readonly message: string; readonly severity: string }[];
  readonly coreStarts: number;
  readonly previews: number;
  readonly study?: InspectedStudy;
}

export interface InspectedStudy {
  readonly name: string;
  readonly x: { readonly knob: string; readonly values: readonly number[] };
  readonly series: readonly {
    readonly title: string;
    readonly value: readonly number[];
    readonly gradient: readonly number[];
  }[];
  readonly coefficients: readonly { readonly name: string; readonly value: unknown }[];
}

export const extensionId = "loss-landscape.loss-landscape";

export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  ok(found, `${extensionId} is not installed`);
  return found;
}

/** An example of the repository, shown in the first column. */
export async function openExample(name: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(extension().extensionUri, "examples", name);
  return await show(await vscode.workspace.openTextDocument(uri));
}

/** A Python text that is in no file. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  return await show(await vscode.workspace.openTextDocument({ language: "python", content }));
}

function show(document: vscode.TextDocument): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}

/** Ours, by line and then in the order in which they stand there. Lines count from 1. */
export async function lensesOf(
  document: vscode.TextDocument,
): Promise<readonly { line: number; title: string; command: vscode.Command }[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    1000,
  );
  return lenses
    .flatMap(({ range, command }) => (command ? [{ line: range.start.line + 1, title: command.title, command }] : []))
    .filter(({ command }) => command.command.startsWith("lossLandscape."));
}

/** Clicks the preview lens of a line. */
export async function clickPreview(document: vscode.TextDocument, line: number): Promise<void> {
  const lens = await eventually(`preview lens on line ${line}`, async () =>
    (await lensesOf(document)).find((one) => one.line === line && one.title.includes("Preview")),
  );
  await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
}

export async function inspect(): Promise<Inspection | undefined> {
  return await vscode.commands.executeCommand<Inspection | undefined>("lossLandscape.inspect");
}

/** Waits for a preview that its page has painted and that fulfils a condition. */
export function previewWhere(
  what: string,
  condition: (study: InspectedStudy, now: Inspection) => boolean,
): Promise<InspectedStudy> {
  return eventually(what, async () => {
    const now = await inspect();
    if (!now?.study || now.isFailed || now.painted !== now.version) return undefined;
    return condition(now.study, now) ? now.study : undefined;
  });
}

/** Replaces the first occurrence of a text, as typing would. */
export async function replace(editor: vscode.TextEditor, old: string, by: string): Promise<void> {
  const at = editor.document.getText().indexOf(old);
  ok(at >= 0, `${old} is not in the text`);
  const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + old.length));
  ok(await editor.edit((edit) => edit.replace(range, by)), "the edit was refused");
}

export async function closeEverything(): Promise<void> {
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document.isDirty) {
      await vscode.window.showTextDocument(editor.document);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** The gradient of the first series at the point nearest to `x`. */
export function gradientAt({ x, series }: InspectedStudy, at: number): number {
  const distances = x.values.map((value) => Math.abs(value - at));
  return series[0]?.gradient[distances.indexOf(Math.min(...distances))] ?? Number.NaN;
}
