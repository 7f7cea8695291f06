/** The number that stands where a setting is looked up and may be missing: `cfg.get("smooth", 1e-5)`, `getattr(cfg, "beta", 0.5)`. */

import type { Expression } from "../../syntax/tree";

export interface Fallback {
  /** What the setting is called where it is looked up. */
  readonly key: string;
  /** What is taken where nothing is set. */
  readonly node: Expression;
}

export function fallbackIn(node: Expression): Fallback | undefined {
  if (node.kind !== "call" || !node.arguments.every(({ kind }) => kind === "positional")) return undefined;
  const { callee } = node;
  const given = node.arguments.map(({ value }) => value);
  if (callee.kind === "name" && callee.name === "float" && given[0]) return fallbackIn(given[0]);
  const [key, fallback] =
    callee.kind === "name" && callee.name === "getattr"
      ? given.slice(1)
      : callee.kind === "member" && /^(get|pop|setdefault)$/.test(callee.name)
        ? given
        : [];
  return key?.kind === "string" && fallback ? { key: key.value, node: fallback } : undefined;
}
