/** A study as a file, in plain Node: the panel's plot with its title and legend. */

import type { Chart } from "../charts/chart";
import { drawChart } from "../charts/drawChart";
import { darkLook, lightLook } from "../charts/look";
import type { Study } from "../study/request";
import { writeHtml } from "./html";
import { writePng } from "./png";
import { writeSvg } from "./svg";

export type Theme = "light" | "dark";
export type FileFormat = "svg" | "png" | "html" | "vl.json";

/** Text for every format but `png`. @throws where a PNG is asked for and its optional library is not installed. */
export async function renderFile(study: Study, format: FileFormat, theme: Theme): Promise<string | Uint8Array> {
  const chart = drawForFile(study, theme);
  switch (format) {
    case "svg":
      return await writeSvg(chart);
    case "png":
      return await writePng(await writeSvg(chart));
    case "html":
      return writeHtml(study, await writeSvg(chart), theme === "dark" ? darkLook : lightLook);
    case "vl.json":
      return `${JSON.stringify(chart.spec, undefined, 1)}\n`;
    default:
      return format satisfies never;
  }
}

export function renderSvg(study: Study, theme: Theme): Promise<string> {
  return writeSvg(drawForFile(study, theme));
}

/** Fixed in size, with what it must say when it stands alone. */
export function drawForFile(study: Study, theme: Theme): Chart {
  const frame = study.y === undefined ? { width: 760, height: 620 } : { width: 980, height: 560 };
  const look = theme === "dark" ? darkLook : lightLook;
  return drawChart({ study, look, frame, shown: {}, standsAlone: true, pull: "magnitude" });
}
