/** What the words of a parameter's annotation say of tensors. */

export function isTensorList(annotation = ""): boolean {
  return /\b(list|List|Sequence|Iterable|tuple|Tuple)\b/.test(annotation) && hasTensors(annotation);
}

export function hasTensors(annotation: string): boolean {
  return /Tensor|Array|ndarray/.test(annotation);
}
