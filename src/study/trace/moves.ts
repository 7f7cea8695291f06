/** A knob in the place of what it moves: a plain number, some elements of a tensor, or a whole tensor along a line. */

import type { GraphBuilder } from "../../graph/build";
import type { Data, NodeId } from "../../graph/graph";
import type { TracedNumber } from "../../interpreter/values";
import type { KnobTarget } from "../knobs/knobTarget";

/** Python's numbers have double precision. */
export function movedNumber(builder: GraphBuilder, knob: NodeId, label: string | undefined): TracedNumber {
  const node = builder.apply("cast", [knob], { dtype: "float64" });
  if (label === undefined) return { kind: "traced", type: "float", node };
  builder.name(node, label);
  return { kind: "traced", type: "float", node, label };
}

/** A copy of a tensor in which some elements are a scalar; all of them when it has no others. */
export function moveElements(
  builder: GraphBuilder,
  before: NodeId | undefined,
  tensor: { readonly shape: readonly number[]; readonly data: Data },
  indexes: readonly number[],
  knob: NodeId,
): NodeId {
  const { shape } = tensor;
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (indexes.length === size) return builder.apply("broadcast", [knob], { shape });
  const mask = new Uint8Array(size);
  for (const index of indexes) mask[index] = 1;
  const rest = before ?? builder.constant({ shape, dtype: "float32" }, tensor.data);
  return builder.apply("select", [builder.constant({ shape, dtype: "bool" }, mask), knob, rest], {});
}

/** `from + x * direction`. */
export function moveAlong(
  builder: GraphBuilder,
  shape: readonly number[],
  { from, direction }: NonNullable<KnobTarget["along"]>,
  knob: NodeId,
): NodeId {
  const spread = builder.apply("broadcast", [knob], { shape });
  const step = builder.apply("mul", [spread, builder.constant({ shape, dtype: "float32" }, direction)], {});
  return builder.apply("add", [builder.constant({ shape, dtype: "float32" }, from), step], {});
}
