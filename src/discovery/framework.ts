/** Which framework a file, or a piece of it, is written in. */

import type { Expression, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { frameworkOf, type Imports } from "./imports";
import type { Framework } from "./loss";

/** The framework whose functions a piece of code calls most; the file's own where it calls none. */
export function frameworkIn(
  node: Statement | Expression | readonly Statement[],
  view: { readonly imports: Imports; readonly framework: Framework },
): Framework {
  const counts = new Map<Framework, number>();
  walk(node, (inner) => {
    if (inner.kind === "member" && view.framework === "torch" && ofTensorsOnly.has(inner.name))
      counts.set("torch", (counts.get("torch") ?? 0) + 1);
    if (inner.kind !== "name") return undefined;
    const path = view.imports.get(inner.name);
    const framework = path === undefined ? "other" : frameworkOf(path);
    // numpy beside a framework of tensors only prepares numbers
    if (framework !== "other")
      counts.set(framework, (counts.get(framework) ?? 0) + (framework === "numpy" ? 0.001 : 1));
    return undefined;
  });
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best ? best[0] : view.framework;
}

/** What NumPy's arrays, which a piece of PyTorch may hand numbers to, do not have. */
const ofTensorsOnly: ReadonlySet<string> = new Set([
  "backward",
  "cpu",
  "cuda",
  "detach",
  "log_softmax",
  "numel",
  "unsqueeze",
]);

/** Numpy's arithmetic in a file of tensors: it looks at what was learnt, and is not learnt from. */
export function isBesideTensors(
  node: Statement,
  view: { readonly imports: Imports; readonly framework: Framework },
): boolean {
  return view.framework !== "numpy" && view.framework !== "plain" && frameworkIn(node, view) === "numpy";
}

/**
 * As what a piece of code is judged: frameworks of tensors that no preview runs are ones all the same, and arithmetic in
 * their files is not of money or packets.
 */
export function judgedAs(framework: Framework, imports: Imports): Framework {
  return framework === "plain" && [...imports.values()].some((path) => otherTensors.test(path)) ? "torch" : framework;
}

const otherTensors = /^(paddle|mxnet|chainer|mindspore|oneflow|theano|lasagne|autograd|tinygrad|cntk|mlx)\b/;

/** The framework that a file imports, the most telling first. */
export function fileFramework(imports: Imports): Framework {
  // JAX has no data loaders: where it stands, another framework's may only load.
  const paths = [...imports.values()];
  const computing = paths.some((path) => frameworkOf(path) === "jax")
    ? paths.filter((path) => !/^(torch\.utils|torchvision|tensorflow_datasets)\b/.test(path))
    : paths;
  const found = new Set(computing.map(frameworkOf));
  for (const framework of ["torch", "jax", "tensorflow", "numpy"] as const) if (found.has(framework)) return framework;
  return "plain";
}
