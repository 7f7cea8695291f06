import { expect, test } from "vitest";
import { renderFile } from "../../src/render/renderFile";
import { huberStudy, ppoStudy, valleyStudy } from "../charts/studies";

test("SVG without a browser, in both themes", async () => {
  const light = String(await renderFile(ppoStudy(), "svg", "light"));
  expect(light).toMatch(/^<svg/);
  expect(light).toContain("PPOLoss.compute_loss");
  expect(light).toContain("1 + clip_epsilon");
  expect(light).toContain("policy, A &gt; 0");
  expect(light).not.toMatch(/NaN|undefined/);
  expect(String(await renderFile(ppoStudy(), "svg", "dark"))).toContain("#1f1f1f");
});

test("a surface is an image in the SVG, not a mark a sample", async () => {
  const svg = String(await renderFile(valleyStudy(60), "svg", "light"));
  expect(svg.match(/<image/g)).toHaveLength(4);
  expect(svg.length).toBeLessThan(200_000);
});

test("PNG: the picture's bytes", async () => {
  const png = await renderFile(valleyStudy(30), "png", "dark");
  expect([...png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

test("HTML stands alone: no script, nothing from the network, text of the source only as text", async () => {
  const study = huberStudy();
  const html = String(
    await renderFile({ ...study, loss: { ...study.loss, qualifiedName: "<b>loss" } }, "html", "light"),
  );
  expect(html).not.toMatch(/<script|<link|https?:\/\/(?!www\.w3\.org)/);
  expect(html).not.toContain("<b>loss");
  expect(html).toContain("<td>−4</td>");
});

test("Vega-Lite: a whole specification with its data", async () => {
  const spec = JSON.parse(String(await renderFile(huberStudy(), "vl.json", "light")));
  expect(spec.$schema).toContain("vega-lite/v6");
  expect(spec.datasets.gradient).toHaveLength(201);
});
