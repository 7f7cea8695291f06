/** Every loss of the examples, previewed by a click on its lens: it paints, without an error, and leaves a picture. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { lens, openExamples, type Person, previewFrame, takePicture } from "./person";

/** File, which of its preview lenses, and what the page then shows. */
const previews: readonly (readonly [file: string, nth: number, definition: string])[] = [
  ["huber.py", 0, "squared_error"],
  ["meta_loss.py", 0, "MetaLossNetwork"],
  ["ppo.py", 0, "PPOSequenceLoss"],
  ["uncertainty.py", 0, "UncertaintyWeightedLoss"],
  ["weighted_sum.py", 0, "total_loss"],
  ["weighted_sum.py", 1, "training_step.nn.HuberLoss"],
  ["weighted_sum.py", 2, "training_step.F.smooth_l1_loss"],
  ["weighted_sum.py", 3, "training_step.loss"],
];

let person: Person;
beforeAll(async () => {
  person = await openExamples("huber.py", "Dark");
  await lens(person.page, "Preview").waitFor({ timeout: 60_000 });
});
afterAll(() => person?.close());

for (const [file, nth, definition] of previews) {
  test(`${definition} of ${file}`, async () => {
    const { page } = person;
    await page.locator(".explorer-viewlet .monaco-list-row", { hasText: file }).click();
    await page.locator(".tab.active", { hasText: file }).waitFor();
    await lens(page, "Preview", nth).click();
    const frame = await previewFrame(page, definition);
    await frame.waitForFunction(() => document.body.dataset["paintedVersion"] === document.body.dataset["version"]);
    expect(await frame.evaluate(() => document.body.dataset["state"])).toBe("ready");
    expect(await frame.locator("canvas").count()).toBeGreaterThan(0);
    await takePicture(page, `example-${definition}`);
  });
}
