/** Names that everybody gives a library; a program that is handed one, as `backend` or `xp`, calls it so too. */

import type { Expression } from "../../syntax/tree";

const libraries = {
  torch: "torch",
  tf: "tensorflow",
  np: "numpy",
  numpy: "numpy",
  xp: "numpy",
  jnp: "jax.numpy",
  K: "keras.backend",
  backend: "keras.backend",
} as const;

export type LibraryName = (typeof libraries)[keyof typeof libraries];

/** `torch`, `tf.math`, `jax.lax`: what functions are taken from. */
export function isLibraryName(expression: Expression): boolean {
  if (expression.kind === "member") return isLibraryName(expression.object);
  return (
    expression.kind === "name" && (libraryNamed(expression.name) !== undefined || /^(jax|lax)$/.test(expression.name))
  );
}

/** The library that is called so. */
export function libraryNamed(name: string): LibraryName | undefined {
  return Object.hasOwn(libraries, name) ? libraries[name as keyof typeof libraries] : undefined;
}
