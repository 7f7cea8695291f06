/** Parameters that are called like plain numbers, and are arrays by what is done with them: `alpha.sum(1)`, `torch.lgamma(alpha)`. */

import type { Expression, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

/** Those of these names that a body treats as arrays. */
export function arraysAmong(names: ReadonlySet<string>, body: readonly Statement[] | Expression): ReadonlySet<string> {
  const found = new Set<string>();
  if (names.size === 0) return found;
  const isOne = (node: Expression | undefined) => node?.kind === "name" && names.has(node.name);
  const add = (node: Expression | undefined) => {
    if (node?.kind === "name") found.add(node.name);
  };
  walk(body, (node) => {
    if (node.kind === "member" && isOne(node.object) && /^(shape|ndim|size|dim|T)$/.test(node.name)) add(node.object);
    if (node.kind === "binary" && node.operator === "@")
      for (const side of [node.left, node.right]) if (isOne(side)) add(side);
    if (node.kind !== "call" || node.callee.kind !== "member") return undefined;
    const { name, object } = node.callee;
    const [first, second] = node.arguments;
    const isAlongAxis = [...node.arguments].some(
      (one) => one.kind === "keyword" && (one.name === "dim" || one.name === "axis"),
    );
    if (isOne(object) && reducing.test(name)) add(object);
    if (isOne(first?.value) && (ofArrays.test(name) || (reducing.test(name) && (isAlongAxis || second !== undefined))))
      add(first?.value);
    return undefined;
  });
  return found;
}

const reducing = /^(sum|mean|reduce_sum|reduce_mean|prod|var|std|amax|amin|logsumexp|softmax|log_softmax|norm)$/;
const ofArrays = /^(lgamma|gammaln|digamma|polygamma|matmul|mm|bmm|einsum|norm|vector_norm)$/;
