/** What the writing of a returned value says: that it is called a loss, is turned round, or has its gradient beside it. */

import type { Expression } from "../../syntax/tree";
import { isLossValueName, words } from "../names";

/** `return reg_loss`, `return lam * penalty`, `return (a_loss + b_loss).mean()`. */
export function isWrittenAsLoss(node: Expression, parameters: ReadonlySet<string>): boolean {
  switch (node.kind) {
    case "name":
      return !parameters.has(node.name) && (isLossValueName(node.name) || isPenaltyName(node.name));
    case "tuple":
      return node.items[0] !== undefined && isWrittenAsLoss(node.items[0], parameters);
    case "binary":
      if (node.operator === "/") return isWrittenAsLoss(node.left, parameters);
      return (
        (node.operator === "*" || node.operator === "+") &&
        (isWrittenAsLoss(node.left, parameters) || isWrittenAsLoss(node.right, parameters))
      );
    case "call": {
      const inner = reducedIn(node);
      return inner !== undefined && isWrittenAsLoss(inner, parameters);
    }
    default:
      return false;
  }
}

/** `return -score.mean()`, `return 1 - overlap`: what gets larger as the prediction gets better, turned round. */
export function isTurnedRound(node: Expression): boolean {
  switch (node.kind) {
    case "unary":
      return node.operator === "-" && node.operand.kind !== "number";
    case "binary":
      if (node.operator === "-") return node.left.kind === "number" && node.right.kind !== "number";
      if (node.operator === "/") return isTurnedRound(node.left);
      return node.operator === "*" && (isTurnedRound(node.left) || isTurnedRound(node.right));
    case "call": {
      const inner = reducedIn(node);
      return inner !== undefined && isTurnedRound(inner);
    }
    default:
      return false;
  }
}

/** `return cost, grad`, `return loss, dW`: some of what is returned are gradients, and not all. */
export function isBesideGradient(node: Expression): boolean {
  if (node.kind !== "tuple") return false;
  const gradients = node.items.filter((item) => isGradientName(nameOfValue(item))).length;
  return gradients > 0 && gradients < node.items.length;
}

/** `grad`, `dW`, `d_theta`, `jac` */
export function isGradientName(name: string): boolean {
  return /(^|_)(grads?|gradients?|jac|jacobian|derivs?)(_|$)/i.test(name) || /^d(_\w+|[A-Z]\w*|[wbx]\d*)$/.test(name);
}

/** What a value is called, or the function that gave it: `loss`, and `get_loss` of `self.get_loss(x)`. */
export function nameOfValue(node: Expression): string {
  if (node.kind === "name" || node.kind === "member") return node.name;
  return node.kind === "call" ? nameOfValue(node.callee) : "";
}

function isPenaltyName(name: string): boolean {
  return words(name).some((part) => /^(reg|regulari[sz]er|regulari[sz]ation)$/.test(part));
}

/** `x.mean()` and `torch.mean(x)`: the value that is reduced, bounded or cast. */
function reducedIn({ callee, arguments: given }: Extract<Expression, { kind: "call" }>): Expression | undefined {
  if (callee.kind !== "member") return undefined;
  if (!/^(mean|sum|reduce_mean|reduce_sum|squeeze|float|clamp|clip|clip_by_value|to|view|reshape)$/.test(callee.name))
    return undefined;
  const [first] = given;
  const isOfModule = callee.object.kind === "name" && /^(torch|np|jnp|tf|K|F|ops|math)$/.test(callee.object.name);
  const isOfSubmodule = callee.object.kind === "member" && callee.object.name === "math";
  return isOfModule || isOfSubmodule ? first?.value : callee.object;
}
