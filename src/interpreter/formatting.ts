/** `repr`, `str` and `format` of every value. Traced numbers are looked at, not asked: text makes no guard. */

import { isFloat } from "../graph/graph";
import { findMethod } from "./attributes";
import { toText } from "./conversions";
import { fault } from "./errors";
import { baseException, exceptionArguments } from "./exceptions";
import { isSubclass, typeOf } from "./natives";
import { formatFloat, formatInt, formatText, parseSpec, reprFloat, reprInt } from "./numberFormat";
import type { Runtime } from "./runtime";
import { reprTensor } from "./tensorFormat";
import type { ClassValue, InstanceValue, ListValue, TensorValue, Value } from "./values";
import { bool, float, int } from "./values";

/** `repr(value)`. */
export function reprOf(run: Runtime, value: Value): string {
  switch (value.kind) {
    case "none":
      return "None";
    case "bool":
      return value.value ? "True" : "False";
    case "int":
      return reprInt(value.value);
    case "float":
      return reprFloat(value.value);
    case "traced":
      return reprOf(run, peekNumber(run, value));
    case "str":
      return quote(value.value);
    case "list":
    case "tuple":
      return own(run, value, "__repr__") ?? nested(run, value, () => reprItems(run, value));
    case "dict":
      return (
        own(run, value, "__repr__") ??
        nested(run, value, () => {
          const text = `{${Array.from(value.entries.values(), ([key, item]) => `${reprOf(run, key)}: ${reprOf(run, item)}`).join(", ")}}`;
          return value.type === undefined ? text : `${value.type.name}(${text})`;
        })
      );
    case "set": {
      const items = Array.from(value.entries.values(), (item) => reprOf(run, item)).join(", ");
      const text = value.entries.size === 0 ? "" : `{${items}}`;
      return value.type === undefined ? text || "set()" : `${value.type.name}(${text})`;
    }
    case "range":
      return `range(${value.start}, ${value.stop}${value.step === 1 ? "" : `, ${value.step}`})`;
    case "slice":
      return `slice(${reprOf(run, value.lower)}, ${reprOf(run, value.upper)}, ${reprOf(run, value.step)})`;
    case "ellipsis":
      return "Ellipsis";
    case "function":
      return `<function ${value.qualifiedName}>`;
    case "builtin":
      return `<built-in function ${value.name}>`;
    case "method":
      return `<bound method ${value.callable.name}>`;
    case "class":
      return `<class '${value.definition === undefined ? "" : "__main__."}${value.qualifiedName}'>`;
    case "module":
      return `<module '${value.name}'>`;
    case "iterator":
      return `<${value.name} object>`;
    case "tensor":
      return reprTensor(run, value);
    case "token":
    case "absent":
      return value.name;
    case "instance":
      return reprInstance(run, value);
  }
}

/** `str(value)`. */
export function textOf(run: Runtime, value: Value): string {
  if (value.kind === "str") return value.value;
  if (value.kind === "instance") {
    const method = findMethod(run, value, "__str__");
    if (method !== undefined) return toText(run.call(method, []));
    if (isSubclass(value.type, baseException)) return exceptionText(run, value);
    if (value.primitive !== undefined && findMethod(run, value, "__repr__") === undefined)
      return textOf(run, value.primitive);
  }
  return reprOf(run, value);
}

/** `format(value, spec)`, as f-strings and `str.format` do. */
export function formatOf(run: Runtime, value: Value, spec: string): string {
  if (value.kind === "instance") {
    const method = findMethod(run, value, "__format__");
    if (method !== undefined) return toText(run.call(method, [{ kind: "str", value: spec }]));
    if (value.primitive !== undefined && spec !== "") return formatOf(run, value.primitive, spec);
  }
  if (spec === "") return textOf(run, (value.kind === "tensor" ? scalarOf(run, value) : undefined) ?? value);
  switch (value.kind) {
    case "int":
      return formatInt(value.value, parseSpec(spec));
    case "float":
      return formatFloat(value.value, parseSpec(spec));
    case "bool": {
      const parsed = parseSpec(spec);
      return parsed.type === "" ? formatText(reprOf(run, value), parsed) : formatInt(Number(value.value), parsed);
    }
    case "traced":
      return formatOf(run, peekNumber(run, value), spec);
    case "str":
      return formatText(value.value, parseSpec(spec));
    case "tensor": {
      const number = scalarOf(run, value);
      if (number !== undefined) return formatOf(run, number, spec);
      throw fault("TypeError", "unsupported format string passed to Tensor.__format__");
    }
    default:
      if (findMethod(run, value, "__str__") !== undefined) return formatText(textOf(run, value), parseSpec(spec));
      throw fault("TypeError", `unsupported format string passed to ${typeOf(value).name}.__format__`);
  }
}

/** `str(exception)`: the message alone, or the tuple of the arguments. */
export function exceptionText(run: Runtime, value: InstanceValue): string {
  const items = exceptionArguments(value);
  const [only] = items;
  if (only === undefined) return "";
  if (items.length > 1) return `(${items.map((item) => reprOf(run, item)).join(", ")})`;
  return value.type.name === "KeyError" ? reprOf(run, only) : textOf(run, only);
}

/** The number at the reference input, without a guard. */
export function peekNumber(run: Runtime, value: Value & { readonly kind: "traced" }): Value {
  const number = run.peek(value.node)[0] ?? 0;
  if (value.type === "bool") return bool(number !== 0);
  return value.type === "int" ? int(number) : float(number);
}

export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escapes: Readonly<Record<string, string>> = {
    "\\": "\\\\",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    [mark]: `\\${mark}`,
  };
  return mark + text.replace(/[\\\n\r\t'"]/g, (char) => escapes[char] ?? char) + mark;
}

function reprItems(run: Runtime, value: ListValue): string {
  const items = value.items.map((item) => reprOf(run, item));
  if (value.fields !== undefined) {
    return `${value.type?.name ?? "tuple"}(${items.map((item, index) => `${value.fields?.[index] ?? ""}=${item}`).join(", ")})`;
  }
  if (value.kind === "list") return `[${items.join(", ")}]`;
  const text = `(${items.join(", ")}${items.length === 1 ? "," : ""})`;
  if (value.type === undefined || value.type.definition !== undefined) return text;
  return `${value.type.construct?.name ?? value.type.qualifiedName}([${items.join(", ")}])`;
}

/** A container that holds itself is written `...` inside. */
function nested(run: Runtime, value: Value, write: () => string): string {
  if (run.printing.has(value)) return value.kind === "list" ? "[...]" : value.kind === "dict" ? "{...}" : "(...)";
  run.printing.add(value);
  try {
    return write();
  } finally {
    run.printing.delete(value);
  }
}

function own(run: Runtime, value: Value & { readonly type?: ClassValue }, name: string): string | undefined {
  if (value.type?.definition === undefined) return undefined;
  const method = findMethod(run, value, name);
  return method === undefined ? undefined : toText(run.call(method, []));
}

function reprInstance(run: Runtime, value: InstanceValue): string {
  const method = findMethod(run, value, "__repr__");
  if (method !== undefined) return toText(run.call(method, []));
  if (isSubclass(value.type, baseException)) {
    return `${value.type.name}(${exceptionArguments(value)
      .map((item) => reprOf(run, item))
      .join(", ")})`;
  }
  if (value.primitive !== undefined) return reprOf(run, value.primitive);
  return `<${value.type.qualifiedName} object>`;
}

/** A tensor without dimensions is written as its number. */
function scalarOf(run: Runtime, value: TensorValue): Value | undefined {
  const { shape, dtype } = run.graph.aval(value.node);
  if (shape.length > 0) return undefined;
  const number = run.peek(value.node)[0] ?? 0;
  return isFloat(dtype) ? float(number) : dtype === "int32" ? int(number) : bool(number !== 0);
}
