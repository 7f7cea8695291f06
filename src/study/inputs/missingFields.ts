/**
 * Fields that a program asked of a record and did not find: the record gets them, and the program is tried again. Reading the
 * tree finds most fields; those that are asked for far from the definition, by an object that was handed on, show only here.
 */

import { Raised } from "../../interpreter/tracer";
import { shortName, touchIn, type Usage, type Usages } from "../usage/usage";

export interface MissingField {
  /** Of the record: `targets[]`. */
  readonly path: string;
  readonly key: string;
  readonly form: "key" | "attribute";
  /** What it was asked of is there to be called. */
  readonly isOfModel: boolean;
  /** And is called itself: `accelerator.gather(x)`. */
  readonly isCalled: boolean;
}

/** What the stand-ins raise (standIns.py): the record's path, how it was asked, and for what. */
export function missingField(error: unknown): MissingField | undefined {
  if (!(error instanceof Raised) || (error.type !== "MissingKey" && error.type !== "MissingAttribute"))
    return undefined;
  const [path, key, holder] = error.message.split("\n");
  if (path === undefined || key === undefined || path === "") return undefined;
  return {
    path,
    key,
    form: error.type === "MissingKey" ? "key" : "attribute",
    isOfModel: holder === "model",
    isCalled: false,
  };
}

/** One of these fields, which was taken for a tensor and is called: `accelerator.gather(x)`. */
export function calledField(error: unknown, fields: readonly MissingField[]): MissingField | undefined {
  if (!(error instanceof Raised) || !/object is not callable/.test(error.message)) return undefined;
  const [, name] = /\.(\w+)\s*\(/.exec(writtenAt(error)) ?? [];
  return fields.find(({ key, isCalled }) => key === name && !isCalled);
}

/** The program's text where it raised. */
export function writtenAt({ site }: Raised): string {
  if (site === undefined || !("text" in site.origin) || typeof site.origin.text !== "string") return "";
  return site.origin.text.slice(site.start, site.end);
}

/** A key that a dict lacks which the program made of another whose keys it never spells out: `{k: v for k, v in batch.items()}`. */
export function missingKey(error: unknown, usages: Usages): MissingField | undefined {
  if (!(error instanceof Raised) || error.type !== "KeyError") return undefined;
  const [, key] = /^'(\w+)'$/.exec(error.message) ?? [];
  const [path] = [...usages].find(([one, { isMapping }]) => isMapping && /^\w/.test(one)) ?? [];
  return key === undefined || path === undefined
    ? undefined
    : { path, key, form: "key", isOfModel: false, isCalled: false };
}

/** For a person, where the field cannot be had. */
export function inWords({ path, key, form }: MissingField, { site }: Raised): Raised {
  const name = shortName(path);
  return form === "key"
    ? new Raised("KeyError", `'${key}' (asked of ${name})`, undefined, site)
    : new Raised("AttributeError", `'${name}' has no attribute '${key}'`, undefined, site);
}

/** Asked far from the definition, where nothing was read of what is done with the answer. */
function isSwitchByName(name: string): boolean {
  return /^(is|has|use|supports|should|can|with)_/.test(name);
}

/** The same usages with these fields. */
export function withFields(usages: Usages, fields: readonly MissingField[]): Usages {
  if (fields.length === 0) return usages;
  const extended = new Map<string, Usage>(usages);
  for (const { path, key, form, isOfModel, isCalled } of fields) {
    const record = touchIn(extended, path);
    const called = isOfModel ? { calledWith: record.calledWith ?? 1 } : {};
    extended.set(path, {
      ...record,
      ...called,
      fields: new Map(record.fields).set(key, form),
      required: new Set(record.required).add(key),
    });
    const own = touchIn(extended, `${path}.${key}`);
    if (isCalled) own.calledWith ??= 1;
    else if (isSwitchByName(key)) own.isSwitch = true;
  }
  return extended;
}
