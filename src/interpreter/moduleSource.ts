/** What a module's text binds, chunk by chunk, before any of it runs: the user's files, and preludes that are parsed late. */

import { splitChunks } from "../syntax/chunks";
import type { Chunk, ClassStatement, Expression, FunctionStatement, Module, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { boundNames, deepStatements } from "./binding";

export interface ModuleSource {
  /** The chunks that bind the name or change what it holds, in order; `undefined` where none binds it. */
  readonly positions: (name: string) => readonly number[] | undefined;
  readonly chunk: (position: number) => Chunk;
  /** Names that the chunk binds or changes. */
  readonly touched: (position: number) => readonly string[];
  /** Whether the name stands for something imported by name: what the text works with, not what it defines. */
  readonly imports: (name: string) => boolean;
  /** Chunks with `from … import *`. */
  readonly stars: readonly number[];
  readonly names: () => Iterable<string>;
}

const known = new WeakMap<Module, ModuleSource>();

export function sourceOfModule(module: Module): ModuleSource {
  const found = known.get(module);
  if (found !== undefined) return found;
  const chunks = module.chunks.map((placed) => placed.chunk);
  const effects = chunks.map(effectsOf);
  const functions = new Map<string, Effects>();
  for (const one of effects) for (const [name, inner] of one.functions) functions.set(name, inner);
  const made = indexed(
    (position) => requireChunk(chunks, position),
    effects.map((one) => withCalls(one, functions)),
  );
  known.set(module, made);
  return made;
}

/** The parts of a prelude, found by their first lines; a part is parsed when a name of it is asked for. */
export function sourceOfPrelude(text: string, parseChunk: (text: string) => Chunk): ModuleSource {
  const texts = splitChunks(text).map((part) => part.text);
  const chunks: (Chunk | undefined)[] = texts.map(() => undefined);
  const chunk = (position: number): Chunk => {
    const parsed = chunks[position] ?? parseChunk(texts[position] ?? "");
    chunks[position] = parsed;
    return parsed;
  };
  const effects = texts.map((part, position) => effectsOfHead(part) ?? effectsOf(chunk(position)));
  return indexed(chunk, effects);
}

/** What the first lines of a definition, an import or a plain assignment tell; `undefined` asks for a parse. */
function effectsOfHead(text: string): Effects | undefined {
  const code = text.replace(/^(?:\s*#[^\n]*\n)+/, "");
  if (/^[rR]?["']/.test(code)) return nothing;
  const imports = importedNames(code);
  if (imports !== undefined) return { ...nothing, binds: imports, imports };
  const definition = /^(?:@[^\n]*\n)*(?:async\s+)?(?:def|class)\s+(\w+)/.exec(code);
  // `a = b = …` binds more than its first name.
  const name = (definition ?? /^(\w+)\s*(?::[^=\n]*)?=(?!=)(?!\s*\w+\s*=(?!=))/.exec(code))?.[1];
  return name === undefined ? undefined : { ...nothing, binds: [name] };
}

function importedNames(code: string): readonly string[] | undefined {
  const named = /^(?:from\s+[\w.]+\s+)?import\s+\(?([\w\s.,]+?)\)?\s*$/.exec(code.replace(/#[^\n]*/g, ""));
  if (named?.[1] === undefined) return undefined;
  const parts = named[1]
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.map(
    (part) => part.split(/\s+as\s+/)[1] ?? (code.startsWith("from") ? part : (part.split(".")[0] ?? part)),
  );
}

/** What running a chunk does to the module's names. */
interface Effects {
  readonly binds: readonly string[];
  /** Names whose values are changed in place: `X.append(…)`, `X["a"] = …`. */
  readonly changes: readonly string[];
  /** Names that stand for imported modules and members: what is done to those is no business of a preview. */
  readonly imports: readonly string[];
  /** Functions that are called for their effect, as decorators or statements. */
  readonly calls: readonly string[];
  /** For functions defined here: what calling them does. */
  readonly functions: ReadonlyMap<string, Effects>;
  readonly hasStar: boolean;
}

const nothing: Effects = { binds: [], changes: [], imports: [], calls: [], functions: new Map(), hasStar: false };

const effectsByChunk = new WeakMap<Chunk, Effects>();

function effectsOf(chunk: Chunk): Effects {
  const found = effectsByChunk.get(chunk);
  if (found !== undefined) return found;
  const made = effectsOfBlock(chunk.statements, true);
  effectsByChunk.set(chunk, made);
  return made;
}

function effectsOfBlock(block: readonly Statement[], isTop: boolean): Effects {
  const changes = new Set<string>();
  const imports = new Set<string>();
  const calls = new Set<string>();
  const functions = new Map<string, Effects>();
  const all = [...deepStatements(block)];
  for (const statement of all) {
    switch (statement.kind) {
      case "import":
      case "fromImport":
        for (const name of boundNames([statement])) imports.add(name);
        break;
      case "assign":
        for (const target of statement.targets) addRoot(target, changes);
        break;
      case "augmented":
        addRoot(statement.target, changes);
        break;
      case "delete":
        for (const target of statement.targets) addRoot(target, changes);
        break;
      case "expression":
        addCall(statement.value, changes, calls);
        break;
      case "function":
        for (const decorator of statement.decorators) addDecorator(decorator, changes, calls);
        if (isTop) functions.set(statement.name, effectsOfFunction(statement));
        break;
      case "class":
        for (const decorator of statement.decorators) addDecorator(decorator, changes, calls);
        for (const base of statement.bases)
          if (base.kind === "positional" && base.value.kind === "name") calls.add(base.value.name);
        if (isTop) addSubclassHook(statement, functions);
        break;
      default:
        break;
    }
  }
  const hasStar = all.some((one) => one.kind === "fromImport" && one.names.some(({ name }) => name === "*"));
  return {
    binds: [...boundNames(block)],
    changes: [...changes],
    imports: [...imports],
    calls: [...calls],
    functions,
    hasStar,
  };
}

/** A subclass calls the `__init_subclass__` of its base, which may keep a list of subclasses. */
function addSubclassHook(statement: ClassStatement, functions: Map<string, Effects>): void {
  const hook = statement.body.find((one) => one.kind === "function" && one.name === "__init_subclass__");
  if (hook?.kind !== "function") return;
  const effects = effectsOfFunction(hook);
  functions.set(statement.name, { ...effects, changes: [statement.name, ...effects.changes] });
}

/** What a call of the function changes outside itself; inner functions (the usual decorators) count as called. */
function effectsOfFunction(definition: FunctionStatement): Effects {
  const own = effectsOfBlock(definition.body, false);
  const changes = new Set(own.changes);
  walk(definition.body, (node) => {
    if (node.kind === "function") for (const name of effectsOfBlock(node.body, false).changes) changes.add(name);
    if (node.kind === "global") for (const name of node.names) changes.add(name);
    return true;
  });
  for (const parameter of definition.parameters) changes.delete(parameter.name);
  return { ...own, changes: [...changes] };
}

function withCalls(effects: Effects, functions: ReadonlyMap<string, Effects>): Effects {
  const more = effects.calls.flatMap((name) => functions.get(name)?.changes ?? []);
  return more.length === 0 ? effects : { ...effects, changes: [...effects.changes, ...more] };
}

function indexed(chunk: (position: number) => Chunk, effects: readonly Effects[]): ModuleSource {
  const bound = new Set<string>();
  const imported = new Set<string>();
  for (const one of effects) {
    for (const name of one.binds) bound.add(name);
    for (const name of one.imports) imported.add(name);
  }
  const touched = effects.map((one) => [
    ...new Set([...one.binds, ...one.changes.filter((name) => bound.has(name) && !imported.has(name))]),
  ]);
  const positions = new Map<string, number[]>();
  for (const [position, names] of touched.entries()) {
    for (const name of names) {
      const list = positions.get(name);
      if (list === undefined) positions.set(name, [position]);
      else list.push(position);
    }
  }
  return {
    positions: (name) => positions.get(name),
    chunk,
    touched: (position) => touched[position] ?? [],
    imports: (name) => imported.has(name),
    stars: effects.flatMap((one, position) => (one.hasStar ? [position] : [])),
    names: () => positions.keys(),
  };
}

/** `a` of `a.b[c] = …`; plain names are bindings, not changes. */
function addRoot(target: Expression, changes: Set<string>): void {
  if (target.kind === "tuple" || target.kind === "list") for (const item of target.items) addRoot(item, changes);
  if (target.kind !== "member" && target.kind !== "index") return;
  const root = rootOf(target);
  if (root !== undefined) changes.add(root);
}

function addCall(expression: Expression, changes: Set<string>, calls: Set<string>): void {
  if (expression.kind !== "call") return;
  if (expression.callee.kind === "name") {
    calls.add(expression.callee.name);
    const [first] = expression.arguments;
    if (expression.callee.name === "setattr" && first?.kind === "positional" && first.value.kind === "name")
      changes.add(first.value.name);
  }
  // `register("name")(function)`
  else if (expression.callee.kind === "call") addDecorator(expression.callee, changes, calls);
  else addRoot(expression.callee, changes);
}

function addDecorator(expression: Expression, changes: Set<string>, calls: Set<string>): void {
  const callee = expression.kind === "call" ? expression.callee : expression;
  if (callee.kind === "name") calls.add(callee.name);
  else addRoot(callee, changes);
}

function rootOf(expression: Expression): string | undefined {
  let inner = expression;
  while (
    inner.kind === "member" ||
    inner.kind === "index" ||
    (inner.kind === "call" && inner.callee.kind === "member")
  ) {
    inner = inner.kind === "call" ? inner.callee : inner.object;
  }
  return inner.kind === "name" ? inner.name : undefined;
}

function requireChunk(chunks: readonly Chunk[], position: number): Chunk {
  const chunk = chunks[position];
  if (chunk === undefined) throw new Error(`internal: no chunk ${position}`);
  return chunk;
}
