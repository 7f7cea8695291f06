/** Methods of tensors that are written in Python, as functions of a prelude whose first parameter is the tensor. */

import type { Tracer, Value } from "../../interpreter/values";

const written: Readonly<Record<string, string>> = {
  torch:
    "apply_ coalesce conj igamma igamma_ igammac igammac_ index_reduce index_reduce_ indices isreal istft lu map_ matrix_exp narrow_copy pinverse put put_ qr " +
    "resolve_conj resolve_neg stft symeig to_sparse values",
  "torch._hooks": "register_hook retain_grad",
};
const moduleOf: ReadonlyMap<string, string> = new Map(
  Object.entries(written).flatMap(([module, names]) => names.split(" ").map((name) => [name, module] as const)),
);

export const writtenMethodNames: readonly string[] = [...moduleOf.keys()];

export function findWrittenMethod(t: Tracer, self: Value, name: string): Value | undefined {
  const module = moduleOf.get(name);
  const callable = module === undefined ? undefined : t.imported(module, name);
  return callable?.kind === "function" ? { kind: "method", self, callable } : undefined;
}
