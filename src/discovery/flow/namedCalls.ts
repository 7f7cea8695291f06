/** Calls of what is defined elsewhere: known operations, and what other names say of their results. */

import { libraryLoss } from "../libraryLosses";
import { isLossCallableName, words } from "../names";
import { partOf } from "./binding";
import { type Flow, mark, marked } from "./flow";
import { applyOperation, type OperationCall } from "./operations";

/** What a call returns of which only the name is known; `given` is all that goes in. */
export function namedCall(call: OperationCall, path: string, given: Flow): Flow {
  const { name } = call;
  const known = applyOperation(call);
  if (known) return known;
  const parts = words(name);
  if (isLossCallableName(name) || libraryLoss(path))
    return isClassName(name)
      ? { roots: new Set(), marks: mark.callable | mark.lossCall, direction: 0 }
      : lossResult(given);
  if (/^[A-Z]/.test(name)) return { roots: given.roots, marks: mark.callable | mark.network, direction: 0 };
  if (parts.includes("mean") || parts.includes("sum") || parts.includes("reduce") || parts.includes("average"))
    return marked(given, mark.reduced);
  if (
    parts.includes("norm") &&
    parts.some((part) => /^(frobenius|fro|nuclear|spectral|euclidean|squared|l1|l2)$/.test(part))
  )
    return marked(given, mark.magnitude | mark.reduced, 1);
  if (parts.some((part) => part === "distance" || part === "dist"))
    return marked(given, mark.magnitude | mark.partlyReduced | (given.roots.size > 1 ? mark.difference : 0), 1);
  if (
    parts.some(
      (part) => part === "iou" || part === "similarity" || part === "ssim" || part === "dice" || part === "overlap",
    )
  ) {
    return { roots: given.roots, marks: mark.similarity | mark.ratio | mark.product, direction: -1 };
  }
  if (
    parts.some((part) => part === "logprob" || part === "logp" || part === "loglikelihood" || part === "logps") ||
    (parts.includes("log") && parts.some((part) => /^(prob|probs|likelihood|softmax|pdf)$/.test(part)))
  ) {
    return { roots: given.roots, marks: mark.log, direction: -1 };
  }
  // `meshes.verts()` and `meshes.faces()` are different parts of one input.
  const [owner, ...others] = call.inputs;
  return call.isMethod && owner && others.length === 0 && call.keywords.size === 0 ? partOf(owner, name) : given;
}

/** `CosineLoss` is a class; `KLD` and `BCE_loss` may well be functions. */
function isClassName(name: string): boolean {
  return /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/.test(name);
}

/** The number that a loss makes of what it is given. */
export function lossResult(given: Flow): Flow {
  return { roots: given.roots, marks: mark.lossCall | (given.marks & mark.network), direction: 1 };
}
