/** Functions whose results a file calls losses: `loss = ce(x, y) + 0.1 * smoothness(flow)` says what `smoothness` is. */

import type { Expression, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { isLossValueName } from "./names";

export function namesUsedAsLosses(statements: readonly Statement[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (value: Expression) => {
    for (const name of calledIn(value)) found.add(name);
  };
  walk(statements, (node) => {
    if (node.kind === "assign" && node.value) {
      const [target] = node.targets;
      if (target && isLossTarget(target)) add(node.value);
    } else if (node.kind === "augmented" && node.operator === "+" && isLossTarget(node.target)) add(node.value);
    else if (node.kind === "dict") {
      for (const { key, value } of node.entries) if (key?.kind === "string" && isLossValueName(key.value)) add(value);
    } else if (node.kind === "call") {
      for (const given of node.arguments) if (given.kind === "keyword" && isLossValueName(given.name)) add(given.value);
      const { callee } = node;
      if (callee.kind === "member" && callee.name === "append" && isLossTarget(callee.object))
        for (const given of node.arguments) add(given.value);
    }
    return undefined;
  });
  return found;
}

/** `loss`, `self.loss`, `losses["x"]`, and the first of `loss, logits`. */
function isLossTarget(node: Expression): boolean {
  switch (node.kind) {
    case "name":
    case "member":
      return isLossValueName(node.name);
    case "index":
      return isLossTarget(node.object) || (node.index.kind === "string" && isLossValueName(node.index.value));
    case "tuple":
      return node.items[0] !== undefined && isLossTarget(node.items[0]);
    default:
      return false;
  }
}

/** The functions and own methods whose results are added up, weighted or averaged; what is subtracted gets larger. */
function calledIn(node: Expression): readonly string[] {
  switch (node.kind) {
    case "binary":
      if (node.operator === "+" || node.operator === "*") return [...calledIn(node.left), ...calledIn(node.right)];
      return node.operator === "/" || node.operator === "-" ? calledIn(node.left) : [];
    case "conditional":
      return [...calledIn(node.then), ...calledIn(node.otherwise)];
    case "call": {
      const { callee } = node;
      if (callee.kind === "name") return [callee.name];
      if (callee.kind !== "member") return [];
      if (/^(mean|sum|to|squeeze|float)$/.test(callee.name)) {
        const [first] = node.arguments;
        return callee.object.kind === "name" && first ? calledIn(first.value) : calledIn(callee.object);
      }
      return callee.object.kind === "name" ? [callee.name] : [];
    }
    default:
      return [];
  }
}
