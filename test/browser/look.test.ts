import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Study } from "../../src/study/request";
import { absoluteStudy, huberStudy, ppoStudy, roughStudy, valleyStudy } from "../charts/studies";
import { bundlePage, launchBrowser, openPanel, stateOf } from "./panel";
import type { ThemeName } from "./themes";

let browser: Browser;
let script: string;

beforeAll(async () => {
  [browser, script] = await Promise.all([launchBrowser(), bundlePage()]);
}, 120_000);

afterAll(() => browser?.close());

const studies: Readonly<Record<string, Study>> = {
  huber: huberStudy(),
  ppo: ppoStudy(0.3),
  rough: roughStudy(),
  absolute: absoluteStudy(),
  valley: valleyStudy(),
};

const sizes = {
  wide: { width: 1180, height: 760 },
  beside: { width: 700, height: 900 },
  narrow: { width: 360, height: 800 },
};

/** Every study in every theme and size: no complaint of the browser, nothing wider than the window, and a picture for people. */
for (const [name, study] of Object.entries(studies)) {
  for (const [size, frame] of Object.entries(sizes)) {
    const chosen: readonly ThemeName[] =
      size === "beside" ? ["light", "dark", "contrast"] : size === "wide" ? ["dark", "light"] : ["dark"];
    for (const theme of chosen) {
      test(`${name} in ${theme}, ${size}`, async () => {
        const panel = await openPanel(browser, script, frame, theme);
        try {
          await panel.paint({
            kind: "show",
            state: stateOf(study, {
              choices: { set: name === "ppo" ? { clip_epsilon: 0.3 } : {}, inputs: {}, shown: {} },
            }),
          });
          expect(panel.complaints).toEqual([]);
          expect(await panel.said("broken")).toEqual([]);
          expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
            frame.width,
          );
          const plot = panel.page.locator(".plot");
          const box = await plot.boundingBox();
          if (box) await panel.page.mouse.move(box.x + box.width * 0.62, box.y + box.height * 0.7);
          await panel.page.waitForTimeout(60);
          await panel.screenshot(`${name}-${size}-${theme}`);
        } finally {
          await panel.close();
        }
      });
    }
  }
}
