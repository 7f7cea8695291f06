/** Functions whose results a file calls losses: `loss = ce(x, y) + 0.1 * smoothness(flow)` says what `smoothness` is. */

import type { Expression, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { isLossCallableName, isLossValueName } from "../names";

export function namesUsedAsLosses(statements: readonly Statement[]): ReadonlySet<string> {
  const found = new Set<string>();
  const made = new Map<string, Expression>();
  const differentiated = new Set<string>();
  const add = (value: Expression) => {
    for (const name of calledIn(value)) found.add(name);
  };
  /** A function that is handed over as a loss, by its name or in a list. */
  const addHanded = (value: Expression) => {
    if (value.kind === "name") found.add(value.name);
    else if (value.kind === "list") for (const item of value.items) addHanded(item);
  };
  walk(statements, (node) => {
    if (node.kind === "assign" && node.value) {
      const [target] = node.targets;
      if (target && isLossTarget(target)) add(node.value);
      else if (target?.kind === "name") made.set(target.name, node.value);
    } else if (node.kind === "augmented" && node.operator === "+" && isLossTarget(node.target)) add(node.value);
    else if (node.kind === "function" && isLossCallableName(node.name)) {
      for (const statement of node.body) if (statement.kind === "return" && statement.value) add(statement.value);
    } else if (node.kind === "dict") {
      for (const { key, value } of node.entries) if (key?.kind === "string" && isLossValueName(key.value)) add(value);
    } else if (node.kind === "call") {
      const { callee, arguments: given } = node;
      for (const one of given) {
        if (one.kind !== "keyword") continue;
        if (isLossValueName(one.name)) add(one.value);
        if (isLossCallableName(one.name)) addHanded(one.value);
      }
      const [first] = given;
      const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
      if (minimizers.test(name) && first) addHanded(first.value);
      if (callee.kind !== "member") return undefined;
      if (name === "append" && isLossTarget(callee.object)) for (const one of given) add(one.value);
      if (name === "backward" || name === "gradient") {
        const value = name === "backward" ? callee.object : first?.value;
        if (value?.kind === "name") differentiated.add(value.name);
        else if (value) add(value);
      }
    }
    return undefined;
  });
  for (const name of differentiated) {
    const value = made.get(name);
    if (value) add(value);
  }
  return found;
}

/** What makes the first function it is given small. */
const minimizers = /^(value_and_grad|minimize|minimize_scalar|fmin|fmin_\w+|basinhopping|differential_evolution)$/;

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
