/** Whether a number takes part in the arithmetic of a body, or only counts, sizes and indexes. */

import type { Expression, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { dottedPath, type Imports, lastSegment } from "../imports";
import { libraryLoss } from "../libraryLosses";
import { readPath } from "./settings";

/** A name, an attribute of the object, or anything that is read under one spelling (`cfg.beta`). */
export type Subject =
  | { readonly name: string }
  | { readonly attribute: string; readonly receiver: string }
  | { readonly path: string };

/** Calls whose numbers are sizes, axes and counts. */
const counting =
  /^(range|view|reshape|zeros|ones|empty|rand|randn|randint|arange|linspace|eye|one_hot|split|chunk|topk|repeat|expand|tile|permute|transpose|unsqueeze|squeeze|size|unfold|flatten|cumsum|gather|softmax|log_softmax|cat|stack|print|len|isinstance|normalize|argmax|argmin|interpolate|avg_pool2d|max_pool2d|roll|flip|diff|unbind|movedim|int|str|format|sort|argsort)$/;
const countingKeyword =
  /^(dim|axis|axes|keepdim|keepdims|num_classes|ignore_index|size|shape|steps|n|num_\w+|n_\w+|depth|kernel_size|padding|stride|in_\w+|out_\w+|dims|k|reduction|device|dtype|index|src|window\w*)$/;

export function actsNumerically(subject: Subject, body: readonly Statement[] | Expression, imports: Imports): boolean {
  const aliases = new Set<string>("name" in subject ? [subject.name] : []);
  let isFound = false;
  const isSubject = (node: Node): boolean => {
    if (node.kind === "name" && aliases.has(node.name)) return true;
    if ("path" in subject) return isExpression(node) && readPath(node) === subject.path;
    return (
      "attribute" in subject &&
      node.kind === "member" &&
      node.name === subject.attribute &&
      node.object.kind === "name" &&
      node.object.name === subject.receiver
    );
  };

  /** `inArithmetic`: what stands here is computed with. */
  const visit = (value: unknown, inArithmetic: boolean): void => {
    if (isFound || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, inArithmetic);
      return;
    }
    if (!isNode(value)) {
      for (const field of Object.values(value)) visit(field, inArithmetic);
      return;
    }
    if (isSubject(value)) {
      if (inArithmetic) isFound = true;
      return;
    }
    switch (value.kind) {
      case "binary": {
        // `tokens // devices` counts
        const isComputed = value.operator !== "//";
        visit(value.left, isComputed);
        visit(value.right, isComputed);
        return;
      }
      case "unary":
        visit(value.operand, value.operator !== "not");
        return;
      case "index":
        visit(value.object, false);
        // `x[..., 5 : 5 + classes]` counts; `d[d < margin]` compares.
        if (!isSlicing(value.index)) visit(value.index, false);
        return;
      case "compare":
        // `if self.gamma > 0` asks; `torch.where(d < beta, …)` computes.
        for (const operand of value.operands)
          visit(
            operand,
            value.operators.every((operator) => /^[<>]/.test(operator)),
          );
        return;
      case "if":
      case "while":
        visitTest(value.test);
        visit(value.body, false);
        visit(value.otherwise, false);
        return;
      case "call": {
        const path = dottedPath(value.callee, imports) ?? "";
        const name = value.callee.kind === "member" ? value.callee.name : lastSegment(path);
        const isSizing = counting.test(name) || (/^[A-Z]/.test(name) && !libraryLoss(path) && !/Loss/.test(name));
        visit(value.callee.kind === "member" ? value.callee.object : value.callee, false);
        for (const argument of value.arguments) {
          if (argument.kind === "keyword" && countingKeyword.test(argument.name)) continue;
          if (isSizing) continue;
          visit(argument.value, isNumberArgument(name) || (name === "append" && isOfWeights(value.callee)));
        }
        return;
      }
      case "assign": {
        const [target] = value.targets;
        if (value.value && target?.kind === "name" && isSubject(value.value)) aliases.add(target.name);
        else visit(value.value, target !== undefined && value.value?.kind === "list" && isOfWeights(target));
        return;
      }
      case "augmented":
        visit(value.value, true);
        return;
      case "list":
        visit(value.items, inArithmetic);
        return;
      default:
        for (const field of Object.values(value)) visit(field, false);
    }
  };
  const visitTest = (test: Expression) => {
    if (test.kind !== "compare" && test.kind !== "logical") visit(test, false);
  };
  visit(body, false);
  return isFound;
}

/** Whether something is read under this spelling anywhere below. */
export function mentions(below: readonly Statement[] | Expression, path: string): boolean {
  let isFound = false;
  walk(below, (node) => {
    if (!isFound && isExpression(node) && readPath(node) === path) isFound = true;
    return !isFound;
  });
  return isFound;
}

function isExpression(node: Node): node is Extract<Node, { kind: "name" | "member" | "index" }> {
  return node.kind === "name" || node.kind === "member" || node.kind === "index";
}

/** `weights.append(cfg.box)`, `weights = [cfg.box, cfg.cls]`: what is kept in it weighs. */
function isOfWeights(node: Expression): boolean {
  if (node.kind === "member" && node.name === "append") return isOfWeights(node.object);
  return (node.kind === "name" || node.kind === "member") && /(^|_)(weights|coefs|coeffs|lambdas)$/.test(node.name);
}

function isSlicing(index: Expression): boolean {
  return index.kind === "slice" || (index.kind === "tuple" && index.items.some(isSlicing));
}

/** Operations that take a plain number as part of the formula. */
function isNumberArgument(name: string): boolean {
  return !/^(float|get|append|setattr|getattr|hasattr|super|__init__|log|to|type|sum|mean|max|min|norm)$/.test(name);
}

type Node = Expression | Statement;

function isNode(value: object): value is Node {
  return "kind" in value && "start" in value && "end" in value;
}
