import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pack } from "../../src/packed";
import { huberStudy, path, ppoStudy, valleyStudy } from "../charts/studies";
import { bundlePage, launchBrowser, openPanel, type Panel, stateOf } from "./panel";

let browser: Browser;
let script: string;
let panel: Panel;

beforeAll(async () => {
  [browser, script] = await Promise.all([launchBrowser(), bundlePage()]);
});
afterAll(() => browser?.close());

beforeEach(async () => {
  panel = await openPanel(browser, script, { width: 1100, height: 800 });
});
afterEach(async () => {
  expect(panel.complaints).toEqual([]);
  expect(await panel.said("broken")).toEqual([]);
  await panel.close();
});

const lastChoice = async () => (await panel.said("choose")).at(-1)?.choices;

test("asks for its state, keeps the preview's id, and marks what it shows on the body", async () => {
  expect(await panel.said("ready")).toHaveLength(1);
  await panel.paint({ kind: "show", state: stateOf(huberStudy(), { version: 3 }) });
  expect(await panel.page.evaluate(() => window.kept)).toEqual({ id: "preview-1" });
  expect(await panel.page.evaluate(() => ({ ...document.body.dataset }))).toMatchObject({
    version: "3",
    paintedVersion: "3",
    state: "ready",
    definition: "huber_loss",
    x: "pred",
    y: "",
    view: "sample",
    delta: "1",
  });
  expect((await panel.said("painted")).at(-1)).toMatchObject({ version: 3, paint: { paintedAt: expect.any(Number) } });
});

test("before the first study there is a word instead of a blank page", async () => {
  await panel.send({ kind: "show", state: stateOf(undefined) });
  expect(await panel.page.locator(".waiting").textContent()).toBe("Tracing the loss…");
  await panel.send({
    kind: "failed",
    version: 2,
    diagnostics: [{ severity: "error", message: "unknown name: 'foo'", range: undefined }],
  });
  expect(await panel.page.locator(".diagnostic.error").textContent()).toBe("unknown name: 'foo'");
  expect(await panel.page.evaluate(() => document.body.dataset["state"])).toBe("failed");
  await panel.screenshot("empty-failed");
});

test("dragging a slider posts choices, at most one a frame, and the mark of a change can be taken back", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  const slider = panel.page.locator("[data-name=delta] input[type=range]");
  const box = await slider.boundingBox();
  if (!box) throw new Error("no slider");
  await panel.page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await panel.page.mouse.down();
  await panel.page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 25 });
  await panel.page.mouse.up();
  await panel.page.waitForTimeout(50);
  const chosen = (await panel.said("choose")).map(({ choices }) => Number(choices.set["delta"]));
  expect(chosen.length).toBeGreaterThan(2);
  expect(chosen.at(-1)).toBeGreaterThan(2.4);
  expect(await panel.page.locator("[data-name=delta]").getAttribute("class")).toContain("changed");

  // An answer to an earlier step does not move the slider under the hand.
  await panel.paint({ kind: "study", version: 2, study: pack(huberStudy(1.3)) });
  expect(Number(await slider.inputValue())).toBeGreaterThan(2.4);

  await panel.page.locator("[data-name=delta] .icon-button").click();
  await panel.page.waitForTimeout(40);
  expect((await lastChoice())?.set).toEqual({});
  await slider.dblclick();
  await panel.page.waitForTimeout(40);
  expect((await lastChoice())?.set).toEqual({});
});

test("a source that changes moves what was not chosen", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy(1)) });
  const study = huberStudy(2.5);
  await panel.paint({
    kind: "study",
    version: 2,
    study: pack({ ...study, coefficients: study.coefficients.map((one) => ({ ...one, source: 2.5 })) }),
  });
  expect(await panel.page.locator("[data-name=delta] .number").inputValue()).toBe("2.5");
  expect(await panel.page.evaluate(() => document.body.dataset["delta"])).toBe("2.5");
});

test("a failure dims the last good plot and leads to its line; the next study clears it", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  const range = { path, start: { line: 6, column: 4 }, end: { line: 6, column: 9 } };
  await panel.paint({
    kind: "failed",
    version: 2,
    diagnostics: [{ severity: "error", message: "unknown name: <b>delt</b>", range, hint: "Did you mean delta?" }],
  });
  expect(await panel.page.locator(".plot.stale canvas").count()).toBe(1);
  expect(await panel.page.locator(".diagnostic-message").textContent()).toBe("unknown name: <b>delt</b>");
  expect(await panel.page.locator(".diagnostic-hint").textContent()).toBe("Did you mean delta?");
  await panel.screenshot("failed-over-plot");
  await panel.page.locator(".diagnostic .link").click();
  expect((await panel.said("reveal")).at(-1)).toEqual({ kind: "reveal", path, line: 6, column: 4 });
  await panel.paint({ kind: "study", version: 3, study: pack(huberStudy()) });
  expect(await panel.page.locator(".plot.stale").count()).toBe(0);
  expect(await panel.page.locator(".banner").isHidden()).toBe(true);
});

test("every format is exported", async () => {
  await panel.paint({ kind: "show", state: stateOf(ppoStudy()) });
  const formats = ["svg", "png", "vl.json", "csv"] as const;
  for (const [id, format] of formats.entries()) await panel.send({ kind: "export", format, id });
  await panel.page.waitForFunction(() => window.said.filter(({ kind }) => kind === "exported").length === 4);
  const data = Object.fromEntries((await panel.said("exported")).map((one) => [one.format, one.data]));
  expect(data["svg"]).toMatch(/^<svg[\s\S]*PPOLoss\.compute_loss/);
  expect(data["png"]).toMatch(/^data:image\/png;base64,iVBOR/);
  expect(JSON.parse(data["vl.json"] ?? "").datasets.gradient.length).toBeGreaterThan(600);
  expect(data["csv"]?.split("\n")).toHaveLength(203);
});

test("the export menu works by keyboard", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  await panel.page.locator(".menu-holder > button").focus();
  await panel.page.keyboard.press("Enter");
  await panel.page.keyboard.press("ArrowDown");
  await panel.page.keyboard.press("Enter");
  expect(await panel.said("export")).toEqual([{ kind: "export", format: "png" }]);
  await panel.page.keyboard.press("Enter");
  await panel.screenshot("export-menu");
  await panel.page.keyboard.press("Escape");
  expect(await panel.page.locator(".menu").isHidden()).toBe(true);
});

test("arrow keys read numbers, aloud", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  const plot = panel.page.locator(".plot");
  await plot.focus();
  await panel.page.keyboard.press("Home");
  expect(await plot.getAttribute("aria-valuetext")).toBe("pred = −4  ·  huber_loss 3.5, gradient −1");
  await panel.page.keyboard.press("Shift+ArrowRight");
  await panel.page.keyboard.press("ArrowRight");
  expect(await panel.page.locator(".readout").textContent()).toContain("pred = −3.56");
  expect(await plot.getAttribute("aria-label")).toContain(
    "huber_loss of one sample and its gradient over pred from −4 to 4.",
  );
});

test("Tab reaches every control, in the order of the page", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  const reached: string[] = [];
  for (let step = 0; step < 24; step++) {
    await panel.page.keyboard.press("Tab");
    reached.push(
      await panel.page.evaluate(
        () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? "",
      ),
    );
  }
  const wanted = [
    "losses.py:12",
    "Export",
    "x",
    "from",
    "to",
    "y",
    "delta",
    "Value of delta",
    "Role of pred",
    "Shape of pred",
    "Value of pred",
    "Seed",
  ];
  const places = wanted.map((label) => reached.indexOf(label));
  expect(places).not.toContain(-1);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
});

test("other axes, another reduction, hidden series", async () => {
  await panel.paint({ kind: "show", state: stateOf(ppoStudy()) });
  await panel.page.locator(".chip", { hasText: "total" }).click();
  await panel.page.waitForTimeout(40);
  expect((await lastChoice())?.shown).toEqual({ total: false });
  expect(await panel.page.locator(".chip", { hasText: "total" }).getAttribute("aria-pressed")).toBe("false");

  const x = panel.page.locator("vscode-single-select[aria-label=x]");
  await x.focus();
  await panel.page.keyboard.press("ArrowDown");
  await panel.page.keyboard.press("ArrowDown");
  await panel.page.keyboard.press("Enter");
  await panel.page.waitForTimeout(60);
  expect((await lastChoice())?.x?.knob).not.toBe("ratio");
  await panel.paint({ kind: "show", state: stateOf(huberStudy(), { version: 2 }) });
  await panel.page.locator(".switch label", { hasText: "Batch" }).click();
  await panel.page.waitForTimeout(40);
  expect((await lastChoice())?.view).toBe("batch");
  await panel.page.locator("input[aria-label=to]").fill("9");
  await panel.page.keyboard.press("Enter");
  await panel.page.waitForTimeout(40);
  expect((await lastChoice())?.x).toEqual({ knob: "pred", to: 9 });
});

test("inputs are edited, and wrong values are told beside", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  const row = panel.page.locator(".input[data-name=target]");
  await row.getByLabel("Value of target").fill("[0, True, .5]");
  await panel.page.keyboard.press("Tab");
  await row.getByLabel("Shape of target").fill("4 × 2");
  await panel.page.keyboard.press("Tab");
  await panel.page.waitForTimeout(40);
  expect((await lastChoice())?.inputs).toEqual({ target: { value: [0, true, 0.5], shape: [4, 2] } });
  await row.getByLabel("Shape of target").fill("many");
  await panel.page.keyboard.press("Tab");
  expect(await row.locator(".field-error").textContent()).toContain("whole numbers");
  await row.getByRole("button", { name: "Infer target again" }).click();
  await panel.page.waitForTimeout(40);
  expect((await lastChoice())?.inputs).toEqual({});
  await panel.page.getByRole("button", { name: "Draw other random numbers" }).click();
  await panel.page.waitForTimeout(40);
  expect((await lastChoice())?.seed).toBe(1);
});

test("the theme's colours reach the plot at once", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  const colours = () =>
    panel.page.evaluate(() => {
      const canvas = document.querySelector("canvas");
      const data = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      const seen = new Set<string>();
      for (let index = 0; index < data.length; index += 4)
        if (data[index + 3] === 255) seen.add(`${data[index]},${data[index + 1]},${data[index + 2]}`);
      return [...seen];
    });
  expect(await colours()).toContain("76,177,255");
  await panel.setTheme("light");
  await panel.page.waitForTimeout(200);
  expect(await colours()).toContain("0,103,184");
});

test("a finding leads to its line; the header to the definition", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  await panel.page.locator(".finding").first().click();
  await panel.page.locator(".header .link").click();
  expect((await panel.said("reveal")).map(({ line, column }) => [line, column])).toEqual([
    [13, 4],
    [11, 0],
  ]);
});

test("a finding of one series among several says which; what holds of several is said once", async () => {
  const study = ppoStudy();
  const [first, second] = study.series;
  const both = [first, second].flatMap((series) =>
    series === undefined
      ? []
      : [{ ...study.findings[0], kind: "flat", series: series.id, from: 0, to: 1, message: "level" } as const],
  );
  const findings = both.map((finding) => ({ ...finding, site: undefined }));
  await panel.paint({ kind: "show", state: stateOf({ ...study, findings }) });
  expect(await panel.page.locator(".finding").allTextContents()).toEqual([`level${first?.title} · ${second?.title}`]);
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  expect(await panel.page.locator(".finding-series").count()).toBe(0);
});

test("a surface follows the gradient that is asked for, and reads in two directions", async () => {
  await panel.paint({ kind: "show", state: stateOf(valleyStudy()) });
  await panel.page.locator(".switch label", { hasText: "by target" }).click();
  await panel.page.waitForTimeout(100);
  await panel.screenshot("valley-by-target");
  await panel.page.locator(".plot").focus();
  await panel.page.keyboard.press("Home");
  await panel.page.keyboard.press("ArrowUp");
  expect(await panel.page.locator(".readout").textContent()).toMatch(
    /^pred = −3, target = .* gradient by pred .*gradient by target/,
  );
});

test("an echo comes back after a paint", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  await panel.send({ kind: "echo", id: 7 });
  await panel.page.waitForFunction(() => window.said.some(({ kind }) => kind === "echoed"));
  expect((await panel.said("echoed"))[0]).toMatchObject({ id: 7, paint: { paintedAt: expect.any(Number) } });
});

test("other words, other definition: the page starts anew", async () => {
  await panel.paint({ kind: "show", state: stateOf(huberStudy()) });
  await panel.paint({
    kind: "show",
    state: stateOf(ppoStudy(), { version: 2, strings: { Coefficients: "Koeffizienten" } }),
  });
  expect(await panel.page.locator("h2").first().textContent()).toBe("Koeffizienten");
  expect(await panel.page.locator("main").count()).toBe(1);
});
