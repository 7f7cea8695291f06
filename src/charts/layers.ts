/** Pieces that the charts share: configuration, axes, text with a halo, captions. */

import type { Config, TopLevelSpec } from "vega-lite";
import { formatNumber } from "../numberText";
import type { Study } from "../study/request";
import type { Layout } from "./layout";
import { type Look, seriesColour } from "./look";
import { type Scene, shownSeries } from "./scene";

export type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];
export type Plot = Extract<TopLevelSpec, { vconcat: unknown }>["vconcat"][number];
type UnitLayer = Exclude<Layer, { layer: unknown }>;

/** Small and large numbers as `2e−4`, everything else plainly. */
export const tickLabels =
  "datum.value != 0 && (abs(datum.value) >= 1e5 || abs(datum.value) < 1e-3) ? format(datum.value, '~e') : format(datum.value, '~g')";

export function config(look: Look): Config {
  return {
    font: look.font,
    background: "transparent",
    view: { stroke: null },
    axis: {
      domain: false,
      ticks: false,
      grid: true,
      gridColor: look.grid,
      labelColor: look.muted,
      labelFontSize: look.fontSize - 1,
      labelPadding: 8,
      labelExpr: tickLabels,
      titleColor: look.foreground,
      titleFontSize: look.fontSize,
      titleFontWeight: "normal",
    },
    legend: { disable: true },
    // Rows are finite, and the page describes the plot itself: neither is asked for every point at every keystroke.
    mark: { invalid: null },
    aria: false,
  };
}

/** Named rows as they are: numbers already, not to be parsed again row by row. */
export function rowsOf(name: string) {
  return { name, format: { parse: null } };
}

/** In the panel margins are fixed, so that nothing shifts; a picture that stands alone grows around its text wherever it is drawn. */
export function outside(layout: Layout, look: Look, standsAlone: boolean) {
  if (standsAlone) return { autosize: { type: "pad" }, padding: 16, background: look.background } as const;
  const { left, right, top, bottom } = layout;
  return { autosize: { type: "none" }, padding: { left, right, top, bottom }, background: "transparent" } as const;
}

/** A title above the plot's left edge, to be read without turning one's head. */
export function titleAbove(title: string, look: Look) {
  return {
    title,
    titleAngle: 0,
    titleAlign: "left",
    titleAnchor: "start",
    titleBaseline: "bottom",
    titleX: -50,
    titleY: -9,
    titleFontWeight: 600,
    titleFontSize: look.fontSize,
  } as const;
}

/** Text on a halo of the background, so that lines may pass beneath it. */
export function haloed(look: Look, layer: (halo: object) => UnitLayer): readonly Layer[] {
  return [layer({ stroke: look.background, strokeWidth: 4, strokeJoin: "round", fill: look.background }), layer({})];
}

export interface CaptionRow {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
  /** Legend entries have a swatch before them. */
  readonly swatch: boolean;
}

/** Title, subtitle and legend of a picture that stands alone; `top` counts from the first plot's upper edge. */
export function captionRows(scene: Scene, top: number): readonly CaptionRow[] {
  if (!scene.standsAlone) return [];
  const { study, look } = scene;
  const plain = { left: -50, weight: 400, swatch: false };
  const rows: CaptionRow[] = [
    {
      ...plain,
      text: study.loss.qualifiedName,
      top: top + 14,
      size: look.fontSize + 3,
      weight: 600,
      colour: look.foreground,
    },
    { ...plain, text: settings(study), top: top + 31, size: look.fontSize - 1, colour: look.muted },
  ];
  if (study.series.length < 2) return rows;
  let left = -50;
  for (const series of shownSeries(scene)) {
    const colour = seriesColour(look, study.series.indexOf(series));
    rows.push({
      text: series.title,
      left: left + 18,
      top: top + 48,
      size: look.fontSize - 1,
      weight: 400,
      colour,
      swatch: true,
    });
    left += 34 + series.title.length * look.fontSize * 0.56;
  }
  return rows;
}

export function captionLayers(look: Look): readonly Layer[] {
  const place = { x: { expr: "datum.left" }, y: { expr: "datum.top" } };
  return [
    {
      data: rowsOf("captions"),
      mark: {
        type: "text",
        align: "left",
        baseline: "middle",
        clip: false,
        size: look.fontSize,
        ...place,
        fontSize: { expr: "datum.size" },
        fontWeight: { expr: "datum.weight" },
        color: look.foreground,
      },
      encoding: { text: { field: "text" }, opacity: { value: 1 } },
    },
    {
      data: rowsOf("captions"),
      transform: [{ filter: "datum.swatch" }],
      mark: {
        type: "point",
        filled: true,
        opacity: 1,
        clip: false,
        size: 70,
        x: { expr: "datum.left - 10" },
        y: { expr: "datum.top" },
      },
      encoding: { fill: { field: "colour", type: "nominal", scale: null } },
    },
  ];
}

/** The coefficients as drawn: what a picture must say to be understood later. */
function settings(study: Study): string {
  const numbers = study.coefficients.map(
    ({ name, value }) => `${name} = ${typeof value === "number" ? formatNumber(value) : JSON.stringify(value)}`,
  );
  return numbers.join(" · ");
}
