/** What one chart is drawn from: a study, how it looks, and what a person sees of it. */

import type { Series, Study } from "../study/request";
import type { Domain } from "./domain";
import type { Frame, Look } from "./look";

export interface Scene {
  readonly study: Study;
  readonly look: Look;
  readonly frame: Frame;
  /** Series switched on or off against their default. */
  readonly shown: Readonly<Record<string, boolean>>;
  /** A picture that stands alone carries its title and legend; in the panel the page has them. */
  readonly standsAlone: boolean;
  /** On two axes: which gradient the second picture shows. */
  readonly pull: Pull;
  /** Of the chart that this one replaces. */
  readonly previous?: Standing;
}

export type Pull = "magnitude" | "x" | "y";

/** What the next chart of the same definition keeps as long as it can, so that the picture stands still. */
export interface Standing {
  readonly domains: Domains;
  readonly pieces: Pieces;
}

export interface Domains {
  readonly value: Domain;
  readonly gradient: Domain;
}

/**
 * Whether the lines of a plot are looked through for pieces: those of one series may be broken, or have been a moment ago. A plot
 * that is one unbroken line is drawn quicker without.
 */
export interface Pieces {
  readonly value: boolean;
  readonly gradient: boolean;
}

export function shownSeries(scene: Scene): readonly Series[] {
  return scene.study.series.filter((series) => scene.shown[series.id] ?? series.isShown);
}

/** The plain statement of what is drawn: `huber_loss of one sample`, `huber_loss over 8 samples`. */
export function quantityTitle(study: Study): string {
  const only = study.series.length === 1 ? study.series[0] : undefined;
  const name = only?.title ?? "loss";
  if (!study.hasSampleView) return name;
  return study.view === "sample" || study.samples === 1
    ? `${name} of one sample`
    : `${name} over ${study.samples} samples`;
}

/** `∂ loss of one sample / ∂ pred`. */
export function gradientTitle(study: Study, knobTitle: string): string {
  return `∂ ${quantityTitle(study)} / ∂ ${knobTitle}`;
}
