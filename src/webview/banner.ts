/** What is wrong, where, and what to do about it; the plot beneath is then the last one that worked. */

import type { Diagnostic } from "../study/request";
import type { Context, Part } from "./context";
import { element, icon } from "./element";
import type { PageState } from "./state";

export function createBanner(context: Context): Part<PageState> {
  const root = element("section", { class: "banner", attributes: { role: "status" } });
  let shown = "";
  return {
    root,
    update(state) {
      const text = JSON.stringify([state.diagnostics, state.isFailed, state.study !== undefined]);
      if (text === shown) return;
      shown = text;
      root.hidden = state.diagnostics.length === 0;
      const isStale = state.isFailed && state.study !== undefined;
      root.replaceChildren(
        ...state.diagnostics.map((diagnostic) => message(diagnostic, context)),
        ...(isStale ? [element("p", { class: "stale-note", text: context.say("stale") })] : []),
      );
    },
  };
}

function message({ severity, message: text, range, hint }: Diagnostic, context: Context): HTMLElement {
  const body = element("div", { class: "diagnostic-body" }, [element("span", { class: "diagnostic-message", text })]);
  if (range !== undefined) {
    const place = element("button", {
      class: "link",
      text: context.say("line", String(range.start.line + 1)),
      attributes: { type: "button" },
    });
    place.addEventListener("click", () => context.reveal(range));
    body.append(" ", place);
  }
  if (hint !== undefined) body.append(element("p", { class: "diagnostic-hint", text: hint }));
  return element("div", { class: `diagnostic ${severity}` }, [icon(severity), body]);
}
