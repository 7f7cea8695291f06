/** What can be asked of a study, and what it answers: plain data that crosses threads. */

import type { CoefficientValue, Loss } from "../discovery/loss";

/** A knob is one number that a curve can be drawn over. Written `delta`, `pred`, `logits[0,2]`, `ratio`. */
export type Knob = string;

export interface AxisRequest {
  readonly knob: Knob;
  /** Omitted bounds are chosen by the knob's role. */
  readonly from?: number;
  readonly to?: number;
  readonly count?: number;
}

/** A plain value given by a person: for a coefficient, an input, or an option. Nested lists are tensors for tensor inputs. */
export type Given = CoefficientValue;

export interface InputOverride {
  readonly role?: Role;
  readonly shape?: readonly number[];
  readonly value?: Given;
}

/** One study: a definition and the choices that a person made; everything left out is inferred. */
export interface StudyRequest {
  readonly path: string;
  readonly definition: DefinitionKey;
  readonly x?: AxisRequest;
  readonly y?: AxisRequest;
  readonly set?: Readonly<Record<string, Given>>;
  readonly inputs?: Readonly<Record<string, InputOverride>>;
  readonly view?: SampleView;
  readonly seed?: number;
  /** The curve is wanted at once, as after a keystroke: it may be drawn as the one before was, and be checked afterwards. */
  readonly isUrgent?: boolean;
}

/** Enough to find a definition again after the file was edited, moved or renamed. */
export interface DefinitionKey {
  readonly qualifiedName: string;
  readonly kind: Loss["kind"];
  /** Its place in the file's list of losses when last seen. */
  readonly ordinal: number;
  readonly cell?: number;
}

/** `sample`: one sample alone, undivided. `batch`: one of several samples moves, the reduction as written. */
export type SampleView = "sample" | "batch";

/** What an input is to the loss. Decides its shape, its numbers and the range of an axis over it. */
export type Role =
  | "prediction"
  | "target"
  | "residual"
  | "logits"
  | "binaryLogits"
  | "probabilities"
  | "binaryProbabilities"
  | "logProbabilities"
  /** One for each class. */
  | "classLogProbabilities"
  | "classIndex"
  /** How many samples each class has. */
  | "classCounts"
  /** Places of what edges join: `[2, edges]`, or `[edges, 2]`. */
  | "edgeIndex"
  | "edgeList"
  | "binaryLabels"
  | "signedLabels"
  | "oneHot"
  | "weights"
  | "mask"
  | "advantage"
  | "positive"
  | "embedding"
  | "boxes"
  | "images"
  | "features"
  | "taskLosses"
  | "scalarLoss"
  | "lengths"
  | "number"
  | "option"
  /** To be called: a model that gives back what it is given, another loss. */
  | "model"
  | "lossFunction";

// ---------------------------------------------------------------- answers

/** `failed` keeps nothing of the last good study: the panel does. */
export type StudyReply =
  /** `isUnchecked`: drawn as the one before was, of the text as it is; `check` tells whether it is to be drawn otherwise. */
  | { readonly kind: "ready"; readonly study: Study; readonly isUnchecked?: boolean }
  | { readonly kind: "failed"; readonly diagnostics: readonly Diagnostic[]; readonly loss: Loss | undefined }
  | { readonly kind: "gone"; readonly qualifiedName: string };

export interface Study {
  readonly loss: Loss;
  readonly key: DefinitionKey;
  readonly x: Axis;
  readonly y?: Axis;
  readonly series: readonly Series[];
  readonly thresholds: readonly Threshold[];
  readonly findings: readonly Finding[];
  readonly inputs: readonly InputChoice[];
  readonly coefficients: readonly CoefficientChoice[];
  /** Knobs that can become x or y, the most telling first. */
  readonly knobs: readonly KnobChoice[];
  readonly view: SampleView;
  /** Whether `sample` and `batch` differ for this loss at all. */
  readonly hasSampleView: boolean;
  /** Samples in the batch that is drawn; 1 in the sample view. */
  readonly samples: number;
  readonly seed: number;
  /** Whether the seed matters: something random was drawn. */
  readonly usesSeed: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Milliseconds by stage: parse, trace, transform, run. */
  readonly timing: Readonly<Record<string, number>>;
  /** How many program paths the sweep took (1: no guard changed). */
  readonly paths: number;
}

export interface Axis {
  readonly knob: Knob;
  readonly title: string;
  readonly values: Float64Array;
}

/** One curve, or on two axes one surface (row-major, y outer). */
export interface Series {
  readonly id: string;
  readonly title: string;
  readonly value: Float32Array;
  /** Derivative of the value by x. */
  readonly gradient: Float32Array;
  /** On two axes: the derivative by y. */
  readonly gradientY?: Float32Array;
  /** Drawn from the start; the rest wait in the legend. */
  readonly isShown: boolean;
}

/** A position on x where the program compares something with a coefficient, or switches a branch. */
export interface Threshold {
  readonly at: number;
  /** `delta`, `-delta`, `1 - clip_epsilon`. */
  readonly label: string;
  readonly value: number;
  readonly site: TextRange | undefined;
}

/** `capped`: the gradient keeps one non-zero value over a stretch; `flat`: it is exactly zero there. */
export type FindingKind = "kink" | "jump" | "flat" | "capped" | "nonFinite" | "rounding";
export interface Finding {
  readonly kind: FindingKind;
  readonly series: string;
  readonly from: number;
  readonly to: number;
  /** One sentence in the reader's language of numbers: `gradient jumps from -1 to 1 at 0`. */
  readonly message: string;
  readonly site: TextRange | undefined;
  /** Exactly at a kink or jump whose place is known: the gradient, or the value, that the program has there. */
  readonly there?: number;
}

export interface InputChoice {
  readonly name: string;
  readonly role: Role;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** The numbers at the reference, shortened for reading. */
  readonly summary: string;
  /** `inferred`, `comment`, `given`. */
  readonly source: "inferred" | "comment" | "given";
  /** Why this role: `compared with pred`, `name`, `indexes classes of logits`. */
  readonly reason: string;
}

export interface CoefficientChoice {
  readonly name: string;
  /** As written in the source. */
  readonly source: CoefficientValue;
  /** As drawn. */
  readonly value: CoefficientValue;
  /** A sensible slider. Absent for what is no single number. */
  readonly range?: { readonly from: number; readonly to: number; readonly step: number };
}

export interface KnobChoice {
  readonly knob: Knob;
  readonly title: string;
  readonly kind: "input" | "coefficient" | "local" | "learnable";
}

/** Offsets in the file (in a notebook: the cell), with the 0-based position of the start and end. */
export interface TextRange {
  readonly path: string;
  readonly cell?: number;
  readonly start: Position;
  readonly end: Position;
}
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly range: TextRange | undefined;
  /** What to do about it. */
  readonly hint?: string;
}
