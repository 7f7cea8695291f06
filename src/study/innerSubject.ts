/**
 * A function inside of others as something to call: the functions around it are called, from the outermost in, until it is
 * defined. What they do afterwards (train with it, hand it to an optimiser) is not needed and may fail.
 */

import type { Interpreter } from "../interpreter/interpreter";
import { Raised } from "../interpreter/tracer";
import type { ModuleValue, Value } from "../interpreter/values";
import type { Block, FunctionStatement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { bodyOf, parametersOf, resultNames } from "./signature";
import { NoSubject, openSubject, type Subject } from "./subject";

/**
 * A definition by its qualified name.
 * @param method the class's method that is the loss, where discovery knows it
 * @throws NoSubject; whatever the module's own statements raise
 */
export function openDefinition(
  interpreter: Interpreter,
  module: ModuleValue,
  name: string,
  method: string | undefined,
): Subject {
  return name.includes(innerMark)
    ? openInner(interpreter, module, name)
    : openSubject(interpreter, module, name, method);
}

/** What joins the names of a function and of one inside of it, as Python's qualified names do. */
const innerMark = ".<locals>.";

function openInner(interpreter: Interpreter, module: ModuleValue, name: string): Subject {
  const [outermost = name, ...inner] = name.split(innerMark);
  const outer = interpreter.find(module, outermost);
  if (outer?.kind !== "function") throw new NoSubject(`there is no function named ${outermost}`);
  const chain: Link[] = [{ name: outermost, parameters: outer.definition.parameters, body: bodyOf(outer) }];
  for (const one of inner) {
    const around = chain.at(-1);
    const found = around && findNested(around.body, one);
    if (around === undefined || found === undefined) throw new NoSubject(`${around?.name} defines no ${one}`);
    chain.push({ name: `${around.name}${innerMark}${one}`, parameters: found.parameters, body: found.body });
  }
  const own = chain.at(-1);
  const around = chain.slice(0, -1);
  const taken = around.flatMap(({ parameters }) => parametersOf(parameters));
  return {
    construction: taken.filter((one, i) => taken.findIndex(({ name: other }) => other === one.name) === i),
    parameters: parametersOf(own?.parameters ?? []),
    body: own?.body ?? [],
    results: resultNames(own?.body ?? []),
    attributes: new Map(),
    surrounding: around.flatMap(({ body }, i) => before(body, lastPart(chain[i + 1]?.name))),
    construct: (given) => {
      const made = chain.slice(1).reduce<Value>((callee, { name: wanted }, i) => {
        const names = new Set(around[i]?.parameters.map((one) => one.name));
        const handed = new Map([...given].filter(([one]) => names.has(one)));
        return callUntilDefined(interpreter, callee, handed, wanted);
      }, outer);
      return { instance: undefined, call: (positional, keywords) => interpreter.call(made, positional, keywords) };
    },
  };
}

interface Link {
  readonly name: string;
  readonly parameters: FunctionStatement["parameters"];
  readonly body: Block;
}

function lastPart(name: string | undefined): string {
  return name?.split(innerMark).at(-1) ?? "";
}

function callUntilDefined(
  interpreter: Interpreter,
  callee: Value,
  given: ReadonlyMap<string, Value>,
  wanted: string,
): Value {
  try {
    const returned = interpreter.call(callee, [], given);
    return interpreter.definition(wanted) ?? returned;
  } catch (error) {
    const made = error instanceof Raised ? interpreter.definition(wanted) : undefined;
    if (made === undefined) throw error;
    return made;
  }
}

/** The statements of a function that stand before one that it defines, other definitions left out. */
function before(body: Block, name: string): Block {
  const end = body.findIndex((statement) => findNested([statement], name) !== undefined);
  return body.slice(0, end).filter(({ kind }) => kind !== "function" && kind !== "class");
}

function findNested(body: Block, name: string): FunctionStatement | undefined {
  let found: FunctionStatement | undefined;
  walk(body, (node) => {
    if (node.kind === "function" && node.name === name) found ??= node;
    return found === undefined && node.kind !== "lambda";
  });
  return found;
}
