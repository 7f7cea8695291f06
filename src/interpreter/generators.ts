/** Generators: a function's body that runs bit by bit, on demand. */

import type { Block } from "../syntax/tree";
import { fault, Stopped } from "./errors";
import type { Completion, Frame, Runtime } from "./runtime";
import { Raised } from "./tracer";
import type { IteratorValue, Value } from "./values";
import { none } from "./values";

export function createGenerator(run: Runtime, frame: Frame, body: Block): IteratorValue {
  const steps = run.executeLazily(frame, body);
  const resume = (advance: () => IteratorResult<Value, Completion>): Value | undefined => {
    if (run.depth >= run.limits.depth)
      throw new Stopped(`recursion is deeper than ${run.limits.depth} calls`, run.graph.site);
    const outer = run.frame;
    const userDepth = run.userDepth;
    run.depth++;
    run.userDepth = frame.depth;
    run.frame = frame;
    try {
      const result = advance();
      return result.done === true ? undefined : result.value;
    } catch (error) {
      if (error instanceof Raised && error.type === "StopIteration")
        throw fault("RuntimeError", "generator raised StopIteration");
      throw error;
    } finally {
      run.depth--;
      run.userDepth = userDepth;
      run.frame = outer;
    }
  };
  return {
    kind: "iterator",
    name: "generator",
    next: (sent) => resume(() => steps.next(sent ?? none)),
    raise: (error) => resume(() => steps.throw(error)),
    close: () => {
      resume(() => steps.return("return"));
    },
    result: () => frame.returned,
  };
}
