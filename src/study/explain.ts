/** Errors in words for a person, with their place; and which of them other inputs would not cure. */

import { AbsentNeeded, MissingFiles, Stopped } from "../interpreter/errors";
import { faultOf } from "../interpreter/interpreter";
import { Raised } from "../interpreter/tracer";
import { Broken, NotAccepted } from "./accept/trial";
import { BadInput } from "./evaluate";
import type { rangeOfSite } from "./places";
import { NoSubject } from "./subject/subject";

export interface Explained {
  readonly message: string;
  readonly site: Parameters<typeof rangeOfSite>[1];
  readonly hint?: string;
}

export function explain(error: unknown): Explained {
  if (error instanceof NotAccepted) {
    const inner = explain(error.cause);
    const hint = `no other shapes worked either (${error.tried} tried); a comment such as "# preview: pred: prediction[8, 1]" above the definition says what its inputs are`;
    return { ...inner, hint };
  }
  if (error instanceof Broken) return explain(error.cause);
  const fault = faultOf(error);
  if (fault !== undefined) return fault;
  if (error instanceof NoSubject || error instanceof BadInput || error instanceof MissingFiles)
    return { message: error.message, site: undefined };
  return { message: error instanceof Error ? error.message : String(error), site: undefined };
}

/** Faults that no other inputs would cure. */
export function isFatal(error: unknown): boolean {
  if (error instanceof MissingFiles || error instanceof Stopped) return true;
  return error instanceof Raised && (error instanceof AbsentNeeded || incurable.has(error.type));
}

const incurable: ReadonlySet<string> = new Set([
  "SyntaxError",
  "NameError",
  "ImportError",
  "ModuleNotFoundError",
  "RecursionError",
]);
