/**
 * The panel's page. Asks the host for its whole state, shows it, and sends back what the person chooses.
 *
 * The page computes nothing about the loss and may be thrown away at any time: everything it knows comes with `show`.
 */

import type { Pull } from "../charts/scene";
import type { Choices, FromPage, ToPage } from "../messages";
import { createAxes } from "./axes";
import { createBanner } from "./banner";
import { createCoefficients } from "./coefficients";
import type { Context } from "./context";
import { element } from "./element";
import { exportFile } from "./exportFile";
import { createFindings } from "./findings";
import { createHeader } from "./header";
import { connectHost, type Host } from "./host";
import { createInputs } from "./inputs";
import { createLegend } from "./legend";
import { createPlot } from "./plot";
import { firstState, type PageState, receive } from "./state";
import { createSay, type Say } from "./strings";
import { readLook, watchTheme } from "./theme";

start(connectHost());

function start(host: Host): void {
  const fail = (error: unknown) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    host.post({ kind: "broken", message });
  };
  window.addEventListener("error", (event) => fail(event.error ?? event.message));
  window.addEventListener("unhandledrejection", (event) => fail(event.reason));

  let page: Page | undefined;
  let words = "";
  host.listen((message) => {
    if (message.kind === "show") {
      host.keep(message.state.id === undefined ? {} : { id: message.state.id });
      const next = JSON.stringify(message.state.strings);
      if (page === undefined || words !== next) {
        words = next;
        page?.dispose();
        page = createPage(host, createSay(message.state.strings), fail);
      }
    }
    page?.receive(message);
  });
  host.post({ kind: "ready" });
}

interface Page {
  receive(message: ToPage): void;
  dispose(): void;
}

function createPage(host: Host, say: Say, fail: (error: unknown) => void): Page {
  let state: PageState = firstState;
  let pull: Pull = "magnitude";
  let look = readLook();
  let receivedAt = 0;
  const posting = oncePerFrame((choices: Choices) => host.post({ kind: "choose", choices }));
  const context: Context = {
    say,
    choose(change) {
      state = { ...state, choices: change(state.choices) };
      posting(state.choices);
      render();
    },
    reset: () => host.post({ kind: "reset" }),
    reveal: ({ path, cell, start: { line, column } }) =>
      host.post({ kind: "reveal", path, ...(cell === undefined ? {} : { cell }), line, column }),
    export: (format) => host.post({ kind: "export", format }),
  };

  const header = createHeader(context);
  const banner = createBanner(context);
  const axes = createAxes(context, (chosen) => {
    pull = chosen;
    render();
  });
  const legend = createLegend(context);
  const stage = element("section", { class: "stage" }, [axes.root, legend.root]);
  const plot = createPlot(stage, {
    drawn: (version) => reportPaint(host, version, receivedAt, renderRest),
    failed: fail,
  });
  const parts = [header, banner, createCoefficients(context), createFindings(context), createInputs(context)];
  const side = element(
    "aside",
    { class: "side" },
    parts.slice(2).map((part) => part.root),
  );
  const waiting = element("p", { class: "waiting", attributes: { role: "status" } });
  const root = element("main", { class: "page" }, [
    header.root,
    banner.root,
    waiting,
    element("div", { class: "columns" }, [stage, side]),
  ]);
  document.body.prepend(root);

  let isRestDue = false;
  const renderRest = () => {
    if (!isRestDue) return;
    isRestDue = false;
    for (const part of parts) part.update(state);
    axes.update({ page: state, pull });
    legend.update({ page: state, look });
    markState(state);
  };

  const render = () => {
    waiting.hidden = state.study !== undefined;
    waiting.textContent = say(state.isFailed ? "waiting" : "tracing");
    root.classList.toggle("empty", state.study === undefined);
    isRestDue = true;
    plot.update(state, { pull, look }, say);
    renderRest();
  };

  /** A keystroke's curve comes first; what stands around it follows in the next task, or a moment later where nothing is painted. */
  const renderCurveFirst = () => {
    isRestDue = true;
    plot.update(state, { pull, look }, say);
    setTimeout(renderRest, restAfter);
  };

  const unwatchTheme = watchTheme(() => {
    look = readLook();
    render();
  });

  return {
    receive(message) {
      receivedAt = now();
      if (message.kind === "echo") reportEcho(host, message.id, receivedAt);
      else if (message.kind === "export") {
        const { scene } = plot;
        const data = scene === undefined ? Promise.resolve("") : exportFile(scene, message.format);
        data.then((text) => host.post({ kind: "exported", id: message.id, format: message.format, data: text }), fail);
      } else {
        const wasWorking = state.study !== undefined && !state.isFailed && state.busy === undefined;
        state = receive(state, message);
        if (message.kind === "study" && wasWorking) renderCurveFirst();
        else render();
      }
    },
    dispose() {
      unwatchTheme();
      plot.dispose();
      root.remove();
    },
  };
}

/** Milliseconds after which the rest of the page is brought up to date even if no frame was painted (a hidden panel). */
const restAfter = 100;

/** Sliders fire faster than the screen: the last value of a frame is the one that counts. */
function oncePerFrame<Value>(send: (value: Value) => void): (value: Value) => void {
  let waiting: { readonly value: Value } | undefined;
  return (value) => {
    if (waiting === undefined) {
      requestAnimationFrame(() => {
        if (waiting !== undefined) send(waiting.value);
        waiting = undefined;
      });
    }
    waiting = { value };
  };
}

/** A task after the frame's: then the frame is handed to the screen. */
function afterPaint(then: (at: number) => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(now());
    channel.port2.postMessage(undefined);
  });
}

function reportPaint(host: Host, version: number, receivedAt: number, next: () => void): void {
  const drawnAt = now();
  afterPaint((paintedAt) => {
    const { dataset } = document.body;
    dataset["paintedVersion"] = String(version);
    dataset["painted"] = String(paintedAt);
    host.post({ kind: "painted", version, paint: { receivedAt, drawnAt, paintedAt } } satisfies FromPage);
    next();
  });
}

/** Milliseconds since the epoch, finer than `Date.now` tells them. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Changes one pixel, so that there is something to paint. */
function reportEcho(host: Host, id: number, receivedAt: number): void {
  const pixel =
    document.querySelector<HTMLElement>(".echo") ??
    document.body.appendChild(element("i", { class: "echo", attributes: { "aria-hidden": "true" } }));
  pixel.classList.toggle("odd");
  const drawnAt = now();
  afterPaint((paintedAt) => host.post({ kind: "echoed", id, paint: { receivedAt, drawnAt, paintedAt } }));
}

/** What tests and benchmarks read: the state and the choices, on the body. */
function markState(state: PageState): void {
  const { dataset } = document.body;
  const { study } = state;
  dataset["version"] = String(state.version);
  dataset["state"] = state.isFailed
    ? "failed"
    : study === undefined
      ? "empty"
      : state.busy === undefined
        ? "ready"
        : "busy";
  if (study === undefined) return;
  dataset["definition"] = study.loss.qualifiedName;
  dataset["x"] = study.x.knob;
  dataset["y"] = study.y?.knob ?? "";
  dataset["view"] = study.view;
  for (const { name, value } of study.coefficients) {
    if (/^[A-Za-z_]\w*$/.test(name)) document.body.setAttribute(`data-${name}`, JSON.stringify(value));
  }
}
