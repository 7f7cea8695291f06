/**
 * The names of a module, each evaluated when it is first asked for: a preview of one function runs only those top-level
 * statements that its names need, in the order of the text.
 */

import type { Statement } from "../syntax/tree";
import { boundNames } from "./binding";
import { AbsentNeeded } from "./errors";
import type { ModuleSource } from "./moduleSource";
import type { Frame, Runtime } from "./runtime";
import { type CodeOrigin, LexicalScope } from "./scope";
import { Raised } from "./tracer";
import type { Value } from "./values";
import { none } from "./values";

export class ModuleScope extends LexicalScope {
  /** How many of a name's chunks have run. */
  private readonly progress = new Map<string, number>();
  private readonly settled = new Set<string>();
  private readonly started = new Set<number>();
  /** The chunk that is running: what it asks for is seen as it was at that point of the text. */
  private running = Number.POSITIVE_INFINITY;
  /** What a name was after each of its chunks, where it has several: chunks that run late see it as it was above them. */
  private readonly versions = new Map<string, { readonly position: number; readonly value: Value }[]>();
  private readonly searchedStars = new Set<string>();

  constructor(
    private readonly run: Runtime,
    private readonly source: ModuleSource,
    code: CodeOrigin,
    /** Where names are looked for that the text does not bind. */
    private readonly elsewhere: (name: string) => Value | undefined,
    private readonly fromStar: (statement: Statement, name: string) => Value | undefined,
  ) {
    super("module", undefined, code);
  }

  override find(name: string): Value | undefined {
    if (!this.settled.has(name)) this.settle(name);
    return this.earlier(name) ?? this.names.get(name) ?? this.elsewhere(name) ?? this.searchStars(name);
  }

  override *visible(): Iterable<string> {
    yield* this.names.keys();
    yield* this.source.names();
  }

  private earlier(name: string): Value | undefined {
    if (this.running === Number.POSITIVE_INFINITY) return undefined;
    const versions = this.versions.get(name);
    if (versions === undefined || this.source.touched(this.running).includes(name)) return undefined;
    return versions.findLast((one) => one.position < this.running)?.value;
  }

  private settle(name: string): void {
    const positions = this.source.positions(name);
    if (positions === undefined) {
      this.settled.add(name);
      return;
    }
    this.advance(name, positions, this.running);
    // A name that is only bound further down: the statement that runs is a call whose function will need it anyway.
    if (!this.names.has(name)) this.advance(name, positions, Number.POSITIVE_INFINITY, true);
    if ((this.progress.get(name) ?? 0) >= positions.length) this.settled.add(name);
  }

  private advance(name: string, positions: readonly number[], limit: number, untilBound = false): void {
    for (;;) {
      const done = this.progress.get(name) ?? 0;
      const position = positions[done];
      if (position === undefined || position >= limit) return;
      this.progress.set(name, done + 1);
      try {
        this.runChunk(position);
      } catch (error) {
        this.progress.set(name, done);
        throw error;
      }
      if (untilBound && this.names.has(name)) return;
    }
  }

  private runChunk(position: number): void {
    if (this.started.has(position)) return;
    this.started.add(position);
    for (const other of this.source.touched(position))
      this.advance(other, this.source.positions(other) ?? [], position);
    const chunk = this.source.chunk(position);
    const outer = this.running;
    const outerFrame = this.run.frame;
    const userDepth = this.run.userDepth;
    const site = this.run.graph.site;
    this.running = position;
    this.run.userDepth = 0;
    const frame: Frame = {
      scope: this,
      chunk,
      code: this.code,
      name: "",
      depth: 0,
      owner: undefined,
      first: undefined,
      returned: none,
      handled: undefined,
      importGuards: 0,
    };
    this.run.frame = frame;
    try {
      for (const statement of chunk.statements) this.runStatement(frame, statement);
      this.keepVersions(position);
      this.run.graph.site = site;
    } catch (error) {
      this.started.delete(position);
      if (error instanceof Raised) error.site ??= this.run.graph.site;
      throw error;
    } finally {
      this.running = outer;
      this.run.frame = outerFrame;
      this.run.userDepth = userDepth;
    }
  }

  private keepVersions(position: number): void {
    for (const name of this.source.touched(position)) {
      const value = this.names.get(name);
      if (value === undefined || (this.source.positions(name)?.length ?? 0) < 2) continue;
      const versions = this.versions.get(name) ?? [];
      versions.push({ position, value });
      this.versions.set(name, versions);
    }
  }

  /** What depends on a library that is not there stays open until somebody needs it. */
  private runStatement(frame: Frame, statement: Statement): void {
    try {
      this.run.execute(frame, [statement]);
      if (statement.kind === "if") this.importUnbound(frame, statement);
    } catch (error) {
      if (!(error instanceof AbsentNeeded)) throw error;
      if (statement.kind === "assign") this.bindAbsent(boundNames([statement]), error.message);
      else if (statement.kind === "if") this.runUnasked(frame, statement, error.message);
      else if (statement.kind !== "expression") throw error;
    }
  }

  /** `if is_available(): import x`, answered by no: who needs `x` all the same has it on a machine where the answer is yes. */
  private importUnbound(frame: Frame, statement: Statement & { readonly kind: "if" }): void {
    for (const one of [...statement.body, ...statement.otherwise]) {
      if (one.kind !== "import" && one.kind !== "fromImport") continue;
      const isUnbound = [...boundNames([one])].some((name) => !this.names.has(name));
      if (isUnbound) this.runStatement(frame, one);
    }
  }

  /** `if is_peft_available(): import peft` with the question absent: as if it were there; what then is not bound is absent. */
  private runUnasked(frame: Frame, statement: Statement & { readonly kind: "if" }, reason: string): void {
    try {
      for (const one of statement.body) this.runStatement(frame, one);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
    }
    this.bindAbsent(
      [...boundNames([statement])].filter((name) => !this.names.has(name)),
      reason,
    );
  }

  private bindAbsent(names: Iterable<string>, reason: string): void {
    for (const name of names)
      this.names.set(name, { kind: "absent", name, reason: `it could not be computed: ${reason}`, place: undefined });
  }

  private searchStars(name: string): Value | undefined {
    if (this.source.stars.length === 0 || this.searchedStars.has(name) || name.startsWith("__")) return undefined;
    this.searchedStars.add(name);
    for (const position of [...this.source.stars].reverse()) {
      for (const statement of this.source.chunk(position).statements) {
        const value = this.fromStar(statement, name);
        if (value === undefined) continue;
        this.names.set(name, value);
        return value;
      }
    }
    return undefined;
  }
}
