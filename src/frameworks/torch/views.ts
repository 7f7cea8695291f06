/** Tensors that share their numbers with others: what PyTorch makes a view of, and where it has to copy. */

import type { TensorValue } from "../../interpreter/values";
import type { Lens } from "../array/lens";
import type { Operation } from "./operation";
import { layoutOf, type TorchTensor } from "./tensor";

/** What a lens shows of a tensor: a view, or a copy where the elements lie so that no view can have them. */
export function viewThrough(o: Operation, base: TensorValue, lens: Lens): TorchTensor {
  const layout = lens.layout(layoutOf(o.g, base));
  if (layout === undefined) return o.result(lens.read(o.termOf(base)), base.element);
  return o.view(base, lens.read, lens.write, layout.strides);
}
