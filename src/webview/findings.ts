/** What the gradient does, as a list; each entry leads to the line that makes it so. */

import type { Finding, FindingKind, Series } from "../study/request";
import type { Context, Part } from "./context";
import { element } from "./element";
import type { PageState } from "./state";

export function createFindings(context: Context): Part<PageState> {
  const { say } = context;
  const list = element("ul", { class: "findings" });
  const none = element("p", { class: "quiet", text: say("noFindings") });
  const root = element("section", { class: "section" }, [element("h2", { text: say("findings") }), list, none]);
  let shown = "";
  return {
    root,
    update({ study }) {
      const findings = study?.findings ?? [];
      root.hidden = study === undefined || (study.y !== undefined && findings.length === 0);
      none.hidden = findings.length > 0;
      const entries = told(findings, study?.series ?? []);
      const text = JSON.stringify(entries);
      if (text === shown) return;
      shown = text;
      list.replaceChildren(...entries.map((one) => element("li", {}, [entry(one, context)])));
    },
  };
}

interface Entry extends Pick<Finding, "kind" | "message" | "site"> {
  /** Of which series it is said; none where there is only one. */
  readonly series: readonly string[];
}

/** What holds of several series is said once. */
function told(findings: readonly Finding[], all: readonly Series[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const { kind, message, site, series } of findings) {
    const key = JSON.stringify([kind, message, site]);
    const title = all.find(({ id }) => id === series)?.title ?? series;
    const before = entries.get(key)?.series ?? [];
    entries.set(key, { kind, message, site, series: all.length > 1 ? [...before, title] : [] });
  }
  return [...entries.values()];
}

/** The shape of the gradient there, drawn in a square of 14. */
const glyphs: Readonly<Record<FindingKind, string>> = {
  kink: "M1 12 L7 3 L13 12",
  jump: "M1 11.5 H7 M7 2.5 H13",
  flat: "M1 3 L5 11 H13",
  capped: "M1 12 L6 3.5 H13",
  nonFinite: "M1 8 L8 1 M1 13 L13 1 M6 13 L13 6",
  rounding: "M1 7 L3 4 L5 10 L7 4 L9 10 L11 4 L13 7",
};

function glyph(kind: FindingKind): SVGElement {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", glyphs[kind]);
  const root = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  root.setAttribute("viewBox", "0 0 14 14");
  root.setAttribute("class", "glyph");
  root.setAttribute("aria-hidden", "true");
  root.append(path);
  return root;
}

function entry({ kind, message, site, series }: Entry, context: Context): HTMLElement {
  const of = series.length === 0 ? [] : [element("span", { class: "finding-series", text: series.join(" · ") })];
  const parts = [glyph(kind), element("span", { class: "finding-message", text: message }, of)];
  if (site === undefined) return element("div", { class: `finding ${kind}` }, parts);
  const button = element("button", { class: `finding ${kind}`, attributes: { type: "button" } }, [
    ...parts,
    element("span", { class: "finding-place", text: context.say("line", String(site.start.line + 1)) }),
  ]);
  button.addEventListener("click", () => context.reveal(site));
  return button;
}
