/**
 * A function or class inside of functions as something to call: the functions around it are called, from the outermost in,
 * until it is defined. What they do afterwards (train with it, hand it to an optimiser) is not needed and may fail.
 */

import type { Interpreter } from "../../interpreter/interpreter";
import { Raised } from "../../interpreter/tracer";
import type { ModuleValue, Value } from "../../interpreter/values";
import type { AssignStatement, Block, ClassStatement, FunctionStatement, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { attributesSetBy } from "./makers";
import { blockOf, bodyOf, type Parameter, parametersOf, resultNames } from "./signature";
import { methodNames, NoSubject, openClass, openSubject, type Subject } from "./subject";

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
    ? openInner(interpreter, module, name, method)
    : openSubject(interpreter, module, name, method);
}

/** What joins the names of a function and of one inside of it, as Python's qualified names do. */
const innerMark = ".<locals>.";

function openInner(interpreter: Interpreter, module: ModuleValue, name: string, known: string | undefined): Subject {
  const [outermost = name, ...inner] = name.split(innerMark);
  const outer = interpreter.find(module, outermost);
  if (outer?.kind !== "function") throw new NoSubject(`there is no function named ${outermost}`);
  const [last = "", method = known] = (inner.at(-1) ?? "").split(".");
  const around: Link[] = [{ name: outermost, parameters: outer.definition.parameters, body: bodyOf(outer) }];
  for (const one of inner.slice(0, -1)) around.push(linkIn(around, one));
  const home = around.at(-1);
  const own = home && findNested(home.body, last);
  if (home === undefined || own === undefined) throw new NoSubject(`${home?.name} defines no ${last}`);
  const openWith = (outside: Subject): Subject => {
    const enclosed = unique([
      ...outside.parameters,
      ...around.slice(1).flatMap(({ parameters }) => parametersOf(parameters)),
    ]);
    const surroundings: Surroundings = {
      outside,
      enclosed: enclosed.map((one) => one.name),
      taken: unique([...outside.construction, ...enclosed]),
      surrounding: around.flatMap(({ body }, i) => before(body, lastPart(around[i + 1]?.name ?? last))),
      make: (given) => {
        const wanted = [...around.slice(1).map((link) => link.name), `${home.name}${innerMark}${last}`];
        const { call } = outside.construct(among(given, outside.construction));
        const [first = "", ...others] = wanted;
        const made = callUntilDefined(interpreter, () => call([], among(given, outside.parameters)), first);
        return others.reduce<Value>((callee, one, i) => {
          const handed = among(given, around[i + 1]?.parameters ?? []);
          return callUntilDefined(interpreter, () => interpreter.call(callee, [], handed), one);
        }, made);
      },
    };
    const { withoutConstructor } = outside;
    return {
      ...(own.kind === "class"
        ? openInnerClass(interpreter, own, method, surroundings)
        : openInnerFunction(interpreter, own, surroundings)),
      ...(withoutConstructor === undefined ? {} : { withoutConstructor: () => openWith(withoutConstructor()) }),
    };
  };
  return openWith(openSubject(interpreter, module, outermost, undefined));
}

function among(
  given: ReadonlyMap<string, Value>,
  parameters: readonly { readonly name: string }[],
): ReadonlyMap<string, Value> {
  return new Map([...given].filter(([key]) => parameters.some(({ name }) => name === key)));
}

type InnerFunction = Pick<FunctionStatement, "kind" | "parameters" | "body">;

interface Link {
  readonly name: string;
  readonly parameters: FunctionStatement["parameters"];
  readonly body: Block;
}

interface Surroundings {
  /** What the functions around are given at their calls: an inner one sees these names. */
  readonly enclosed: readonly string[];
  /** The outermost function, or the method that it is. */
  readonly outside: Subject;
  /** What the functions around take. */
  readonly taken: readonly Parameter[];
  readonly surrounding: Block;
  /** Calls the functions around. */
  readonly make: (given: ReadonlyMap<string, Value>) => Value;
}

function openInnerFunction(
  interpreter: Interpreter,
  own: InnerFunction,
  { outside, enclosed, taken, surrounding, make }: Surroundings,
): Subject {
  return {
    construction: taken,
    parameters: parametersOf(own.parameters),
    body: own.body,
    results: resultNames(own.body),
    attributes: outside.attributes,
    ...(outside.constructionBody === undefined ? {} : { constructionBody: outside.constructionBody }),
    ...(outside.owner === undefined ? {} : { owner: outside.owner }),
    surrounding,
    enclosed,
    construct: (given) => {
      const made = make(given);
      return { instance: undefined, call: (positional, keywords) => interpreter.call(made, positional, keywords) };
    },
  };
}

function openInnerClass(
  interpreter: Interpreter,
  own: ClassStatement,
  known: string | undefined,
  { enclosed, taken, surrounding, make }: Surroundings,
): Subject {
  const methods = new Map(own.body.flatMap((one) => (one.kind === "function" ? [[one.name, one] as const] : [])));
  const name = known ?? methodNames.find((one) => methods.has(one));
  const method = name === undefined ? undefined : methods.get(name);
  if (method === undefined) throw new NoSubject(`${own.name} has no method that computes a loss`);
  const init = methods.get("__init__");
  const initTaken = parametersOf(init?.parameters.slice(1) ?? []);
  return {
    construction: unique([...initTaken, ...taken]),
    parameters: parametersOf(method.parameters.slice(1)),
    body: method.body,
    results: resultNames(method.body),
    attributes: init === undefined ? new Map() : attributesSetBy(init.body),
    constructionBody: init?.body ?? [],
    surrounding,
    enclosed,
    construct: (given) => {
      const made = make(given);
      if (made.kind !== "class") throw new NoSubject(`${own.name} is no class`);
      const names = new Set(initTaken.map((one) => one.name));
      return openClass(interpreter, made, name).construct(new Map([...given].filter(([key]) => names.has(key))));
    },
  };
}

function linkIn(around: readonly Link[], name: string): Link {
  const home = around.at(-1);
  const found = home && findNested(home.body, name);
  if (home === undefined || found?.kind !== "function") throw new NoSubject(`${home?.name} defines no ${name}`);
  return { name: `${home.name}${innerMark}${name}`, parameters: found.parameters, body: found.body };
}

function unique(parameters: readonly Parameter[]): readonly Parameter[] {
  return parameters.filter((one, i) => parameters.findIndex(({ name }) => name === one.name) === i);
}

function lastPart(name: string): string {
  return name.split(innerMark).at(-1) ?? "";
}

function callUntilDefined(interpreter: Interpreter, call: () => Value, wanted: string): Value {
  try {
    const returned = call();
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
  const earlier = body.slice(0, end).filter(({ kind }) => kind !== "function" && kind !== "class");
  return [...earlier, ...leadingTo(body[end], name)];
}

/** `if kind == "l1":` around a definition tells of what leads there. */
function leadingTo(statement: Statement | undefined, name: string): Block {
  if (statement?.kind !== "if") return [];
  if (findNested(statement.body, name) === undefined) return statement.otherwise.flatMap((one) => leadingTo(one, name));
  const { test: value } = statement;
  return [{ kind: "expression", value, start: value.start, end: value.end }];
}

/** A function or class by its name, or a lambda by the name or attribute that it is bound to. */
function findNested(body: Block, name: string): InnerFunction | ClassStatement | undefined {
  let found: InnerFunction | ClassStatement | undefined;
  walk(body, (node) => {
    if ((node.kind === "function" || node.kind === "class") && node.name === name) found ??= node;
    if (node.kind === "assign" && "targets" in node && node.value?.kind === "lambda" && isBound(node, name))
      found ??= { kind: "function", parameters: node.value.parameters, body: blockOf(node.value.body) };
    return found === undefined && node.kind !== "lambda";
  });
  return found;
}

function isBound({ targets }: AssignStatement, name: string): boolean {
  return targets.some((target) => (target.kind === "name" || target.kind === "member") && target.name === name);
}
