// `npm start`: builds, then opens VS Code with the extension and the examples. Desktop VS Code where there is one or one
// can be downloaded quickly; otherwise VS Code in the browser, from npm. Flags: --browser, --host ADDRESS, --port NUMBER.

import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { downloadAndUnzipVSCode, SilentReporter } from "@vscode/test-electron";
import { installServer, projectRoot, startServer, workbenchAddress } from "./server.mjs";

const examples = join(projectRoot, "examples");
const firstExample = join(examples, "huber.py");
const { values } = parseArgs({
  options: { browser: { type: "boolean" }, host: { type: "string", default: "127.0.0.1" }, port: { type: "string" } },
});

console.log("Building ...");
const built = spawnSync(process.execPath, [join(projectRoot, "esbuild.js")], { cwd: projectRoot, stdio: "inherit" });
if (built.status !== 0) process.exit(built.status ?? 1);

const desktop = values.browser ? undefined : await findDesktop();
if (desktop) openDesktop(desktop);
else await serveBrowser();

/** The path of a desktop VS Code, or undefined where there is no screen for it or none to be had within a short time. */
async function findDesktop() {
  const hasScreen = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasScreen || process.getuid?.() === 0) return undefined;
  const probe = spawnSync("code", ["--version"], { stdio: "ignore", shell: process.platform === "win32" });
  if (probe.status === 0) return "code";
  console.log("No `code` on the PATH: trying to download VS Code (--browser skips this) ...");
  const reporter = new SilentReporter();
  const begins = new Promise((done) => {
    reporter.report = ({ stage }) => (stage === "downloading" ? done(true) : undefined);
    setTimeout(() => done(false), 15_000);
  });
  const download = downloadAndUnzipVSCode({ version: "stable", reporter, timeout: 15_000 }).catch(() => undefined);
  const first = await Promise.race([download, begins]);
  return first === true ? await download : first || undefined;
}

function openDesktop(command) {
  const words = [`--extensionDevelopmentPath=${projectRoot}`, "--new-window", examples, "--goto", `${firstExample}:1`];
  console.log("Opening VS Code with the extension and examples/ ...");
  const child = spawn(command, words, { stdio: "inherit", shell: process.platform === "win32" });
  child.on("exit", (code) => process.exit(code ?? 0));
}

async function serveBrowser() {
  await installServer();
  const { host } = values;
  const server = await startServer({ host, port: Number(values.port ?? 0) });
  const address = workbenchAddress({
    host,
    port: server.port,
    development: [projectRoot],
    target: examples,
    open: firstExample,
  });
  console.log(
    `\nVS Code runs in the browser, with the extension and examples/ open:\n\n  ${address}\n\nCtrl-C ends it.`,
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      server.stop();
      process.exit(0);
    });
  }
  server.child.on("exit", (code) => process.exit(code ?? 0));
  openInBrowser(address);
}

/** As a kindness; the printed address is what counts. */
function openInBrowser(address) {
  const opener = { darwin: "open", win32: "explorer", linux: "xdg-open" }[process.platform];
  if (!opener || (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)) return;
  spawn(opener, [address], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
