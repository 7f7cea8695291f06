/** One knob: what it moves, from where to where. */

import type { Data } from "../../graph/graph";
import type { Knob, KnobChoice } from "../request";

/** What a knob moves: the elements at `indexes` of a tensor, or a plain number. */
export interface KnobTarget {
  readonly kind: KnobChoice["kind"];
  readonly knob: Knob;
  /** Name of the input, coefficient, learnable or local; for an entry of a list of inputs the list's name. */
  readonly name: string;
  /** Entry of a list of inputs. */
  readonly entry?: number;
  readonly title: string;
  /** Flat positions that move together; empty for plain numbers. */
  readonly indexes: readonly number[];
  readonly reference: number;
  readonly range: readonly [from: number, to: number];
  /** Labels, masks, what the program makes on its way: an axis only when nothing else can be one. */
  readonly isIncidental?: boolean;
  /** Its range has no natural end: wider where the curve would be straight. */
  readonly isOpen?: boolean;
  /** The whole tensor is `from + x * direction`, instead of elements being set to x. */
  readonly along?: { readonly from: Data; readonly direction: Data };
}

/** The index of an element by its place in the flat data. */
export function unravel(flat: number, shape: readonly number[]): readonly number[] {
  const index: number[] = [];
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1;
    index.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return index;
}
