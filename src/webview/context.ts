/** What every part of the page may ask for: words, a change of choices, a place in the source. */

import type { Choices, ExportFormat } from "../messages";
import type { Position } from "../study/request";
import type { Say } from "./strings";

export interface Context {
  readonly say: Say;
  /** Changes what the person chose. Posted at most once a frame. */
  choose(change: (choices: Choices) => Choices): void;
  reset(): void;
  reveal(place: { readonly path: string; readonly cell?: number; readonly start: Position }): void;
  export(format: ExportFormat): void;
}

/** A part of the page. */
export interface Part<State> {
  readonly root: HTMLElement;
  update(state: State): void;
}
