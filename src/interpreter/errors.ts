/** What ends a run besides a Python exception, and how a Python exception is made. */

import { ShapeError } from "../graph/builder";
import type { Site } from "../graph/graph";
import { Raised } from "./tracer";

/** The program went on for too long or asked for too much. No `except` of the program catches it. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  constructor(
    message: string,
    readonly site: Site | undefined,
    /** Something was too large: smaller inputs may do. */
    readonly isOfSize = false,
  ) {
    super(message);
  }
}

/** A module of the workspace is needed whose text was not read yet: read the first candidate that exists and run again. */
export class MissingFiles extends Error {
  override readonly name = "MissingFiles";
  constructor(readonly candidates: readonly string[]) {
    super(`not read yet: ${candidates.join(", ")}`);
  }
}

/** A value of an absent module was needed. A Python `ImportError`, told apart so that lazily run statements can pass over it. */
export class AbsentNeeded extends Raised {}

/** A Python exception of ours, to be thrown. */
export function fault(type: string, message: string, site?: Site): Raised {
  return new Raised(type, message, undefined, site);
}

/** Whatever was thrown, as the Python exception that the program sees; other errors stay what they are. */
export function asRaised(error: unknown, site: Site | undefined): unknown {
  if (error instanceof Raised) {
    error.site ??= site;
    return error;
  }
  if (error instanceof ShapeError) return new Raised("RuntimeError", error.message, undefined, site);
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return new Stopped("recursion is deeper than the preview can follow", site);
  }
  return error;
}
