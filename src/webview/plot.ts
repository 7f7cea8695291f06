/** The plot: draws the state's study, follows its own size and the theme, and reads numbers under pointer and arrow keys. */

import type { Chart } from "../charts/chart";
import { cursorRows, locate, type Reading, readAt } from "../charts/cursor";
import { describe } from "../charts/describe";
import { drawChart } from "../charts/drawChart";
import type { Frame, Look } from "../charts/look";
import { nearestIndex } from "../charts/samples";
import type { Pull, Scene } from "../charts/scene";
import { createChartView } from "./chartView";
import { element, setText } from "./element";
import { readingText, shortReadingText } from "./readingText";
import type { PageState } from "./state";
import type { Say } from "./strings";

export interface Plot {
  update(state: PageState, seen: Seen, say: Say): void;
  /** What is drawn now, for exports. */
  readonly scene: Scene | undefined;
  dispose(): void;
}

/** How the page sees it, whatever the study is. */
export interface Seen {
  readonly pull: Pull;
  readonly look: Look;
}

export interface PlotEvents {
  /** The last update is drawn; the next frame shows it. */
  drawn(version: number): void;
  failed(error: unknown): void;
}

export function createPlot(parent: HTMLElement, events: PlotEvents): Plot {
  const canvas = element("div", {
    class: "plot",
    attributes: { tabindex: "0", role: "slider", "aria-orientation": "horizontal" },
  });
  const readout = element("p", { class: "readout" });
  parent.append(canvas, readout);
  // Vega labels its container by itself: it gets one of its own, which readers of the screen need not see.
  const picture = element("div", { class: "picture", attributes: { "aria-hidden": "true" } });
  canvas.append(picture);
  const view = createChartView(picture);
  let frame: Frame = { width: 0, height: 0 };
  let latest: { readonly state: PageState; readonly seen: Seen; readonly say: Say } | undefined;
  let drawn: { readonly scene: Scene; readonly chart: Chart } | undefined;
  let at: { readonly x: number; readonly y: number } | undefined;

  const draw = () => {
    const study = latest?.state.study;
    if (latest === undefined || study === undefined) return;
    const { state } = latest;
    const { pull, look } = latest.seen;
    if (frame.width < 60 || frame.height < 60) return;
    const isSame =
      drawn?.scene.study.key.qualifiedName === study.key.qualifiedName &&
      drawn.scene.study.y?.knob === study.y?.knob &&
      drawn.scene.study.view === study.view &&
      drawn.scene.pull === pull;
    // Two fields and not the chart, which holds its own scene: each would keep the one before it for ever.
    const { domains, pieces } = drawn?.chart ?? {};
    const previous = isSame && domains && pieces ? { previous: { domains, pieces } } : {};
    const scene: Scene = { study, look, frame, shown: state.choices.shown, standsAlone: false, pull, ...previous };
    const chart = drawChart(scene);
    drawn = { scene, chart };
    view.draw(chart, cursorRows(scene, chart, read())).then(() => {
      events.drawn(state.version);
      tell();
    }, events.failed);
  };

  const read = (): Reading | undefined =>
    drawn === undefined || at === undefined ? undefined : readAt(drawn.scene, at.x, at.y);

  const tell = () => {
    if (latest === undefined || drawn === undefined) return;
    const { say } = latest;
    const { study } = drawn.scene;
    const x = study.x.values;
    const reading = read();
    canvas.setAttribute("aria-label", describe(study));
    const text = reading === undefined ? say("cursorHint") : readingText(reading, study, say);
    setText(readout, reading !== undefined && reading.series.length > 1 ? shortReadingText(reading, study) : text);
    readout.classList.toggle("hint", reading === undefined);
    canvas.setAttribute("aria-valuemin", String(x[0] ?? 0));
    canvas.setAttribute("aria-valuemax", String(x[x.length - 1] ?? 0));
    canvas.setAttribute("aria-valuenow", String(reading?.x ?? x[0] ?? 0));
    canvas.setAttribute("aria-valuetext", text);
  };

  const moveTo = (position: typeof at) => {
    at = position;
    if (drawn === undefined) return;
    view.setRows(cursorRows(drawn.scene, drawn.chart, read())).catch(events.failed);
    tell();
  };

  canvas.addEventListener("pointermove", (event) => {
    if (drawn === undefined) return;
    const box = canvas.getBoundingClientRect();
    moveTo(locate(drawn.chart, event.clientX - box.left, event.clientY - box.top));
  });
  canvas.addEventListener("pointerleave", () => moveTo(undefined));
  canvas.addEventListener("keydown", (event) => {
    if (drawn === undefined) return;
    if (event.key === "Escape") moveTo(undefined);
    const next = afterKey(event, drawn.scene, at);
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  });

  // Asking the element for its size would lay the page out again at every keystroke.
  const sizes = new ResizeObserver(([entry]) => {
    if (entry !== undefined) frame = { width: entry.contentRect.width, height: entry.contentRect.height };
    draw();
  });
  sizes.observe(canvas);

  return {
    get scene() {
      return drawn?.scene;
    },
    update(state, seen, say) {
      latest = { state, seen, say };
      canvas.classList.toggle("stale", state.isFailed);
      canvas.classList.toggle("map", state.study?.y !== undefined);
      draw();
    },
    dispose() {
      sizes.disconnect();
      view.dispose();
    },
  };
}

/** Arrow keys walk sample by sample (with Shift ten at a time); on a map, up and down too. */
function afterKey(event: KeyboardEvent, { study }: Scene, at: { readonly x: number; readonly y: number } | undefined) {
  const xs = study.x.values;
  const ys = study.y?.values ?? Float64Array.of(0);
  const size = event.shiftKey ? 10 : 1;
  const column = at === undefined ? xs.length >> 1 : nearestIndex(xs, at.x);
  const row = at === undefined ? ys.length >> 1 : nearestIndex(ys, at.y);
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [column - size, row],
    ArrowRight: [column + size, row],
    ArrowUp: [column, row + size],
    ArrowDown: [column, row - size],
    Home: [0, row],
    End: [xs.length - 1, row],
  };
  const move = moves[event.key];
  if (move === undefined) return undefined;
  const clamp = (index: number, length: number) => Math.max(0, Math.min(length - 1, index));
  return { x: xs[clamp(move[0], xs.length)] ?? 0, y: ys[clamp(move[1], ys.length)] ?? 0 };
}
