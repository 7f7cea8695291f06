/** What a library's module offers to programs, by name. */

import type { Library } from "../../src/interpreter/library";
import { sourceOfPrelude } from "../../src/interpreter/moduleSource";
import { staysInside } from "../../src/interpreter/modules";
import { loadPythonParser } from "../syntax/pythonParser";

const parser = await loadPythonParser();

export interface Offered {
  /** Of the tables in TypeScript. */
  readonly members: readonly string[];
  /** Of the prelude, with what it hands on by `*`, without the modules that it works with. */
  readonly written: readonly string[];
}

export function offeredNames(library: Library, module: string): Offered {
  const part = library.modules[module];
  const { members = {}, prelude = "" } = part ?? {};
  const own = prelude === "" ? [] : [...sourceOfPrelude(prelude, parser.parseChunk).names()];
  const used = [...prelude.matchAll(/^import (?:[\w.]+ as )?(\w+)/gm)].map(([, name]) => name);
  const stars = [...prelude.matchAll(/^from ([\w.]+) import \*/gm)].map(([, from = ""]) => ({
    from,
    ...offeredNames(library, from),
  }));
  const handsOn = (from: string) => (name: string) =>
    !staysInside(from, [library.modules[from] ?? {}], name, parser.parseChunk);
  const isPublic = (name: string): boolean => /^[A-Za-z]/.test(name);
  return {
    members: [...Object.keys(members), ...stars.flatMap((star) => star.members)].filter(isPublic),
    written: [
      ...own.filter((name) => !used.includes(name)),
      ...stars.flatMap(({ from, written }) => written.filter(handsOn(from))),
    ].filter(isPublic),
  };
}
