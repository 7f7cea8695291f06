/** `__dict__`: the attributes of an object, seen and written as a Python dict. */

import { stringKey } from "./keys";
import type { DictValue, Value } from "./values";
import { str } from "./values";

export function attributeDict(attributes: Map<string, Value>): DictValue {
  return { kind: "dict", entries: new AttributeEntries(attributes) };
}

/** Names of a module: what was not asked for yet is found by its name. */
export interface LazyNames {
  readonly names: Map<string, Value>;
  find(name: string): Value | undefined;
  visible(): Iterable<string>;
}

export function moduleDict(scope: LazyNames): DictValue {
  return { kind: "dict", entries: new AttributeEntries(scope.names, scope) };
}

type Entry = readonly [key: Value, value: Value];

/** A dict's entries that live in a map of attributes, so that writes through `__dict__` reach the object. */
class AttributeEntries extends Map<string, Entry> {
  constructor(
    private readonly attributes: Map<string, Value>,
    private readonly lazy?: LazyNames,
  ) {
    super();
  }
  private names(): readonly string[] {
    // The base constructor asks before the fields are set.
    if (this.attributes === undefined) return [];
    return this.lazy === undefined ? [...this.attributes.keys()] : [...new Set(this.lazy.visible())];
  }
  override get size(): number {
    return this.names().length;
  }
  override has(key: string): boolean {
    return this.get(key) !== undefined;
  }
  override get(key: string): Entry | undefined {
    const name = nameOf(key);
    const value = this.lazy === undefined ? this.attributes.get(name) : this.lazy.find(name);
    return value === undefined ? undefined : [str(name), value];
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
    for (const name of this.names()) {
      const entry = this.get(stringKey(name));
      if (entry !== undefined) yield [stringKey(name), entry];
    }
  }
  override *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }
  override *values(): MapIterator<Entry> {
    for (const [, entry] of this.entries()) yield entry;
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
