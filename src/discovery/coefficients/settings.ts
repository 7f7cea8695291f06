/**
 * What the top level of a file holds as settings: numbers (`LAMBDA = 0.3`), dicts of numbers (`config = {"beta": 0.1}`),
 * classes that list them (a data class `Config`) and objects of those. Which of them shape a loss is settingsRead.ts.
 */

import type { ClassStatement, Expression, Parameter, Span, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { ClassTable } from "../classFacts";
import { numericValue } from "../constants";
import { dottedPath, type Imports, lastSegment } from "../imports";
import type { CoefficientValue } from "../loss";

/** A number, where it stands in the top-level statement that binds `home`, and whether it is written as a whole one. */
export interface Setting {
  readonly value: CoefficientValue;
  readonly span: Span;
  readonly home: string;
  readonly isWhole: boolean;
}

/** By the path under which a program reads it: `LAMBDA`, `config["beta"]`. */
export type SettingTable = ReadonlyMap<string, Setting>;

/** The settings that a file's top-level statements bind by themselves, and the classes of those that are objects. */
export interface FileSettings {
  readonly numbers: SettingTable;
  /** `cfg` of `cfg = Config()`: `Config`. */
  readonly objects: ReadonlyMap<string, string>;
}

export function readSettings(statements: readonly Statement[]): FileSettings {
  const numbers = new Map<string, Setting>(commandLineOptions(statements));
  const objects = new Map<string, string>();
  for (const statement of statements) {
    if (statement.kind !== "assign" || statement.targets.length !== 1) continue;
    const [target] = statement.targets;
    const { value } = statement;
    if (target?.kind !== "name" || !value) continue;
    const number = settingOf(value, target.name);
    if (number) numbers.set(target.name, number);
    else if (value.kind === "dict") {
      for (const entry of value.entries) {
        const setting = settingOf(entry.value, target.name);
        if (entry.key?.kind === "string" && setting) numbers.set(entryPath(target.name, entry.key.value), setting);
      }
    } else if (value.kind === "call" && value.callee.kind === "name" && value.arguments.length === 0)
      objects.set(target.name, value.callee.name);
  }
  return { numbers, objects };
}

/** `parser.add_argument("--kl-weight", type=float, default=0.5)`, wherever it stands. */
function commandLineOptions(statements: readonly Statement[]): readonly (readonly [string, Setting])[] {
  const found: (readonly [string, Setting])[] = [];
  walk(statements, (node) => {
    if (node.kind !== "call" || node.callee.kind !== "member" || node.callee.name !== "add_argument") return undefined;
    const keyword = (name: string) => node.arguments.find((one) => one.kind === "keyword" && one.name === name)?.value;
    const spelled = node.arguments.flatMap(({ kind, value }) =>
      kind === "positional" && value.kind === "string" ? [value.value] : [],
    );
    const name = spelled
      .find((one) => one.startsWith("--"))
      ?.slice(2)
      .replaceAll("-", "_");
    const destination = keyword("dest");
    const path = optionPath(destination?.kind === "string" ? destination.value : (name ?? ""));
    const value = keyword("default");
    const setting = value && settingOf(value, path);
    if (setting) found.push([path, setting]);
    return undefined;
  });
  return found;
}

/** Of an option of the command line: nothing that a program could read so. */
export function optionPath(name: string): string {
  return `--${name}`;
}

/** What the options of a command line are mostly kept in. */
export function isOptionHolder(name: string): boolean {
  return /^(args?|opts?|options|hparams|flags|config|cfg|conf|params)$/i.test(name);
}

const noImports: Imports = new Map();

/** A literal, as a tuned number would be written; what is computed is none. */
function settingOf(node: Expression, home: string): Setting | undefined {
  const value = node.kind === "call" || node.kind === "name" ? undefined : numericValue(node, noImports);
  if (value === undefined || (typeof value !== "number" && !value)) return undefined;
  const isWhole = node.kind === "number" ? node.isWhole : typeof value === "number" && Number.isInteger(value);
  return { value, span: { start: node.start, end: node.end }, home, isWhole };
}

/** The numbers that a settings class lists, its bases' in the file included; none where objects of it compute something. */
export function fieldsOf(name: string, classes: ClassTable, imports: Imports): SettingTable {
  const found = new Map<string, Setting>();
  const visit = (one: string, depth: number) => {
    const node = classes.get(one);
    if (!node || depth > 4) return;
    for (const base of node.bases) if (base.value.kind === "name") visit(base.value.name, depth + 1);
    for (const [field, setting] of ownFields(node, one, imports)) found.set(field, setting);
  };
  const node = classes.get(name);
  if (node && isSettingsClass(node)) visit(name, 0);
  return found;
}

const fieldsCache = new WeakMap<ClassStatement, SettingTable>();

function ownFields(node: ClassStatement, home: string, imports: Imports): SettingTable {
  const known = fieldsCache.get(node);
  if (known) return known;
  const found = new Map<string, Setting>();
  for (const statement of node.body) {
    if (statement.kind !== "assign" || !statement.value) continue;
    const [target] = statement.targets;
    const setting = settingOf(defaultOf(statement.value, imports), home);
    if (target?.kind === "name" && setting) found.set(target.name, setting);
  }
  fieldsCache.set(node, found);
  return found;
}

/** `field(default=0.4)` */
function defaultOf(value: Expression, imports: Imports): Expression {
  if (value.kind !== "call" || lastSegment(dottedPath(value.callee, imports) ?? "") !== "field") return value;
  const given = value.arguments.find((one) => one.kind === "keyword" && one.name === "default");
  return given?.value ?? value;
}

function isSettingsClass({ body }: ClassStatement): boolean {
  return !body.some(
    (statement) =>
      statement.kind === "function" && /^(forward|call|__call__|loss|compute_loss|__init__)$/.test(statement.name),
  );
}

/** The settings class that a parameter is of: by its annotation (`args: Config | None`) or its default (`cfg=Config()`). */
export function classOfParameter({ annotation, initial }: Parameter, classes: ClassTable): string | undefined {
  if (initial?.kind === "call" && initial.callee.kind === "name" && classes.has(initial.callee.name))
    return initial.arguments.length === 0 ? initial.callee.name : undefined;
  if (!annotation) return undefined;
  const names: string[] = [];
  walk(annotation, (node) => {
    if (node.kind === "name") names.push(node.name);
    else if (node.kind === "string") names.push(node.value);
    return undefined;
  });
  return names.find((name) => classes.has(name));
}

/** How a program reads a value, in one spelling; undefined for what is computed. */
export function readPath(node: Expression): string | undefined {
  if (node.kind === "name") return node.name;
  const object = node.kind === "member" || node.kind === "index" ? readPath(node.object) : undefined;
  if (object === undefined) return undefined;
  if (node.kind === "member") return `${object}.${node.name}`;
  return node.kind === "index" && node.index.kind === "string" ? entryPath(object, node.index.value) : undefined;
}

/** What a person calls a setting that is read so: the constant's name, the field's, the key's. */
export function nameOfSetting(node: Expression): string {
  if (node.kind === "name" || node.kind === "member") return node.name;
  return node.kind === "index" && node.index.kind === "string" ? node.index.value : "";
}

function entryPath(object: string, key: string): string {
  return `${object}["${key}"]`;
}
