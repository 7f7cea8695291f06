/** What an expression stands for: the path whose meaning it has, and the paths whose shape it has. */

import type { Expression } from "../../syntax/tree";
import { isLibraryName } from "../roles/libraryNames";
import { isSingleByName } from "../roles/roleNames";
import { lastWord } from "./callNames";
import { columnIn } from "./columnIndex";
import { mappingIn } from "./mapped";
import type { Names } from "./names";
import { clamps, faithful, mappingMethods, moduleMethods, reshaping, textMethods } from "./table";
import { type Reader, touch } from "./usage";

/** @param isCalled it stands where something is called: `x.mean()` is no field */
export function pathOf(
  reader: Reader,
  names: Names,
  expression: Expression | undefined,
  isCalled = false,
): string | undefined {
  if (expression === undefined) return undefined;
  switch (expression.kind) {
    case "name":
      return names.paths.get(expression.name);
    case "member": {
      const { object, name } = expression;
      if (object.kind === "name" && object.name === "self") return reader.attributes.get(name);
      if (object.kind === "call" && object.callee.kind === "name" && object.callee.name === "super")
        return reader.attributes.get(`super.${name}`);
      const base = pathOf(reader, names, object);
      if (base === undefined || name === "data") return base;
      // `net.forward(x)` is `net(x)`
      if (name === "forward" && isCalled) return base;
      if (moduleMethods.has(name)) {
        touch(reader, base).isModule = true;
        return undefined;
      }
      if (isCalled && isLibraryName(object)) {
        touch(reader, base).isLibrary = true;
        return undefined;
      }
      const isOwn = reader.order.tensorNames.has(name) || mappingMethods.has(name) || textMethods.has(name);
      if (!isOwn || (!isCalled && isRecord(reader, base))) return field(reader, base, name, "attribute");
      touch(reader, base).isAsked = true;
      return undefined;
    }
    case "index": {
      const { object, index } = expression;
      if (index.kind === "string") return keyed(reader, names, object, index.value);
      // `outputs[f"{side}_feat"]`: a key that only running tells
      if (index.kind === "template") return mapped(reader, names, object);
      const base = index.kind === "number" ? pathOf(reader, names, object) : undefined;
      if (base !== undefined && index.kind === "number" && reader.bundles.has(base))
        return part(reader, base, index.value);
      const column = columnPath(reader, names, expression);
      if (column !== undefined) return column;
      if (index.kind === "name" && (names.keys.has(index.name) || walksKeys(reader, names, object, index.name)))
        return mapped(reader, names, object);
      // some of its elements are still what it is; one of its entries may be something else
      const isEntry = index.kind === "number" || (index.kind === "name" && names.counters.has(index.name));
      if (!isEntry) return pathOf(reader, names, object);
      const list = pathOf(reader, names, object);
      return list !== undefined && reader.order.lists.has(list) ? entryOf(reader, list) : undefined;
    }
    case "call": {
      const mapping = mappingIn(expression);
      if (mapping !== undefined) return pathOf(reader, names, mapping.mapped, isCalled);
      const looked = lookedUp(reader, names, expression);
      if (looked !== undefined) return looked.path;
      const called = pathOf(reader, names, expression.callee, true);
      if (called !== undefined) {
        touch(reader, `${called}.output`);
        return `${called}.output`;
      }
      if (/^(ModuleList|Sequential|list|tuple)$/.test(lastWord(expression.callee) ?? ""))
        return pathOf(reader, names, expression.arguments[0]?.value);
      const word = lastWord(expression.callee) ?? "";
      const joined = joinedList(reader, names, expression, word);
      if (joined !== undefined) return joined;
      const isBuiltinBound = expression.callee.kind === "name" && (word === "min" || word === "max");
      if (clamps.has(word) || isBuiltinBound) {
        const own = expression.callee.kind === "member" ? pathOf(reader, names, expression.callee.object) : undefined;
        return own ?? pathOf(reader, names, expression.arguments[0]?.value);
      }
      if (expression.callee.kind !== "member") return undefined;
      const { name, object } = expression.callee;
      const [first] = expression.arguments;
      if (isLibraryName(object))
        return faithful.has(name) || reshaping.has(name) ? pathOf(reader, names, first?.value) : undefined;
      if (name === "get" && first?.value.kind === "name" && names.keys.has(first.value.name))
        return mapped(reader, names, object);
      return faithful.has(name) || reshaping.has(name) || textMethods.has(name)
        ? pathOf(reader, names, object)
        : undefined;
    }
    case "binary":
      // scaled or shifted by what is not given, it is still what it is
      return scaledPath(reader, names, expression);
    case "comprehension":
      return selectionPath(reader, names, expression);
    case "conditional":
      return pathOf(reader, names, expression.then) ?? pathOf(reader, names, expression.otherwise);
    default:
      return undefined;
  }
}

/** `torch.cat(xs)`: its rows are those of the entries. */
function joinedList(
  reader: Reader,
  names: Names,
  { callee, arguments: given }: Extract<Expression, { kind: "call" }>,
  word: string,
): string | undefined {
  if (!/^(cat|concat|concatenate|vstack)$/.test(word) || callee.kind !== "member" || !isLibraryName(callee.object))
    return undefined;
  const [first] = given;
  const list = first?.value.kind === "name" ? names.paths.get(first.value.name) : undefined;
  return list === undefined || list.endsWith("[]") ? undefined : entryOf(reader, list);
}

/** `x` of `x.T`, `x.t()`, `x.transpose(0, 1)`, `torch.transpose(x, 0, 1)`. */
export function transposedIn(expression: Expression | undefined): Expression | undefined {
  if (expression?.kind === "member") return /^m?T$/.test(expression.name) ? expression.object : undefined;
  if (expression?.kind !== "call" || expression.callee.kind !== "member") return undefined;
  const { name, object } = expression.callee;
  if (name !== "t" && name !== "transpose") return undefined;
  return isLibraryName(object) ? expression.arguments[0]?.value : object;
}

/** `for key in x: x[key]`: what is walked over is not what it holds. */
function walksKeys(reader: Reader, names: Names, object: Expression, key: string): boolean {
  const base = pathOf(reader, names, object);
  return base !== undefined && names.paths.get(key) === `${base}[]`;
}

/** `{k: v for k, v in x.items() if …}`: some of what it holds. */
function selectionPath(
  reader: Reader,
  names: Names,
  { form, key, element, clauses }: Extract<Expression, { kind: "comprehension" }>,
): string | undefined {
  const [clause] = clauses;
  if (form !== "dict" || clause?.kind !== "for" || clause.target.kind !== "tuple") return undefined;
  const { target, iterable } = clause;
  const isKept = [key, element].every((one, i) => {
    const bound = target.items[i];
    return one?.kind === "name" && bound?.kind === "name" && one.name === bound.name;
  });
  const isAll = iterable.kind === "call" && iterable.callee.kind === "member" && iterable.callee.name === "items";
  return isKept && isAll && iterable.callee.kind === "member"
    ? pathOf(reader, names, iterable.callee.object)
    : undefined;
}

/** It has attributes that no tensor has: what tensors have too is a field of it as well. */
function isRecord(reader: Reader, path: string): boolean {
  return [...touch(reader, path).fields.values()].includes("attribute");
}

function scaledPath(reader: Reader, names: Names, node: Extract<Expression, { kind: "binary" }>): string | undefined {
  const { operator, left, right } = node;
  if (!["*", "/", "+", "-"].includes(operator)) return undefined;
  if (left.kind === "number" && (operator === "*" || operator === "+")) return pathOf(reader, names, right);
  // `beta * margin` is no beta
  if (operator === "*" && left.kind === "name" && isSingleByName(left.name)) return pathOf(reader, names, right);
  if (pathOf(reader, names, right) !== undefined) return undefined;
  const path = pathOf(reader, names, left);
  // a coefficient times something is not the coefficient any more
  return path?.startsWith("@") && right.kind !== "number" ? undefined : path;
}

/** `x[key]` where `key` walks over a mapping: an entry of `x`, which is one too. */
export function mapped(reader: Reader, names: Names, object: Expression): string | undefined {
  const base = pathOf(reader, names, object);
  if (base === undefined) return undefined;
  touch(reader, base).isMapping = true;
  touch(reader, `${base}[]`);
  return `${base}[]`;
}

/** An entry of a list. */
function entryOf(reader: Reader, list: string): string {
  touch(reader, list).isWalked = true;
  touch(reader, `${list}[]`);
  return `${list}[]`;
}

/** `y[..., 1]` of an input whose columns mean different things. */
export function columnPath(reader: Reader, names: Names, expression: Expression): string | undefined {
  const column = columnIn(expression);
  const path = column && names.paths.get(column.holder);
  if (path === undefined || reader.usages.get(path)?.columns === undefined) return undefined;
  return `${path}.${column?.place}`;
}

function part(reader: Reader, base: string, place: number): string {
  const usage = touch(reader, base);
  usage.parts = Math.max(usage.parts, place + 1);
  touch(reader, `${base}.${place}`);
  return `${base}.${place}`;
}

function keyed(reader: Reader, names: Names, object: Expression, key: string): string | undefined {
  const base = pathOf(reader, names, object);
  // what is taken out of `**kwargs` by name is a parameter of that name
  if (base !== undefined && reader.order.rests.has(base)) return base.startsWith("@") ? `@${key}` : key;
  return base === undefined ? undefined : field(reader, base, key, "key");
}

/** `x.get("key", 0.5)`, `getattr(x, "name", 0.5)`: what has a number, a text or a truth to fall back on is left to that. */
function lookedUp(
  reader: Reader,
  names: Names,
  { callee, arguments: given }: Extract<Expression, { kind: "call" }>,
): { readonly path: string | undefined } | undefined {
  const positional = given.flatMap(({ kind, value }) => (kind === "positional" ? [value] : []));
  const isAttribute = callee.kind === "name" && callee.name === "getattr";
  const isKey = callee.kind === "member" && /^(get|pop)$/.test(callee.name) && !isLibraryName(callee.object);
  const [object, key, fallback] = isAttribute
    ? positional
    : isKey
      ? [callee.object, ...positional]
      : ([] as readonly Expression[]);
  if (object === undefined || key?.kind !== "string") return undefined;
  const base = pathOf(reader, names, object);
  if (isAttribute && base === undefined) return undefined;
  if (base !== undefined && !reader.order.rests.has(base) && fallback !== undefined && isPlain(fallback)) {
    note(reader, base, key.value, isAttribute ? "attribute" : "key");
    return { path: undefined };
  }
  return {
    path:
      isAttribute && base !== undefined
        ? field(reader, base, key.value, "attribute")
        : keyed(reader, names, object, key.value),
  };
}

function isPlain(node: Expression): boolean {
  if (node.kind === "unary") return isPlain(node.operand);
  return node.kind === "number" || node.kind === "string" || (node.kind === "constant" && node.value !== "none");
}

function field(reader: Reader, base: string, name: string, form: "key" | "attribute"): string {
  const kept = reader.kept.get(`${base}.${name}`);
  if (kept !== undefined) return kept;
  note(reader, base, name, form);
  touch(reader, base).required.add(name);
  const path = `${base}.${name}`;
  touch(reader, path);
  return path;
}

function note(reader: Reader, base: string, name: string, form: "key" | "attribute"): void {
  const { fields } = touch(reader, base);
  if (!fields.has(name)) fields.set(name, form);
}
