/** What the panel's page and the host say to each other. Types only. */

import type { Packed } from "./packed";
import type { AxisRequest, Diagnostic, Given, InputOverride, SampleView, Study } from "./study/request";

/** Host → page. */
export type ToPage =
  /** The whole state, in answer to `ready` and whenever the definition changes: the page can be thrown away at any time. */
  | { readonly kind: "show"; readonly state: PanelState }
  /** A newer study of the same definition. */
  | { readonly kind: "study"; readonly version: number; readonly study: Packed<Study> }
  /** The last good study stays, dimmed, beside these. */
  | { readonly kind: "failed"; readonly version: number; readonly diagnostics: readonly Diagnostic[] }
  /** The document changed and an answer is on its way (only sent when it takes long). */
  | { readonly kind: "busy"; readonly message: string }
  | { readonly kind: "export"; readonly format: ExportFormat; readonly id: number }
  /** Nothing but a reply on the next paint: the bench's bare echo. */
  | { readonly kind: "echo"; readonly id: number };

export interface PanelState {
  /** Names the preview. The page hands `{ id }` to `setState`, so that a window reload finds the preview's state again. */
  readonly id?: string;
  readonly version: number;
  readonly title: string;
  /** The file that holds the definition: where the header's link leads. */
  readonly path?: string;
  readonly study: Packed<Study> | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly choices: Choices;
  /** English text → the person's language; what is missing stays English. */
  readonly strings: Readonly<Record<string, string>>;
}

/** What the person chose in the panel; kept by the host across hiding and reload. */
export interface Choices {
  readonly x?: AxisRequest;
  readonly y?: AxisRequest;
  readonly set: Readonly<Record<string, Given>>;
  readonly inputs: Readonly<Record<string, InputOverride>>;
  readonly view?: SampleView;
  readonly seed?: number;
  /** Series switched on or off against their default. */
  readonly shown: Readonly<Record<string, boolean>>;
}

export type ExportFormat = "svg" | "png" | "vl.json" | "csv";

/** When a message reached the page, what it says was drawn, and that was on the screen: milliseconds since the epoch. */
export interface Paint {
  readonly receivedAt: number;
  readonly drawnAt: number;
  readonly paintedAt: number;
}

/** Page → host. */
export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "choose"; readonly choices: Choices }
  | { readonly kind: "reset" }
  /** Open the file where a finding or diagnostic points. */
  | {
      readonly kind: "reveal";
      readonly path: string;
      readonly cell?: number;
      readonly line: number;
      readonly column: number;
    }
  | { readonly kind: "exported"; readonly id: number; readonly format: ExportFormat; readonly data: string }
  | { readonly kind: "export"; readonly format: ExportFormat }
  | { readonly kind: "painted"; readonly version: number; readonly paint: Paint }
  | { readonly kind: "echoed"; readonly id: number; readonly paint: Paint }
  | { readonly kind: "broken"; readonly message: string };
