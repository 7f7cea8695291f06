/** One panel and the session that it shows: creates the page, relays between the two, and ends both together. */

import * as vscode from "vscode";
import type { ExportFormat, FromPage, Paint, ToPage } from "../messages";
import type { Squiggles } from "./diagnostics";
import { type Disposable, Disposables, Signal } from "./disposable";
import type { Log } from "./log";
import { createNonce, pageHtml } from "./pageHtml";
import { reveal } from "./reveal";
import { type SavedSession, Session, type SessionOptions, type SessionView } from "./session";

export const viewType = "lossLandscape.preview";

export interface PreviewOptions {
  readonly extensionUri: vscode.Uri;
  readonly session: SessionOptions;
  readonly squiggles: Squiggles;
  readonly log: Log;
  exportPlot(preview: Preview, format: ExportFormat): void;
}

/** Who waits for the page's answer to a question, by its number. */
type Answers<Answer> = Map<number, (answer: Answer) => void>;

/** A page that does not answer a request for its picture within this is broken. */
const exportTimeout = 20_000;

export class Preview implements SessionView, Disposable {
  readonly session: Session;
  /** A pinned preview keeps its definition; another one is opened for the next. */
  isPinned = false;
  private readonly owned = new Disposables();
  private readonly changes = this.owned.add(new vscode.EventEmitter<void>());
  private readonly ends = new Signal<void>();
  private readonly becameReady = new Signal<void>();
  private readonly exports: Answers<string> = new Map();
  private readonly echoes: Answers<Paint> = new Map();
  private nextId = 1;
  private isReady = false;
  private isStale = false;
  /** The session, its visibility or its focus changed. */
  readonly onDidChange = this.changes.event;
  readonly onDidEnd = this.ends.event;

  constructor(
    readonly panel: vscode.WebviewPanel,
    saved: SavedSession,
    private readonly options: PreviewOptions,
  ) {
    this.session = new Session(saved, options.session, this);
    this.owned.add(panel.onDidDispose(() => this.end()));
    this.owned.add(panel.onDidChangeViewState(() => this.viewStateChanged()));
    this.owned.add(
      panel.webview.onDidReceiveMessage((message: FromPage) => void options.log.guard(() => this.receive(message))),
    );
    panel.iconPath = {
      light: vscode.Uri.joinPath(options.extensionUri, "media", "preview-light.svg"),
      dark: vscode.Uri.joinPath(options.extensionUri, "media", "preview-dark.svg"),
    };
    this.retitle();
    panel.webview.options = webviewOptions(options.extensionUri);
    panel.webview.html = html(panel.webview, options.extensionUri);
    // The study runs while the page loads.
    this.session.refresh();
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** A text changed. A hidden preview catches up when it is seen again. */
  refresh(): void {
    if (this.isVisible) this.session.refresh();
    else this.isStale = true;
  }

  post(message: ToPage): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }

  changed(): void {
    this.retitle();
    if (this.isVisible) this.options.squiggles.set(this, this.session.diagnostics);
    this.changes.fire();
  }

  log(message: string): void {
    this.options.log.error(message);
  }

  /** The page's picture or data, as text. */
  async plot(format: ExportFormat): Promise<string> {
    return await this.ask(this.exports, (id) => ({ kind: "export", format, id }));
  }

  /** How the page painted after an empty message: what transport and paint cost by themselves. */
  async echo(): Promise<Paint> {
    return await this.ask(this.echoes, (id) => ({ kind: "echo", id }));
  }

  setPinned(isPinned: boolean): void {
    this.isPinned = isPinned;
    this.changed();
  }

  dispose(): void {
    this.panel.dispose();
  }

  /** Lets go of the panel without closing it. */
  release(): void {
    this.session.dispose();
    this.owned.dispose();
  }

  private async receive(message: FromPage): Promise<void> {
    if (message.kind === "ready") {
      this.isReady = true;
      this.becameReady.fire();
    } else if (message.kind === "exported") this.exports.get(message.id)?.(message.data);
    else if (message.kind === "echoed") this.echoes.get(message.id)?.(message.paint);
    else if (message.kind === "export") this.options.exportPlot(this, message.format);
    else if (message.kind === "reveal") await reveal(message, this.panel.viewColumn);
    else if (message.kind === "broken") throw new Error(message.message);
    this.session.receive(message);
  }

  private async ask<Answer>(answers: Answers<Answer>, request: (id: number) => ToPage): Promise<Answer> {
    if (!this.isReady) await this.waitUntilReady();
    const id = this.nextId++;
    try {
      return await withTimeout(exportTimeout, (resolve) => {
        answers.set(id, resolve);
        this.post(request(id));
      });
    } finally {
      answers.delete(id);
    }
  }

  private async waitUntilReady(): Promise<void> {
    const ready = withTimeout<void>(exportTimeout, (resolve) => {
      const once = this.becameReady.event(() => {
        once.dispose();
        resolve();
      });
    });
    this.panel.reveal(undefined, true);
    await ready;
  }

  private viewStateChanged(): void {
    if (!this.isVisible) {
      // The page is gone while hidden; it asks for its whole state when it is back.
      this.isReady = false;
      this.options.squiggles.clear(this);
    } else {
      this.options.squiggles.set(this, this.session.diagnostics);
      if (this.isStale) this.session.refresh();
      this.isStale = false;
    }
    this.changes.fire();
  }

  private retitle(): void {
    const title = vscode.l10n.t("Preview {0}", this.session.target.name);
    const whole = this.isPinned ? `${title} 📌` : title;
    // Each assignment travels to the workbench: not at every keystroke.
    if (this.panel.title !== whole) this.panel.title = whole;
  }

  private end(): void {
    this.options.squiggles.clear(this);
    this.ends.fire();
    this.release();
  }
}

export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: ["dist", "media"].map((folder) => vscode.Uri.joinPath(extensionUri, folder)),
  };
}

function html(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const address = (...parts: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...parts)).toString();
  return pageHtml({
    cspSource: webview.cspSource,
    script: address("dist", "webview.js"),
    styles: [address("dist", "codicon.css"), address("media", "panel.css")],
    nonce: createNonce(),
    language: vscode.env.language,
    title: "Loss Landscape",
  });
}

function withTimeout<T>(milliseconds: number, start: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(vscode.l10n.t("the preview's page does not answer"))),
      milliseconds,
    );
    start((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
