/** What the plot is drawn over: the knobs of x and y, the range, and whether one sample or a batch is seen. */

import type { Pull } from "../charts/scene";
import type { Choices } from "../messages";
import { formatNumber } from "../numberText";
import type { AxisRequest, SampleView } from "../study/request";
import type { Context } from "./context";
import { element, iconButton, setValue } from "./element";
import { createSelect, createSwitch } from "./select";
import type { PageState } from "./state";

export interface AxesState {
  readonly page: PageState;
  readonly pull: Pull;
}

export function createAxes(context: Context, choosePull: (pull: Pull) => void) {
  const { say } = context;
  const x = createSelect(say("xAxis"), (knob) => context.choose((choices) => withAxis(choices, "x", { knob })));
  const y = createSelect(say("yAxis"), (knob) =>
    context.choose((choices) => withAxis(choices, "y", knob === "" ? undefined : { knob })),
  );
  const range = createRange(context);
  const samples = createSwitch<SampleView>(say("samples"), (view) =>
    context.choose((choices) => ({ ...choices, view })),
  );
  const pull = createSwitch<Pull>(say("gradientShown"), choosePull);
  const root = element("div", { class: "axes" }, [
    field(say("xAxis"), x.root),
    range.root,
    field(say("yAxis"), y.root),
    samples.root,
    pull.root,
  ]);
  return {
    root,
    update({ page, pull: chosenPull }: AxesState) {
      const { study } = page;
      root.hidden = study === undefined;
      if (study === undefined) return;
      const options = study.knobs.map(({ knob, title, kind }) => ({ value: knob, label: title, description: kind }));
      x.update(options, study.x.knob);
      y.update(
        [{ value: "", label: say("noYAxis") }, ...options.filter(({ value }) => value !== study.x.knob)],
        study.y?.knob ?? "",
      );
      range.update(page);
      samples.root.hidden = !study.hasSampleView;
      samples.update(
        [
          { value: "sample", label: say("oneSample"), hint: say("oneSampleHint") },
          { value: "batch", label: say("batch"), hint: say("batchHint") },
        ],
        study.view,
      );
      pull.root.hidden = study.y === undefined;
      pull.update(
        [
          { value: "magnitude", label: say("pullMagnitude") },
          { value: "x", label: say("pullX", study.x.title) },
          { value: "y", label: say("pullX", study.y?.title ?? "y") },
        ],
        chosenPull,
      );
    },
  };
}

/** The bounds of x: those of the study until someone writes others. */
function createRange(context: Context) {
  const { say } = context;
  let knob = "";
  const box = (end: "from" | "to") => {
    const input = element("input", {
      class: "number",
      attributes: { type: "text", inputmode: "decimal", size: "5", "aria-label": say(end), spellcheck: "false" },
    });
    input.addEventListener("change", () => {
      const value = Number(input.value.replace("−", "-"));
      const isNumber = input.value.trim() !== "" && Number.isFinite(value);
      input.classList.toggle("invalid", !isNumber);
      if (isNumber) context.choose((choices) => withAxis(choices, "x", { ...(choices.x ?? { knob }), [end]: value }));
    });
    return input;
  };
  const from = box("from");
  const to = box("to");
  const reset = iconButton("discard", say("resetRange"), () =>
    context.choose((choices) => withAxis(choices, "x", choices.x && { knob: choices.x.knob })),
  );
  const root = element("div", { class: "range" }, [
    from,
    element("span", { text: "…", attributes: { "aria-hidden": "true" } }),
    to,
    reset,
  ]);
  return {
    root,
    update({ study, choices }: PageState) {
      if (study === undefined) return;
      knob = study.x.knob;
      const values = study.x.values;
      setValue(from, formatNumber(values[0] ?? 0));
      setValue(to, formatNumber(values[values.length - 1] ?? 0));
      reset.hidden = choices.x?.from === undefined && choices.x?.to === undefined;
    },
  };
}

function withAxis(choices: Choices, axis: "x" | "y", request: AxisRequest | undefined): Choices {
  const { [axis]: _, ...others } = choices;
  return request === undefined ? others : { ...others, [axis]: request };
}

function field(label: string, control: HTMLElement): HTMLElement {
  return element("div", { class: "field" }, [
    element("span", { class: "field-label", text: label, attributes: { "aria-hidden": "true" } }),
    control,
  ]);
}
