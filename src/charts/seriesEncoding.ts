/** How several series are told apart: by colour, dashes, and width where one lies on another. */

import type { Series } from "../study/request";
import { seriesColour, seriesDash } from "./look";
import { type Scene, shownSeries } from "./scene";

/** One series needs no scale: each of its points would ask it. */
export function colours(scene: Scene) {
  const { look } = scene;
  return scene.study.series.length === 1
    ? { value: seriesColour(look, 0) }
    : perSeries(scene, (index) => seriesColour(look, index));
}

/** Dashes beside colours, for those who must not rely on colours; nothing where no line is broken. */
export function dashes(scene: Scene) {
  const { look, study } = scene;
  const dashOf = (index: number) => [...seriesDash(look, index)];
  const isBroken = study.series.some((_, index) => dashOf(index).length > 0);
  return isBroken ? { strokeDash: perSeries(scene, dashOf) } : {};
}

function perSeries<Channel>({ study }: Scene, of: (index: number) => Channel) {
  return {
    field: "series",
    type: "nominal",
    scale: { domain: study.series.map((series) => series.id), range: study.series.map((_, index) => of(index)) },
    legend: null,
  } as const;
}

/** A curve on which a later one lies is wider, so that both are seen. */
export function lineWidths(scene: Scene) {
  const thin = scene.look.kind === "contrast" ? 2.5 : 2;
  const covered = coveredSeries(scene);
  if (covered.length === 0) return { strokeWidth: { value: thin } };
  const test = { field: "series", oneOf: [...covered] };
  return { strokeWidth: { condition: { test, value: thin + 3.5 }, value: thin } } as const;
}

/** Ids of the shown series whose gradient a later one lies on. */
export function coveredSeries(scene: Scene): readonly string[] {
  const shown = shownSeries(scene);
  const isCovered = (series: Series, index: number) =>
    shown.slice(index + 1).some((later) => coincide(series.gradient, later.gradient));
  return shown.filter(isCovered).map(({ id }) => id);
}

/** Equal nearly everywhere, as far as an eye can tell. */
function coincide(left: Float32Array, right: Float32Array): boolean {
  let scale = 0;
  for (const number of left) if (Number.isFinite(number)) scale = Math.max(scale, Math.abs(number));
  let equal = 0;
  for (let i = 0; i < left.length; i++) if (Math.abs((left[i] ?? 0) - (right[i] ?? 0)) <= 0.004 * scale) equal++;
  return equal >= 0.9 * left.length;
}
