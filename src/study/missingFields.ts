/**
 * Fields that a program asked of a record and did not find: the record gets them, and the program is tried again. Reading the
 * tree finds most fields; those that are asked for far from the definition, by an object that was handed on, show only here.
 */

import { Raised } from "../interpreter/tracer";
import { shortName, touchIn, type Usage, type Usages } from "./usage";

export interface MissingField {
  /** Of the record: `targets[]`. */
  readonly path: string;
  readonly key: string;
  readonly form: "key" | "attribute";
}

/** What the stand-ins raise (standIns.py): the record's path, how it was asked, and for what. */
export function missingField(error: unknown): MissingField | undefined {
  if (!(error instanceof Raised) || (error.type !== "MissingKey" && error.type !== "MissingAttribute"))
    return undefined;
  const [path, key] = error.message.split("\n");
  if (path === undefined || key === undefined || path === "") return undefined;
  return { path, key, form: error.type === "MissingKey" ? "key" : "attribute" };
}

/** For a person, where the field cannot be had. */
export function inWords({ path, key, form }: MissingField, { site }: Raised): Raised {
  const name = shortName(path);
  return form === "key"
    ? new Raised("KeyError", `'${key}' (asked of ${name})`, undefined, site)
    : new Raised("AttributeError", `'${name}' has no attribute '${key}'`, undefined, site);
}

/** The same usages with these fields. */
export function withFields(usages: Usages, fields: readonly MissingField[]): Usages {
  if (fields.length === 0) return usages;
  const extended = new Map<string, Usage>(usages);
  for (const { path, key, form } of fields) {
    const record = touchIn(extended, path);
    extended.set(path, { ...record, fields: new Map(record.fields).set(key, form) });
    touchIn(extended, `${path}.${key}`);
  }
  return extended;
}
