/** What a subject's tree says about its inputs, with the file's own functions at hand. */

import { tensorMethodNames } from "../frameworks/torch/tensors";
import type { FunctionStatement, Module } from "../syntax/tree";
import { readUsage } from "./readUsage";
import type { Subject } from "./subject";
import type { Usages } from "./usage";

const tensorNames: ReadonlySet<string> = new Set([...tensorMethodNames, "T", "mT", "H", "values", "indices", "data"]);

export function usagesOf(module: Module, subject: Subject): Usages {
  return readUsage({
    parameters: subject.parameters.map(({ name }) => name),
    body: subject.body,
    construction: subject.construction.map(({ name }) => name),
    constructionBody: subject.constructionBody ?? [],
    surrounding: subject.surrounding ?? [],
    attributes: subject.attributes,
    methods: subject.methods ?? new Map(),
    functions: functionsOf(module),
    tensorNames,
  });
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
