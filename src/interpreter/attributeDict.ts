/** `__dict__`: the attributes of an object, seen and written as a Python dict. */

import { stringKey } from "./keys";
import type { DictValue, Value } from "./values";
import { str } from "./values";

export function attributeDict(attributes: Map<string, Value>): DictValue {
  return { kind: "dict", entries: new AttributeEntries(attributes) };
}

type Entry = readonly [key: Value, value: Value];

/** A dict's entries that live in a map of attributes, so that writes through `__dict__` reach the object. */
class AttributeEntries extends Map<string, Entry> {
  constructor(private readonly attributes: Map<string, Value>) {
    super();
  }
  override get size(): number {
    // The base constructor asks before the field is set.
    return this.attributes?.size ?? 0;
  }
  override has(key: string): boolean {
    return this.attributes.has(nameOf(key));
  }
  override get(key: string): Entry | undefined {
    const value = this.attributes.get(nameOf(key));
    return value === undefined ? undefined : [str(nameOf(key)), value];
  }
  override set(key: string, entry: Entry): this {
    this.attributes.set(nameOf(key), entry[1]);
    return this;
  }
  override delete(key: string): boolean {
    return this.attributes.delete(nameOf(key));
  }
  override clear(): void {
    this.attributes.clear();
  }
  override *entries(): MapIterator<[string, Entry]> {
    for (const [name, value] of this.attributes) yield [stringKey(name), [str(name), value]];
  }
  override *keys(): MapIterator<string> {
    for (const name of this.attributes.keys()) yield stringKey(name);
  }
  override *values(): MapIterator<Entry> {
    for (const [name, value] of this.attributes) yield [str(name), value];
  }
  override forEach(visit: (entry: Entry, key: string, map: Map<string, Entry>) => void): void {
    for (const [key, entry] of this.entries()) visit(entry, key, this);
  }
  override [Symbol.iterator](): MapIterator<[string, Entry]> {
    return this.entries();
  }
}

/** The text of a string key (`s5:alpha`); other keys name no attribute. */
function nameOf(key: string): string {
  return key.startsWith("s") ? key.slice(key.indexOf(":") + 1) : key;
}
