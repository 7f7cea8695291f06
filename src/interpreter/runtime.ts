/** One run of a program, as every part of the interpreter sees it; and what a call in progress knows. */

import type { NodeId, Site } from "../graph/graph";
import type { Block, Chunk, CompareOperator, Expression, Place, Span } from "../syntax/tree";
import type { CodeOrigin, LexicalScope } from "./scope";
import type { Guard, Raised } from "./tracer";
import type { BuiltinValue, Call, ClassValue, ModuleValue, TensorValue, TracedNumber, Tracer, Value } from "./values";

/** How a statement ended. The value of a `return` waits in the frame. */
export type Completion = "normal" | "break" | "continue" | "return";

/** A block in execution: a module's statement, a call, a class body. */
export interface Frame {
  readonly scope: LexicalScope;
  readonly chunk: Chunk;
  readonly code: CodeOrigin;
  /** Qualified name of the function or class; empty at the top level. */
  readonly name: string;
  /** Calls of the program's own functions around this one. */
  readonly depth: number;
  /** For `super()`. */
  readonly owner: ClassValue | undefined;
  readonly first: Value | undefined;
  returned: Value;
  /** What a bare `raise` raises again. */
  handled: Raised | undefined;
  /** How many `try` statements around here catch a failing import. */
  importGuards: number;
}

/** An assignment of a tensor or traced number to a simple name in the program's own code, in the order of execution. */
export interface NamedLocal {
  readonly name: string;
  readonly node: NodeId;
  readonly place: Place;
  /** Qualified name of the function it stands in, and how many calls of the program's functions are around it. */
  readonly function: string;
  readonly depth: number;
}

/** @param depth calls of the program's functions around the assignment */
export type OnLocal = (name: string, value: TensorValue | TracedNumber, depth: number) => void;

export interface Limits {
  /** Statements and calls. */
  readonly steps: number;
  /** Nested calls. */
  readonly depth: number;
  readonly milliseconds: number;
  /** Elements of one tensor. */
  readonly elements: number;
}

/**
 * What is taken for something that is not there: the answer of a function that is called, or a number that is computed with.
 * `given` are the keywords of a call that has nothing else.
 */
export type Assume = (
  name: string,
  wanted: "answer" | "number",
  given?: ReadonlyMap<string, Value>,
) => Value | undefined;

export interface Runtime extends Tracer {
  readonly limits: Limits;
  readonly guards: Guard[];
  readonly locals: NamedLocal[];
  /** Values that take the place of expressions of the source: coefficients as set in the panel. */
  readonly overrides: Map<Expression, Value>;
  readonly onLocal: OnLocal | undefined;
  readonly assume: Assume;
  readonly builtins: ReadonlyMap<string, Value>;
  /** The function or class last defined under each qualified name of the program's own code. */
  readonly definitions: Map<string, Value>;
  /** What objects of a class have beside what the class gives them, and `super.name` for a base that is not there. */
  readonly inherited: Map<ClassValue, ReadonlyMap<string, Value>>;
  /** Calls in progress, and those of the program's own functions among them. */
  depth: number;
  userDepth: number;
  /** The innermost call. */
  frame: Frame | undefined;
  /** Containers whose text is being written. */
  readonly printing: Set<Value>;
  /** Counts towards the budget. @throws Stopped */
  step(): void;
  /** `left == right` and its kin between any two values. */
  compare(operator: CompareOperator, left: Value, right: Value): Value;
  /** `object[index]`. */
  item(object: Value, index: Value): Value;
  evaluate(frame: Frame, expression: Expression): Value;
  execute(frame: Frame, block: Block): Completion;
  /** Runs a function's body bit by bit, for generators. */
  executeLazily(frame: Frame, block: Block): Generator<Value, Completion, Value>;
  /** `level` counts the leading dots of a relative import. */
  importModule(name: string, from: CodeOrigin, level: number): ModuleValue | undefined;
  /** What a base class that could not be found is taken for. */
  standInBase(): ClassValue | undefined;
  /** Whether the module belongs to what the preview brings along. */
  isLibrary(name: string): boolean;
  /** A number that stays the same for the same object, as Python's `id`. */
  identityOf(value: object): number;
}

/**
 * Every tracer that our own builtins meet is the runtime itself: the interpreter hands out no other. The contract's narrower
 * type keeps frameworks away from the interpreter's inside.
 */
export function runtimeOf(tracer: Tracer): Runtime {
  return tracer as Runtime;
}

/** One of our functions under a Python name. A signature that begins with `self` makes it a method where a class holds it. */
export function builtin(
  name: string,
  signature: string | undefined,
  run: (run: Runtime, call: Call) => Value,
): BuiltinValue {
  return { kind: "builtin", name, signature, run: (tracer, call) => run(runtimeOf(tracer), call) };
}

/** Lets the following equations and errors point here; preludes leave their caller's place. */
export function mark(run: Runtime, frame: Frame, span: Span): void {
  if (frame.code.isUser) run.graph.site = { origin: frame.chunk, start: span.start, end: span.end };
}

export function siteOf(run: Runtime, frame: Frame, span: Span): Site | undefined {
  return frame.code.isUser ? { origin: frame.chunk, start: span.start, end: span.end } : run.graph.site;
}
