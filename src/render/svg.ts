/** Draws a study as SVG text without a browser. */

import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import type { Chart } from "../charts/chart";
import type { Study } from "../study/request";
import { drawForFile, type Theme } from "./drawing";

export function renderSvg(study: Study, theme: Theme): Promise<string> {
  return chartSvg(drawForFile(study, theme));
}

export async function chartSvg(chart: Chart): Promise<string> {
  const view = new View(parse(compile(chart.spec).spec, undefined, { ast: true }), { renderer: "none", expr: expressionInterpreter });
  try {
    for (const [name, value] of Object.entries(chart.signals)) view.signal(name, value);
    view.width(chart.size.width).height(chart.size.height);
    await view.runAsync();
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
