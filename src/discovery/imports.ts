/** What a file's names mean: imports resolved to dotted paths (`F.mse_loss` → `torch.nn.functional.mse_loss`). */

import type { Expression, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";

/** Bound name → dotted path. */
export type Imports = ReadonlyMap<string, string>;

/** All imports below the statements, those inside functions included: a name rarely means two things in one file. */
export function collectImports(statements: readonly Statement[]): Imports {
  const found = new Map<string, string>();
  walk(statements, (node) => {
    if (node.kind === "import") {
      for (const { module, alias } of node.names) {
        const [first = module] = module.split(".");
        if (alias === undefined) found.set(first, first);
        else found.set(alias, module);
      }
    } else if (node.kind === "fromImport") {
      const base = node.level > 0 ? `.${node.module}` : node.module;
      for (const { name, alias } of node.names) {
        if (name !== "*") found.set(alias ?? name, base === "" ? name : `${base}.${name}`);
        else for (const guess of starImports.get(node.module) ?? []) found.set(guess, `${base}.${guess}`);
      }
    }
    return undefined;
  });
  return found;
}

/** What people take from modules that they import whole. */
const starImports: ReadonlyMap<string, readonly string[]> = new Map([
  ["torch.nn", ["Module", "functional", "Parameter"]],
  [
    "torch.nn.functional",
    [
      "mse_loss",
      "cross_entropy",
      "binary_cross_entropy",
      "binary_cross_entropy_with_logits",
      "l1_loss",
      "smooth_l1_loss",
      "kl_div",
    ],
  ],
]);

/** The dotted path of a name or member chain; undefined when it starts at no name. */
export function dottedPath(expression: Expression, imports: Imports): string | undefined {
  if (expression.kind === "name") return imports.get(expression.name) ?? expression.name;
  if (expression.kind !== "member") return undefined;
  const object = dottedPath(expression.object, imports);
  return object === undefined ? undefined : `${object}.${expression.name}`;
}

/** The chain as written, without imports: `nn.HuberLoss`. */
export function writtenPath(expression: Expression): string | undefined {
  return dottedPath(expression, new Map());
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

export type Root = "torch" | "tensorflow" | "jax" | "numpy" | "other";

/** The framework that a dotted path belongs to. */
export function frameworkOf(path: string): Root {
  const [first = ""] = path.split(".");
  if (
    /^(torch|torchvision|torchaudio|pytorch_lightning|lightning|torchmetrics|transformers|monai|kornia|timm|pytorch_metric_learning|accelerate)$/.test(
      first,
    )
  )
    return "torch";
  if (/^(tensorflow|keras|tf|tensorflow_probability|tensorflow_addons|tf_keras)$/.test(first)) return "tensorflow";
  if (/^(jax|flax|optax|haiku|equinox|distrax|chex|rlax)$/.test(first)) return "jax";
  return /^(numpy|scipy|cupy|cupyx|autograd)$/.test(first) ? "numpy" : "other";
}
