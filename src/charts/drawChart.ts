/** The door to the charts: what a study looks like. */

import type { Chart } from "./chart";
import { curveChart } from "./curve";
import type { Scene } from "./scene";
import { surfaceChart } from "./surface";

/** Curves over one axis, maps over two. */
export function drawChart(scene: Scene): Chart {
  return scene.study.y === undefined ? curveChart(scene) : surfaceChart(scene, scene.study.y);
}
