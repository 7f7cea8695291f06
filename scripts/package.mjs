// `npm run package`: builds and packs the VSIX, and refuses one that is too large, holds strange files or drew a warning.
// With --check it also installs the VSIX into VS Code from npm and waits for the lenses of an example there.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installServer, projectRoot, serverRoot } from "./server.mjs";
import { openWorkbench } from "./workbench.mjs";

const largest = 2 * 1024 * 1024;
const shipped =
  /^(dist\/|media\/|l10n\/|docs\/images\/|readme\.md$|changelog\.md$|license\.txt$|package(\.nls[^/]*)?\.json$)/i;
const { name, version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
const file = join(projectRoot, `${name}-${version}.vsix`);

const checks = process.argv.includes("--check") ? [packs, isInOrder, activates] : [packs, isInOrder];
let failed = 0;
for (const check of checks) {
  try {
    console.log(`  ok ${await check()}`);
  } catch (error) {
    failed++;
    console.error(`  FAILED ${error.message}`);
  }
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function packs() {
  // Pictures of the README are inside: links need no address of a repository.
  const words = [
    "package",
    "--no-dependencies",
    "--allow-missing-repository",
    "--no-rewrite-relative-links",
    "--out",
    file,
  ];
  const { status, stdout, stderr } = spawnSync("npx", ["vsce", ...words], {
    cwd: projectRoot,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`vsce ended with code ${status}\n${stdout}${stderr}`);
  const warnings = `${stdout}${stderr}`
    .split("\n")
    .filter((line) => /\bWARN(ING)?\b/.test(line) && !/^npm /.test(line));
  if (warnings.length > 0) throw new Error(`vsce warned:\n${warnings.join("\n")}`);
  return `packed without a warning: ${file}`;
}

function isInOrder() {
  const listing = execFileSync("npx", ["vsce", "ls", "--no-dependencies"], {
    cwd: projectRoot,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const strange = listing
    .split("\n")
    .filter((path) => path && !shipped.test(path === "LICENSE" ? "license.txt" : path));
  if (strange.length > 0) throw new Error(`the VSIX would hold: ${strange.join(", ")}`);
  const { size } = statSync(file);
  if (size > largest) throw new Error(`the VSIX is too large: ${size} bytes (at most ${largest})`);
  return `${(size / 1024).toFixed(0)} KB, only what is shipped`;
}

async function activates() {
  await installServer();
  const folder = mkdtempSync(join(tmpdir(), "loss-landscape-vsix-"));
  const extensionsDir = join(folder, "extensions");
  try {
    const words = ["--accept-server-license-terms", "--extensions-dir", extensionsDir];
    const install = ["--server-data-dir", join(folder, "data"), "--install-extension", file];
    execFileSync(process.execPath, [join(serverRoot, "out/server-main.js"), ...words, ...install], { stdio: "pipe" });
    const target = join(projectRoot, "examples");
    const workbench = await openWorkbench({ extensionsDir, target, open: join(target, "huber.py") });
    try {
      await workbench.page
        .locator(".codelens-decoration a", { hasText: "Preview" })
        .first()
        .waitFor({ timeout: 60_000 });
    } finally {
      await workbench.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
  return "installed from the VSIX, it shows its lenses";
}
