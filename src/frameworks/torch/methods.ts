/** Methods of tensors that are written in Python, as functions of torch's prelude whose first parameter is the tensor. */

import type { Tracer, Value } from "../../interpreter/values";

const written: ReadonlySet<string> = new Set(
  (
    "coalesce conj igamma igammac index_reduce index_reduce_ indices istft lu matrix_exp narrow_copy pinverse put put_ qr " +
    "resolve_conj resolve_neg " +
    "stft symeig to_sparse values"
  ).split(" "),
);

export function findWrittenMethod(t: Tracer, self: Value, name: string): Value | undefined {
  const callable = written.has(name) ? t.imported("torch", name) : undefined;
  return callable?.kind === "function" ? { kind: "method", self, callable } : undefined;
}
