/** All previews: the one that follows what is asked for, those that are pinned, and what they are after a window reload. */

import * as vscode from "vscode";
import type { CoefficientValue } from "../discovery/loss";
import type { Choices } from "../messages";
import type { DefinitionKey } from "../study/request";
import { type Disposable, Disposables, Signal } from "./disposable";
import type { Documents } from "./documents";
import { Preview, type PreviewOptions, viewType, webviewOptions } from "./preview";
import { isSameKey, noChoices, type SavedSession, type Target } from "./session";

interface SavedPreview extends SavedSession {
  readonly isPinned: boolean;
}

const storageKey = "lossLandscape.previews";
const saveAfter = 300;

export class Previews implements vscode.WebviewPanelSerializer, Disposable {
  private readonly owned = new Disposables();
  /** The last seen first. */
  private readonly open: Preview[] = [];
  private readonly changes = new Signal<void>();
  /** Choices made for a definition come back with it while the window lives. */
  private readonly remembered = new Map<string, Choices>();
  private saving: ReturnType<typeof setTimeout> | undefined;
  private lastSaved = "";

  /** A preview was opened, closed, seen, or says something else. */
  readonly onDidChange = this.changes.event;
  private readonly valueChanges = new Signal<void>();
  private lastValues = "[]";
  /** The values that lenses show changed. */
  readonly onDidChangeValues = this.valueChanges.event;

  constructor(
    private readonly options: PreviewOptions,
    private readonly documents: Documents,
    private readonly storage: vscode.Memento,
  ) {
    this.owned.add(vscode.window.registerWebviewPanelSerializer(viewType, this));
    this.owned.add(documents.onDidChange((path) => this.textChanged(path)));
  }

  /** The preview that a command without argument means: the one in focus, else the last one seen. */
  get current(): Preview | undefined {
    return (
      this.open.find((preview) => preview.panel.active) ??
      this.open.find((preview) => preview.isVisible) ??
      this.open[0]
    );
  }

  get all(): readonly Preview[] {
    return this.open;
  }

  /** The preview of a definition, if there is one. */
  find(path: string, key: DefinitionKey): Preview | undefined {
    return this.open.find(({ session }) => session.target.path === path && isSameKey(session.target.key, key));
  }

  /** Values set in the preview of a definition. */
  valuesOf(path: string, key: DefinitionKey): Readonly<Record<string, CoefficientValue>> {
    return this.find(path, key)?.session.choices.set ?? {};
  }

  /** Shows a definition: in its own preview if it has one, else in the one that follows, else in a new panel. */
  show(target: Target, column: vscode.ViewColumn): Preview {
    const own = this.find(target.path, target.key);
    const preview = own ?? this.open.find(({ isPinned }) => !isPinned);
    if (!preview) return this.create(target, column);
    if (!own) preview.session.retarget(target, this.remembered.get(nameOf(target)) ?? noChoices);
    const isInPlace = column === vscode.ViewColumn.Active;
    preview.panel.reveal(isInPlace ? column : undefined, !isInPlace);
    preview.changed();
    return preview;
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = typeof state === "object" && state !== null && "id" in state ? state.id : undefined;
    const all = this.storage.get<readonly SavedPreview[]>(storageKey, []);
    const saved =
      all.find((one) => one.id === id) ??
      all.find((one) => !one.isPinned && !this.open.some(({ session }) => session.id === one.id));
    if (!saved) {
      panel.dispose();
      return;
    }
    this.adopt(new Preview(panel, saved, this.options)).isPinned = saved.isPinned;
  }

  /** The panels stay: at a window's reload VS Code brings them back with what is saved here. */
  dispose(): void {
    this.save();
    for (const preview of this.open) preview.release();
    this.owned.dispose();
  }

  private create(target: Target, viewColumn: vscode.ViewColumn): Preview {
    const { extensionUri } = this.options;
    const panel = vscode.window.createWebviewPanel(
      viewType,
      target.name,
      { viewColumn, preserveFocus: viewColumn !== vscode.ViewColumn.Active },
      webviewOptions(extensionUri),
    );
    const choices = this.remembered.get(nameOf(target)) ?? noChoices;
    return this.adopt(new Preview(panel, { id: newId(), target, choices }, this.options));
  }

  private adopt(preview: Preview): Preview {
    this.open.unshift(preview);
    const changes = preview.onDidChange(() => this.changed(preview));
    const end = preview.onDidEnd(() => {
      changes.dispose();
      end.dispose();
      this.open.splice(this.open.indexOf(preview), 1);
      this.changed();
    });
    this.changed(preview);
    return preview;
  }

  private changed(preview?: Preview): void {
    if (preview) this.remembered.set(nameOf(preview.session.target), preview.session.choices);
    if (preview?.panel.active) {
      this.open.splice(this.open.indexOf(preview), 1);
      this.open.unshift(preview);
    }
    this.saving ??= setTimeout(() => this.settle(), saveAfter);
    this.changes.fire();
  }

  /** What need not happen at every keystroke or step of a slider. */
  private settle(): void {
    this.save();
    const set = this.open.filter(({ session }) => Object.keys(session.choices.set).length > 0);
    const values = JSON.stringify(
      set.map(({ session }) => [session.target.path, session.target.key, session.choices.set]),
    );
    if (values === this.lastValues) return;
    this.lastValues = values;
    this.valueChanges.fire();
  }

  private save(): void {
    clearTimeout(this.saving);
    this.saving = undefined;
    const saved = this.open.map(({ session, isPinned }): SavedPreview => ({ ...session.saved, isPinned }));
    const text = JSON.stringify(saved);
    if (text === this.lastSaved) return;
    this.lastSaved = text;
    void this.storage.update(storageKey, saved);
  }

  private textChanged(path: string): void {
    const isImported = this.documents.isImported(path);
    for (const preview of this.open) {
      if (isImported || preview.session.target.path === path) preview.refresh();
    }
  }
}

function nameOf({ path, key }: Target): string {
  return `${path}#${key.cell ?? ""}#${key.qualifiedName}`;
}

function newId(): string {
  return crypto.randomUUID();
}
