/** What the core found in the open documents: asked once for each version of a text, shared by lenses, tree and commands. */

import * as vscode from "vscode";
import type { Loss } from "../discovery/loss";
import type { CoreHost } from "./coreHost";
import { Signal } from "./disposable";
import { type Documents, isPython, placeOf } from "./documents";

export interface Discovery {
  readonly path: string;
  /** Version of the text that was looked at. */
  readonly version: number;
  readonly losses: readonly Loss[];
}

export class Discoveries {
  private readonly asked = new Map<string, { readonly version: number; readonly answer: Promise<Discovery> }>();
  private readonly found = new Signal<Discovery>();
  readonly onDidDiscover = this.found.event;

  constructor(
    private readonly core: CoreHost,
    private readonly documents: Documents,
  ) {}

  /** All losses of the file or notebook that a document belongs to. */
  of(document: vscode.TextDocument): Promise<Discovery> {
    return this.ofPath(placeOf(document).path);
  }

  ofPath(path: string): Promise<Discovery> {
    const version = this.documents.find(path)?.version ?? 0;
    const last = this.asked.get(path);
    if (last?.version === version) return last.answer;
    const answer = this.ask(path, version);
    this.asked.set(path, { version, answer });
    answer.then(
      (discovery) => this.found.fire(discovery),
      () => {
        // The next one who asks shall try again.
        if (this.asked.get(path)?.answer === answer) this.asked.delete(path);
      },
    );
    return answer;
  }

  /** The losses of the document in the active editor; none if it is not Python. */
  async ofActive(): Promise<Discovery | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    return document && isPython(document) ? await this.of(document) : undefined;
  }

  /** The text changed on disk: its version says nothing. */
  forget(path: string): void {
    this.asked.delete(path);
  }

  private async ask(path: string, version: number): Promise<Discovery> {
    await this.documents.prepare(path);
    const { losses } = await this.core.discover(path);
    return { path, version, losses };
  }
}
