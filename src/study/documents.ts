/** The documents that a core has been given, and the files that they import, parsed once a version. */

import { discover } from "../discovery/discover";
import type { Loss } from "../discovery/loss";
import { parseCells, parseNotebook } from "../syntax/notebook";
import type { PythonParser } from "../syntax/python";
import type { Module } from "../syntax/tree";
import type { DocumentText, Files } from "./core";

export interface OpenDocument {
  readonly version: number;
  readonly module: Module;
  /** Looked for when somebody asks: a keystroke's curve comes before. */
  readonly losses: readonly Loss[];
  /** What discovery found in the last version that was looked at, to follow renamed definitions. */
  readonly lossesBefore: readonly Loss[] | undefined;
}

interface Looked {
  readonly module: Module;
  readonly losses: readonly Loss[];
}

export class Documents {
  private readonly texts = new Map<string, DocumentText>();
  private readonly parsed = new Map<string, OpenDocument>();
  /** The last version of each in which losses were looked for. */
  private readonly looked = new Map<string, Looked>();
  /** Files that imports lead to: a module, or that there is none. */
  private readonly imported = new Map<string, Module | undefined>();

  /** How often texts came, went or were read, and how often each path's own did. */
  private changes = 0;
  private readonly ownChanges = new Map<string, number>();

  constructor(
    private readonly parser: PythonParser,
    private readonly files: Files,
  ) {}

  open(document: DocumentText): void {
    this.changed(document.path);
    this.texts.set(document.path, document);
    this.imported.delete(document.path);
  }

  close(path: string): void {
    this.changed(path);
    this.texts.delete(path);
    this.parsed.delete(path);
    this.looked.delete(path);
    this.imported.delete(path);
  }

  /** As it was given, not parsed. */
  text(path: string): DocumentText | undefined {
    return this.texts.get(path);
  }

  /** Stays the same while no other text than this one changes. */
  stampOfOthers(path: string): number {
    return this.changes - (this.ownChanges.get(path) ?? 0);
  }

  private changed(path: string): void {
    this.changes++;
    this.ownChanges.set(path, (this.ownChanges.get(path) ?? 0) + 1);
  }

  /** The document as it is now; parses what changed. */
  find(path: string): OpenDocument | undefined {
    const text = this.texts.get(path);
    const before = this.parsed.get(path);
    if (text === undefined) return undefined;
    if (before !== undefined && before.version === text.version && before.module.text === text.text) return before;
    const module = this.parse(text, before?.module);
    const now = this.toBeLookedAt(text.version, module);
    this.parsed.set(path, now);
    return now;
  }

  private toBeLookedAt(version: number, module: Module): OpenDocument {
    const { path } = module;
    const before = this.looked.get(path);
    let losses: readonly Loss[] | undefined;
    const look = (): readonly Loss[] => {
      const found = discover(module, before?.module);
      this.looked.set(path, { module, losses: found });
      return found;
    };
    return {
      version,
      module,
      get losses() {
        losses ??= look();
        return losses;
      },
      lossesBefore: before?.losses,
    };
  }

  parse(document: DocumentText, previous?: Module): Module {
    if (document.language !== "notebook") return this.parser.parse(document.path, document.text, previous);
    return document.cells === undefined
      ? parseNotebook(this.parser, document.path, document.text, previous)
      : parseCells(this.parser, document.path, document.cells, previous, document.text);
  }

  /** For the interpreter: the first candidate that exists, `pending` when one of them was not looked for yet. */
  readonly findFile = (candidates: readonly string[]): Module | undefined | "pending" => {
    for (const path of candidates) {
      const open = this.texts.has(path) ? this.find(path)?.module : undefined;
      if (open !== undefined) return open;
      if (!this.imported.has(path)) return "pending";
      const module = this.imported.get(path);
      if (module !== undefined) return module;
    }
    return undefined;
  };

  /** Reads the first candidate that exists, so that `findFile` can answer. */
  async fetch(candidates: readonly string[]): Promise<void> {
    const found = await this.files.read(candidates);
    this.changes++;
    for (const path of candidates) {
      if (path === found?.path) break;
      if (!this.imported.has(path)) this.imported.set(path, undefined);
    }
    if (found !== undefined) this.imported.set(found.path, this.parser.parse(found.path, found.text));
  }

  /** All modules that places may point into. */
  readonly modules = (path: string): readonly Module[] => {
    const own = this.find(path);
    const others = [...this.imported.values()].filter((module) => module !== undefined);
    return own === undefined ? others : [own.module, ...others];
  };
}
