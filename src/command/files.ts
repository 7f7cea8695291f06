/** Reading files for the command line: one, standard input, or all below a folder that are worth looking at. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { DocumentText, Files } from "../study/core";
import { InputFault, UsageFault } from "./failure";

const languages: Readonly<Record<string, DocumentText["language"]>> = {
  ".py": "python",
  ".pyw": "python",
  ".ipynb": "notebook",
};

/** Folders that hold other people's code or products of the build, whatever the ignore files say. */
const skipped = new Set([
  "node_modules",
  "__pycache__",
  "venv",
  "env",
  "site-packages",
  "dist",
  "build",
  "out",
  "target",
  "egg-info",
]);

/** @throws InputFault when the file cannot be read; UsageFault when its language cannot be told. */
export function readDocument(file: string, language: string | undefined): DocumentText {
  if (file === "-") {
    if (language !== "python" && language !== "typescript")
      throw new UsageFault("standard input needs --language python or typescript");
    return { path: "-", language, version: 1, text: readText("-") };
  }
  const known = language ?? languages[extname(file)];
  if (known !== "python" && known !== "typescript" && known !== "notebook") {
    throw new UsageFault(
      `cannot tell the language of ${file} (have: ${Object.keys(languages).join(", ")}, or --language)`,
    );
  }
  return { path: file, language: known, version: 1, text: readText(file) };
}

/** `-` is standard input. @throws InputFault */
export function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new InputFault(error instanceof Error ? plainReason(error) : String(error), file, 1, 1);
  }
}

function plainReason(error: Error): string {
  if ("code" in error && error.code === "ENOENT") return "no such file";
  if ("code" in error && error.code === "EISDIR") return "this is a folder, not a file";
  return error.message;
}

/** All documents at or below the paths, sorted by path; files named outright are taken whatever the ignore files say. */
export function findDocuments(paths: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const path of paths) {
    if (!existsSync(path)) throw new InputFault("no such file or folder", path, 1, 1);
    if (statSync(path).isDirectory()) walkFolder(path, ignoreRulesAbove(path), found);
    else found.push(path);
  }
  return found;
}

interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

function walkFolder(folder: string, above: readonly Rules[], found: string[]): void {
  const rules = [...above, ...rulesIn(folder)];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".") || isIgnored(path, entry.isDirectory(), rules)) continue;
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name) && !entry.name.endsWith(".egg-info") && !existsSync(join(path, "pyvenv.cfg")))
        walkFolder(path, rules, found);
    } else if (entry.isFile() && extname(entry.name) in languages) {
      found.push(path);
    }
  }
}

function ignoreRulesAbove(path: string): Rules[] {
  const rules: Rules[] = [];
  let folder = resolve(path);
  while (!existsSync(join(folder, ".git"))) {
    const parent = resolve(folder, "..");
    if (parent === folder) return rules;
    rules.unshift(...rulesIn(parent));
    folder = parent;
  }
  return rules;
}

function rulesIn(folder: string): Rules[] {
  const file = join(folder, ".gitignore");
  return existsSync(file) ? [{ folder: resolve(folder), rules: ignore().add(readFileSync(file, "utf8")) }] : [];
}

function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  return rules.some((rule) => {
    const inside = relative(rule.folder, resolve(path)).split(sep).join("/");
    return inside !== "" && !inside.startsWith("..") && rule.rules.ignores(isFolder ? `${inside}/` : inside);
  });
}

/** The files that imports lead to, read from the disk. */
export const filesOnDisk: Files = {
  read: async (candidates) => {
    for (const path of candidates) {
      const absolute = isAbsolute(path) ? path : resolve(path);
      if (existsSync(absolute) && statSync(absolute).isFile()) return { path, text: readFileSync(absolute, "utf8") };
    }
    return undefined;
  },
};
