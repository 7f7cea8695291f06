// A VS Code workbench in headless Chromium: server, browser and page started together and stopped together.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { requireChromium } from "./chromium.mjs";
import { startServer, workbenchAddress } from "./server.mjs";

/**
 * Opens a workbench. Options are those of `startServer` and `workbenchAddress`, and:
 * `viewport`, and `beforeOpen(page, close)`, called before the page is loaded.
 * @returns the Playwright page and `close`, which may be called twice.
 */
export async function openWorkbench({ viewport = { width: 1400, height: 900 }, beforeOpen, ...options } = {}) {
  const server = await startServer(options);
  let browser;
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await browser?.close().catch(() => {});
    server.stop();
  };
  try {
    browser = await chromium.launch({
      executablePath: requireChromium(),
      handleSIGINT: false,
      handleSIGTERM: false,
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        ...["--disable-component-update", "--disable-sync", "--hide-scrollbars", "--disable-dev-shm-usage"],
      ],
    });
    const context = await browser.newContext({ viewport, permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    await beforeOpen?.(page, close);
    await page.goto(workbenchAddress({ ...options, port: server.port }));
    return { page, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Gives the workspace in `folder` its settings, with one of VS Code's own themes, and waits until that is shown.
 * A window with an extension under development starts in a theme of its own: only a change of the setting is heard.
 */
export async function applySettings(page, folder, theme, settings = {}) {
  await page.locator(".monaco-workbench").waitFor();
  const write = (all) => writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify(all));
  const shown = page.locator(`.monaco-workbench[class*="${theme.toLowerCase()}_modern"]`);
  // What is written before the window is at work is taken for what was there from the start.
  for (let tries = 0; tries < 15 && (await shown.count()) === 0; tries++) {
    write(settings);
    await page.waitForTimeout(500);
    write({ ...settings, "workbench.colorTheme": `Default ${theme} Modern` });
    await page.waitForTimeout(1000);
  }
  await shown.waitFor({ timeout: 5000 });
}
