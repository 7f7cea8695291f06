/** The status bar's entry while a preview is open: its name; a click shows the panel. */

import * as vscode from "vscode";
import { type Disposable, Disposables } from "./disposable";
import type { Previews } from "./previews";
import type { Session } from "./session";
import { section } from "./settings";

export class StatusBar implements Disposable {
  private readonly owned = new Disposables();
  private readonly item = this.owned.add(
    vscode.window.createStatusBarItem(`${section}.preview`, vscode.StatusBarAlignment.Right, 90),
  );

  constructor(private readonly previews: Previews) {
    this.item.name = "Loss Landscape";
    this.item.command = `${section}.revealPreview`;
    this.owned.add(previews.onDidChange(() => this.update()));
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Called at every study: tells the workbench only what changed. */
  private update(): void {
    const session = this.previews.current?.session;
    const text = session ? `$(${session.isFailed ? "warning" : "graph-line"}) ${session.target.name}` : "";
    const tooltip = session ? tooltipOf(session) : "";
    if (text === this.item.text && tooltip === this.item.tooltip) return;
    this.item.text = text;
    this.item.tooltip = tooltip;
    if (session) this.item.show();
    else this.item.hide();
  }
}

function tooltipOf({ isFailed, diagnostics, target }: Session): string {
  if (isFailed && diagnostics[0]) return diagnostics[0].message;
  return vscode.l10n.t("Show the preview of {0}", target.name);
}
