/** The name of what is drawn, where it stands, and what can be done with the picture. */

import type { ExportFormat } from "../messages";
import type { Context, Part } from "./context";
import { element, icon, iconButton, setText } from "./element";
import { hasChoices, type PageState } from "./state";
import type { StringKey } from "./strings";

export function createHeader(context: Context): Part<PageState> {
  const name = element("h1");
  const kind = element("span", { class: "badge" });
  const place = element("button", { class: "link", attributes: { type: "button" } });
  const busy = element("span", { class: "busy", attributes: { role: "status" } });
  const reset = iconButton("discard", context.say("resetAll"), () => context.reset());
  const exporting = createExportMenu(context);
  const root = element("header", { class: "header" }, [
    element("div", { class: "title" }, [name, kind, place]),
    busy,
    element("div", { class: "actions" }, [reset, exporting]),
  ]);
  let latest: PageState | undefined;
  place.addEventListener("click", () => {
    if (latest?.path === undefined) return;
    const loss = latest.study?.loss;
    const cell = loss?.cell === undefined ? {} : { cell: loss.cell };
    context.reveal({ path: latest.path, ...cell, start: { line: (loss?.line ?? 1) - 1, column: 0 } });
  });
  return {
    root,
    update(state) {
      latest = state;
      const loss = state.study?.loss;
      setText(name, loss?.qualifiedName ?? state.title);
      setText(kind, loss?.kind ?? "");
      kind.hidden = loss === undefined;
      const file = state.path?.split(/[/\\]/).pop() ?? "";
      setText(place, loss === undefined ? file : `${file}:${loss.line}`);
      place.title = context.say("openSource", state.path ?? "");
      place.hidden = file === "";
      setText(busy, state.busy ?? "");
      exporting.hidden = loss === undefined;
      reset.hidden = !hasChoices(state.choices);
    },
  };
}

const formats: readonly (readonly [ExportFormat, StringKey])[] = [
  ["svg", "exportSvg"],
  ["png", "exportPng"],
  ["vl.json", "exportVegaLite"],
  ["csv", "exportCsv"],
];

function createExportMenu(context: Context): HTMLElement {
  const button = element(
    "button",
    { class: "text-button", attributes: { type: "button", "aria-haspopup": "menu", "aria-expanded": "false" } },
    [icon("export"), element("span", { text: context.say("export") })],
  );
  const items = formats.map(([format, key]) => {
    const item = element("button", {
      class: "menu-item",
      text: context.say(key),
      attributes: { type: "button", role: "menuitem", tabindex: "-1" },
    });
    item.dataset["format"] = format;
    item.addEventListener("click", () => {
      open(false);
      button.focus();
      context.export(format);
    });
    return item;
  });
  const menu = element(
    "div",
    { class: "menu", attributes: { role: "menu", "aria-label": context.say("export") } },
    items,
  );
  menu.hidden = true;
  const root = element("div", { class: "menu-holder" }, [button, menu]);
  const open = (isOpen: boolean) => {
    menu.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) items[0]?.focus();
  };
  button.addEventListener("click", () => open(menu.hidden === true));
  root.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) open(false);
  });
  root.addEventListener("keydown", (event) => {
    const current = items.findIndex((item) => item.matches(":focus"));
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Escape" && !menu.hidden) {
      open(false);
      button.focus();
    } else if (step !== 0) {
      event.preventDefault();
      if (menu.hidden) open(true);
      else items[(current + step + items.length) % items.length]?.focus();
    }
  });
  return root;
}
