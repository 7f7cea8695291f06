/** What a person does with VS Code's window and with the preview's page. */

import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Frame, Locator, Page } from "playwright-core";
import { applySettings, openWorkbench } from "../../scripts/workbench.mjs";

const settings = {
  "workbench.tips.enabled": false,
  "files.simpleDialog.enable": true,
  "editor.minimap.enabled": false,
  "workbench.startupEditor": "none",
};

export interface Person {
  readonly page: Page;
  /** The workspace: a copy of the examples. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Opens a copy of the examples, in one of VS Code's own themes, with a file shown. */
export async function openExamples(file: string, theme: "Dark" | "Light"): Promise<Person> {
  const folder = mkdtempSync(join(tmpdir(), "loss-landscape-driver-"));
  cpSync("examples", folder, { recursive: true });
  mkdirSync(join(folder, ".vscode"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  let close: () => Promise<void> = async () => remove();
  try {
    const workbench = await openWorkbench({ development: [resolve(".")], target: folder, open: join(folder, file) });
    close = async () => {
      await workbench.close();
      remove();
    };
    await applySettings(workbench.page, folder, theme, settings);
    return { page: workbench.page, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A lens by its text; the `nth` of several from the top. */
export function lens(page: Page, text: string, nth = 0): Locator {
  return page.locator(".codelens-decoration a", { hasText: text }).nth(nth);
}

/** The preview's page. Its frame has no telling name: it is the one whose body tells a definition. */
export async function previewFrame(page: Page, definition: string): Promise<Frame> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const shown = await frame.evaluate(() => document.body?.dataset["definition"]).catch(() => undefined);
      if (shown === definition) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`no preview of ${definition}`);
}

/** Waits until the page has painted its newest state and this state fulfils a condition over the body's data. */
export async function painted(frame: Frame, condition: Readonly<Record<string, string>>): Promise<void> {
  await frame.waitForFunction((wanted) => {
    const { dataset } = document.body;
    const isPainted = dataset["state"] === "ready" && dataset["paintedVersion"] === dataset["version"];
    return (
      isPainted && Object.entries(wanted).every(([name, value]) => document.body.getAttribute(`data-${name}`) === value)
    );
  }, condition);
}

/** Leaves a picture to be looked at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  // The workbench's own notices would hide a part.
  await page.waitForTimeout(300);
  mkdirSync("test/screenshots", { recursive: true });
  await page.screenshot({ path: `test/screenshots/${name}.png` });
}
