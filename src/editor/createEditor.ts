/** Builds the editor's parts and ties them together. Starts nothing heavy: the core's thread waits for the first question. */

import * as vscode from "vscode";
import type { StudyRequest } from "../study/request";
import type { PackedReply } from "../worker";
import { registerCommands } from "./commands";
import { ContextKeys } from "./contextKeys";
import { CoreHost } from "./coreHost";
import { Squiggles } from "./diagnostics";
import { Discoveries } from "./discoveries";
import { type Disposable, Disposables } from "./disposable";
import { Documents } from "./documents";
import { exportPlot } from "./exportPlot";
import { Lenses } from "./lenses";
import type { Log } from "./log";
import { Previews } from "./previews";
import { scanWorkspace } from "./scan";
import type { SessionOptions } from "./session";
import { studyDefaults, timeBudget } from "./settings";
import { startThread } from "./startThread";
import { StatusBar } from "./statusBar";
import { LossTree } from "./tree";

export function createEditor({ extensionUri, workspaceState }: vscode.ExtensionContext, log: Log): Disposable {
  const owned = new Disposables();
  const shipped = (name: string) => vscode.Uri.joinPath(extensionUri, "dist", name);
  const core: CoreHost = owned.add(
    new CoreHost({
      startThread: () => startThread(shipped("worker.js")),
      readWasm: async () => {
        const names = ["tree-sitter.wasm", "tree-sitter-python.wasm"];
        const [runtime, python] = await Promise.all(names.map((name) => vscode.workspace.fs.readFile(shipped(name))));
        if (!runtime || !python) throw new Error("internal: the parser is not part of the extension");
        return { runtime, python };
      },
      files: { read: (candidates) => documents.read(candidates) },
      budget: timeBudget,
      log: (message) => log.info(message),
      failedToStart: reportOnce(log),
    }),
  );
  const documents: Documents = owned.add(new Documents(core));
  const discoveries = new Discoveries(core, documents);
  const squiggles = owned.add(new Squiggles());
  const session = {
    ...sessionTexts(),
    defaults: studyDefaults,
    study: (request: StudyRequest) => study(core, documents, request),
    check: (request: StudyRequest) => core.check(request),
  };
  const options = {
    extensionUri,
    squiggles,
    log,
    session,
    exportPlot: (...args: Parameters<typeof exportPlot>) => void log.guard(() => exportPlot(...args)),
  };
  const previews = owned.add(new Previews(options, documents, workspaceState));
  const lenses = owned.add(new Lenses(discoveries, log, (path, key) => previews.valuesOf(path, key)));
  owned.add(previews.onDidChangeValues(() => lenses.refresh()));
  owned.add(
    documents.onDidChange((path) => {
      // Versions tell of changes in the editor; a file that changed on disk has none.
      if (!documents.find(path)) discoveries.forget(path);
    }),
  );
  const tree = owned.add(new LossTree((token) => scanWorkspace(core, documents, token), discoveries, log));
  owned.add(new StatusBar(previews));
  owned.add(new ContextKeys(discoveries, previews, log));
  owned.add(registerCommands({ core, documents, discoveries, previews, tree, log }));
  return owned;
}

/** The newest text first, then the question: in the same tick when the file is open here. */
function study(core: CoreHost, documents: Documents, request: StudyRequest): Promise<PackedReply> {
  const opening = documents.prepare(request.path);
  return opening ? opening.then(() => core.study(request)) : core.study(request);
}

function sessionTexts(): Pick<SessionOptions, "words" | "strings"> {
  return {
    strings: () => vscode.l10n.bundle ?? {},
    words: {
      gone: (name) => vscode.l10n.t("{0} is no longer in its file.", name),
      tookTooLong: (seconds) => vscode.l10n.t("Stopped: took longer than {0} s (an endless loop?)", seconds),
      busy: (name) => vscode.l10n.t("Computing {0}…", name),
    },
  };
}

/** Lenses ask again at every edit: one message about the same trouble is enough, the log has them all. */
function reportOnce(log: Log): (error: Error) => void {
  let isReported = false;
  return (error) => {
    if (isReported) log.error(error);
    else void log.report(error);
    isReported = true;
  };
}
