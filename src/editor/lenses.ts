/** The lenses above losses: preview, and the coefficients with their values. What they say stands in lensTexts.ts. */

import * as vscode from "vscode";
import type { Coefficient, CoefficientValue, Loss } from "../discovery/loss";
import type { DefinitionKey } from "../study/request";
import type { Discoveries, Discovery } from "./discoveries";
import { type Disposable, Disposables } from "./disposable";
import { isPython, placeOf } from "./documents";
import { type LensText, lensTexts } from "./lensTexts";
import type { Log } from "./log";
import { areLensesOn, lensSettings, section } from "./settings";

/** Names a definition in a command's arguments. */
export interface DefinitionArgument {
  readonly path: string;
  readonly key: DefinitionKey;
  readonly coefficient?: string;
}

export class Lenses implements vscode.CodeLensProvider, Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly discoveries: Discoveries,
    private readonly log: Log,
    /** Values set for the live preview of a definition. */
    private readonly previewed: (path: string, key: DefinitionKey) => Readonly<Record<string, CoefficientValue>>,
  ) {
    this.owned.add(vscode.languages.registerCodeLensProvider({ language: "python" }, this));
    this.owned.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${section}.lenses`)) this.refresh();
      }),
    );
  }

  refresh(): void {
    this.changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    if (!areLensesOn() || !isPython(document)) return [];
    try {
      const discovery = await this.discoveries.of(document);
      return token.isCancellationRequested ? [] : this.lensesOf(document, discovery);
    } catch (error) {
      // Lenses come with every edit: their errors go to the log, not before the person's eyes.
      this.log.error(error);
      return [];
    }
  }

  dispose(): void {
    this.owned.dispose();
  }

  private lensesOf(document: vscode.TextDocument, { path, losses }: Discovery): vscode.CodeLens[] {
    const { cell } = placeOf(document);
    const texts = lensTexts(losses, lensSettings(), words(), writtenIn(document, cell), (key) =>
      this.previewed(path, key),
    );
    return texts
      .filter((text) => text.cell === cell && text.line < document.lineCount)
      .map((text) => toLens(text, path));
  }
}

function toLens(text: LensText, path: string): vscode.CodeLens {
  const argument: DefinitionArgument = {
    path,
    key: text.definition,
    ...(text.kind === "coefficient" ? { coefficient: text.name } : {}),
  };
  const isPreview = text.kind === "preview";
  return new vscode.CodeLens(new vscode.Range(text.line, 0, text.line, 0), {
    title: text.title,
    tooltip: isPreview
      ? vscode.l10n.t("Show the shape of this loss and its gradient")
      : vscode.l10n.t("Try another value in the preview; the file stays as it is"),
    command: isPreview ? `${section}.previewToSide` : `${section}.setCoefficient`,
    arguments: [argument],
  });
}

/** The text of a coefficient; empty for another cell than the document's, whose lenses are not shown. */
function writtenIn(document: vscode.TextDocument, cell: number | undefined) {
  const text = document.getText();
  return (loss: Loss, { span }: Coefficient): string => (loss.cell === cell ? text.slice(span.start, span.end) : "");
}

function words() {
  return {
    preview: vscode.l10n.t("Preview"),
    previewOf: (name: string) => vscode.l10n.t("Preview {0}", name),
    previewValue: (value: string) => vscode.l10n.t("(preview: {0})", value),
    more: (count: number) => vscode.l10n.t("… {0} more", count),
  };
}
