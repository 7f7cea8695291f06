/** The one interface of the core: what a thread that holds it answers. Editor, command line and tests all speak this. */

import type { Loss } from "../discovery/loss";
import type { Diagnostic, StudyReply, StudyRequest, TextRange } from "./request";

/** A document's whole text; a newer version replaces an older one. Notebooks come as their cells' texts. */
export interface DocumentText {
  readonly path: string;
  readonly language: "python" | "typescript" | "notebook";
  readonly version: number;
  readonly text: string;
  readonly cells?: readonly string[];
}

export interface DiscoverReply {
  readonly version: number;
  readonly losses: readonly Loss[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Core {
  /** Does once what only the first study would wait for. */
  warm(): Promise<void>;
  open(document: DocumentText): Promise<void>;
  close(path: string): Promise<void>;
  discover(path: string): Promise<DiscoverReply>;
  /** Discovery over a text that is not kept: for scans of a workspace. */
  scan(documents: readonly DocumentText[]): Promise<readonly DiscoverReply[]>;
  study(request: StudyRequest): Promise<StudyReply>;
  /** After an unchecked answer to the same request: what is to be drawn instead; `undefined` when it holds. */
  check(request: StudyRequest): Promise<StudyReply | undefined>;
  /** One evaluation at given inputs, as the command line has it (protocol in docs/cli.md). */
  evaluate(path: string, name: string, inputs: EvaluateInputs): Promise<EvaluateReply>;
}

/** What the core asks of whoever holds the files; paths are those of `DocumentText`. */
export interface Files {
  /** The first of the candidate paths that exists, with its text. */
  read(candidates: readonly string[]): Promise<{ readonly path: string; readonly text: string } | undefined>;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface EvaluateInputs {
  readonly init?: Readonly<Record<string, Json>>;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly args?: Readonly<Record<string, Json>>;
}

export type EvaluateReply =
  | { readonly kind: "ready"; readonly result: Evaluation }
  | { readonly kind: "failed"; readonly message: string; readonly range: TextRange | undefined };

export interface Evaluation {
  readonly outputs: readonly { readonly name: string; readonly shape: readonly number[]; readonly data: Json }[];
  readonly gradients: Readonly<Record<string, Json>>;
  readonly parameterGradients: Readonly<Record<string, Json>>;
}
