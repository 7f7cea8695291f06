/** A study's request, read: the comment beside the definition, overruled by what the person chose. */

import type { Loss } from "../discovery/loss";
import type { Interpreter } from "../interpreter/interpreter";
import type { Module } from "../syntax/tree";
import type { Given as GivenInputs } from "./accept/accept";
import { learnablesSet, settingsOf } from "./coefficients";
import { type Directive, emptyDirective, parseDirective } from "./directive";
import type { AxisRequest, DefinitionKey, Given, InputOverride, SampleView, StudyRequest } from "./request";
import { openDefinition } from "./subject/innerSubject";
import type { Subject } from "./subject/subject";
import { openUse } from "./subject/subjectOfUse";

export interface StudySubject {
  readonly module: Module;
  /** The previewed file and all that it imports, for places. */
  readonly modules: () => readonly Module[];
  readonly loss: Loss;
  readonly key: DefinitionKey;
}

/** What the steps of a study need of its request. */
export interface Asked {
  readonly directive: Directive;
  readonly choices: Choices;
  readonly given: GivenInputs;
  readonly memoryKey: string;
}

export function readRequest({ module, loss }: StudySubject, request: StudyRequest): Asked {
  const directive = loss.directive === undefined ? emptyDirective : parseDirective(loss.directive.text);
  const choices = choose(directive, request, loss);
  const open = (interpreter: Interpreter): Subject => {
    const loaded = interpreter.load(module);
    return loss.use === undefined
      ? openDefinition(interpreter, loaded, loss.qualifiedName, loss.method)
      : openUse(interpreter, loaded, module, loss);
  };
  const given: GivenInputs = {
    open,
    coefficients: settingsOf(module, loss, choices.set),
    learnables: learnablesSet(loss, choices.set),
    overrides: choices.inputs,
    view: choices.view,
    seed: choices.seed,
    chosen: choices.y === undefined ? choices.x?.knob : undefined,
  };
  return { directive, choices, given, memoryKey: `${module.path} ${loss.qualifiedName}` };
}

export interface Choices {
  readonly x: AxisRequest | undefined;
  readonly y: AxisRequest | undefined;
  readonly set: Readonly<Record<string, Given>>;
  readonly inputs: ReadonlyMap<string, { readonly override: InputOverride; readonly isFromComment: boolean }>;
  /** Inputs whose numbers a person or the comment gave: no variants of them. */
  readonly fixed: ReadonlySet<string>;
  readonly view: SampleView;
  readonly seed: number;
}

function choose(directive: Directive, request: StudyRequest, loss: Loss): Choices {
  const coefficients = new Set(loss.coefficients.map(({ name }) => name));
  const inputs = new Map<string, { override: InputOverride; isFromComment: boolean }>();
  const give = (name: string, override: InputOverride, isFromComment: boolean): void => {
    inputs.set(name, { override: { ...inputs.get(name)?.override, ...override }, isFromComment });
  };
  for (const [name, override] of Object.entries(directive.inputs)) give(name, override, true);
  for (const [name, value] of Object.entries(directive.set)) if (!coefficients.has(name)) give(name, { value }, true);
  for (const [name, override] of Object.entries(request.inputs ?? {})) give(name, override, false);
  for (const [name, value] of Object.entries(request.set ?? {}))
    if (!coefficients.has(name)) give(name, { value }, false);
  return {
    x: request.x ?? directive.axes[0],
    y: request.y ?? (request.x === undefined ? directive.axes[1] : undefined),
    set: { ...directive.set, ...request.set },
    inputs,
    fixed: new Set([...inputs].filter(([, { override }]) => override.value !== undefined).map(([name]) => name)),
    view: request.view ?? "sample",
    seed: request.seed ?? directive.seed ?? 0,
  };
}
