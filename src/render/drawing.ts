/** A study as a chart of its own, for files: fixed size, its title and legend with it. */

import type { Chart } from "../charts/chart";
import { drawChart } from "../charts/drawChart";
import { darkLook, lightLook } from "../charts/look";
import type { Study } from "../study/request";

export type Theme = "light" | "dark";

export function drawForFile(study: Study, theme: Theme): Chart {
  const frame = study.y === undefined ? { width: 760, height: 620 } : { width: 980, height: 560 };
  return drawChart({ study, look: theme === "dark" ? darkLook : lightLook, frame, shown: {}, standsAlone: true, pull: "magnitude" });
}
