/** A person's way through VS Code's window: lens, curve, typing, slider, export; in a dark and in a light theme. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lens, openExamples, type Person, painted, previewFrame, takePicture } from "./person";

for (const theme of ["Dark", "Light"] as const) {
  describe(`a person with a ${theme.toLowerCase()} theme`, () => {
    let person: Person;
    beforeAll(async () => {
      person = await openExamples("huber.py", theme);
    });
    afterAll(() => person?.close());

    test("sees the lenses of an example", async () => {
      await lens(person.page, "delta = 1.0").waitFor({ timeout: 60_000 });
      expect(await person.page.locator(".codelens-decoration a", { hasText: "Preview" }).count()).toBe(2);
    });

    test("clicks one and sees the curve", async () => {
      const { page } = person;
      await lens(page, "Preview", 1).click();
      const frame = await previewFrame(page, "huber_loss");
      await painted(frame, { delta: "1" });
      expect(await frame.locator("canvas").count()).toBeGreaterThan(0);
      const colours = await frame.locator("canvas").first().evaluate(countColours);
      expect(colours).toBeGreaterThan(3);
      await takePicture(page, `huber-${theme.toLowerCase()}`);
    });

    test("types, and the curve moves", async () => {
      const { page } = person;
      const frame = await previewFrame(page, "huber_loss");
      const before = await frame.locator("canvas").first().evaluate(pixels);
      await page.locator(".view-line", { hasText: "delta=1.0" }).first().click();
      await page.keyboard.press("End");
      for (let back = 0; back < 2; back++) await page.keyboard.press("ArrowLeft");
      await page.keyboard.type("5");
      await painted(frame, { delta: "1.05" });
      await page.keyboard.press("Backspace");
      for (let back = 0; back < 3; back++) await page.keyboard.press("Backspace");
      await page.keyboard.type("2.0");
      await painted(frame, { delta: "2" });
      expect(await frame.locator("canvas").first().evaluate(pixels)).not.toBe(before);
      await lens(page, "delta = 2.0").waitFor();
    });

    test("drags the slider, and the lens tells the preview's value beside the file's", async () => {
      const { page, folder } = person;
      const frame = await previewFrame(page, "huber_loss");
      const slider = frame.locator('[data-name="delta"] input[type="range"]');
      const box = await slider.boundingBox();
      if (!box) throw new Error("the slider is not to be seen");
      const middle = box.y + box.height / 2;
      const at = Number(await slider.evaluate((input) => getComputedStyle(input).getPropertyValue("--share")));
      await page.mouse.move(box.x + 8 + (box.width - 16) * at, middle);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.9, middle, { steps: 8 });
      await page.mouse.up();
      await frame.waitForFunction(() => Number(document.body.getAttribute("data-delta")) > 2.5);
      await lens(page, "(preview:").waitFor();
      expect(readFileSync(join(folder, "huber.py"), "utf8")).not.toMatch(/delta=[^12]/);
      await frame.locator('[data-name="delta"] button').click();
      await painted(frame, { delta: "2" });
      await lens(page, "(preview:").waitFor({ state: "hidden" });
    });

    test("saves the plot as a file", async () => {
      const { page, folder } = person;
      const frame = await previewFrame(page, "huber_loss");
      await frame.locator('button[aria-haspopup="menu"]').click();
      await frame.locator('[data-format="svg"]').click();
      const dialog = page.locator(".quick-input-widget input[type=text]");
      await expect.poll(() => dialog.inputValue()).toMatch(/\.svg$/);
      const path = await dialog.inputValue();
      await page.keyboard.press("Enter");
      const file = join(folder, path.split("/").at(-1) ?? "");
      await expect.poll(() => existsSync(file) && statSync(file).size, { timeout: 20_000 }).toBeGreaterThan(1000);
      expect(readFileSync(file, "utf8")).toContain("<svg");
    });

    test("breaks a line: the last picture stays, and the line is underlined; then repairs it", async () => {
      const { page } = person;
      const frame = await previewFrame(page, "huber_loss");
      await page.locator(".view-line", { hasText: "torch.abs" }).first().click();
      await page.keyboard.press("End");
      await page.keyboard.type("x");
      await frame.waitForFunction(() => document.body.dataset["state"] === "failed");
      await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
      expect(await frame.locator("canvas").first().isVisible()).toBe(true);
      await takePicture(page, `huber-broken-${theme.toLowerCase()}`);
      await page.keyboard.press("Backspace");
      await painted(frame, { delta: "2" });
    });
  });
}

/** In the page. */
function countColours(canvas: HTMLCanvasElement | SVGElement | HTMLElement): number {
  if (!(canvas instanceof HTMLCanvasElement)) return 0;
  const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  const colours = new Set<number>();
  for (let at = 0; at + 3 < data.length; at += 4) {
    colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
  }
  return colours.size;
}

/** In the page. */
function pixels(canvas: HTMLCanvasElement | SVGElement | HTMLElement): string {
  return canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : "";
}
