/** Scopes of names: what a block's names mean, innermost first. */

import type { Statement } from "../syntax/tree";
import { boundNames, deepStatements } from "./binding";
import { fault } from "./errors";
import type { ClassValue, Scope, Value } from "./values";

/** What is known of a block's names before it runs. */
export interface NameTable {
  /** Names that the block binds itself: reading one before that is an error, not a look further out. */
  readonly locals: ReadonlySet<string>;
  readonly outer: Map<string, "global" | "nonlocal">;
}

const nothing: NameTable = { locals: new Set(), outer: new Map() };

/** Whose code it is, and where relative imports start from. Equations and errors point at user code only. */
export interface CodeOrigin {
  readonly module: string;
  /** Absent for preludes. */
  readonly path: string | undefined;
  readonly isPackage: boolean;
  readonly isUser: boolean;
}

export const nowhere: CodeOrigin = { module: "", path: undefined, isPackage: false, isUser: false };

export class LexicalScope implements Scope {
  readonly names: Map<string, Value>;
  readonly outer: Map<string, "global" | "nonlocal">;
  private readonly locals: ReadonlySet<string>;

  constructor(
    readonly kind: Scope["kind"],
    readonly parent: LexicalScope | undefined,
    readonly code: CodeOrigin,
    table: NameTable = nothing,
    names?: Map<string, Value>,
  ) {
    this.names = names ?? new Map();
    this.outer = table.outer;
    this.locals = table.locals;
  }

  /** The module around it; a module is its own. */
  get module(): LexicalScope {
    let scope: LexicalScope = this;
    while (scope.parent !== undefined) scope = scope.parent;
    return scope;
  }

  /** @throws Raised UnboundLocalError */
  find(name: string): Value | undefined {
    if (this.outer.get(name) === "global") return this.module.find(name);
    const value = this.names.get(name);
    if (value !== undefined) return value;
    if (this.kind === "function" && this.locals.has(name) && !this.outer.has(name)) {
      throw fault("UnboundLocalError", `local variable '${name}' is used before it has a value`);
    }
    return this.parent?.find(name);
  }

  bind(name: string, value: Value): void {
    this.target(name).names.set(name, value);
  }

  unbind(name: string): boolean {
    return this.target(name).names.delete(name);
  }

  /** Where a walrus inside a comprehension binds. */
  get holder(): LexicalScope {
    let scope: LexicalScope = this;
    while (scope.kind === "comprehension" && scope.parent !== undefined) scope = scope.parent;
    return scope;
  }

  /** All names in reach, for suggestions. */
  *visible(): Iterable<string> {
    yield* this.names.keys();
    if (this.parent !== undefined) yield* this.parent.visible();
  }

  private target(name: string): LexicalScope {
    if (this.outer.size === 0) return this;
    const declared = this.outer.get(name);
    if (declared === "global") return this.module;
    if (declared === undefined) return this;
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      if (scope.kind === "function" && (scope.names.has(name) || scope.locals.has(name))) return scope.target(name);
    }
    return this;
  }
}

/** The names of a class body are the attributes of the class. */
export function createClassScope(owner: ClassValue, parent: LexicalScope): LexicalScope {
  return new LexicalScope("class", parent, parent.code, nothing, owner.attributes);
}

/** The scope that a function defined here closes over: class bodies are passed over. */
export function enclosing(scope: LexicalScope): LexicalScope {
  let found = scope;
  while (found.kind === "class" && found.parent !== undefined) found = found.parent;
  return found;
}

const tables = new WeakMap<readonly Statement[], NameTable>();

/** Names bound in a function's body, not looking into functions and classes inside it. */
export function nameTable(body: readonly Statement[], parameters: readonly string[]): NameTable {
  const known = tables.get(body);
  if (known !== undefined) return known;
  const locals = new Set(parameters);
  const outer = new Map<string, "global" | "nonlocal">();
  for (const name of boundNames(body)) locals.add(name);
  for (const statement of deepStatements(body)) {
    if (statement.kind === "global" || statement.kind === "nonlocal") {
      for (const name of statement.names) outer.set(name, statement.kind);
    }
  }
  const table = { locals, outer };
  tables.set(body, table);
  return table;
}
