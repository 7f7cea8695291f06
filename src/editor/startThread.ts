/** Starts the core's thread in Node. Its twin for the browser's extension host is startThread.web.ts. */

import { Worker } from "node:worker_threads";
import type * as vscode from "vscode";
import { nodePort } from "../rpc";
import type { Thread } from "./coreHost";

export async function startThread(script: vscode.Uri): Promise<Thread> {
  // A trace makes many short-lived objects: with room for them they are dropped in few sweeps, away from keystrokes.
  const worker = new Worker(script.fsPath, { resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  worker.unref();
  let isEnding = false;
  return {
    port: nodePort(worker),
    onCrash(listener) {
      worker.on("error", (error) => {
        if (!isEnding) listener(error instanceof Error ? (error.stack ?? error.message) : String(error));
        isEnding = true;
      });
      worker.on("exit", (code) => {
        if (!isEnding) listener(`exit code ${code}`);
        isEnding = true;
      });
    },
    terminate() {
      isEnding = true;
      void worker.terminate();
    },
  };
}
