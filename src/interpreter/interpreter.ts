/**
 * The interpreter's door: runs a program's definitions on traced values, so that what they compute is recorded in a graph.
 * It follows Python's rules, executes nothing outside itself, and evaluates of a file only what is asked for.
 */

import type { GraphBuilder } from "../graph/build";
import type { Data, NodeId, Site } from "../graph/graph";
import type { Block, Chunk, Expression, Module } from "../syntax/tree";
import { findAttribute, getAttribute } from "./attributes";
import { createRuntime } from "./createRuntime";
import { asRaised, Stopped } from "./errors";
import { reprOf, textOf } from "./formatting";
import { constructLeniently } from "./leniently";
import type { Library } from "./library";
import type { FindFile } from "./modules";
import { findOverride, staticMethodClass } from "./natives";
import type { Assume, Frame, Limits, NamedLocal, OnLocal, Runtime } from "./runtime";
import { LexicalScope } from "./scope";
import { standardLibrary } from "./stdlib/standardLibrary";
import { type Guard, Raised } from "./tracer";
import type { BuiltinValue, ClassValue, FunctionValue, InstanceValue, ModuleValue, Tracer, Value } from "./values";
import { none } from "./values";

export interface InterpreterOptions {
  readonly builder: GraphBuilder;
  /** The numbers of a node at the reference input: asked when the program needs a plain value, once a node. */
  readonly probe: (node: NodeId) => Data;
  /** Modules of the workspace by candidate paths; `pending` when nobody has looked yet. */
  readonly findFile?: FindFile;
  /** Frameworks, ahead of Python's own modules. */
  readonly libraries: readonly Library[];
  /** For preludes; each part is parsed once, for all runs. */
  readonly parseChunk: (text: string) => Chunk;
  readonly seed?: number;
  readonly limits?: Partial<Limits>;
  /** Values in the place of expressions of the source: coefficients as a person set them. */
  readonly overrides?: ReadonlyMap<Expression, Value>;
  /** Told of every tensor or traced number that the program's own code gives a name; may give the tensor another node. */
  readonly onLocal?: OnLocal;
  /**
   * What a function that is not there is taken to answer, or a setting to be, by its dotted name; without it, calling one or
   * computing with one is a fault.
   */
  readonly assume?: Assume;
}

/**
 * Every method may throw: `Raised`, a Python exception with the user's place; `Stopped`, a budget ran out; `MissingFiles`,
 * read those and run again. `faultOf` tells the first two.
 */
export interface Interpreter {
  readonly tracer: Tracer;
  /** Decisions that the run took at the reference input, in order. */
  readonly guards: readonly Guard[];
  readonly locals: readonly NamedLocal[];
  load(module: Module): ModuleValue;
  /** A name of the module, or a class's attribute (`Agent.compute_loss`). `undefined`: there is none. */
  find(module: ModuleValue, qualifiedName: string): Value | undefined;
  /**
   * The program's own function behind a dotted name, as a module or the body of a function sees it; a class stands for what
   * its objects do when they are called.
   */
  findFunction(from: ModuleValue | FunctionValue, dotted: string): FunctionValue | undefined;
  /** The function or class last defined under a qualified name in this run: `focal_loss.<locals>.loss`, after `focal_loss` was called. */
  definition(qualifiedName: string): Value | undefined;
  /** Attributes for objects of a class that has none of these names, and `super.name` for methods of a base that is not there. */
  inherit(type: ClassValue, attributes: ReadonlyMap<string, Value>): void;
  /** An object whose constructor ran as far as it could without being given anything. */
  constructLeniently(type: ClassValue): InstanceValue;
  /** Functions, methods, classes (their instances are made), callable objects. */
  call(callable: Value, positional?: readonly Value[], keywords?: ReadonlyMap<string, Value>): Value;
  attribute(object: Value, name: string): Value;
  /** `undefined` when there is no such attribute. */
  findAttribute(object: Value, name: string): Value | undefined;
  /** Evaluates an expression of the module's text, with values given for parts of it. */
  evaluate(module: ModuleValue, chunk: Chunk, expression: Expression, given?: ReadonlyMap<Expression, Value>): Value;
  /** Executes statements of the module's text as in a function with these local names. @returns the names bound afterwards */
  execute(
    module: ModuleValue,
    chunk: Chunk,
    block: Block,
    names?: ReadonlyMap<string, Value>,
  ): ReadonlyMap<string, Value>;
  /** Python's `repr` and `str`. */
  repr(value: Value): string;
  text(value: Value): string;
}

const usualLimits: Limits = { steps: 400_000, depth: 300, milliseconds: 4000, elements: 4_000_000 };

export function createInterpreter(options: InterpreterOptions): Interpreter {
  const { run, modules } = createRuntime({
    builder: options.builder,
    probe: options.probe,
    findFile: options.findFile ?? (() => undefined),
    libraries: [...options.libraries, standardLibrary],
    parseChunk: options.parseChunk,
    seed: options.seed ?? 0,
    limits: { ...usualLimits, ...options.limits },
    overrides: new Map(options.overrides),
    onLocal: options.onLocal,
    assume: options.assume ?? (() => undefined),
  });
  const door = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw asRaised(error, run.graph.site);
    }
  };
  return {
    tracer: run,
    guards: run.guards,
    locals: run.locals,
    load: (module) => modules.loadModule(module),
    find: (module, qualifiedName) => door(() => findDotted(run, module, qualifiedName)),
    findFunction: (from, dotted) => door(() => ownFunction(findDotted(run, from, dotted, isNoLibrary))),
    definition: (qualifiedName) => run.definitions.get(qualifiedName),
    inherit: (type, attributes) => run.inherited.set(type, attributes),
    constructLeniently: (type) => door(() => constructLeniently(run, type)),
    call: (callable, positional, keywords) => door(() => run.call(callable, positional ?? [], keywords)),
    attribute: (object, name) => door(() => getAttribute(run, object, name)),
    findAttribute: (object, name) => door(() => findAttribute(run, object, name)),
    evaluate: (module, chunk, expression, given) =>
      door(() => {
        for (const [part, value] of given ?? []) run.overrides.set(part, value);
        try {
          return run.evaluate(frameIn(module, chunk, undefined), expression);
        } finally {
          for (const part of given?.keys() ?? []) run.overrides.delete(part);
        }
      }),
    execute: (module, chunk, block, names) =>
      door(() => {
        const frame = frameIn(module, chunk, names);
        run.execute(frame, block);
        return frame.scope.names;
      }),
    repr: (value) => door(() => reprOf(run, value)),
    text: (value) => door(() => textOf(run, value)),
  };
}

/** A fault of the user's program, for a person. `undefined`: the error is none. */
export function faultOf(error: unknown): { readonly message: string; readonly site: Site | undefined } | undefined {
  if (error instanceof Stopped) return { message: error.message, site: error.site };
  if (!(error instanceof Raised)) return undefined;
  if (error.type === "SyntaxError" || error.type === "ImportError") return { message: error.message, site: error.site };
  return { message: error.message === "" ? error.type : `${error.type}: ${error.message}`, site: error.site };
}

/** A method as the class holds it, inherited ones too; `undefined` for what is no function. */
export function findMethodOfClass(
  type: ClassValue,
  name: string,
): { readonly callable: FunctionValue | BuiltinValue; readonly isStatic: boolean } | undefined {
  const held = findOverride(type, name);
  const callable = held?.kind === "instance" ? held.attributes.get("__func__") : held;
  if (callable?.kind !== "function" && callable?.kind !== "builtin") return undefined;
  return { callable, isStatic: held?.kind === "instance" && held.type === staticMethodClass };
}

/** What a name of a function's module means. `undefined`: nothing, or not yet. @throws what the module's own statements raise */
export function seenByFunction({ scope }: FunctionValue, name: string): Value | undefined {
  return scope instanceof LexicalScope ? scope.module.find(name) : undefined;
}

/** Whether a function stands in the user's own files. */
export function isOfProgram({ scope }: FunctionValue): boolean {
  return scope instanceof LexicalScope && scope.code.isUser;
}

function ownFunction(value: Value | undefined): FunctionValue | undefined {
  if (value?.kind === "function") return isOfProgram(value) ? value : undefined;
  const type = value?.kind === "class" ? value : value?.kind === "instance" ? value.type : undefined;
  if (type === undefined) return undefined;
  for (const name of ["forward", "__call__", "call"]) {
    const callable = findMethodOfClass(type, name)?.callable;
    if (callable?.kind === "function") return isOfProgram(callable) ? callable : undefined;
  }
  return undefined;
}

function findDotted(
  run: Runtime,
  from: ModuleValue | FunctionValue,
  name: string,
  goesOn: (through: Value) => boolean = () => true,
): Value | undefined {
  const [head = name, ...rest] = name.split(".");
  const scope = from.kind === "function" && from.scope instanceof LexicalScope ? from.scope : undefined;
  let found = from.kind === "module" ? from.find?.(head) : scope?.find(head);
  for (const part of rest) found = found && goesOn(found) ? findAttribute(run, found, part) : undefined;
  return found;
}

/** Behind a library's module nothing is the program's own, and nothing need be made to see that. */
function isNoLibrary(value: Value): boolean {
  return value.kind !== "module" || !(value.scope instanceof LexicalScope) || value.scope.code.isUser;
}

function frameIn(module: ModuleValue, chunk: Chunk, names: ReadonlyMap<string, Value> | undefined): Frame {
  if (!(module.scope instanceof LexicalScope)) throw new Error(`internal: module ${module.name} has a foreign scope`);
  const scope = new LexicalScope("function", module.scope, module.scope.code);
  for (const [name, value] of names ?? []) scope.names.set(name, value);
  return {
    scope,
    chunk,
    code: scope.code,
    name: "",
    depth: 0,
    owner: undefined,
    first: undefined,
    returned: none,
    handled: undefined,
    importGuards: 0,
  };
}
