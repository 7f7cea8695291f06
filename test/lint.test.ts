/** The lint rules that keep the architecture do fail on what they forbid; and the table's "types only" entries hold. */

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

/** A file, what stands in it, and the rule that must refuse it. */
const forbidden: readonly (readonly [path: string, code: string, rule: string])[] = [
  ["src/syntax/a.ts", 'import { x } from "../graph/graph";', "noRestrictedImports"],
  ["src/syntax/deep/a.ts", 'import { x } from "../../graph/graph";', "noRestrictedImports"],
  ["src/graph/a.ts", 'import { x } from "../engine/engine";', "noRestrictedImports"],
  ["src/graph/b.ts", 'import * as tf from "@tensorflow/tfjs-core";', "noRestrictedImports"],
  ["src/study/a.ts", 'import { x } from "vscode";', "noRestrictedImports"],
  ["src/study/b.ts", 'import { readFileSync } from "node:fs";', "noRestrictedImports"],
  ["src/webview/a.ts", 'import { x } from "../editor/session";', "noRestrictedImports"],
  ["src/charts/a.ts", 'import { View } from "vega";', "noRestrictedImports"],
  ["src/worker.ts", 'import { x } from "./editor/session";', "noRestrictedImports"],
  ["src/engine/knot.ts", 'import type { B } from "./tied";\nexport type A = B | 1;', "noImportCycles"],
  ["src/engine/tied.ts", 'import type { A } from "./knot";\nexport type B = A | 2;', "noImportCycles"],
  ["src/graph/c.ts", "export const a = (b: any): number => b;", "noExplicitAny"],
  ["src/graph/d.ts", "export const a = (b: string | undefined): string => b!;", "noNonNullAssertion"],
  ["src/graph/e.ts", 'export { a } from "./b";', "noBarrelFile"],
  ["src/graph/f.ts", "const a = 1;\nexport default a;", "noDefaultExport"],
];

const allowed: readonly (readonly [path: string, code: string])[] = [
  ["src/study/c.ts", 'import { x } from "../graph/graph";'],
  ["src/engine/a.ts", 'import * as tf from "@tensorflow/tfjs-core";'],
  ["src/editor/a.ts", 'import * as vscode from "vscode";'],
  ["src/command/a.ts", 'import { readFileSync } from "node:fs";'],
];

const complaints = lint([...forbidden, ...allowed]);

for (const [path, code, rule] of forbidden) {
  test(`${path} must not: ${code}`, () => {
    expect(complaints.get(path)).toContain(rule);
  });
}

for (const [path, code] of allowed) {
  test(`${path} may: ${code}`, () => {
    expect(complaints.get(path) ?? []).not.toContain("noRestrictedImports");
  });
}

/** Folders whose imports from the right-hand folders are types and nothing else. */
const typesOnly: Readonly<Record<string, readonly string[]>> = {
  editor: ["discovery", "study", "charts", "worker"],
  webview: ["study"],
  charts: ["study"],
};

for (const [folder, sources] of Object.entries(typesOnly)) {
  test(`${folder}/ imports only types from ${sources.join(", ")}`, () => {
    const found = filesBelow(join("src", folder)).flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/^import (?!type )([^;]*?) from "(?:\.\.\/)+(\w+)/gm)]
        .filter(([, names = "", source = ""]) => sources.includes(source) && !isAllTypes(names))
        .map(([line]) => `${path}: ${line}`),
    );
    expect(found).toEqual([]);
  });
}

/** The rules that refuse each file, by its path: the project's configuration over files of their own. */
function lint(files: readonly (readonly [path: string, code: string, ...unknown[]])[]): ReadonlyMap<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  try {
    copyFileSync("biome.json", join(folder, "biome.json"));
    for (const [path, code] of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), `${code}\n`);
    }
    const words = ["lint", "--reporter=github", "--max-diagnostics=none", "--vcs-enabled=false"];
    const { stdout } = spawnSync(resolve("node_modules/.bin/biome"), words, { cwd: folder, encoding: "utf8" });
    const found = new Map<string, string[]>();
    for (const [, rule = "", path = ""] of stdout.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+)/g)) {
      const name = path.slice(path.indexOf("src/"));
      found.set(name, [...(found.get(name) ?? []), rule]);
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isAllTypes(names: string): boolean {
  const inside = names.replace(/[{}\s]+/g, " ").trim();
  return inside.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type "));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}
