/** A Vega view that is kept while its specification stays the same: a keystroke then costs new rows and signals only. */

import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import type { Chart, Rows } from "../charts/chart";

export interface ChartView {
  /** Draws a chart and the rows of its crosshair; of several asked for while one is drawn, only the last. */
  draw(chart: Chart, cursor: Rows): Promise<void>;
  /** Changes some rows of the chart that is drawn. */
  setRows(rows: Rows): Promise<void>;
  dispose(): void;
}

export function createChartView(container: HTMLElement): ChartView {
  let kept: { readonly view: View; readonly key: string } | undefined;
  /** What the kept view holds. */
  let filled = new Map<string, readonly object[]>();
  let wanted: { readonly chart: Chart; readonly cursor: Rows } | undefined;
  let running: Promise<void> | undefined;

  const fill = (view: View, rows: Rows) => {
    for (const [name, data] of Object.entries(rows)) {
      if (isSame(data, filled.get(name))) continue;
      view.data(name, [...data]);
      filled.set(name, data);
    }
  };

  const drawOne = async (chart: Chart, cursor: Rows) => {
    if (kept?.key !== chart.key) {
      kept?.view.finalize();
      container.replaceChildren();
      kept = {
        view: new View(compiled(chart), { renderer: "canvas", container, expr: expressionInterpreter, hover: false }),
        key: chart.key,
      };
      filled = new Map(Object.entries(chart.rows));
    } else fill(kept.view, chart.rows);
    const { view } = kept;
    fill(view, cursor);
    for (const [name, value] of Object.entries(chart.signals)) view.signal(name, value);
    view.width(chart.size.width).height(chart.size.height);
    await view.runAsync();
  };

  const drawAll = async () => {
    for (let next = wanted; next !== undefined; next = wanted) {
      wanted = undefined;
      await drawOne(next.chart, next.cursor);
    }
  };

  return {
    async draw(chart, cursor) {
      wanted = { chart, cursor };
      running ??= drawAll().finally(() => {
        running = undefined;
      });
      await running;
    },
    async setRows(rows) {
      if (kept === undefined || running !== undefined) return;
      fill(kept.view, rows);
      await kept.view.runAsync();
    },
    dispose() {
      kept?.view.finalize();
      kept = undefined;
    },
  };
}

/** Rows that the view has need no drawing: at most keystrokes most annotations stay. */
function isSame(rows: readonly object[], before: readonly object[] | undefined): boolean {
  return (
    before !== undefined &&
    rows.length === before.length &&
    rows.every((row, i) => JSON.stringify(row) === JSON.stringify(before[i]))
  );
}

/** Vega's AST mode with its own interpreter: the page's policy forbids evaluating strings. */
function compiled(chart: Chart) {
  return parse(compile(chart.spec).spec, undefined, { ast: true });
}
