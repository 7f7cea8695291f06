// Makes the README's picture with the product itself: `node scripts/picture.mjs`, after a build.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installServer, projectRoot } from "./server.mjs";
import { applySettings, openWorkbench } from "./workbench.mjs";

const settings = {
  "workbench.activityBar.location": "hidden",
  "workbench.statusBar.visible": false,
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "editor.minimap.enabled": false,
  "editor.lineNumbers": "off",
  "editor.folding": false,
  "editor.wordWrap": "on",
  "breadcrumbs.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

await installServer();
const folder = mkdtempSync(join(tmpdir(), "examples-"));
let workbench;
try {
  cpSync(join(projectRoot, "examples"), folder, { recursive: true });
  mkdirSync(join(folder, ".vscode"));
  workbench = await openWorkbench({
    development: [projectRoot],
    target: folder,
    open: join(folder, "huber.py"),
    viewport: { width: 1180, height: 760 },
  });
  const { page } = workbench;
  await applySettings(page, folder, "Dark", settings);
  await page.locator(".codelens-decoration a", { hasText: "delta = 1.0" }).waitFor({ timeout: 60_000 });
  await page.keyboard.press("Control+b");
  await page.locator(".codelens-decoration a", { hasText: "Preview" }).nth(1).click();
  await isPainted(page);
  await page.waitForTimeout(1500);
  mkdirSync(join(projectRoot, "docs/images"), { recursive: true });
  await page.screenshot({ path: join(projectRoot, "docs/images/preview.png") });
} finally {
  await workbench?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function isPainted(page) {
  for (let tries = 0; tries < 300; tries++) {
    for (const frame of page.frames()) {
      const isDone = await frame.evaluate(() => document.body?.dataset.paintedVersion !== undefined).catch(() => false);
      if (isDone) return;
    }
    await page.waitForTimeout(100);
  }
  throw new Error("no preview was painted");
}
