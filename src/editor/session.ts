/**
 * What one preview is about: a definition, the choices made for it, and the last good study of it.
 *
 * Follows its definition: every answer brings the key to ask with next time, so edits, moves and renames do not lose it.
 * Studies coalesce (one running, one waiting). Knows nothing of vscode: the panel that shows it is `SessionView`.
 */

import type { Choices, FromPage, Paint, PanelState, ToPage } from "../messages";
import { type Packed, unpack } from "../packed";
import type { DefinitionKey, Diagnostic, Given, SampleView, Study, StudyRequest, TextRange } from "../study/request";
import type { PackedReply } from "../worker";
import { TookTooLong } from "./coreHost";
import { Signal } from "./disposable";
import { Latest } from "./latest";

/** A definition in a file, and what a person knows it by until its study tells better. */
export interface Target {
  readonly path: string;
  readonly key: DefinitionKey;
  readonly name: string;
  /** 0-based line of the name when last seen, in its file or cell. */
  readonly line: number;
}

/** What outlives a window: enough to show the same preview again. */
export interface SavedSession {
  readonly id: string;
  readonly target: Target;
  readonly choices: Choices;
}

export interface SessionView {
  post(message: ToPage): void;
  /** The study, its diagnostics or the choices changed. */
  changed(): void;
  log(message: string): void;
}

export interface SessionOptions {
  study(request: StudyRequest): Promise<PackedReply>;
  /** Of an unchecked study: what is to be shown instead, if anything. */
  check(request: StudyRequest): Promise<PackedReply | undefined>;
  /** What the settings say where nothing was chosen. */
  defaults(): { readonly seed?: number; readonly view?: SampleView };
  readonly words: {
    gone(name: string): string;
    tookTooLong(seconds: number): string;
    busy(name: string): string;
  };
  strings(): Readonly<Record<string, string>>;
}

export const noChoices: Choices = { set: {}, inputs: {}, shown: {} };

/** An answer that is quicker than this needs no word that it is coming. */
const busyAfter = 400;

/** By then the curve is painted: the check takes nothing from it, and while keys follow each other it is not made at all. */
const checkAfter = 80;

export class Session {
  /** Counts questions: what the page shows carries the number of the question that it answers. */
  version = 0;
  study: Study | undefined;
  /** The same, as the page is given it. */
  private shown: Packed<Study> | undefined;
  diagnostics: readonly Diagnostic[] = [];
  isFailed = false;
  choices: Choices;
  target: Target;
  readonly id: string;
  /** Time of each of the last questions, answers and paints, by version: for latency figures. */
  readonly askedAt = new Map<number, number>();
  readonly answeredAt = new Map<number, number>();
  readonly paints = new Map<number, Paint>();
  /** The version that the page shows. */
  painted: number | undefined;
  private readonly paintings = new Signal<void>();
  readonly onDidPaint = this.paintings.event;
  private checking: ReturnType<typeof setTimeout> | undefined;
  private isDisposed = false;
  private readonly questions = new Latest<number>((version) => this.ask(version));

  constructor(
    saved: SavedSession,
    private readonly options: SessionOptions,
    private readonly view: SessionView,
  ) {
    this.id = saved.id;
    this.target = saved.target;
    this.choices = saved.choices;
  }

  get saved(): SavedSession {
    return { id: this.id, target: this.target, choices: this.choices };
  }

  /** The text of the file, or of one that it may import, changed. */
  refresh(): void {
    clearTimeout(this.checking);
    this.version++;
    note(this.askedAt, this.version, Date.now());
    this.questions.ask(this.version);
  }

  /** Shows another definition, from scratch or with choices made before. */
  retarget(target: Target, choices: Choices): void {
    this.target = target;
    this.choices = choices;
    this.study = undefined;
    this.shown = undefined;
    this.diagnostics = [];
    this.isFailed = false;
    this.show();
    this.refresh();
  }

  /** What the page says about choices; the rest of its messages concern the panel. */
  receive(message: FromPage): void {
    if (message.kind === "ready") this.show();
    else if (message.kind === "choose") this.choose(message.choices);
    else if (message.kind === "reset") this.reset();
    else if (message.kind === "painted") {
      this.painted = message.version;
      note(this.paints, message.version, message.paint);
      this.paintings.fire();
    }
  }

  /** Sets one coefficient or input for the preview; `undefined` gives it back to the source. */
  set(name: string, value: Given | undefined): void {
    const { [name]: _, ...others } = this.choices.set;
    this.choices = { ...this.choices, set: value === undefined ? others : { ...others, [name]: value } };
    this.show();
    this.refresh();
    this.view.changed();
  }

  reset(): void {
    this.choices = noChoices;
    this.show();
    this.refresh();
    this.view.changed();
  }

  /** The page's whole state. */
  show(): void {
    const { version, diagnostics } = this;
    this.view.post({ kind: "show", state: this.state() });
    if (this.isFailed) this.view.post({ kind: "failed", version, diagnostics });
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.checking);
  }

  private state(): PanelState {
    return {
      id: this.id,
      version: this.version,
      title: this.target.name,
      path: this.target.path,
      study: this.shown,
      diagnostics: this.diagnostics,
      choices: this.choices,
      strings: this.options.strings(),
    };
  }

  private choose(choices: Choices): void {
    const asked = JSON.stringify(this.request());
    this.choices = choices;
    // Showing or hiding a series asks nothing new.
    if (JSON.stringify(this.request()) !== asked) this.refresh();
    this.view.changed();
  }

  private request(): StudyRequest {
    const { shown: _, ...asked } = this.choices;
    return { ...this.options.defaults(), ...asked, path: this.target.path, definition: this.target.key };
  }

  private async ask(version: number): Promise<void> {
    const target = this.target;
    const busy = setTimeout(
      () => this.view.post({ kind: "busy", message: this.options.words.busy(target.name) }),
      busyAfter,
    );
    try {
      const request = this.request();
      const reply = await this.options.study({ ...request, isUrgent: true });
      note(this.answeredAt, version, Date.now());
      if (!this.isCurrent(target)) return;
      this.accept(reply, version);
      if (reply.kind === "ready" && reply.isUnchecked && version === this.version)
        this.checking = setTimeout(() => void this.check(request, version), checkAfter);
    } catch (error) {
      if (this.isCurrent(target)) this.fail([this.explain(error)], version);
    } finally {
      clearTimeout(busy);
    }
  }

  /** Of several keystrokes in a row the last one is checked. */
  private async check(request: StudyRequest, version: number): Promise<void> {
    const { target } = this;
    const isNews = () => version === this.version && this.isCurrent(target);
    try {
      const better = await this.options.check({ ...request, definition: target.key });
      if (better && isNews()) this.accept(better, version);
    } catch (error) {
      if (isNews()) this.fail([this.explain(error)], version);
    }
  }

  /** An answer about a definition that is no longer shown is stale. An older answer about this one is still news. */
  private isCurrent(target: Target): boolean {
    return !this.isDisposed && target === this.target;
  }

  private accept(reply: PackedReply, version: number): void {
    if (reply.kind === "ready") {
      // A keystroke's curve is on its way before anything else is done.
      this.view.post({ kind: "study", version, study: reply.study });
      const study = unpack(reply.study);
      this.study = study;
      this.shown = reply.study;
      this.diagnostics = study.diagnostics;
      this.isFailed = false;
      this.follow(study);
      this.view.changed();
    } else if (reply.kind === "failed") {
      this.fail(reply.diagnostics, version);
    } else {
      const message = this.options.words.gone(this.target.name);
      this.fail([{ severity: "warning", message, range: undefined }], version);
    }
  }

  /** Same object while nothing changed: a running question is about the very target that it was asked for. */
  private follow({ key, loss }: Study): void {
    const { path, key: old, name, line } = this.target;
    if (loss.name === name && loss.line - 1 === line && isSameKey(key, old)) return;
    this.target = { path, key, name: loss.name, line: loss.line - 1 };
  }

  private fail(diagnostics: readonly Diagnostic[], version: number): void {
    this.isFailed = true;
    this.diagnostics = diagnostics;
    this.view.post({ kind: "failed", version, diagnostics });
    this.view.changed();
  }

  private explain(error: unknown): Diagnostic {
    if (error instanceof TookTooLong) {
      const message = this.options.words.tookTooLong(error.seconds);
      return { severity: "error", message, range: this.targetRange() };
    }
    this.view.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { severity: "error", message: error instanceof Error ? error.message : String(error), range: undefined };
  }

  private targetRange(): TextRange {
    const { path, key, line } = this.target;
    const cell = key.cell === undefined ? {} : { cell: key.cell };
    return { path, ...cell, start: { line, column: 0 }, end: { line, column: 0 } };
  }
}

function note<What>(notes: Map<number, What>, version: number, what: What): void {
  notes.set(version, what);
  const oldest = notes.keys().next().value;
  if (notes.size > 200 && oldest !== undefined) notes.delete(oldest);
}

export function isSameKey(a: DefinitionKey, b: DefinitionKey): boolean {
  return a.qualifiedName === b.qualifiedName && a.kind === b.kind && a.ordinal === b.ordinal && a.cell === b.cell;
}
