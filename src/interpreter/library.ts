/** What a framework gives the interpreter: modules to import. How its tensors answer stands in values.ts, beside them. */

import type { Value } from "./values";

export interface Library {
  /** Dotted module names and what stands in them. */
  readonly modules: Readonly<Record<string, LibraryModule>>;
  /** The class that base classes which could not be found are taken for: most extend the framework's module class. */
  readonly standIn?: { readonly module: string; readonly name: string };
}

/**
 * A library's module: members of ours, and a prelude, the part of the framework that is written in Python itself (losses,
 * layers, distributions) and interpreted like user code. Prelude code is the library's: errors and sites inside it are
 * reported at the user's call.
 */
export interface LibraryModule {
  readonly members?: Readonly<Record<string, Value>>;
  readonly prelude?: string;
}
