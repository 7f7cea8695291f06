/** Text templates of the older kinds: `"%s: %.3f" % values` and `"{}: {:.3f}".format(…)`. */

import { getAttribute } from "./attributes";
import { fault } from "./errors";
import { formatOf, peekNumber, reprOf, textOf } from "./formatting";
import { stringKey } from "./keys";
import { formatFloat, formatInt, formatText, parseSpec } from "./numberFormat";
import type { Runtime } from "./runtime";
import type { Value } from "./values";
import { int, str } from "./values";

/** `template % values`. */
export function percentFormat(run: Runtime, template: string, values: Value): string {
  const items = values.kind === "tuple" ? values.items : [values];
  let next = 0;
  const take = (): Value => {
    const item = items[next++];
    if (item === undefined) throw fault("TypeError", "not enough arguments for format string");
    return item;
  };
  const text = template.replace(
    /%(?:\((\w+)\))?([-+ #0]*)(\d+|\*)?(?:\.(\d+))?[hlL]?(.)/gs,
    (whole, key, flags, width, precision, type) => {
      if (type === "%") return "%";
      const item = key === undefined ? take() : namedItem(values, String(key));
      return percentField(
        run,
        item,
        String(flags),
        width === undefined ? "" : String(width),
        precision === undefined ? "" : String(precision),
        String(type),
        String(whole),
      );
    },
  );
  if (next < items.length && values.kind !== "dict" && values.kind === "tuple") {
    throw fault("TypeError", "not all arguments converted during string formatting");
  }
  return text;
}

function namedItem(values: Value, key: string): Value {
  const found = values.kind === "dict" ? values.entries.get(stringKey(key))?.[1] : undefined;
  if (found === undefined) throw fault("KeyError", `'${key}'`);
  return found;
}

function percentField(
  run: Runtime,
  item: Value,
  flags: string,
  width: string,
  precision: string,
  type: string,
  whole: string,
): string {
  const align = flags.includes("-") ? "<" : flags.includes("0") && !"sr".includes(type) ? "=" : ">";
  const fill = align === "=" ? "0" : " ";
  const sign = flags.includes("+") ? "+" : flags.includes(" ") ? " " : "-";
  const number = item.kind === "traced" ? peekNumber(run, item) : item;
  const spec = (code: string) =>
    parseSpec(
      `${fill}${align}${sign}${flags.includes("#") ? "#" : ""}${width}${precision === "" ? "" : `.${precision}`}${code}`,
    );
  switch (type) {
    case "s":
    case "r":
    case "a":
      return formatText(type === "s" ? textOf(run, item) : reprOf(run, item), spec(""));
    case "d":
    case "i":
    case "u":
    case "x":
    case "X":
    case "o":
      return formatInt(Math.trunc(numberFor(run, number, type)), {
        ...spec("d"),
        type: type === "i" || type === "u" ? "d" : type,
        precision: undefined,
      });
    case "f":
    case "F":
    case "e":
    case "E":
    case "g":
    case "G":
      return formatFloat(numberFor(run, number, type), spec(type));
    default:
      throw fault("ValueError", `unsupported format character in '${whole}'`);
  }
}

function numberFor(run: Runtime, value: Value, type: string): number {
  if (value.kind === "int" || value.kind === "float") return value.value;
  if (value.kind === "bool") return Number(value.value);
  if (value.kind === "tensor") return run.peek(value.node)[0] ?? 0;
  if (value.kind === "instance" && value.primitive !== undefined) return numberFor(run, value.primitive, type);
  throw fault("TypeError", `%${type} format: a real number is required, not ${value.kind}`);
}

/** `template.format(*positional, **keywords)`. */
export function braceFormat(
  run: Runtime,
  template: string,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): string {
  let next = 0;
  const resolve = (field: string): Value => {
    const [head = "", ...path] = field.split(/(?=[.[])/);
    let value = head === "" ? positional[next++] : /^\d+$/.test(head) ? positional[Number(head)] : keywords.get(head);
    if (value === undefined) {
      if (head === "" || /^\d+$/.test(head))
        throw fault("IndexError", "Replacement index out of range for positional args tuple");
      throw fault("KeyError", `'${head}'`);
    }
    for (const step of path) {
      const key = step.slice(1).replace(/\]$/, "");
      value = step.startsWith(".")
        ? getAttribute(run, value, key)
        : run.item(value, /^\d+$/.test(key) ? int(Number(key)) : str(key));
    }
    return value;
  };
  const field = /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::((?:[^{}]|\{[^{}]*\})*))?\}/g;
  return template.replace(field, (whole, name, conversion, spec) => {
    if (whole === "{{" || whole === "}}") return whole.slice(1);
    const value = resolve(String(name ?? ""));
    const format = String(spec ?? "").replace(/\{([^{}]*)\}/g, (_whole, inner) => textOf(run, resolve(String(inner))));
    const converted =
      conversion === undefined ? value : str(conversion === "s" ? textOf(run, value) : reprOf(run, value));
    return formatOf(run, converted, format);
  });
}
