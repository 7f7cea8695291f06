/** The crosshair: what every series is worth at one position, as rows for the chart and as numbers for the page. */

import { formatNumber } from "../numberText";
import type { Chart, Rows } from "./chart";
import type { Domain } from "./domain";
import { nearestIndex } from "./samples";
import { type Scene, shownSeries } from "./scene";
import { labelRoom } from "./thresholdLabels";

export interface Reading {
  readonly x: number;
  readonly y?: number;
  readonly series: readonly {
    readonly id: string;
    readonly title: string;
    readonly value: number;
    readonly gradient: number;
    readonly gradientY?: number;
  }[];
}

/** The numbers at the sample nearest to a position. */
export function readAt(scene: Scene, x: number, y?: number): Reading {
  const { study } = scene;
  const column = nearestIndex(study.x.values, x);
  const row = study.y === undefined || y === undefined ? 0 : nearestIndex(study.y.values, y);
  const index = row * study.x.values.length + column;
  const at = (numbers: Float32Array) => numbers[index] ?? Number.NaN;
  const atY = study.y?.values[row];
  return {
    x: study.x.values[column] ?? Number.NaN,
    ...(atY === undefined ? {} : { y: atY }),
    series: shownSeries(scene).map((series) => ({
      id: series.id,
      title: series.title,
      value: at(series.value),
      gradient: at(series.gradient),
      ...(series.gradientY === undefined ? {} : { gradientY: at(series.gradientY) }),
    })),
  };
}

/** The position under a pixel of the picture; nothing outside of its plots. */
export function locate(
  chart: Chart,
  left: number,
  top: number,
): { readonly x: number; readonly y: number } | undefined {
  const slack = 12;
  const pane = chart.panes.find(
    (one) =>
      left >= one.left - slack &&
      left <= one.left + one.width + slack &&
      top >= one.top - slack &&
      top <= one.top + one.height + slack,
  );
  if (pane === undefined) return undefined;
  const { xLow = 0, xHigh = 1, yLow = 0, yHigh = 1 } = chart.signals;
  return {
    x: xLow + ((left - pane.left) / pane.width) * (xHigh - xLow),
    y: yHigh - ((top - pane.top) / pane.height) * (yHigh - yLow),
  };
}

/** Rows of the crosshair; without a reading, of none. */
export function cursorRows(scene: Scene, chart: Chart, reading: Reading | undefined): Rows {
  if (scene.study.y !== undefined) return { cursor: reading === undefined ? [] : [{ x: reading.x, y: reading.y }] };
  return reading === undefined
    ? { cursor: [], cursorValue: [], cursorGradient: [] }
    : curveCursor(scene, chart, reading);
}

/** Pixels that a number beside its point takes at most. */
const room = 90;

/** Labels stand beside their points and keep clear of each other, and of those of the thresholds above. */
function curveCursor(scene: Scene, chart: Chart, reading: Reading): Rows {
  const { study, look } = scene;
  const { width } = chart.size;
  const { xLow = 0, xHigh = 1, valueHeight = 0, gradientHeight = 0 } = chart.signals;
  const left = ((reading.x - xLow) / (xHigh - xLow)) * width;
  const isLast = left > width - room;
  const side = isLast ? { align: "right", shift: -9 } : { align: "left", shift: 9 };
  const labels = labelRoom(
    study,
    {
      width,
      height: valueHeight,
      fontSize: look.fontSize,
      domain: chart.domains.value,
      columns: shownSeries(scene).map((series) => series.value),
    },
    isLast ? left - room : left,
    isLast ? left : left + room,
  );
  const plot = (field: "value" | "gradient", domain: Domain, height: number, low: number, high: number) => {
    const points = reading.series.filter((series) => Number.isFinite(series[field]));
    // Above the curve, not upon it.
    const wanted = points.map((series) => ((domain[1] - series[field]) / (domain[1] - domain[0])) * height - 11);
    const tops = apart(wanted, 14, low, high - 8);
    return points.map((series, index) => ({
      series: series.id,
      x: reading.x,
      y: series[field],
      label: formatNumber(series[field]),
      top: tops[index] ?? 0,
      ...side,
    }));
  };
  return {
    cursor: [{ x: reading.x, label: formatNumber(reading.x) }],
    cursorValue: plot("value", chart.domains.value, valueHeight, labels.top + 8, labels.bottom),
    cursorGradient: plot("gradient", chart.domains.gradient, gradientHeight, 8, gradientHeight),
  };
}

/** Pushes positions at least `distance` apart, in their order, inside the plot. */
export function apart(positions: readonly number[], distance: number, low: number, high: number): readonly number[] {
  const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const placed: number[] = [...positions];
  let floor = low;
  for (const index of order) {
    placed[index] = Math.max(floor, positions[index] ?? 0);
    floor = (placed[index] ?? 0) + distance;
  }
  let ceiling = high;
  for (const index of order.reverse()) {
    placed[index] = Math.min(ceiling, placed[index] ?? 0);
    ceiling = (placed[index] ?? 0) - distance;
  }
  return placed;
}
