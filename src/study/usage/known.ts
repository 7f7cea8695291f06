/** What the frameworks' own losses and activations say of what they are given, by place or by name. */

import type { Argument, Expression } from "../../syntax/tree";
import type { Role } from "../request";
import { votesFor } from "./meanings";
import type { Names } from "./names";
import { argumentRoles, keywordPlaces } from "./table";
import { numberOf, type Reader } from "./usage";

export function readKnown(
  reader: Reader,
  names: Names,
  name: string,
  given: readonly Argument[],
  operands: readonly Expression[],
): void {
  const votes = votesFor(reader, names);
  for (const [pattern, roles] of argumentRoles) {
    if (!pattern.test(name)) continue;
    roles.forEach((role, place) => {
      // vectors have their features behind their samples
      if (name === "normalize" && isAlongSamples(given)) return;
      if (role !== undefined) votes(operands[place], role, 6, `given to ${name}`);
    });
    for (const one of given) {
      const role = one.kind === "keyword" ? roleOfKeyword(one.name, roles) : undefined;
      if (role !== undefined) votes(one.value, role, 6, `given to ${name}`);
    }
  }
  if (!/^(CrossEntropyLoss|NLLLoss|MultiMarginLoss|cross_entropy|nll_loss|multi_margin_loss)$/.test(name)) return;
  for (const one of given)
    if (one.kind === "keyword" && one.name === "weight") votes(one.value, "weights", 6, "one weight for each class");
}

/** TensorFlow's losses take what is wanted first, and call both by their names. */
function roleOfKeyword(keyword: string, roles: readonly (Role | undefined)[]): Role | undefined {
  const scores = roles.findIndex((role) => role === "logits" || role === "binaryLogits");
  if (scores >= 0 && keyword === "logits") return roles[scores];
  if (scores >= 0 && keyword === "labels") return roles[1 - scores];
  if (keyword === "y_true") return roles[0];
  if (keyword === "y_pred") return roles[1];
  const place = keywordPlaces[keyword];
  return place === undefined ? undefined : roles[place];
}

/** `normalize(x, dim=0)`: over the samples. */
function isAlongSamples(given: readonly Argument[]): boolean {
  return given.some((one) => one.kind === "keyword" && /^(dim|axis)$/.test(one.name) && numberOf(one.value) === 0);
}
