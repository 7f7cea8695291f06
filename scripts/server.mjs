// VS Code's server from npm: installs it into a folder of its own and starts it.
// It is no dependency of the project, because its own install script would compile native modules that nothing here needs.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const version = "4.100.3";
const folder = join(projectRoot, ".vscode-test/server");
const receipt = join(folder, "installed.json");

/** The folder that holds the server's program. */
export const serverRoot = resolve(process.env.VSCODE_SERVER_DIR || join(folder, "node_modules/code-server/lib/vscode"));

/** Installs the server once; afterwards it is a glance at a file. */
export async function installServer(log = console.log) {
  if (process.env.VSCODE_SERVER_DIR) return;
  if (existsSync(receipt) && JSON.parse(readFileSync(receipt, "utf8")).version === version) return;
  log(`Installing VS Code's server (code-server ${version}, about 300 MB, once) ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const ripgrep = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  await npm(["install", "--prefix", folder, `code-server@${version}`, ripgrep, ...quiet], folder);
  log("Installing the server's own packages ...");
  await npm(["install", "--omit=dev", ...quiet], serverRoot);
  linkOnce("node_modules", join(serverRoot, "node_modules.asar"));
  // Without ripgrep at this place workspace.findFiles rejects; everything else would work.
  const bin = join(serverRoot, "node_modules/@vscode/ripgrep/bin");
  mkdirSync(bin, { recursive: true });
  linkOnce(join(folder, "node_modules", ripgrep, "bin/rg"), join(bin, "rg"));
  writeFileSync(receipt, JSON.stringify({ version }));
}

/**
 * Starts a server with fresh folders on a free port and waits until it listens.
 * @returns its port, its process, and `stop`, which also removes what it left.
 */
export async function startServer({ host = "127.0.0.1", port = 0, extensionsDir, dataDir, env = {} } = {}) {
  const temporary = mkdtempSync(join(tmpdir(), "vscode-server-"));
  const extensions = extensionsDir ?? join(temporary, "extensions");
  mkdirSync(extensions, { recursive: true });
  // Without this file a first start loses the extension under development.
  const list = join(extensions, "extensions.json");
  if (!existsSync(list)) writeFileSync(list, "[]");
  const chosen = port || (await freePort());
  const child = spawn(
    process.execPath,
    [
      join(serverRoot, "out/server-main.js"),
      ...["--host", host, "--port", String(chosen), "--without-connection-token", "--accept-server-license-terms"],
      ...["--telemetry-level", "off", "--disable-workspace-trust"],
      ...["--server-data-dir", dataDir ?? join(temporary, "data"), "--extensions-dir", extensions],
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env }, detached: process.platform !== "win32" },
  );
  let errors = "";
  child.stderr.on("data", (data) => {
    errors = (errors + data).slice(-4000);
  });
  const stop = () => {
    process.off("exit", stop);
    killGroup(child);
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.on("exit", stop);
  try {
    await new Promise((ready, failed) => {
      const late = setTimeout(() => failed(new Error(`VS Code's server did not start in 60 s\n${errors}`)), 60_000);
      child.once("exit", (code) => failed(new Error(`VS Code's server ended with code ${code}\n${errors}`)));
      child.stdout.on("data", (data) => {
        if (!String(data).includes("agent listening")) return;
        clearTimeout(late);
        ready();
      });
    });
  } catch (error) {
    stop();
    throw error;
  }
  return { port: chosen, child, stop };
}

/** The workbench's address; paths are local ones. */
export function workbenchAddress({
  host = "127.0.0.1",
  port,
  development = [],
  testsPath,
  target,
  open,
  isolated = false,
}) {
  const remote = (path) => `vscode-remote://${host}:${port}${resolve(path)}`;
  const payload = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
    ...development.map((path) => ["extensionDevelopmentPath", remote(path)]),
  ];
  if (testsPath) payload.push(["extensionTestsPath", remote(testsPath)]);
  if (isolated) payload.push(["disableExtensions", "true"]);
  if (open) payload.push(["openFile", remote(open)]);
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (!target) query.set("ew", "true");
  else query.set(target.endsWith(".code-workspace") ? "workspace" : "folder", resolve(target));
  return `http://${host}:${port}/?${query}`;
}

export function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().on("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Ends a process and what it started: the server's extension hosts would outlive it. */
function killGroup(child) {
  if (child.exitCode !== null || child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

function linkOnce(target, path) {
  rmSync(path, { force: true });
  symlinkSync(target, path);
}

function npm(words, cwd) {
  return new Promise((done, failed) => {
    const child = spawn("npm", words, { cwd, stdio: "inherit", shell: process.platform === "win32" });
    child.on("error", failed);
    child.on("exit", (code) => (code === 0 ? done() : failed(new Error(`npm ${words[0]} ended with code ${code}`))));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installServer();
