/** One chip a series: its colour, its name, and whether it is drawn. */

import { type Look, seriesColour, seriesDash } from "../charts/look";
import type { Series } from "../study/request";
import type { Context, Part } from "./context";
import { element, keyed, setText } from "./element";
import type { PageState } from "./state";

export interface LegendState {
  readonly page: PageState;
  readonly look: Look;
}

export function createLegend(context: Context): Part<LegendState> {
  const root = element("div", { class: "legend", attributes: { role: "group", "aria-label": context.say("series") } });
  const render = keyed<Series, ReturnType<typeof createChip>>(
    root,
    (series) => createChip(series, context),
    (series) => series.id,
  );
  return {
    root,
    update({ page: { study, choices }, look }) {
      const all = study?.series ?? [];
      root.hidden = all.length < 2;
      render(all, (chip, series) => {
        const index = all.indexOf(series);
        const isShown = choices.shown[series.id] ?? series.isShown;
        chip.update(
          series,
          isShown,
          seriesColour(look, index),
          seriesDash(look, index).length > 1 && (seriesDash(look, index)[1] ?? 0) > 0,
        );
      });
    },
  };
}

function createChip(first: Series, context: Context) {
  const swatch = element("span", { class: "swatch", attributes: { "aria-hidden": "true" } });
  const name = element("span");
  const root = element("button", { class: "chip", attributes: { type: "button" } }, [swatch, name]);
  let series = first;
  root.addEventListener("click", () => {
    context.choose((choices) => ({
      ...choices,
      shown: { ...choices.shown, [series.id]: !(choices.shown[series.id] ?? series.isShown) },
    }));
  });
  return {
    root,
    update(latest: Series, isShown: boolean, colour: string, isDashed: boolean) {
      series = latest;
      setText(name, latest.title);
      root.title = context.say("showSeries", latest.title);
      root.setAttribute("aria-pressed", String(isShown));
      root.style.setProperty("--colour", colour);
      swatch.classList.toggle("dashed", isDashed);
    },
  };
}
