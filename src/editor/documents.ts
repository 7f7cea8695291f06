/**
 * The texts that the core should know: open Python files and notebooks, and files that it read from disk.
 *
 * A text travels together with the next question, never by itself: while questions coalesce, so do texts, and the
 * newest text is always there before the question that is about it.
 */

import * as vscode from "vscode";
import type { Core, DocumentText, Files } from "../study/core";
import { type Disposable, Disposables, Signal } from "./disposable";
import { pathOf, uriOf } from "./paths";

export class Documents implements Disposable, Files {
  private readonly owned = new Disposables();
  private readonly changes = new Signal<string>();
  /** Paths whose text the core has or had; the value tells whether it has the newest. */
  private readonly known = new Map<string, "sent" | "changed" | "onDisk">();
  private readonly notebookVersions = new Map<string, number>();

  /** What the core asked for by itself: a change there may change what imports it. */
  private readonly imported = new Set<string>();
  /** What it asked for and did not get: it will not ask again by itself. */
  private readonly missing = new Set<string>();

  /** A text that the core knows became another: the path. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly core: Pick<Core, "open" | "close">) {
    const { workspace } = vscode;
    this.owned.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isPython(document)) this.changed(pathOf(document.uri));
      }),
    );
    this.owned.add(
      workspace.onDidChangeNotebookDocument(({ notebook, cellChanges, contentChanges }) => {
        const isText = contentChanges.length > 0 || cellChanges.some((change) => change.document !== undefined);
        if (isText) this.changedNotebook(notebook);
      }),
    );
    this.owned.add(
      workspace.onDidOpenTextDocument((document) => {
        if (isPython(document)) this.changed(pathOf(document.uri));
      }),
    );
    this.owned.add(workspace.onDidCloseTextDocument((document) => this.closed(pathOf(document.uri))));
    this.owned.add(workspace.onDidCloseNotebookDocument((notebook) => this.closed(pathOf(notebook.uri))));
    const watcher = this.owned.add(workspace.createFileSystemWatcher("**/*.{py,ipynb}"));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.owned.add(event((uri) => this.changedOnDisk(pathOf(uri))));
    }
  }

  /** Makes sure that the core has the newest text of `path` before what is asked of it next. In the same tick if it is open here. */
  prepare(path: string): void | Promise<void> {
    const state = this.known.get(path);
    const open = this.find(path);
    if (open && state !== "sent") this.known.set(path, "changed");
    this.flush();
    return open || state === "onDisk" ? undefined : this.openFromDisk(path);
  }

  /** For the core's imports: what is open here comes before what is on disk. */
  async read(candidates: readonly string[]): ReturnType<Files["read"]> {
    for (const path of candidates) {
      const open = this.find(path);
      const text = open?.language === "python" ? open.text : await readImport(uriOf(path));
      if (text === undefined) {
        this.missing.add(path);
        continue;
      }
      this.known.set(path, open ? "sent" : "onDisk");
      this.imported.add(path);
      return { path, text };
    }
    return undefined;
  }

  /** The text of a path that is open in this window. */
  find(path: string): DocumentText | undefined {
    const { workspace } = vscode;
    const document = workspace.textDocuments.find(
      (open) => !open.isClosed && isPython(open) && pathOf(open.uri) === path,
    );
    if (document) return { path, language: "python", version: document.version, text: document.getText() };
    const notebook = workspace.notebookDocuments.find((open) => !open.isClosed && pathOf(open.uri) === path);
    return notebook && this.notebookText(notebook);
  }

  isImported(path: string): boolean {
    return this.imported.has(path);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private flush(): void {
    for (const [path, state] of this.known) {
      const open = state === "changed" ? this.find(path) : undefined;
      if (!open) continue;
      this.known.set(path, "sent");
      this.send(this.core.open(open));
    }
  }

  private async openFromDisk(path: string): Promise<void> {
    const uri = uriOf(path);
    const text = await readText(uri);
    if (text === undefined) throw new Error(vscode.l10n.t("cannot read {0}", path));
    this.known.set(path, "onDisk");
    this.send(this.core.open({ path, language: path.endsWith(".ipynb") ? "notebook" : "python", version: 0, text }));
  }

  private changed(path: string): void {
    if (!this.known.has(path)) return;
    this.known.set(path, "changed");
    this.changes.fire(path);
  }

  private changedNotebook(notebook: vscode.NotebookDocument): void {
    const path = pathOf(notebook.uri);
    this.notebookVersions.set(path, (this.notebookVersions.get(path) ?? 1) + 1);
    this.changed(path);
  }

  /** From now on the text is what the disk says: edits that were not saved are gone. */
  private closed(path: string): void {
    if (this.known.has(path)) this.forget(path);
  }

  private changedOnDisk(path: string): void {
    const isAwaited = this.missing.delete(path);
    if (isAwaited) this.imported.add(path);
    if (isAwaited || this.known.get(path) === "onDisk") this.forget(path);
  }

  private forget(path: string): void {
    this.known.delete(path);
    this.send(this.core.close(path));
    this.changes.fire(path);
  }

  /** The core's answer to a text is nothing; its errors come again with the next question. */
  private send(sent: Promise<void>): void {
    sent.catch(() => undefined);
  }

  /** Cells keep their index: those that are not Python count as empty. */
  private notebookText(notebook: vscode.NotebookDocument): DocumentText {
    const path = pathOf(notebook.uri);
    const cells = notebook.getCells().map(({ document }) => (isPython(document) ? document.getText() : ""));
    return { path, language: "notebook", version: this.notebookVersions.get(path) ?? 1, text: "", cells };
  }
}

/** Whether losses are looked for in a document: Python, and not one side of a comparison with an older version. */
export function isPython(document: vscode.TextDocument): boolean {
  return document.languageId === "python" && document.uri.scheme !== "git";
}

/** The notebook that a document is a cell of. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== "vscode-notebook-cell") return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}

/** The path by which the core knows a document, and the cell that it is there. */
export function placeOf(document: vscode.TextDocument): { readonly path: string; readonly cell?: number } {
  const notebook = notebookOf(document);
  if (!notebook) return { path: pathOf(document.uri) };
  const cell = notebook.getCells().findIndex((one) => one.document === document);
  return { path: pathOf(notebook.uri), cell };
}

/** Folders above a virtual workspace are asked over a network, for nothing. */
async function readImport(uri: vscode.Uri): Promise<string | undefined> {
  const isNear = uri.scheme === "file" || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isNear ? await readText(uri) : undefined;
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // A candidate that does not exist is the usual case; the importer says what it could not find.
    return undefined;
  }
}
