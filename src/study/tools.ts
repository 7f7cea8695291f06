/** What every study works with, and what it remembers of the one before. */

import type { Engine } from "../engine/engine";
import type { Remembered } from "./accept/accept";
import type { Workshop } from "./trace/trace";

export interface StudyTools {
  readonly workshop: Workshop;
  readonly engine: Engine;
  readonly describeError: (error: unknown) => string;
  /** Errors that other inputs would not cure. */
  readonly isFatal: (error: unknown) => boolean;
  /** What worked for this definition last time. */
  readonly memory: Map<string, Remembered>;
}
