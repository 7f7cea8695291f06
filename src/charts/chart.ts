/** A chart in two parts: a specification that rarely changes, and the rows and signals that change with every keystroke. */

import type { TopLevelSpec } from "vega-lite";
import type { Standing } from "./scene";

export interface Chart extends Standing {
  /** While this stays the same, a kept view only needs new rows and signals. */
  readonly key: string;
  /** Made when asked for: most updates do without. */
  readonly spec: TopLevelSpec;
  readonly rows: Rows;
  readonly signals: Readonly<Record<string, number>>;
  /** Of the picture without its margins. */
  readonly size: { readonly width: number; readonly height: number };
  /** Where the plots stand in the picture, margins included. */
  readonly panes: readonly Pane[];
}

export interface Pane {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Named data sets. */
export type Rows = Readonly<Record<string, readonly object[]>>;
