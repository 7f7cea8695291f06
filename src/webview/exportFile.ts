/** The plot as a file: drawn anew with its title and legend, in the colours on the screen. */

import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import { drawChart } from "../charts/drawChart";
import type { Scene } from "../charts/scene";
import { tabulate, writeCsv } from "../charts/table";
import type { ExportFormat } from "../messages";

/** SVG, specification and numbers as text; a PNG as a data address. */
export async function exportFile(seen: Scene, format: ExportFormat): Promise<string> {
  if (format === "csv") return writeCsv(tabulate(seen.study));
  const frame = seen.study.y === undefined ? { width: 760, height: 620 } : { width: 980, height: 560 };
  const { study, look, shown, pull } = seen;
  const chart = drawChart({ study, look, shown, pull, frame, standsAlone: true });
  if (format === "vl.json") return `${JSON.stringify(chart.spec, undefined, 1)}\n`;
  const view = new View(parse(compile(chart.spec).spec, undefined, { ast: true }), {
    renderer: "none",
    expr: expressionInterpreter,
  });
  try {
    await view.runAsync();
    return format === "svg" ? await view.toSVG() : (await view.toCanvas(2)).toDataURL("image/png");
  } finally {
    view.finalize();
  }
}
