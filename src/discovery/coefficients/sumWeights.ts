/** Numbers in front of the terms of a sum, and those that a library's loss is given. */

import type { Expression, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { constantNumber, numericValue } from "../constants";
import type { SumSite } from "../flow/weightedSums";
import { dottedPath } from "../imports";
import { coefficientOf, libraryLoss } from "../libraryLosses";
import { type Around, literalBehind, nothingAround } from "./boundLiterals";
import { type Constants, type LocalCoefficient, made, madeOfSetting } from "./localCoefficient";
import { nameOfSetting } from "./settings";
import { settingAt } from "./settingsRead";

/** `0.5` of `0.5 * kl`, called `kl weight`. Only where the term is a loss with a name. */
export function literalWeights(sums: readonly SumSite[], context: Constants): LocalCoefficient[] {
  return sums.flatMap((site) =>
    site.terms.flatMap((term) => {
      if (term.weight === undefined || !term.isLoss || term.name === "") return [];
      const value = constantNumber(term.weight, context.imports);
      return value === undefined ? [] : [made(`${term.name} weight`, value, term.weight, "literal")];
    }),
  );
}

/** `kl_weight` of `kl_weight * kl`, where the number behind the name stands around the sum or is a setting of the file. */
export function namedWeights(site: SumSite, context: Constants, around: Around): LocalCoefficient[] {
  const found = new Map<string, LocalCoefficient>();
  for (const { weight } of site.terms) {
    if (weight === undefined) continue;
    const name = nameOfSetting(weight);
    const number = literalBehind(weight, around);
    const value = number && constantNumber(number, context.imports);
    const setting = number === undefined ? settingAt(weight, around, context) : undefined;
    if (number !== undefined && value !== undefined) found.set(name, made(name, value, number, "parameter"));
    else if (setting !== undefined) found.set(name, madeOfSetting(setting));
  }
  return [...found.values()];
}

/** Numbers given to a library's loss inside a definition: `F.smooth_l1_loss(a, b, beta=0.5)`. */
export function libraryArguments(body: readonly Statement[] | Expression, context: Constants): LocalCoefficient[] {
  const found: LocalCoefficient[] = [];
  walk(body, (node) => {
    if (node.kind !== "call") return undefined;
    const path = dottedPath(node.callee, context.imports) ?? "";
    if (libraryLoss(path)) found.push(...callCoefficients(node.arguments, path, context));
    return undefined;
  });
  return found;
}

/** The numbers among a library loss's arguments: written there, or behind the names that are. */
export function callCoefficients(
  given: Extract<Expression, { kind: "call" }>["arguments"],
  path: string,
  context: Constants,
  around: Around = nothingAround,
): LocalCoefficient[] {
  return given.flatMap((argument, position) => {
    if (argument.kind !== "keyword" && argument.kind !== "positional") return [];
    const name = coefficientOf(path, argument.kind === "keyword" ? { keyword: argument.name } : { position });
    const node = literalBehind(argument.value, around) ?? argument.value;
    const value = name === undefined ? undefined : numericValue(node, context.imports, context.known);
    return name === undefined || value === undefined ? [] : [made(name, value, node, "literal")];
  });
}
