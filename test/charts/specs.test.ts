// Rewrite the golden files with `npx vitest run --project unit test/charts/specs.test.ts -u`, and read what changed.

import { type LoggerInterface, parse } from "vega";
import { compile } from "vega-lite";
import { expect, test } from "vitest";
import { drawChart } from "../../src/charts/drawChart";
import { darkLook } from "../../src/charts/look";
import type { Scene } from "../../src/charts/scene";
import { sceneOf } from "./scenes";
import { absoluteStudy, huberStudy, ppoStudy, roughStudy, valleyStudy } from "./studies";

const scenes: Readonly<Record<string, Scene>> = {
  huber: sceneOf(huberStudy()),
  "huber-batch": sceneOf(huberStudy(1, "batch")),
  "ppo-dark": sceneOf(ppoStudy(), { look: darkLook }),
  rough: sceneOf(roughStudy()),
  "absolute-standing-alone": sceneOf(absoluteStudy(), { standsAlone: true }),
  "valley-wide": sceneOf(valleyStudy(12)),
  "valley-narrow": sceneOf(valleyStudy(12), { frame: { width: 360, height: 700 } }),
};

for (const [name, scene] of Object.entries(scenes)) {
  test(`${name}: its specification`, async () => {
    const { spec, rows } = drawChart(scene);
    const counted = Object.fromEntries(Object.entries(rows).map(([key, data]) => [key, data.length]));
    const text = JSON.stringify({ ...spec, datasets: counted }, undefined, 1);
    await expect(`${text}\n`).toMatchFileSnapshot(`goldens/${name}.vl.golden`);
  });

  test(`${name}: compiles without a warning, and has every signal and data set that an update writes`, () => {
    const chart = drawChart(scene);
    const said: unknown[] = [];
    const compiled = compile(chart.spec, { logger: listening(said) }).spec;
    expect(said).toEqual([]);
    const signals = new Set(["width", "height", ...(compiled.signals ?? []).map((signal) => signal.name)]);
    expect(Object.keys(chart.signals).filter((signal) => !signals.has(signal))).toEqual([]);
    const data = new Set((compiled.data ?? []).map((one) => one.name));
    expect(Object.keys(chart.rows).filter((one) => !data.has(one))).toEqual([]);
    expect(() => parse(compiled, undefined, { ast: true })).not.toThrow();
  });
}

test("dragging a coefficient keeps the specification", () => {
  const keys = [0.5, 0.77, 1, 1.9].map((delta) => drawChart(sceneOf(huberStudy(delta))).key);
  expect(new Set(keys).size).toBe(1);
});

test("a line that breaks asks for another specification once, and not again when it is whole", () => {
  const whole = drawChart(sceneOf(huberStudy()));
  const broken = drawChart(sceneOf(roughStudy(), { previous: whole }));
  const mended = drawChart(sceneOf(huberStudy(), { previous: broken }));
  expect([whole, broken, mended].map(({ pieces }) => pieces.value)).toEqual([false, true, true]);
  expect(drawChart(sceneOf(huberStudy(0.7), { previous: mended })).key).toBe(mended.key);
});

test("another knob, another reduction or another look asks for another specification", () => {
  const huber = huberStudy();
  const keys = [
    sceneOf(huber),
    sceneOf(huberStudy(1, "batch")),
    sceneOf(huber, { look: darkLook }),
    sceneOf({ ...huber, x: { ...huber.x, title: "target" } }),
  ].map((scene) => drawChart(scene).key);
  expect(new Set(keys).size).toBe(4);
});

function listening(said: unknown[]): LoggerInterface {
  const logger: LoggerInterface = {
    level: () => 0 as never,
    error: (...words) => {
      said.push(words);
      return logger;
    },
    warn: (...words) => {
      said.push(words);
      return logger;
    },
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}
