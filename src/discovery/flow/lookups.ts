/** What a name outside the function means: a function of the file, something imported, an attribute of `self`. */

import { libraryLoss } from "../libraryLosses";
import { isCoefficientName } from "../names";
import { type Flow, has, mark, nothing, root } from "./flow";
import { isOperation } from "./operations";
import type { State } from "./state";

export function globalFlow(state: State, name: string): Flow {
  const summary = state.summaries.get(name);
  if (summary) return { ...nothing, marks: mark.callable | (has(summary, mark.lossCall) ? mark.lossCall : 0) };
  return nothing;
}

/** `F.mse_loss` and `torch.relu` as values. */
export function importedFlow(path: string, name: string): Flow {
  if (libraryLoss(path)) return { ...nothing, marks: mark.callable | mark.lossCall };
  return isOperation(name) ? { ...nothing, marks: mark.callable, operation: name } : nothing;
}

export function attributeFlow(state: State, name: string): Flow {
  const kind = state.attributes.get(name);
  if (kind?.startsWith("operation:"))
    return { ...nothing, marks: mark.callable, operation: kind.slice("operation:".length) };
  switch (kind) {
    case "number":
      return nothing;
    case "loss":
      return { ...nothing, marks: mark.callable | mark.lossCall };
    case "network":
      return { ...nothing, marks: mark.callable | mark.network };
    case "learnable":
      return root(`self.${name}`, mark.learnable);
    default: {
      const method = state.methods.get(name);
      // A property that returns a callable is that callable.
      if (method) return has(method, mark.callable) ? method : { ...nothing, marks: mark.callable, returns: method };
      if (isCoefficientName(name)) return nothing;
      return root(`self.${name}`);
    }
  }
}
