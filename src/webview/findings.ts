/** What the gradient does, as a list; each entry leads to the line that makes it so. */

import type { Finding, FindingKind } from "../study/request";
import type { Context, Part } from "./context";
import { element, icon } from "./element";
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
      root.hidden = study === undefined || study.y !== undefined;
      none.hidden = findings.length > 0;
      const text = JSON.stringify(findings);
      if (text === shown) return;
      shown = text;
      list.replaceChildren(...findings.map((finding) => element("li", {}, [entry(finding, context)])));
    },
  };
}

const icons: Readonly<Record<FindingKind, string>> = {
  kink: "triangle-up",
  jump: "split-vertical",
  flat: "dash",
  capped: "fold-up",
  nonFinite: "warning",
  rounding: "symbol-numeric",
};

function entry({ kind, message, site }: Finding, context: Context): HTMLElement {
  const parts = [icon(icons[kind]), element("span", { class: "finding-message", text: message })];
  if (site === undefined) return element("div", { class: `finding ${kind}` }, parts);
  const button = element("button", { class: `finding ${kind}`, attributes: { type: "button" } }, [
    ...parts,
    element("span", { class: "finding-place", text: context.say("line", String(site.start.line + 1)) }),
  ]);
  button.addEventListener("click", () => context.reveal(site));
  return button;
}
