/** Contour lines of a grid, in pixels of the plot. */

import { contours } from "d3-contour";
import { type Domain, roundStep } from "./domain";
import type { Grid } from "./picture";

/** A GeoJSON feature, as a geoshape mark takes it. */
export interface ContourRow {
  readonly type: "Feature";
  readonly level: number;
  readonly geometry: {
    readonly type: "MultiLineString";
    readonly coordinates: readonly (readonly (readonly [number, number])[])[];
  };
}

/** About ten levels at round numbers. */
export function contourRows(grid: Grid, domain: Domain, width: number, height: number): readonly ContourRow[] {
  const levels = contourLevels(domain);
  const finite = Array.from(grid.numbers, (number) => (Number.isFinite(number) ? number : Number.NaN));
  const found = contours()
    .size([grid.columns, grid.rows])
    .smooth(true)
    .thresholds([...levels])(finite);
  const scaleX = width / (grid.columns - 1);
  const scaleY = height / (grid.rows - 1);
  // d3-contour puts the sample (i, j) at (i + 0.5, j + 0.5); row 0 is at the bottom.
  const place = (point: readonly number[]) =>
    [((point[0] ?? 0) - 0.5) * scaleX, height - ((point[1] ?? 0) - 0.5) * scaleY] as const;
  return found.map((contour) => ({
    type: "Feature",
    level: contour.value,
    geometry: {
      type: "MultiLineString",
      coordinates: contour.coordinates.flatMap((polygon) =>
        polygon.flatMap((ring) => inside(ring.map(place), width, height)),
      ),
    },
  }));
}

function contourLevels([low, high]: Domain): readonly number[] {
  const step = roundStep(high - low, 9);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: Math.min(24, count) }, (_, index) => (first + index) * step);
}

/** d3 closes its rings along the border; only what runs through the plot is a contour line. */
function inside(
  ring: readonly (readonly [number, number])[],
  width: number,
  height: number,
): readonly (readonly (readonly [number, number])[])[] {
  const isOutside = ([x, y]: readonly [number, number]) => x < 0 || y < 0 || x > width || y > height;
  const lines: (readonly [number, number])[][] = [];
  let line: (readonly [number, number])[] = [];
  for (const point of ring) {
    if (!isOutside(point)) line.push(point);
    else {
      if (line.length > 1) lines.push(line);
      line = [];
    }
  }
  if (line.length > 1) lines.push(line);
  return lines;
}
