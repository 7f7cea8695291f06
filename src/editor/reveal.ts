/** Shows a place in its file, beside a preview rather than over it. */

import * as vscode from "vscode";
import { uriOf } from "./paths";

/** 0-based line and column, in the file or in the notebook's cell. */
export interface RevealPlace {
  readonly path: string;
  readonly cell?: number;
  readonly line: number;
  readonly column: number;
}

export async function reveal(place: RevealPlace, besides?: vscode.ViewColumn): Promise<void> {
  const uri = uriOf(place.path);
  const viewColumn = columnFor(uri, besides);
  if (place.cell !== undefined) {
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    const selections = [new vscode.NotebookRange(place.cell, place.cell + 1)];
    await vscode.window.showNotebookDocument(notebook, { viewColumn, selections });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const position = document.validatePosition(new vscode.Position(Math.max(0, place.line), Math.max(0, place.column)));
  await vscode.window.showTextDocument(document, { viewColumn, selection: new vscode.Range(position, position) });
}

/** Where the file is seen already, else the first column, or the second if the preview has the first. */
function columnFor(uri: vscode.Uri, besides: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const editors = [
    ...vscode.window.visibleTextEditors.map(({ document, viewColumn }) => ({ uri: document.uri, viewColumn })),
    ...vscode.window.visibleNotebookEditors.map(({ notebook, viewColumn }) => ({ uri: notebook.uri, viewColumn })),
  ];
  const seen = editors.find((editor) => editor.uri.toString() === uri.toString())?.viewColumn;
  if (seen !== undefined) return seen;
  if (besides === undefined) return vscode.ViewColumn.Active;
  return besides === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}
