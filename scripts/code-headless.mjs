#!/usr/bin/env node
// Looks like a VS Code executable to @vscode/test-electron; runs VS Code's server and headless Chromium instead.
// With --extensionDevelopmentKind=web the extension runs in the Web Worker extension host.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { format } from "node:util";
import { openWorkbench } from "./workbench.mjs";

const { options, development, rest } = readArguments(process.argv.slice(2));
let testsPath = typeof options.extensionTestsPath === "string" ? resolve(options.extensionTestsPath) : undefined;
let cleanUp = () => {};
if (options.extensionDevelopmentKind === "web" && development[0]) {
  const stage = stageForWeb(development[0]);
  testsPath &&= join(stage, relative(resolve(development[0]), testsPath));
  development[0] = stage;
  cleanUp = () => rmSync(stage, { recursive: true, force: true });
}

const dataDir = mkdtempSync(join(tmpdir(), "code-headless-data-"));
let close = async () => {};
let isOver = false;
const finish = async (code) => {
  if (isOver) return;
  isOver = true;
  await close();
  if (code !== 0) printLogs();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  cleanUp();
  process.exit(code);
};
process.on("SIGINT", () => finish(130)).on("SIGTERM", () => finish(143));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) finish(143);
}, 1000);
const seconds = Number(process.env.CODE_HEADLESS_TIMEOUT || 240);
setTimeout(() => {
  console.error(`code-headless: no end after ${seconds} s`);
  finish(124);
}, seconds * 1000);

try {
  const workbench = await openWorkbench({
    dataDir,
    development,
    testsPath,
    target: rest.find(exists),
    isolated: "disable-extensions" in options,
    async beforeOpen(page, closeAll) {
      close = closeAll;
      page.on("crash", () => finish(70));
      await page.exposeFunction("codeAutomationExit", finish);
      await page.exposeFunction("codeAutomationLog", print);
    },
  });
  workbench.server.child.once("exit", (code) => finish(code || 1));
} catch (error) {
  console.error(error);
  await finish(1);
}

function readArguments(words) {
  const found = { options: {}, development: [], rest: [] };
  for (const word of words) {
    const match = /^--([\w-]+)(?:=(.*))?$/s.exec(word);
    if (!match) found.rest.push(word);
    else if (match[1] === "extensionDevelopmentPath") found.development.push(match[2]);
    else found.options[match[1]] = match[2] ?? true;
  }
  return found;
}

/** The server picks the host by the manifest: a folder of links with a manifest that has no `main` runs in the worker. */
function stageForWeb(folder) {
  const real = resolve(folder);
  const stage = mkdtempSync(join(tmpdir(), "code-headless-extension-"));
  for (const name of readdirSync(real)) if (name !== "package.json") symlinkSync(join(real, name), join(stage, name));
  // `extensionKind` would send an extension without `main` to the Node host, where nothing of it could start.
  const { main: _, extensionKind: __, ...manifest } = JSON.parse(readFileSync(join(real, "package.json"), "utf8"));
  writeFileSync(join(stage, "package.json"), JSON.stringify(manifest));
  return stage;
}

/** console.* of the extension host and the workbench, without the workbench's own chatter. */
function print(type, words) {
  const chatter =
    /^%c|bindings file|watchdog|ENOTFOUND|^(Resolv|Creating a socket|ChatSession|\[Service Worker|Updating additional)/;
  if (chatter.test(String(words[0]))) return;
  (type === "error" ? process.stderr : process.stdout).write(`${format(...words)}\n`);
}

/** The end of what the extensions under development logged. */
function printLogs() {
  for (const name of readdirSync(dataDir, { recursive: true, encoding: "utf8" })) {
    if (!/exthost\d*[/\\][^/\\]+\.[^/\\]+[/\\].*\.log$/.test(name) || name.includes("vscode.")) continue;
    const text = readFileSync(join(dataDir, name), "utf8").trim();
    if (text !== "") console.error(`\n${name}:\n${text.split("\n").slice(-40).join("\n")}`);
  }
}

function exists(path) {
  try {
    return Boolean(statSync(path));
  } catch {
    return false;
  }
}
