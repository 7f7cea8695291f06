/**
 * Starts the core's thread in the browser's extension host. Its twin for Node is startThread.ts.
 *
 * A worker cannot be started from the extension's own address there, so its bytes go through a Blob.
 */

import * as vscode from "vscode";
import { webPort } from "../rpc";
import type { Thread } from "./coreHost";

export async function startThread(script: vscode.Uri): Promise<Thread> {
  const bytes = await vscode.workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([bytes.slice()], { type: "text/javascript" }));
  const worker = new Worker(address);
  return {
    port: webPort(worker),
    onCrash(listener) {
      worker.addEventListener("error", (event) => listener(event.message), { once: true });
    },
    terminate() {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
