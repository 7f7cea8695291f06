/** What a chunk by itself says of its file: imports, constants, classes, and the names that it depends on. */

import type { Chunk, ClassStatement, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { type FileSettings, isOptionHolder, nameOfSetting, optionPath, readSettings } from "./coefficients/settings";
import { constantNumber } from "./constants";
import { collectImports, type Imports } from "./imports";
import { namesUsedAsLosses } from "./verdict/usedAsLoss";

export interface ChunkFacts {
  readonly imports: Imports;
  readonly constants: ReadonlyMap<string, number>;
  readonly classes: ReadonlyMap<string, ClassStatement>;
  /** Every name that is mentioned, and every option of a command line: what the chunk depends on. */
  readonly names: ReadonlySet<string>;
  /** The functions and methods that it defines, wherever. */
  readonly defined: ReadonlySet<string>;
  readonly usedAsLoss: ReadonlySet<string>;
  readonly settings: FileSettings;
}

const factsCache = new WeakMap<Chunk, ChunkFacts>();

export function factsOf(chunk: Chunk): ChunkFacts {
  const cached = factsCache.get(chunk);
  if (cached) return cached;
  const constants = new Map<string, number>();
  const classes = new Map<string, ClassStatement>();
  const visit = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      if (statement.kind === "class") classes.set(statement.name, statement);
      else if (statement.kind === "if") visit([...statement.body, ...statement.otherwise]);
      else if (statement.kind === "try") visit(statement.body);
      else if (statement.kind === "assign" && statement.value) {
        const [target] = statement.targets;
        const value = target?.kind === "name" ? constantNumber(statement.value, new Map(), constants) : undefined;
        if (target?.kind === "name" && value !== undefined) constants.set(target.name, value);
      }
    }
  };
  visit(chunk.statements);
  const names = new Set<string>();
  const defined = new Set<string>();
  walk(chunk.statements, (node) => {
    if (node.kind === "name") names.add(node.name);
    else if (node.kind === "function") defined.add(node.name);
    else if (node.kind === "member" && isOptionHolder(nameOfSetting(node.object))) names.add(optionPath(node.name));
    return undefined;
  });
  const facts: ChunkFacts = {
    imports: collectImports(chunk.statements),
    constants,
    classes,
    names,
    defined,
    usedAsLoss: namesUsedAsLosses(chunk.statements),
    settings: readSettings(chunk.statements),
  };
  factsCache.set(chunk, facts);
  return facts;
}
