/** Which settings of the file (settings.ts) a definition computes with: `cfg.beta` in a loss, `self.beta = args.beta` in its constructor. */

import type { Expression, FunctionStatement, LambdaExpression, Parameter, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { ClassTable } from "../classFacts";
import type { Imports } from "../imports";
import type { Around } from "./boundLiterals";
import { actsNumerically, mentions } from "./numericUse";
import {
  classOfParameter,
  type FileSettings,
  fieldsOf,
  isOptionHolder,
  nameOfSetting,
  optionPath,
  readPath,
  type Setting,
} from "./settings";

export interface SettingsView {
  readonly imports: Imports;
  readonly classes: ClassTable;
  readonly settings: FileSettings;
}

/** A setting under the name that a person knows it by: the constant's, the field's, the key's. */
export interface SettingRead {
  readonly name: string;
  readonly setting: Setting;
}

/** Settings in the arithmetic of a function. @param enclosing the functions around, from the outermost in */
export function settingsOfFunction(
  node: FunctionStatement | LambdaExpression,
  enclosing: readonly FunctionStatement[],
  view: SettingsView,
): SettingRead[] {
  const functions = [...enclosing, node];
  const holders = holdersAmong(
    functions.flatMap(({ parameters }) => parameters),
    view,
  );
  const isBound = boundIn(functions);
  return candidates(node.body, holders, isBound, view)
    .filter(({ path }) => actsNumerically({ path }, node.body, view.imports))
    .map(({ read }) => read);
}

/** Settings that an object computes with: read in its methods, or kept on `self` by its constructor for them. */
export function settingsOfClass(
  init: FunctionStatement | undefined,
  others: readonly FunctionStatement[],
  view: SettingsView,
): SettingRead[] {
  const found: SettingRead[] = [];
  const ofInit = holdersAmong(init?.parameters ?? [], view);
  const kept = heldOnSelf(init, view);
  if (init) {
    const landed = keptBy(init);
    for (const { path, read } of candidates(init.body, ofInit, boundIn([init]), view)) {
      // `self.margin = MARGIN` is the attribute's own number
      if (path === read.name) continue;
      const attributes = landed.filter(({ value }) => mentions(value, path)).map(({ attribute }) => attribute);
      const isUsed = attributes.some((attribute) =>
        others.some((method) => isUsedIn(method, attribute, read.setting.isWhole, view)),
      );
      if (isUsed || actsNumerically({ path }, init.body, view.imports)) found.push(read);
    }
  }
  for (const method of others) {
    const holders = new Map([...kept, ...holdersAmong(method.parameters, view)]);
    for (const { path, read } of candidates(method.body, holders, boundIn([method]), view))
      if (actsNumerically({ path }, method.body, view.imports)) found.push(read);
  }
  return found;
}

/** Whole numbers may count: only arithmetic tells. */
function isUsedIn(method: FunctionStatement, attribute: string, isWhole: boolean, { imports }: SettingsView): boolean {
  const receiver = method.parameters[0]?.name ?? "self";
  return isWhole
    ? actsNumerically({ attribute, receiver }, method.body, imports)
    : mentions(method.body, `${receiver}.${attribute}`);
}

/** `self.cfg` of `self.cfg = cfg`, where `cfg` is settings: its path, with their class. */
function heldOnSelf(init: FunctionStatement | undefined, view: SettingsView): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (init === undefined) return found;
  const ofInit = holdersAmong(init.parameters, view);
  for (const { attribute, value } of keptBy(init)) {
    const holder = ofInit.get(readPath(value) ?? "");
    if (holder !== undefined) found.set(`self.${attribute}`, holder);
  }
  return found;
}

function keptBy(init: FunctionStatement): { readonly attribute: string; readonly value: Expression }[] {
  const found: { attribute: string; value: Expression }[] = [];
  walk(init.body, (node) => {
    if (node.kind !== "assign" || !node.value) return undefined;
    for (const target of node.targets)
      if (target.kind === "member" && target.object.kind === "name")
        found.push({ attribute: target.name, value: node.value });
    return undefined;
  });
  return found;
}

/** Parameters that are settings: their paths, with their classes. */
function holdersAmong(parameters: readonly Parameter[], { classes }: SettingsView): Map<string, string> {
  const found = new Map<string, string>();
  if (classes.size === 0) return found;
  for (const parameter of parameters) {
    const name = classOfParameter(parameter, classes);
    if (name !== undefined) found.set(parameter.name, name);
  }
  return found;
}

/** Names that mean something else inside of these functions than at the top level. */
function boundIn(functions: readonly (FunctionStatement | LambdaExpression)[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { parameters, body } of functions) {
    for (const { name } of parameters) found.add(name);
    walk(body, (node) => {
      if (node.kind === "assign") for (const target of node.targets) addNames(target, found);
      else if (node.kind === "augmented" || node.kind === "for") addNames(node.target, found);
      return undefined;
    });
  }
  return found;
}

function addNames(target: Expression, names: Set<string>): void {
  if (target.kind === "name") names.add(target.name);
  else if (target.kind === "tuple" || target.kind === "list") for (const item of target.items) addNames(item, names);
}

/** The setting that is read at one place. */
export function settingAt(
  node: Expression,
  { functions, holder }: Around,
  view: SettingsView,
): SettingRead | undefined {
  const init = holder?.body.find((one) => one.kind === "function" && one.name === "__init__");
  const holders = new Map([
    ...heldOnSelf(init?.kind === "function" ? init : undefined, view),
    ...holdersAmong(
      functions.flatMap(({ parameters }) => parameters),
      view,
    ),
  ]);
  const setting = readSetting(node, holders, boundIn(functions), view)?.read;
  if (setting !== undefined || node.kind !== "member" || !isOptionHolder(nameOfSetting(node.object))) return setting;
  const option = view.settings.numbers.get(optionPath(node.name));
  return option && { name: node.name, setting: option };
}

interface Candidate {
  readonly path: string;
  readonly read: SettingRead;
}

function candidates(
  body: readonly Statement[] | Expression,
  holders: ReadonlyMap<string, string>,
  bound: ReadonlySet<string>,
  view: SettingsView,
): Candidate[] {
  const found = new Map<string, Candidate>();
  const { settings, classes } = view;
  if (holders.size === 0 && settings.numbers.size === 0 && settings.objects.size === 0 && classes.size === 0) return [];
  walk(body, (node) => {
    if (node.kind !== "name" && node.kind !== "member" && node.kind !== "index") return undefined;
    const candidate = readSetting(node, holders, bound, view);
    if (candidate !== undefined && !found.has(candidate.path)) found.set(candidate.path, candidate);
    return undefined;
  });
  return [...found.values()];
}

function readSetting(
  node: Expression,
  holders: ReadonlyMap<string, string>,
  bound: ReadonlySet<string>,
  { settings, classes, imports }: SettingsView,
): Candidate | undefined {
  const path = readPath(node);
  if (path === undefined) return undefined;
  const isFree = (one: string) => !bound.has(/^\w+/.exec(one)?.[0] ?? "");
  const read = (name: string, setting: Setting | undefined) => setting && { path, read: { name, setting } };
  if (node.kind !== "member") return isFree(path) ? read(nameOfSetting(node), settings.numbers.get(path)) : undefined;
  const object = readPath(node.object) ?? "";
  const holder = holders.get(object) ?? (isFree(object) ? (settings.objects.get(object) ?? object) : "");
  if (classes.has(holder)) return read(node.name, fieldsOf(holder, classes, imports).get(node.name));
  // `args = parser.parse_args()` at the top level of the file
  return isFree(object) && isOptionHolder(object)
    ? read(node.name, settings.numbers.get(optionPath(node.name)))
    : undefined;
}
