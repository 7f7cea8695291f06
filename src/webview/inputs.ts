/** What the loss was fed: a card an input, with what was inferred and why, open to change. */

import type { InputChoice, InputOverride, Role } from "../study/request";
import type { Context, Part } from "./context";
import { element, iconButton, keyed, setText, setValue } from "./element";
import { parseGiven, parseShape, writeGiven, writeShape } from "./given";
import { createSelect } from "./select";
import { type PageState, resetInput, setInput } from "./state";
import type { Say, StringKey } from "./strings";

export function createInputs(context: Context): Part<PageState> {
  const { say } = context;
  const list = element("div", { class: "inputs" });
  const seed = createSeed(context);
  const root = element("section", { class: "section" }, [element("h2", { text: say("inputs") }), list, seed.root]);
  const render = keyed<InputChoice, ReturnType<typeof createRow>>(
    list,
    (input) => createRow(input, context),
    (input) => input.name,
  );
  return {
    root,
    update(state) {
      const inputs = state.study?.inputs ?? [];
      root.hidden = inputs.length === 0 && state.study?.usesSeed !== true;
      render(inputs, (row, input) => row.update(input, state.choices.inputs[input.name]));
      seed.update(state);
    },
  };
}

const roleWords: Readonly<Record<Role, StringKey>> = {
  prediction: "rolePrediction",
  target: "roleTarget",
  residual: "roleResidual",
  logits: "roleLogits",
  binaryLogits: "roleBinaryLogits",
  probabilities: "roleProbabilities",
  binaryProbabilities: "roleBinaryProbabilities",
  logProbabilities: "roleLogProbabilities",
  classLogProbabilities: "roleClassLogProbabilities",
  classIndex: "roleClassIndex",
  classCounts: "roleClassCounts",
  edgeIndex: "roleEdgeIndex",
  edgeList: "roleEdgeList",
  binaryLabels: "roleBinaryLabels",
  signedLabels: "roleSignedLabels",
  oneHot: "roleOneHot",
  weights: "roleWeights",
  mask: "roleMask",
  advantage: "roleAdvantage",
  positive: "rolePositive",
  embedding: "roleEmbedding",
  boxes: "roleBoxes",
  images: "roleImages",
  features: "roleFeatures",
  taskLosses: "roleTaskLosses",
  scalarLoss: "roleScalarLoss",
  lengths: "roleLengths",
  number: "roleNumber",
  option: "roleOption",
  model: "roleModel",
  lossFunction: "roleLossFunction",
};

/** Object.keys forgets the type of its keys; the record above is total, so every key is a role. */
function roles(): readonly Role[] {
  return Object.keys(roleWords) as Role[];
}

function createRow(first: InputChoice, context: Context) {
  const { say } = context;
  const { name } = first;
  const change = (override: InputOverride) => context.choose((before) => setInput(before, name, override));
  const role = createSelect(say("roleOf", name), (value) => {
    const chosen = roles().find((candidate) => candidate === value);
    if (chosen !== undefined) change({ role: chosen });
  });
  const choices = roles().map((value) => ({ value, label: say(roleWords[value]) }));
  role.update(choices, first.role);
  const error = element("span", { class: "field-error", attributes: { role: "alert" } });
  const shape = element("input", {
    class: "text",
    attributes: { type: "text", "aria-label": say("shapeOf", name), spellcheck: "false" },
  });
  const value = element("input", {
    class: "text",
    attributes: { type: "text", "aria-label": say("valueOf", name), spellcheck: "false" },
  });
  const readInto = <Read>(
    box: HTMLInputElement,
    parse: (text: string) => Read | undefined,
    wrong: StringKey,
    use: (read: Read) => void,
  ) => {
    box.addEventListener("change", () => {
      const read = parse(box.value);
      const isEmpty = box.value.trim() === "";
      box.classList.toggle("invalid", read === undefined && !isEmpty);
      setText(error, read === undefined && !isEmpty ? say(wrong) : "");
      if (read !== undefined) use(read);
    });
  };
  readInto(shape, parseShape, "badShape", (read) => change({ shape: read }));
  readInto(value, parseGiven, "badValue", (read) => change({ value: read }));
  const reset = iconButton("discard", say("resetInput", name), () =>
    context.choose((before) => resetInput(before, name)),
  );
  const reason = element("span", { class: "input-reason" });
  const root = element("div", { class: "input" }, [
    element("div", { class: "input-head" }, [element("span", { class: "input-name", text: name }), reason, reset]),
    element("div", { class: "input-fields" }, [role.root, shape, value]),
    error,
  ]);
  root.dataset["name"] = name;
  return {
    root,
    update(input: InputChoice, override: InputOverride | undefined) {
      role.update(choices, override?.role ?? input.role);
      setValue(shape, writeShape(override?.shape ?? input.shape));
      setValue(value, override?.value === undefined ? "" : writeGiven(override.value));
      value.placeholder = input.summary;
      value.title = input.summary;
      setText(reason, sourceText(input, say));
      reason.title = `${input.dtype} ${writeShape(input.shape)}. ${sourceText(input, say)}`;
      reset.classList.toggle("invisible", override === undefined);
      reset.tabIndex = override === undefined ? -1 : 0;
      root.classList.toggle("changed", override !== undefined);
    },
  };
}

function sourceText({ source, reason }: InputChoice, say: Say): string {
  if (source === "inferred") return say("inferred", reason);
  return source === "comment" ? say("comment") : say("given");
}

/** Only there when something random was drawn. */
function createSeed(context: Context) {
  const { say } = context;
  const choose = (seed: number) => context.choose((choices) => ({ ...choices, seed }));
  let current = 0;
  const box = element("input", {
    class: "number",
    attributes: { type: "text", inputmode: "numeric", "aria-label": say("seed") },
  });
  box.addEventListener("change", () => {
    const seed = Number(box.value);
    const isSeed = Number.isInteger(seed) && seed >= 0 && box.value.trim() !== "";
    box.classList.toggle("invalid", !isSeed);
    if (isSeed) choose(seed);
  });
  const reroll = iconButton("refresh", say("reroll"), () => choose(current + 1));
  const root = element("div", { class: "seed" }, [element("span", { text: say("seed") }), box, reroll]);
  return {
    root,
    update({ study, choices }: PageState) {
      root.hidden = study?.usesSeed !== true;
      current = choices.seed ?? study?.seed ?? 0;
      setValue(box, String(current));
    },
  };
}
