/** Squiggles where a preview's errors and warnings are, cleared when they are fixed or the preview is closed. */

import * as vscode from "vscode";
import type { Diagnostic } from "../study/request";
import type { Disposable } from "./disposable";
import { placeUri, rangeOf } from "./paths";
import { areDiagnosticsOn } from "./settings";

export class Squiggles implements Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("loss-landscape");
  /** Several previews may speak at once: each replaces only its own. */
  private readonly byOwner = new Map<object, readonly Diagnostic[]>();

  set(owner: object, diagnostics: readonly Diagnostic[]): void {
    const placed = diagnostics.filter((diagnostic) => diagnostic.range);
    if (placed.length === 0 && !this.byOwner.has(owner)) return;
    if (placed.length === 0) this.byOwner.delete(owner);
    else this.byOwner.set(owner, placed);
    this.show();
  }

  clear(owner: object): void {
    this.set(owner, []);
  }

  dispose(): void {
    this.collection.dispose();
  }

  private show(): void {
    const byDocument = new Map<string, { readonly uri: vscode.Uri; readonly own: vscode.Diagnostic[] }>();
    const all = areDiagnosticsOn() ? [...this.byOwner.values()].flat() : [];
    for (const diagnostic of all) {
      if (!diagnostic.range) continue;
      const uri = placeUri(diagnostic.range);
      const entry = byDocument.get(uri.toString()) ?? { uri, own: [] };
      entry.own.push(toVscode(diagnostic, rangeOf(diagnostic.range)));
      byDocument.set(uri.toString(), entry);
    }
    this.collection.clear();
    this.collection.set([...byDocument.values()].map(({ uri, own }) => [uri, own]));
  }
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

function toVscode({ message, hint, severity }: Diagnostic, range: vscode.Range): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, hint ? `${message}\n${hint}` : message, severities[severity]);
  diagnostic.source = "loss-landscape";
  return diagnostic;
}
