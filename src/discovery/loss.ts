/** What discovery finds in a file: losses, uses of library losses, and their coefficients. Plain data. */

import type { Span } from "../syntax/tree";

export type LossKind = "function" | "class" | "method" | "lambda" | "call" | "expression";
export type Framework = "torch" | "tensorflow" | "jax" | "numpy" | "tfjs" | "plain";

/** A definition or use of a loss. `span` and `nameSpan` count in the file (in a notebook: in the cell). */
export interface Loss {
  readonly kind: LossKind;
  /** What a person calls it: `huber_loss`, `PPOLoss`, `nn.HuberLoss`, the assigned name of a weighted sum. */
  readonly name: string;
  /** Python's qualified name: `focal_loss.<locals>.loss`, `Agent.compute_loss`. Uses: the enclosing definition's name and their own. */
  readonly qualifiedName: string;
  readonly framework: Framework;
  readonly span: Span;
  readonly nameSpan: Span;
  /** 0-based cell of a notebook. */
  readonly cell?: number;
  /** 1-based line of `nameSpan` (in the cell). */
  readonly line: number;
  /** Index of the top-level statement that holds it. */
  readonly chunk: number;
  readonly coefficients: readonly Coefficient[];
  /** The text of a `# preview:` comment that belongs to it. */
  readonly directive?: { readonly text: string; readonly span: Span };
  /** For a class: the method that computes the loss. For a factory: none. */
  readonly method?: string;
  /** For uses: the sides of the weighted sum, or the library callable and how it is given its inputs. */
  readonly use?: Use;
}

/** A named number that shapes a loss. */
export interface Coefficient {
  readonly name: string;
  readonly value: CoefficientValue;
  readonly line: number;
  readonly span: Span;
  /** Where setting it for a preview takes effect. */
  readonly origin:
    | { readonly kind: "parameter" }
    | { readonly kind: "init" }
    | { readonly kind: "attribute" }
    | { readonly kind: "learnable" }
    | { readonly kind: "literal" };
  /** What the lens adds: ` → weights 1.00, 1.00`. Derived from how the program uses it, never from its name. */
  readonly note?: string;
}

export type CoefficientValue = number | boolean | string | null | readonly CoefficientValue[];

/**
 * `call`: a library loss constructed or called; `callee` is its dotted name after imports, `given` the literal arguments.
 * `sum`: a weighted sum; `terms` in order, each with the span of its literal weight if it has one.
 */
export type Use =
  | { readonly kind: "call"; readonly callee: string; readonly isConstructor: boolean }
  | { readonly kind: "sum"; readonly terms: readonly { readonly name: string; readonly weight: number | undefined }[] };
