/** All primitives: a missing one does not compile. */

import type { PrimitiveName } from "../graph";
import type { Primitive } from "../primitive";
import { binary } from "./binary";
import { custom } from "./custom";
import { indexing } from "./indexing";
import { linear } from "./linear";
import { reductions } from "./reduction";
import { scans } from "./scan";
import { structure } from "./structure";
import { unary } from "./unary";

type PrimitiveTable = { readonly [N in PrimitiveName]: Primitive<N> };

export const primitives: PrimitiveTable = {
  ...unary,
  ...binary,
  ...structure,
  ...reductions,
  ...scans,
  ...indexing,
  ...linear,
  ...custom,
};

export function primitiveOf<N extends PrimitiveName>(name: N): Primitive<N> {
  return primitives[name];
}
