/** What the page shows, and how it changes with each message and each choice. Plain values: no part of the page in here. */

import type { Choices, PanelState, ToPage } from "../messages";
import { unpack } from "../packed";
import type { Diagnostic, Given, InputOverride, Study } from "../study/request";

export interface PageState {
  readonly id: string | undefined;
  readonly version: number;
  readonly title: string;
  readonly path: string | undefined;
  /** The last good study. */
  readonly study: Study | undefined;
  /** The source's present state cannot be drawn: `study` is of an earlier one. */
  readonly isFailed: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly busy: string | undefined;
  readonly choices: Choices;
}

export const firstState: PageState = {
  id: undefined,
  version: 0,
  title: "",
  path: undefined,
  study: undefined,
  isFailed: false,
  diagnostics: [],
  busy: undefined,
  choices: { set: {}, inputs: {}, shown: {} },
};

export function receive(state: PageState, message: ToPage): PageState {
  switch (message.kind) {
    case "show":
      return show(message.state);
    case "study": {
      const study = unpack(message.study);
      const { version } = message;
      return { ...state, version, study, diagnostics: study.diagnostics, isFailed: false, busy: undefined };
    }
    case "failed":
      return { ...state, version: message.version, diagnostics: message.diagnostics, isFailed: true, busy: undefined };
    case "busy":
      return { ...state, busy: message.message };
    case "export":
    case "echo":
      return state;
    default:
      return message satisfies never;
  }
}

function show({ id, version, title, path, study, diagnostics, choices }: PanelState): PageState {
  const isFailed = study === undefined && diagnostics.some((diagnostic) => diagnostic.severity === "error");
  return {
    id,
    version,
    title,
    path,
    study: study && unpack(study),
    isFailed,
    diagnostics,
    busy: undefined,
    choices,
  };
}

/** Sets a coefficient for the preview; the source's own value takes the choice back. */
export function setCoefficient(choices: Choices, name: string, value: Given, source: Given): Choices {
  return { ...choices, set: isSame(value, source) ? without(choices.set, name) : { ...choices.set, [name]: value } };
}

export function resetCoefficient(choices: Choices, name: string): Choices {
  return { ...choices, set: without(choices.set, name) };
}

export function setInput(choices: Choices, name: string, change: InputOverride): Choices {
  return { ...choices, inputs: { ...choices.inputs, [name]: { ...choices.inputs[name], ...change } } };
}

export function resetInput(choices: Choices, name: string): Choices {
  return { ...choices, inputs: without(choices.inputs, name) };
}

export function hasChoices(choices: Choices): boolean {
  const { set, inputs, shown, ...rest } = choices;
  return [set, inputs, shown].some((record) => Object.keys(record).length > 0) || Object.keys(rest).length > 0;
}

/** Drops one choice altogether, as exact optional properties want it. */
export function without<Value>(record: Readonly<Record<string, Value>>, name: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

function isSame(a: Given, b: Given): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
