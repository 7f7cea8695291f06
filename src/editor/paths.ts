/**
 * Paths as the core knows them: strings whose parts are separated by slashes. Files on disk go by their plain path,
 * which reads well in a message; everything else (virtual workspaces, untitled files) by its whole address.
 */

import * as vscode from "vscode";
import type { Position, TextRange } from "../study/request";

export function pathOf(uri: vscode.Uri): string {
  return uri.scheme === "file" && uri.authority === "" ? uri.path : uri.toString();
}

export function uriOf(path: string): vscode.Uri {
  if (path.startsWith("/")) return vscode.Uri.from({ scheme: "file", path });
  if (/^[a-z][\w+.-]+:/i.test(path)) return vscode.Uri.parse(path, true);
  // What an untitled file imports is looked for at the top of the workspace.
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.from({ scheme: "untitled", path: "/" });
  return vscode.Uri.joinPath(folder, path);
}

/** The document that a place is in: for a notebook its cell's, if the notebook is open. */
export function placeUri(place: { readonly path: string; readonly cell?: number }): vscode.Uri {
  const uri = uriOf(place.path);
  if (place.cell === undefined) return uri;
  const notebook = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri.toString());
  if (!notebook || place.cell >= notebook.cellCount) return uri;
  return notebook.cellAt(place.cell).document.uri;
}

export function rangeOf(range: TextRange): vscode.Range {
  return new vscode.Range(positionOf(range.start), positionOf(range.end));
}

function positionOf({ line, column }: Position): vscode.Position {
  return new vscode.Position(Math.max(0, line), Math.max(0, column));
}
