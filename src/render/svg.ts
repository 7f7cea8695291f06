/** Draws a chart as SVG text without a browser. */

import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import type { Chart } from "../charts/chart";

/** Text is measured by estimate where there is no canvas. */
export async function writeSvg(chart: Chart): Promise<string> {
  const runtime = parse(compile(chart.spec).spec, undefined, { ast: true });
  const view = new View(runtime, { renderer: "none", expr: expressionInterpreter });
  try {
    await view.runAsync();
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
