/** The extension's entry: builds the editor's parts and reports a failure. No logic. */

import type * as vscode from "vscode";
import { createEditor } from "./editor/createEditor";
import { Log } from "./editor/log";

export function activate(context: vscode.ExtensionContext): void {
  const log = new Log();
  try {
    context.subscriptions.push(createEditor(context, log));
  } catch (error) {
    void log.report(error);
  } finally {
    // Last, so that what ends before it can still be logged.
    context.subscriptions.push(log);
  }
}
