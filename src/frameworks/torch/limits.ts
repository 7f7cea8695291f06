/** What `finfo` and `iinfo` answer. */

import type { ElementType, Value } from "../../interpreter/values";
import { int, str } from "../../interpreter/values";
import type { Operation } from "./operation";
import { isFloating, limits } from "./promotion";

/** @param refusal what is said of booleans, which have no limits */
export function limitsOf(o: Operation, element: ElementType, refusal: string): Value {
  if (element === "bool") return o.fail(refusal);
  const { max, min, eps, tiny, bits } = limits[element];
  const number = (value: number): Value => ({ kind: isFloating(element) ? "float" : "int", value });
  return o.named({
    max: number(max),
    min: number(min),
    bits: int(bits),
    dtype: str(element),
    ...(isFloating(element)
      ? {
          eps: number(eps),
          tiny: number(tiny),
          smallest_normal: number(tiny),
          resolution: number(10 ** Math.ceil(Math.log10(eps))),
        }
      : {}),
  });
}
