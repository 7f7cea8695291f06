/** What stands around a preview: the view of all losses, a coefficient set by its lens, and `npm start` itself. */

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireChromium } from "../../scripts/chromium.mjs";
import { lens, openExamples, type Person, painted, previewFrame, takePicture } from "./person";

let person: Person;
beforeAll(async () => {
  person = await openExamples("huber.py", "Dark");
  await lens(person.page, "delta = 1.0").waitFor({ timeout: 60_000 });
});
afterAll(() => person?.close());

test("a coefficient's lens asks for another value; the preview takes it, the file does not", async () => {
  const { page } = person;
  await lens(page, "delta = 1.0").click();
  const box = page.locator(".quick-input-widget input[type=text]");
  await box.waitFor();
  await box.fill("2.5");
  await page.keyboard.press("Enter");
  await painted(await previewFrame(page, "huber_loss"), { delta: "2.5" });
  await lens(page, "delta = 1.0 (preview: 2.5)").waitFor();
});

test("the view of losses lists those of the workspace, and opens one", async () => {
  const { page } = person;
  await page.locator(".pane-header", { hasText: "Losses" }).click();
  const view = page.locator(".pane", { has: page.locator(".pane-header", { hasText: "Losses" }) });
  const file = view.locator(".monaco-list-row", { hasText: "ppo.py" });
  await file.click();
  const loss = view.locator(".monaco-list-row", { hasText: "PPOSequenceLoss" });
  await loss.click();
  await painted(await previewFrame(page, "PPOSequenceLoss"), {});
  await takePicture(page, "losses");
});

test("npm start serves VS Code with an example open, and ends when it is told to", async () => {
  const child = spawn(process.execPath, ["scripts/start.mjs", "--browser"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let browser: Awaited<ReturnType<typeof chromium.launch>> | undefined;
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let output = "";
      child.stdout.on("data", (data) => {
        output += data;
        const found = /http:\/\/\S+/.exec(output)?.[0];
        if (found && output.includes("Ctrl-C")) resolve(found);
      });
      void ended.then((code) => reject(new Error(`it ended with code ${code}\n${output}`)));
    });
    browser = await chromium.launch({ executablePath: requireChromium(), args: ["--no-sandbox"] });
    const page = await browser.newPage();
    await page.goto(address);
    await lens(page, "delta = 1.0").waitFor({ timeout: 60_000 });
  } finally {
    await browser?.close();
    child.kill("SIGINT");
  }
  expect(await ended).toBe(0);
});
