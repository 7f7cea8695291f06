/** A row a coefficient: slider and number box where it is a number, a box otherwise. Changed ones are marked and can go back. */

import { typedNumber } from "../numberText";
import type { CoefficientChoice, Given } from "../study/request";
import type { Context, Part } from "./context";
import { element, iconButton, keyed, setText, setValue } from "./element";
import { parseGiven, writeGiven } from "./given";
import { type PageState, resetCoefficient, setCoefficient } from "./state";

export function createCoefficients(context: Context): Part<PageState> {
  const { say } = context;
  const list = element("div", { class: "coefficients" });
  const none = element("p", { class: "quiet", text: say("noCoefficients") });
  const root = element("section", { class: "section" }, [element("h2", { text: say("coefficients") }), list, none]);
  const render = keyed<CoefficientChoice, ReturnType<typeof createRow>>(
    list,
    (coefficient) => createRow(coefficient, context),
    (coefficient) => `${coefficient.name} ${controlOf(coefficient)}`,
  );
  return {
    root,
    update({ study, choices }) {
      const all = study?.coefficients ?? [];
      root.hidden = study === undefined;
      none.hidden = all.length > 0;
      render(all, (row, coefficient) => row.update(coefficient, choices.set[coefficient.name]));
    },
  };
}

function controlOf({ value, range }: CoefficientChoice): "slider" | "switch" | "box" {
  if (typeof value === "boolean") return "switch";
  return typeof value === "number" && range !== undefined ? "slider" : "box";
}

function createRow(first: CoefficientChoice, context: Context) {
  const { say } = context;
  let coefficient = first;
  const set = (value: Given) =>
    context.choose((choices) => setCoefficient(choices, coefficient.name, value, coefficient.source));
  const reset = iconButton("discard", "", () =>
    context.choose((choices) => resetCoefficient(choices, coefficient.name)),
  );
  const control = { slider: createSlider, switch: createCheck, box: createBox }[controlOf(first)](
    first.name,
    set,
    context,
  );
  const name = element("span", { class: "coefficient-name", text: first.name });
  const root = element("div", { class: `coefficient with-${controlOf(first)}` }, [name, ...control.parts, reset]);
  root.dataset["name"] = first.name;
  root.addEventListener("dblclick", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === "range")
      context.choose((choices) => resetCoefficient(choices, coefficient.name));
  });
  return {
    root,
    update(latest: CoefficientChoice, chosen: Given | undefined) {
      coefficient = latest;
      const source = writeGiven(latest.source);
      const isChanged = chosen !== undefined;
      root.classList.toggle("changed", isChanged);
      name.title = `${latest.name}. ${say("sourceValue", source)}`;
      reset.title = say("reset", source);
      reset.setAttribute("aria-label", `${latest.name}: ${say("reset", source)}`);
      // Hidden, not gone: the row keeps its shape.
      reset.classList.toggle("invisible", !isChanged);
      reset.tabIndex = isChanged ? 0 : -1;
      control.update(chosen ?? latest.value, latest);
    },
  };
}

interface Control {
  readonly parts: readonly HTMLElement[];
  update(value: Given, coefficient: CoefficientChoice): void;
}

function createSlider(name: string, set: (value: Given) => void, { say }: Context): Control {
  const slider = element("input", { class: "slider", attributes: { type: "range", "aria-label": name } });
  const box = element("input", {
    class: "number",
    attributes: { type: "text", inputmode: "decimal", "aria-label": say("valueOf", name), spellcheck: "false" },
  });
  const fill = () => {
    const span = Number(slider.max) - Number(slider.min);
    slider.style.setProperty("--share", String(span > 0 ? (Number(slider.value) - Number(slider.min)) / span : 0));
  };
  slider.addEventListener("input", () => {
    box.value = typedNumber(Number(slider.value));
    fill();
    set(Number(slider.value));
  });
  box.addEventListener("change", () => {
    const value = parseGiven(box.value);
    box.classList.toggle("invalid", typeof value !== "number");
    if (typeof value === "number") set(value);
  });
  return {
    parts: [slider, box],
    update(value, { range }) {
      if (range === undefined || typeof value !== "number") return;
      // A value beyond the slider's range widens it.
      slider.min = String(Math.min(range.from, value));
      slider.max = String(Math.max(range.to, value));
      slider.step = String(range.step);
      if (Number(slider.value) !== value) slider.value = String(value);
      setValue(box, typedNumber(value));
      fill();
    },
  };
}

function createCheck(name: string, set: (value: Given) => void): Control {
  const check = element("input", { attributes: { type: "checkbox", "aria-label": name } });
  check.addEventListener("change", () => set(check.checked));
  return {
    parts: [check],
    update: (value) => {
      check.checked = value === true;
    },
  };
}

function createBox(name: string, set: (value: Given) => void, { say }: Context): Control {
  const box = element("input", {
    class: "text",
    attributes: { type: "text", "aria-label": name, spellcheck: "false" },
  });
  const error = element("span", { class: "field-error", attributes: { role: "alert" } });
  box.addEventListener("change", () => {
    const value = parseGiven(box.value);
    box.classList.toggle("invalid", value === undefined);
    setText(error, value === undefined ? say("badValue") : "");
    if (value !== undefined) set(value);
  });
  return { parts: [box, error], update: (value) => setValue(box, writeGiven(value)) };
}
