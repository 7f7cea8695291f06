/** Calling: functions of the program, builtins, classes and callable objects. */

import type { Block, Expression, FunctionStatement, LambdaExpression } from "../syntax/tree";
import { findMethod, needed } from "./attributes";
import { instantiate } from "./classes";
import { fault, Stopped } from "./errors";
import { createGenerator } from "./generators";
import { dictOf } from "./keys";
import { typeOf } from "./natives";
import type { Frame, Runtime } from "./runtime";
import { enclosing, LexicalScope, type NameTable, nameTable } from "./scope";
import type { Signature } from "./signature";
import { bindArguments, createSignature, noKeywords, parseSignature } from "./signature";
import type { BuiltinValue, Call, FunctionValue, Value } from "./values";
import { none, tuple } from "./values";

export function call(
  run: Runtime,
  callee: Value,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value> = noKeywords,
): Value {
  switch (callee.kind) {
    case "function":
      return callFunction(run, callee, positional, keywords);
    case "method":
      return call(run, callee.callable, [callee.self, ...positional], keywords);
    case "builtin":
      return callBuiltin(run, callee, positional, keywords);
    case "class":
      return instantiate(run, callee, positional, keywords);
    case "absent": {
      const assumed = run.assume(callee.name, "answer", positional.length === 0 ? keywords : undefined);
      if (assumed !== undefined) return assumed;
      throw needed(callee);
    }
    default: {
      const method = findMethod(run, callee, "__call__");
      if (method === undefined) throw fault("TypeError", `'${typeOf(callee).name}' object is not callable`);
      return call(run, method, positional, keywords);
    }
  }
}

function callBuiltin(
  run: Runtime,
  callee: BuiltinValue,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  run.step();
  if (callee.signature === undefined) return callee.run(run, openCall(callee, positional, keywords));
  const { signature, defaults } = parseSignature(callee.signature);
  const bound = bindArguments(callee.name, signature, (index) => defaults[index] !== undefined, positional, keywords);
  return callee.run(run, new BoundCall(callee, signature, bound.slots, defaults, bound.rest, bound.extra));
}

class BoundCall implements Call {
  constructor(
    private readonly callee: BuiltinValue,
    private readonly signature: Signature,
    private readonly slots: readonly (Value | undefined)[],
    private readonly defaults: readonly (Value | undefined)[],
    readonly rest: readonly Value[],
    readonly keywords: ReadonlyMap<string, Value>,
  ) {}

  readonly get = (name: string): Value => {
    const index = this.indexOf(name);
    const value = this.slots[index] ?? this.defaults[index];
    if (value === undefined) throw new Error(`internal: ${this.callee.name} has no value for ${name}`);
    return value;
  };

  readonly has = (name: string): boolean => this.slots[this.indexOf(name)] !== undefined;

  private indexOf(name: string): number {
    const index = this.signature.byName.get(name) ?? this.signature.parameters.findIndex((one) => one.name === name);
    if (index < 0) throw new Error(`internal: ${this.callee.name} has no parameter ${name}`);
    return index;
  }
}

function openCall(callee: BuiltinValue, rest: readonly Value[], keywords: ReadonlyMap<string, Value>): Call {
  return {
    rest,
    keywords,
    has: (name) => keywords.has(name),
    get: (name) => {
      const value = keywords.get(name);
      if (value === undefined) throw new Error(`internal: ${callee.name} was not given ${name}`);
      return value;
    },
  };
}

/** What is known of a definition before any call of it. */
interface Prepared {
  readonly signature: Signature;
  readonly table: NameTable;
}

const prepared = new WeakMap<FunctionStatement | LambdaExpression, Prepared>();

function prepare(definition: FunctionStatement | LambdaExpression): Prepared {
  const known = prepared.get(definition);
  if (known !== undefined) return known;
  const names = definition.parameters.map((one) => one.name);
  const table = isBlock(definition.body)
    ? nameTable(definition.body, names)
    : { locals: new Set(names), outer: new Map() };
  const made = { signature: createSignature(definition.parameters), table };
  prepared.set(definition, made);
  return made;
}

function callFunction(
  run: Runtime,
  callee: FunctionValue,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  run.step();
  const { signature, table } = prepare(callee.definition);
  const bound = bindArguments(
    callee.name,
    signature,
    (index) => callee.defaults[index] !== undefined,
    positional,
    keywords,
  );
  const scope = new LexicalScope("function", enclosing(scopeOf(callee)), scopeOf(callee).code, table);
  let first: Value | undefined;
  for (let i = 0; i < signature.parameters.length; i++) {
    const { name, form } = signature.parameters[i] ?? { name: "", form: "plain" };
    const value =
      form === "variadic"
        ? tuple([...bound.rest])
        : form === "keywords"
          ? dictOf(bound.extra)
          : (bound.slots[i] ?? callee.defaults[i] ?? none);
    if (i === 0) first = form === "variadic" ? bound.rest[0] : value;
    scope.names.set(name, value);
  }
  const frame: Frame = {
    scope,
    chunk: callee.chunk,
    code: scope.code,
    name: callee.qualifiedName,
    depth: run.userDepth + (scope.code.isUser ? 1 : 0),
    owner: callee.owner,
    first,
    returned: none,
    handled: run.frame?.handled,
    importGuards: 0,
  };
  if (callee.definition.kind === "function" && callee.definition.isGenerator && isBlock(callee.body)) {
    return createGenerator(run, frame, callee.body);
  }
  return runBody(run, frame, callee.body);
}

function runBody(run: Runtime, frame: Frame, body: Block | Expression): Value {
  if (run.depth >= run.limits.depth) {
    throw new Stopped(`recursion is deeper than ${run.limits.depth} calls`, run.graph.site);
  }
  const outer = run.frame;
  const userDepth = run.userDepth;
  run.depth++;
  run.userDepth = frame.depth;
  run.frame = frame;
  try {
    if (!isBlock(body)) return run.evaluate(frame, body);
    run.execute(frame, body);
    return frame.returned;
  } finally {
    run.depth--;
    run.userDepth = userDepth;
    run.frame = outer;
  }
}

function isBlock(body: Block | Expression): body is Block {
  return Array.isArray(body);
}

export function scopeOf(callee: FunctionValue): LexicalScope {
  if (callee.scope instanceof LexicalScope) return callee.scope;
  throw new Error(`internal: the scope of ${callee.name} was not made by the interpreter`);
}
