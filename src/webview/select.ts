/** The kept library's select, with its options set as data. */

import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import { element } from "./element";

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

export interface Select {
  readonly root: HTMLElement;
  update(choices: readonly Choice[], value: string): void;
}

export function createSelect(label: string, chosen: (value: string) => void): Select {
  const root = document.createElement("vscode-single-select");
  root.setAttribute("aria-label", label);
  root.label = label;
  root.addEventListener("change", () => chosen(root.value));
  let shown = "";
  let last: readonly Choice[] | undefined;
  return {
    root,
    update(choices, value) {
      const text = choices === last ? shown : JSON.stringify(choices);
      last = choices;
      if (text !== shown) {
        shown = text;
        root.replaceChildren(...choices.map((choice) => option(choice, choice.value === value)));
      }
      if (root.value !== value) root.value = value;
    },
  };
}

function option({ value, label, description }: Choice, isSelected: boolean): HTMLElement {
  const attributes = {
    value,
    ...(description === undefined ? {} : { description }),
    ...(isSelected ? { selected: "" } : {}),
  };
  const created = document.createElement("vscode-option");
  for (const [name, text] of Object.entries(attributes)) created.setAttribute(name, text);
  created.append(label);
  return created;
}

/** A row of which exactly one is pressed: for two or three choices that are worth seeing. */
export function createSwitch<Value extends string>(label: string, chosen: (value: Value) => void) {
  const root = element("div", { class: "switch", attributes: { role: "radiogroup", "aria-label": label } });
  let shown = "";
  return {
    root,
    update(
      choices: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[],
      value: Value,
    ) {
      const text = JSON.stringify(choices);
      if (text !== shown) {
        shown = text;
        root.replaceChildren(
          ...choices.map((choice) => {
            const radio = element("input", { attributes: { type: "radio", name: label, value: choice.value } });
            radio.addEventListener("change", () => chosen(choice.value));
            return element("label", { title: choice.hint ?? choice.label }, [
              radio,
              element("span", { text: choice.label }),
            ]);
          }),
        );
      }
      for (const radio of root.querySelectorAll("input")) radio.checked = radio.value === value;
    },
  };
}
