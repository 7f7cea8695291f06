/** The output channel, and the door at which errors of commands and events are caught, logged and shown. */

import * as vscode from "vscode";
import type { Disposable } from "./disposable";

export class Log implements Disposable {
  private readonly channel = vscode.window.createOutputChannel("Loss Landscape", { log: true });

  info(message: string): void {
    this.channel.info(message);
  }

  error(error: unknown): void {
    this.channel.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  open(): void {
    this.channel.show(true);
  }

  /** Runs `work`; an error is logged and shown, and `undefined` is returned. A cancellation is no error. */
  async guard<T>(work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) void this.report(error);
      return undefined;
    }
  }

  async report(error: unknown): Promise<void> {
    this.error(error);
    const message = error instanceof Error ? error.message : String(error);
    const open = vscode.l10n.t("Show Log");
    const answer = await vscode.window.showErrorMessage(vscode.l10n.t("Loss Landscape: {0}", message), open);
    if (answer === open) this.open();
  }

  dispose(): void {
    this.channel.dispose();
  }
}
