/** What a subject's tree says about its inputs, with the program's own functions at hand. */

import { tensorMethodNames } from "../../frameworks/torch/tensors";
import { isTensorList } from "../subject/annotations";
import type { Parameter } from "../subject/signature";
import type { Subject } from "../subject/subject";
import { readDocumentation } from "./documents";
import type { FindFunction } from "./functions";
import { readUsage } from "./readUsage";
import type { Option, Usages } from "./usage";

const tensorNames: ReadonlySet<string> = new Set([
  ...tensorMethodNames,
  "T",
  "mT",
  "H",
  "values",
  "indices",
  "data",
  "at",
]);

/** @param set options that a person gave, by parameter */
export function usagesOf(
  subject: Subject,
  findFunction: FindFunction,
  set: ReadonlyMap<string, Option> = new Map(),
): Usages {
  const usages = readUsage({
    parameters: subject.parameters.map(({ name }) => name),
    variadic: subject.parameters.filter(({ form }) => form === "variadic").map(({ name }) => name),
    lists: new Set(subject.parameters.filter(({ annotation }) => isTensorList(annotation)).map(({ name }) => name)),
    rests: new Set([
      ...subject.parameters.filter(isRest).map(({ name }) => name),
      ...subject.construction.filter(isRest).map(({ name }) => `@${name}`),
    ]),
    body: subject.body,
    construction: subject.construction.map(({ name }) => name),
    constructionBody: subject.constructionBody ?? [],
    surrounding: subject.surrounding ?? [],
    enclosed: subject.enclosed ?? [],
    attributes: subject.attributes,
    findFunction,
    options: new Map([
      ...subject.construction.flatMap((one) => optionsOf(one, `@${one.name}`, set)),
      ...subject.parameters.flatMap((one) => optionsOf(one, one.name, set)),
    ]),
    lookUp: subject.lookUp ?? (() => undefined),
    tensorNames,
  });
  readDocumentation(usages, subject);
  return usages;
}

function isRest({ form }: Parameter): boolean {
  return form === "keywords";
}

function optionsOf(
  { name, hasDefault, option, isOptional }: Parameter,
  path: string,
  set: ReadonlyMap<string, Option>,
): readonly (readonly [string, Option])[] {
  const initial = option ?? (isOptional ? null : hasDefault ? "open" : undefined);
  const known = set.get(name) ?? initial;
  return known === undefined ? [] : [[path, known]];
}

/** Samples are compared with each other: one alone has no meaning. */
export function comparesSamples(usages: Usages): boolean {
  return [...usages.values()].some(({ isPaired }) => isPaired);
}
