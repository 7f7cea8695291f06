/** Calls of the program's own functions: what is done there with their parameters is done with what is given. */

import type { Argument, Expression } from "../../syntax/tree";
import { blockOf } from "../subject/signature";
import { functionBehind, isAlongAxis, isMapping, mappingIn } from "./mapped";
import type { Names } from "./names";
import { pathOf } from "./paths";
import { shapesOf } from "./sameShape";
import { type Reader, touch } from "./usage";

/** `f(*x, y)`: as many parts of `x` as `f` needs beside what else it is given. */
function spreadOut(
  reader: Reader,
  names: Names,
  given: readonly Argument[],
  needed: number,
): readonly (Expression | string)[] | undefined {
  const [spread, ...more] = given.filter(({ kind }) => kind === "spread");
  const path = spread === undefined || more.length > 0 ? undefined : pathOf(reader, names, spread.value);
  const others = given.filter(({ kind }) => kind !== "spread" && kind !== "dictSpread").length;
  const count = needed - others;
  if (path === undefined || count < 2 || reader.order.variadic.includes(path)) return undefined;
  const usage = touch(reader, path);
  usage.parts = Math.max(usage.parts, count);
  const parts = Array.from({ length: count }, (_, i) => `${path}.${i}`);
  for (const one of parts) touch(reader, one);
  return given.flatMap((one): readonly (Expression | string)[] =>
    one.kind === "spread" ? parts : one.kind === "positional" ? [one.value] : [],
  );
}

/** How many calls deep functions are followed, and how many calls of a definition. */
const deepest = 4;
const mostFollowed = 60;

/** The call of one of the program's functions: its parameters are ours. */
export function followCall(
  reader: Reader,
  names: Names,
  name: string,
  callee: Expression,
  given: readonly Argument[],
  positional: readonly Expression[],
): void {
  if (reader.depth >= deepest || reader.followed >= mostFollowed) return;
  const mapping = mappingIn(callee);
  const target =
    mapping === undefined ? reader.order.findFunction(name, callee) : functionBehind(reader, names, mapping.mapped);
  if (target === undefined || reader.active.has(target)) return;
  const isDecorated = mapping === undefined && "decorators" in target && target.decorators.some(isMapping);
  const isMapped = (place: number) => isDecorated || (mapping !== undefined && isAlongAxis(mapping, place));
  const parameters = target.parameters.filter(
    (parameter) =>
      parameter.name !== "self" &&
      parameter.name !== "cls" &&
      ["plain", "positional", "keyword"].includes(parameter.form),
  );
  const inner = new Map<string, string>();
  const entries: string[] = [];
  const shapes = new Map<string, readonly string[]>();
  const spelled = spreadOut(reader, names, given, parameters.filter(({ initial }) => initial === undefined).length);
  parameters.forEach((parameter, i) => {
    const part = spelled?.[i];
    if (part !== undefined && typeof part === "string") {
      inner.set(parameter.name, part);
      return;
    }
    const keyword = given.find((argument) => argument.kind === "keyword" && argument.name === parameter.name);
    const value = keyword?.value ?? (typeof part === "object" ? part : positional[i]);
    const path = pathOf(reader, names, value);
    const shaped = shapesOf(reader, names, value);
    if (path !== undefined) inner.set(parameter.name, path);
    else shapes.set(parameter.name, shaped);
    if (isMapped(i)) entries.push(...(path === undefined ? shaped : [path]));
  });
  if (inner.size === 0 && [...shapes.values()].every((paths) => paths.length === 0)) return;
  const body = target.kind === "lambda" ? blockOf(target.body) : target.body;
  reader.active.add(target);
  reader.depth++;
  reader.followed++;
  const around = reader.entries;
  reader.entries = [...around, ...entries];
  reader.read(body, inner, shapes);
  reader.entries = around;
  reader.depth--;
  reader.active.delete(target);
}
