/** Tells our own faults from those of the program: no way to preview a definition may pass them over. */

/** What no program raises: everything that it raises comes as a class of its own (`Raised`, `Stopped`, `ShapeError`, …). */
export function isBug(error: unknown): boolean {
  if (error instanceof RangeError) return !/call stack/i.test(error.message);
  if (error instanceof TypeError || error instanceof ReferenceError) return true;
  return error instanceof Error && error.message.startsWith("internal:");
}
