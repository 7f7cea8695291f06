/** Value above gradient over one axis: the specification, and the rows and signals that fill it. */

import type { TopLevelSpec } from "vega-lite";
import { capRows, flatRows, hatchRows, holeRows, wayRows } from "./annotations";
import type { Chart, Rows } from "./chart";
import { type CurveRow, type CurveRows, curveRows, withinReach } from "./curveRows";
import { chooseDomain, type DomainChoice } from "./domain";
import {
  captionLayers,
  captionRows,
  config,
  haloed,
  type Layer,
  outside,
  type Plot,
  rowsOf,
  titleAbove,
} from "./layers";
import { curveLayout, type Layout } from "./layout";
import type { Look } from "./look";
import { gradientTitle, type Pieces, quantityTitle, type Scene, shownSeries } from "./scene";
import { colours, coveredSeries, dashes, lineWidths } from "./seriesEncoding";
import { thresholdRows } from "./thresholdLabels";

export function curveChart(scene: Scene): Chart {
  const layout = curveLayout(scene.frame, scene.standsAlone);
  const shown = shownSeries(scene);
  const value = chooseDomain(
    shown.map((series) => series.value),
    "near",
    scene.previous?.domains.value,
  );
  const gradient = chooseDomain(
    shown.map((series) => series.gradient),
    "always",
    scene.previous?.domains.gradient,
  );
  const curves = curvesOf(scene, layout, value, gradient);
  const rows = curveDatasets(scene, layout, curves, value, gradient);
  const signals = curveSignals(scene, layout, value, gradient);
  const pieces = {
    value: isInPieces(curves.value) || scene.previous?.pieces.value === true,
    gradient: isInPieces(curves.gradient) || scene.previous?.pieces.gradient === true,
  };
  return {
    key: curveKey(scene, value, gradient, pieces),
    get spec() {
      return curveSpec(scene, layout, rows, signals, titles(scene, value, gradient), pieces);
    },
    rows,
    signals: {
      ...signals,
      width: layout.width,
      concat_0_height: layout.firstHeight,
      concat_1_height: layout.secondHeight,
    },
    domains: { value: value.domain, gradient: gradient.domain },
    pieces,
    size: { width: layout.width, height: layout.innerHeight },
    panes: [
      { left: layout.left, top: layout.top, width: layout.width, height: layout.firstHeight },
      {
        left: layout.left,
        top: layout.top + layout.firstHeight + layout.gap,
        width: layout.width,
        height: layout.secondHeight,
      },
    ],
  };
}

/** What the specification itself depends on. */
function curveKey(scene: Scene, value: DomainChoice, gradient: DomainChoice, pieces: Pieces): string {
  const { study, look, standsAlone } = scene;
  return JSON.stringify([
    "curve",
    look,
    standsAlone,
    study.series.map((series) => series.id),
    coveredSeries(scene),
    titles(scene, value, gradient),
    pieces,
  ]);
}

interface Titles {
  readonly value: string;
  readonly gradient: string;
  readonly x: string;
}

function titles({ study }: Scene, value: DomainChoice, gradient: DomainChoice): Titles {
  const cut = (choice: DomainChoice) => (choice.isClipped ? "  (goes on beyond the frame)" : "");
  return {
    value: quantityTitle(study) + cut(value),
    gradient: gradientTitle(study, study.x.title) + cut(gradient),
    x: study.x.title,
  };
}

/** Pixels by which a drawn line may pass a sample without anybody seeing it. */
const unseen = 0.2;

function curvesOf(scene: Scene, layout: Layout, value: DomainChoice, gradient: DomainChoice): CurveRows {
  const perPixel = ({ domain: [low, high] }: DomainChoice, height: number) =>
    scene.standsAlone ? 0 : (high - low) / height;
  const rows = curveRows(scene.study, shownSeries(scene), {
    value: unseen * perPixel(value, layout.firstHeight),
    gradient: unseen * perPixel(gradient, layout.secondHeight),
  });
  return { ...rows, value: withinReach(rows.value, value), gradient: withinReach(rows.gradient, gradient) };
}

function isInPieces(rows: readonly CurveRow[]): boolean {
  return rows.some(({ part }) => part !== rows[0]?.part);
}

function curveDatasets(
  scene: Scene,
  layout: Layout,
  curves: CurveRows,
  value: DomainChoice,
  gradient: DomainChoice,
): Rows {
  const { study, look } = scene;
  const shown = shownSeries(scene);
  const holes = holeRows(study, shown);
  return {
    value: curves.value,
    gradient: curves.gradient,
    valueMarks: curves.valueMarks,
    gradientMarks: curves.gradientMarks,
    thresholds: thresholdRows(study, {
      width: layout.width,
      height: layout.firstHeight,
      fontSize: look.fontSize,
      domain: value.domain,
      columns: shown.map((series) => series.value),
    }),
    flat: flatRows(study, shown),
    capped: capRows(study, shown),
    holes,
    hatch: hatchRows(study, holes, layout.width, layout.firstHeight),
    ways: wayRows(study, shown, gradient.domain, layout),
    captions: captionRows(scene, -layout.top),
    cursor: [],
    cursorValue: [],
    cursorGradient: [],
  };
}

function curveSignals({ study }: Scene, layout: Layout, value: DomainChoice, gradient: DomainChoice) {
  const x = study.x.values;
  return {
    xLow: x[0] ?? 0,
    xHigh: x[x.length - 1] ?? 1,
    valueLow: value.domain[0],
    valueHigh: value.domain[1],
    gradientLow: gradient.domain[0],
    gradientHigh: gradient.domain[1],
    valueHeight: layout.firstHeight,
    gradientHeight: layout.secondHeight,
  };
}

function curveSpec(
  scene: Scene,
  layout: Layout,
  rows: Rows,
  signals: Readonly<Record<string, number>>,
  title: Titles,
  pieces: Pieces,
): TopLevelSpec {
  const { look, standsAlone } = scene;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: `${title.value}; ${title.gradient}`,
    ...outside(layout, look, standsAlone),
    params: Object.entries(signals).map(([name, value]) => ({ name, value })),
    datasets: Object.fromEntries(Object.entries(rows).map(([name, data]) => [name, [...data]])),
    spacing: layout.gap,
    bounds: "flush",
    vconcat: [valuePlot(scene, layout, title, pieces), gradientPlot(scene, layout, title, pieces)],
    config: config(look),
  };
}

function valuePlot(scene: Scene, layout: Layout, title: Titles, pieces: Pieces): Plot {
  const { look } = scene;
  return {
    width: layout.width,
    height: layout.firstHeight,
    layer: [
      ...holeLayers(look, "value"),
      zeroLine(look, "value"),
      thresholdLines(look),
      ...lineLayers(scene, "value", title, pieces),
      markLayer(scene, "valueMarks"),
      ...haloed(look, (halo) => ({
        data: rowsOf("thresholds"),
        mark: {
          type: "text",
          baseline: "middle",
          align: { expr: "datum.align" },
          dx: { expr: "datum.shift" },
          y: { expr: "datum.top" },
          fontSize: look.fontSize - 1,
          fill: look.muted,
          ...halo,
        },
        encoding: { x: along, text: { field: "label" } },
      })),
      ...cursorLayers(scene, "value"),
      ...captionLayers(look),
    ],
  };
}

function gradientPlot(scene: Scene, layout: Layout, title: Titles, pieces: Pieces): Plot {
  const { look } = scene;
  return {
    width: layout.width,
    height: layout.secondHeight,
    layer: [
      {
        data: rowsOf("flat"),
        mark: { type: "rect", color: look.foreground, opacity: 0.07, clip: true },
        encoding: { x: { ...along, field: "from" }, x2: { field: "to" } },
      },
      ...holeLayers(look, "gradient"),
      zeroLine(look, "gradient"),
      thresholdLines(look),
      {
        data: rowsOf("capped"),
        mark: { type: "rule", strokeWidth: 9, opacity: 0.2, strokeCap: "round", clip: true },
        encoding: {
          x: { ...along, field: "from" },
          x2: { field: "to" },
          y: { field: "y", type: "quantitative" },
          color: colours(scene),
        },
      },
      ...lineLayers(scene, "gradient", title, pieces),
      markLayer(scene, "gradientMarks"),
      ...haloed(look, (halo) => ({
        data: rowsOf("ways"),
        mark: {
          type: "text",
          baseline: "middle",
          fontSize: look.fontSize - 1,
          fontStyle: "italic",
          fill: look.muted,
          ...halo,
          align: { expr: "datum.side" },
          x: { expr: "datum.side == 'left' ? 5 : width - 5" },
          y: { expr: "datum.isAbove ? 11 : gradientHeight - 11" },
        },
        encoding: { text: { field: "text" } },
      })),
      ...cursorLayers(scene, "gradient"),
    ],
  };
}

const along = { field: "x", type: "quantitative" } as const;

/** A lone gradient is filled towards zero: the area is its pull. Titles and scales of the plot are said once, here. */
function lineLayers(scene: Scene, field: "value" | "gradient", title: Titles, pieces: Pieces): readonly Layer[] {
  const { study, look } = scene;
  const isLast = field === "gradient";
  const x = {
    ...along,
    scale: { domain: { expr: "[xLow, xHigh]" }, nice: false, zero: false },
    axis: {
      title: isLast ? title.x : null,
      labels: isLast,
      titlePadding: 6,
      labelFlush: false,
      tickCount: { expr: "max(2, ceil(width / 90))" },
    },
  } as const;
  const y = {
    field: "y",
    type: "quantitative",
    scale: { domain: { expr: `[${field}Low, ${field}High]` }, nice: false, zero: false },
    axis: { ...titleAbove(title[field], look), tickCount: { expr: `max(2, ceil(${field}Height / 45))` } },
  } as const;
  const lines = pieces[field] ? { detail: { field: "part", type: "nominal" } as const } : {};
  const line: Layer = {
    data: rowsOf(field),
    mark: { type: "line", clip: true, strokeJoin: "round", strokeCap: "round" },
    encoding: {
      x,
      y,
      ...lines,
      color: colours(scene),
      ...dashes(scene),
      ...lineWidths(scene),
    },
  };
  const area: Layer = {
    data: rowsOf(field),
    mark: { type: "area", clip: true, opacity: 0.12, line: false },
    encoding: { x, y, y2: { datum: 0 }, ...lines, color: colours(scene) },
  };
  return isLast && study.series.length === 1 ? [area, line] : [line];
}

/** Never drawn as a line: tinted and hatched. */
function holeLayers(look: Look, plot: "value" | "gradient"): readonly Layer[] {
  return [
    {
      data: rowsOf("holes"),
      mark: { type: "rect", color: look.error, opacity: 0.08, clip: true },
      encoding: { x: { ...along, field: "from" }, x2: { field: "to" } },
    },
    {
      data: rowsOf("hatch"),
      transform: ["bottom", "top"].map((end) => ({
        calculate: `${plot}Low + datum.${end} * (${plot}High - ${plot}Low)`,
        as: end,
      })),
      mark: { type: "rule", color: look.error, opacity: 0.35, clip: true },
      encoding: {
        x: { ...along, field: "from" },
        x2: { field: "to" },
        y: { field: "bottom", type: "quantitative" },
        y2: { field: "top" },
      },
    },
  ];
}

function zeroLine(look: Look, plot: "value" | "gradient"): Layer {
  return {
    data: { values: [{}] },
    // a line far outside the frame is no line: some renderers of files stumble over it
    transform: [{ filter: `${plot}Low <= 0 && ${plot}High >= 0` }],
    mark: { type: "rule", color: look.muted, strokeOpacity: 0.7, clip: true },
    encoding: { y: { datum: 0 } },
  };
}

function thresholdLines(look: Look): Layer {
  return {
    data: rowsOf("thresholds"),
    mark: { type: "rule", color: look.muted, strokeDash: [1, 3], strokeCap: "round", strokeWidth: 1.5, clip: true },
    encoding: { x: along },
  };
}

/** Hollow: the line ends here. Filled: the number at this point, or no more than a bit of the line. */
function markLayer(scene: Scene, data: "valueMarks" | "gradientMarks"): Layer {
  return {
    data: rowsOf(data),
    mark: { type: "point", clip: true, strokeWidth: 1.6, opacity: 1, fillOpacity: 1 },
    encoding: {
      x: along,
      y: { field: "y", type: "quantitative" },
      size: { condition: { test: "datum.kind == 'speck'", value: 2 }, value: 34 },
      stroke: colours(scene),
      fill: { condition: { test: "datum.kind == 'end'", value: scene.look.background }, ...colours(scene) },
    },
  };
}

function cursorLayers(scene: Scene, plot: "value" | "gradient"): readonly Layer[] {
  const { look } = scene;
  const data = rowsOf(plot === "value" ? "cursorValue" : "cursorGradient");
  const label: readonly Layer[] = haloed(look, (halo) => ({
    data,
    mark: {
      type: "text",
      align: { expr: "datum.align" },
      dx: { expr: "datum.shift" },
      y: { expr: "datum.top" },
      baseline: "middle",
      fontSize: look.fontSize - 1,
      fontWeight: 600,
      ...halo,
    },
    encoding: { x: along, text: { field: "label" }, ...("fill" in halo ? {} : { fill: colours(scene) }) },
  }));
  const atX: readonly Layer[] = haloed(look, (halo) => ({
    data: rowsOf("cursor"),
    mark: {
      type: "text",
      align: "center",
      y: { expr: "gradientHeight + 14" },
      baseline: "middle",
      fontSize: look.fontSize - 1,
      fontWeight: 600,
      fill: look.foreground,
      ...halo,
      ...("fill" in halo ? { strokeWidth: 12 } : {}),
    },
    encoding: { x: along, text: { field: "label" } },
  }));
  return [
    { data: rowsOf("cursor"), mark: { type: "rule", color: look.foreground, opacity: 0.5 }, encoding: { x: along } },
    {
      data,
      mark: {
        type: "point",
        filled: true,
        size: 52,
        opacity: 1,
        stroke: look.background,
        strokeWidth: 1.5,
        clip: true,
      },
      encoding: { x: along, y: { field: "y", type: "quantitative" }, fill: colours(scene) },
    },
    ...label,
    ...(plot === "gradient" ? atX : []),
  ];
}
