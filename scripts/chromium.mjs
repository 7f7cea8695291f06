// Finds a Chromium to run the workbench in; on Debian and Ubuntu, as root, installs one.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const commands = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The path of a Chromium. @throws with what to install where there is none and none can be installed. */
export function requireChromium(log = console.log) {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    log("Installing Chromium with apt-get (once) ...");
    const run = (...words) =>
      spawnSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...words], {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
    run("update");
    run("install", "-y", "--no-install-recommends", "chromium");
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "No Chromium was found. Install one (Debian, Ubuntu: `sudo apt-get install chromium`; anywhere: " +
      "`npx playwright-core install --with-deps chromium`), or set CHROMIUM to the path of a Chrome, Chromium or Edge.",
  );
}

export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const command of commands) {
    const path = onPath(command);
    if (path) return path;
  }
  return [...places, chromium.executablePath()].find((path) => path && existsSync(path));
}

function onPath(command) {
  try {
    const tool = process.platform === "win32" ? "where" : "which";
    return execFileSync(tool, [command], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .split("\n")[0]
      .trim();
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(requireChromium());
