/** What menus and key bindings depend on: whether the active file has losses, and whether a preview is open. */

import * as vscode from "vscode";
import type { Discoveries } from "./discoveries";
import { type Disposable, Disposables } from "./disposable";
import { isPython, placeOf } from "./documents";
import type { Log } from "./log";
import type { Previews } from "./previews";
import { section } from "./settings";

export class ContextKeys implements Disposable {
  private readonly owned = new Disposables();
  private readonly values = new Map<string, boolean>();

  constructor(
    private readonly discoveries: Discoveries,
    previews: Previews,
    private readonly log: Log,
  ) {
    this.owned.add(vscode.window.onDidChangeActiveTextEditor(() => void this.update()));
    this.owned.add(
      discoveries.onDidDiscover(({ path, losses }) => {
        const document = vscode.window.activeTextEditor?.document;
        if (document && placeOf(document).path === path) this.set("hasLosses", losses.length > 0);
      }),
    );
    this.owned.add(previews.onDidChange(() => this.set("isPreviewing", previews.current !== undefined)));
    void this.update();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isPython(document)) return this.set("hasLosses", false);
    try {
      const { losses } = await this.discoveries.of(document);
      if (vscode.window.activeTextEditor?.document === document) this.set("hasLosses", losses.length > 0);
    } catch (error) {
      // The lenses of the same document show the same error; a button's place is not worth another message.
      this.log.error(error);
    }
  }

  private set(name: string, value: boolean): void {
    if (this.values.get(name) === value) return;
    this.values.set(name, value);
    void vscode.commands.executeCommand("setContext", `${section}.${name}`, value);
  }
}
