/** Two axes: the value as a map with contours, and beside it the gradient with arrows of descent. */

import type { TopLevelSpec } from "vega-lite";
import { formatNumber } from "../numberText";
import type { Axis, Series } from "../study/request";
import type { Chart, Rows } from "./chart";
import type { ColourMap } from "./colourMap";
import { contourRows } from "./contourRows";
import { chooseDomain, type Domain, type DomainChoice } from "./domain";
import { captionLayers, captionRows, config, type Layer, outside, type Plot, rowsOf, titleAbove } from "./layers";
import { surfaceLayout } from "./layout";
import { type Grid, paintGrid, paintLegend } from "./picture";
import { quantityTitle, type Scene, shownSeries } from "./scene";
import { thresholdRows } from "./thresholdLabels";

type SurfaceLayout = ReturnType<typeof surfaceLayout>;

export function surfaceChart(scene: Scene, y: Axis): Chart {
  const layout = surfaceLayout(scene.frame, scene.standsAlone);
  const series = shownSeries(scene)[0] ?? scene.study.series[0];
  const maps = series === undefined ? undefined : readMaps(scene, y, series);
  const signals = surfaceSignals(scene, y, layout);
  const rows = maps === undefined ? emptyRows : surfaceRows(scene, layout, maps, signals);
  const title = titles(scene, y, maps);
  const pane = { left: layout.left, top: layout.top, width: layout.width, height: layout.firstHeight };
  const second = layout.isWide
    ? { left: pane.left + pane.width + layout.gap }
    : { top: pane.top + pane.height + layout.gap };
  const sizes = layout.isWide
    ? { childWidth: layout.width, height: layout.firstHeight }
    : { width: layout.width, childHeight: layout.firstHeight };
  return {
    key: JSON.stringify(["surface", scene.look, scene.standsAlone, layout.isWide, title, scene.study.x.title, y.title]),
    get spec() {
      return surfaceSpec(scene, layout, rows, signals, title, y);
    },
    rows,
    signals: { ...signals, ...sizes },
    domains: { value: maps?.value.domain ?? [0, 1], gradient: maps?.gradient.domain ?? [0, 1] },
    pieces: { value: false, gradient: false },
    size: { width: layout.isWide ? 2 * layout.width + layout.gap : layout.width, height: layout.innerHeight },
    panes: [pane, { ...pane, ...second }],
  };
}

interface Maps {
  readonly series: Series;
  readonly valueGrid: Grid;
  readonly value: DomainChoice;
  readonly gradientGrid: Grid;
  readonly gradient: DomainChoice;
  readonly gradientMap: ColourMap;
}

function readMaps({ study, pull, previous }: Scene, y: Axis, series: Series): Maps {
  const size = { columns: study.x.values.length, rows: y.values.length };
  const alongY = series.gradientY ?? new Float32Array(series.gradient.length);
  const numbers =
    pull === "x"
      ? series.gradient
      : pull === "y"
        ? alongY
        : series.gradient.map((alongX, index) => Math.hypot(alongX, alongY[index] ?? 0));
  const gradient = chooseDomain([numbers], "always", previous?.domains.gradient);
  return {
    series,
    valueGrid: { ...size, numbers: series.value },
    value: chooseDomain([series.value], "near", previous?.domains.value),
    gradientGrid: { ...size, numbers },
    gradient:
      pull === "magnitude"
        ? { ...gradient, domain: [0, gradient.domain[1]] }
        : { ...gradient, domain: aroundZero(gradient.domain) },
    gradientMap: pull === "magnitude" ? "magnitude" : "signed",
  };
}

function aroundZero([low, high]: Domain): Domain {
  const most = Math.max(Math.abs(low), Math.abs(high));
  return [-most, most];
}

interface Titles {
  readonly value: string;
  readonly gradient: string;
}

function titles({ study, pull }: Scene, y: Axis, maps: Maps | undefined): Titles {
  const only = study.series.length > 1 && maps !== undefined ? `${maps.series.title}: ` : "";
  const quantity = quantityTitle(study);
  const by = pull === "x" ? study.x.title : y.title;
  return {
    value: only + quantity,
    gradient:
      pull === "magnitude" ? `${only}gradient size of ${quantity}, arrows: descent` : `${only}∂ ${quantity} / ∂ ${by}`,
  };
}

const emptyRows: Rows = {
  valueImage: [],
  gradientImage: [],
  contours: [],
  arrows: [],
  thresholds: [],
  legend: [],
  captions: [],
  cursor: [],
};

function surfaceSignals({ study }: Scene, y: Axis, layout: SurfaceLayout) {
  const x = study.x.values;
  return {
    xLow: x[0] ?? 0,
    xHigh: x[x.length - 1] ?? 1,
    yLow: y.values[0] ?? 0,
    yHigh: y.values[y.values.length - 1] ?? 1,
    plotWidth: layout.width,
    plotHeight: layout.firstHeight,
  };
}

function surfaceRows(
  scene: Scene,
  layout: SurfaceLayout,
  maps: Maps,
  signals: ReturnType<typeof surfaceSignals>,
): Rows {
  const { study, look } = scene;
  const corner = { x: signals.xLow, x2: signals.xHigh, y: signals.yLow, y2: signals.yHigh };
  return {
    valueImage: [{ ...corner, url: paintGrid(maps.valueGrid, maps.value.domain, "value", look) }],
    gradientImage: [{ ...corner, url: paintGrid(maps.gradientGrid, maps.gradient.domain, maps.gradientMap, look) }],
    contours: contourRows(maps.valueGrid, maps.value.domain, layout.width, layout.firstHeight),
    arrows: scene.pull === "magnitude" ? arrowRows(scene, maps, layout) : [],
    thresholds: thresholdRows(study, {
      width: layout.width,
      height: layout.firstHeight,
      fontSize: look.fontSize,
      domain: [0, 1],
      columns: [],
    }),
    legend: [
      ...legendRows("value", maps.value, "value", look),
      ...legendRows("gradient", maps.gradient, maps.gradientMap, look),
    ],
    captions: captionRows(scene, -layout.top),
    cursor: [],
  };
}

function legendRows(
  plot: "value" | "gradient",
  { domain, isClipped }: DomainChoice,
  map: ColourMap,
  look: Scene["look"],
): readonly object[] {
  const beyond = isClipped ? "… " : "";
  return [
    { plot, url: paintLegend(map, look), low: formatNumber(domain[0]), high: `${beyond}${formatNumber(domain[1])}` },
  ];
}

/** On a coarse grid: which way descent goes. Directions are those on the screen, so that arrows cross contours squarely. */
function arrowRows({ study }: Scene, maps: Maps, layout: SurfaceLayout): readonly object[] {
  const { columns, rows } = maps.valueGrid;
  const spanX = Math.abs((study.x.values[columns - 1] ?? 1) - (study.x.values[0] ?? 0)) || 1;
  const y = study.y?.values;
  const spanY = Math.abs((y?.[rows - 1] ?? 1) - (y?.[0] ?? 0)) || 1;
  const across = Math.max(3, Math.min(columns, Math.round(layout.width / 34)));
  const down = Math.max(3, Math.min(rows, Math.round(layout.firstHeight / 34)));
  const arrows: object[] = [];
  for (let j = 0; j < down; j++) {
    for (let i = 0; i < across; i++) {
      const column = Math.round(((i + 0.5) / across) * (columns - 1));
      const row = Math.round(((j + 0.5) / down) * (rows - 1));
      const index = row * columns + column;
      const right = -(maps.series.gradient[index] ?? 0) * (spanX / layout.width);
      const up = -(maps.series.gradientY?.[index] ?? 0) * (spanY / layout.firstHeight);
      const size = maps.gradientGrid.numbers[index] ?? Number.NaN;
      if (!Number.isFinite(right) || !Number.isFinite(up) || (right === 0 && up === 0)) continue;
      const strength = Math.min(1, size / maps.gradient.domain[1]);
      arrows.push({ x: study.x.values[column], y: y?.[row], angle: (Math.atan2(right, up) * 180) / Math.PI, strength });
    }
  }
  return arrows;
}

function surfaceSpec(
  scene: Scene,
  layout: SurfaceLayout,
  rows: Rows,
  signals: Readonly<Record<string, number>>,
  title: Titles,
  y: Axis,
): TopLevelSpec {
  const { look, standsAlone, study } = scene;
  const plots = [
    mapPlot(scene, layout, "value", title.value, y),
    mapPlot(scene, layout, "gradient", title.gradient, y),
  ];
  const base = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: `${title.value}; ${title.gradient}, over ${study.x.title} and ${y.title}`,
    ...outside(layout, look, standsAlone),
    params: Object.entries(signals).map(([name, value]) => ({ name, value })),
    datasets: Object.fromEntries(Object.entries(rows).map(([name, data]) => [name, [...data]])),
    spacing: layout.gap,
    bounds: "flush",
    config: { ...config(look), projection: { type: "identity" } },
  } satisfies Partial<TopLevelSpec>;
  return layout.isWide ? { ...base, hconcat: plots } : { ...base, vconcat: plots };
}

function mapPlot(scene: Scene, layout: SurfaceLayout, plot: "value" | "gradient", title: string, y: Axis): Plot {
  const { look, study } = scene;
  const isFirst = plot === "value";
  const image: Layer = {
    data: rowsOf(isFirst ? "valueImage" : "gradientImage"),
    mark: { type: "image", aspect: false, clip: true, align: "left", baseline: "top" },
    encoding: {
      x: {
        ...along,
        scale: { domain: { expr: "[xLow, xHigh]" }, nice: false, zero: false },
        axis: {
          title: study.x.title,
          grid: false,
          titlePadding: 6,
          tickCount: { expr: "max(2, ceil(plotWidth / 80))" },
        },
      },
      x2: { field: "x2" },
      y: {
        ...up,
        scale: { domain: { expr: "[yLow, yHigh]" }, nice: false, zero: false },
        axis: {
          ...titleAbove(y.title, look),
          titleFontWeight: "normal",
          grid: false,
          tickCount: { expr: "max(2, ceil(plotHeight / 45))" },
        },
      },
      y2: { field: "y2" },
      url: { field: "url", type: "nominal" },
    },
  };
  return {
    width: layout.width,
    height: layout.firstHeight,
    layer: [
      image,
      ...(isFirst ? [contourLayer(look)] : [arrowLayer(look)]),
      ...thresholdLayers(look, isFirst),
      ...cursorLayers(look),
      ...headLayers(look, plot, title),
      ...(isFirst ? captionLayers(look) : []),
    ],
  };
}

const along = { field: "x", type: "quantitative" } as const;
const up = { field: "y", type: "quantitative" } as const;

function contourLayer(look: Scene["look"]): Layer {
  return {
    data: rowsOf("contours"),
    projection: { type: "identity", scale: 1, translate: [0, 0] },
    mark: {
      type: "geoshape",
      filled: false,
      stroke: "#ffffff",
      strokeWidth: look.kind === "contrast" ? 1.5 : 0.8,
      strokeOpacity: look.kind === "contrast" ? 0.9 : 0.55,
      clip: true,
    },
  };
}

function arrowLayer(look: Scene["look"]): Layer {
  return {
    data: rowsOf("arrows"),
    mark: {
      type: "point",
      shape: "arrow",
      filled: true,
      size: 130,
      color: "#ffffff",
      stroke: "#000000",
      strokeWidth: look.kind === "contrast" ? 1 : 0.4,
      clip: true,
      opacity: 0.9,
    },
    encoding: {
      x: along,
      y: up,
      angle: { field: "angle", type: "quantitative", scale: { domain: [0, 360], range: [0, 360] } },
      size: { field: "strength", type: "quantitative", scale: { domain: [0, 1], range: [50, 260] }, legend: null },
    },
  };
}

function thresholdLayers(look: Scene["look"], isLabelled: boolean): readonly Layer[] {
  const line = (color: string, strokeWidth: number): Layer => ({
    data: rowsOf("thresholds"),
    mark: { type: "rule", color, strokeDash: [1, 4], strokeCap: "round", strokeWidth, clip: true },
    encoding: { x: along },
  });
  // White on a dark rim: to be seen on any colour of a map.
  const lines = [line("#00000077", 3.6), line("#ffffff", 1.8)];
  if (!isLabelled) return lines;
  const text = (halo: object): Layer => ({
    data: rowsOf("thresholds"),
    mark: {
      type: "text",
      baseline: "middle",
      align: { expr: "datum.align" },
      dx: { expr: "datum.shift" },
      y: { expr: "datum.top" },
      fontSize: look.fontSize - 1,
      fill: "#ffffff",
      ...halo,
    },
    encoding: { x: along, text: { field: "label" } },
  });
  return [...lines, text({ stroke: "#00000088", strokeWidth: 3, strokeJoin: "round" }), text({})];
}

function cursorLayers(look: Scene["look"]): readonly Layer[] {
  const data = rowsOf("cursor");
  const line = { type: "rule", color: "#ffffff", opacity: 0.75, clip: true } as const;
  return [
    { data, mark: line, encoding: { x: along } },
    { data, mark: line, encoding: { y: up } },
    {
      data,
      mark: { type: "point", size: 60, strokeWidth: 2, stroke: "#ffffff", fill: look.foreground, opacity: 1 },
      encoding: { x: along, y: up },
    },
  ];
}

/** What the map shows, and its colour legend at the right. */
function headLayers(look: Scene["look"], plot: "value" | "gradient", title: string): readonly Layer[] {
  const data = rowsOf("legend");
  const mine = [{ filter: `datum.plot == '${plot}'` }];
  const text = {
    type: "text",
    baseline: "middle",
    clip: false,
    fontSize: look.fontSize - 1,
    color: look.muted,
  } as const;
  return [
    {
      data: { values: [{}] },
      mark: {
        ...text,
        x: -50,
        y: -38,
        align: "left",
        fontSize: look.fontSize,
        fontWeight: 600,
        color: look.foreground,
        text: title,
      },
    },
    {
      data,
      transform: mine,
      mark: { ...text, x: { expr: "plotWidth - 146" }, y: -15, align: "right" },
      encoding: { text: { field: "low" } },
    },
    {
      data,
      transform: mine,
      mark: { ...text, x: { expr: "plotWidth - 44" }, y: -15, align: "left" },
      encoding: { text: { field: "high" } },
    },
    {
      data,
      transform: mine,
      mark: {
        type: "image",
        aspect: false,
        align: "left",
        baseline: "top",
        x: { expr: "plotWidth - 140" },
        y: -19,
        width: 90,
        height: 8,
      },
      encoding: { url: { field: "url", type: "nominal" } },
    },
  ];
}
