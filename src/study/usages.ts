/** What a subject's tree says about its inputs, with the file's own functions at hand. */

import { tensorMethodNames } from "../frameworks/torch/tensors";
import type { FunctionStatement, Module } from "../syntax/tree";
import { readUsage } from "./readUsage";
import type { Parameter } from "./signature";
import type { Subject } from "./subject";
import type { Option, Usages } from "./usage";

const tensorNames: ReadonlySet<string> = new Set([...tensorMethodNames, "T", "mT", "H", "values", "indices", "data"]);

/** @param set options that a person gave, by parameter */
export function usagesOf(module: Module, subject: Subject, set: ReadonlyMap<string, Option> = new Map()): Usages {
  return readUsage({
    parameters: subject.parameters.map(({ name }) => name),
    body: subject.body,
    construction: subject.construction.map(({ name }) => name),
    constructionBody: subject.constructionBody ?? [],
    surrounding: subject.surrounding ?? [],
    attributes: subject.attributes,
    methods: subject.methods ?? new Map(),
    functions: functionsOf(module),
    options: new Map([
      ...subject.construction.flatMap((one) => optionsOf(one, `@${one.name}`, set)),
      ...subject.parameters.flatMap((one) => optionsOf(one, one.name, set)),
    ]),
    lookUp: subject.lookUp ?? (() => undefined),
    tensorNames,
  });
}

function optionsOf(
  { name, hasDefault, option }: Parameter,
  path: string,
  set: ReadonlyMap<string, Option>,
): readonly (readonly [string, Option])[] {
  const known = set.get(name) ?? option ?? (hasDefault ? "open" : undefined);
  return known === undefined ? [] : [[path, known]];
}

/** Samples are compared with each other: one alone has no meaning. */
export function comparesSamples(usages: Usages): boolean {
  return [...usages.values()].some(({ isPaired }) => isPaired);
}

const calledMethods: ReadonlySet<string> = new Set(["forward", "__call__", "call"]);

/** Functions and methods by their bare names, the first of a name; a class by its own name is what its objects do when called. */
function functionsOf(module: Module): ReadonlyMap<string, FunctionStatement> {
  const found = new Map<string, FunctionStatement>();
  for (const { chunk } of module.chunks) {
    for (const statement of chunk.statements) {
      const all = statement.kind === "class" ? statement.body : [statement];
      for (const one of all) if (one.kind === "function" && !found.has(one.name)) found.set(one.name, one);
      const called =
        statement.kind === "class"
          ? statement.body.find((one) => one.kind === "function" && calledMethods.has(one.name))
          : undefined;
      if (statement.kind === "class" && called?.kind === "function" && !found.has(statement.name))
        found.set(statement.name, called);
    }
  }
  return found;
}
