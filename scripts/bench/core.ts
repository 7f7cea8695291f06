/**
 * What the core costs by itself: studies of two losses, warm, with the milliseconds of each stage; and one that asks its
 * data on the way (margin mining with boolean masks) beside the same without questions. Prints one line of JSON.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Core } from "../../src/study/core";
import { createCore } from "../../src/study/createCore";
import type { AxisRequest, Study } from "../../src/study/request";

const [dist = "", path = ""] = process.argv.slice(2);
const repeats = 40;

void main();

async function main(): Promise<void> {
  const wasm = (name: string) => new Uint8Array(readFileSync(join(dist, name)));
  const core = await createCore({
    files: { read: async () => undefined },
    wasm: { runtime: wasm("tree-sitter.wasm"), python: wasm("tree-sitter-python.wasm") },
  });
  await core.warm();
  const text = readFileSync(path, "utf8");
  const results: Record<string, unknown> = {};
  for (const [name, x, y] of [
    ["huber", "pred", "delta"],
    ["focal", "logits", "gamma"],
  ] as const) {
    const curve = { x: { knob: x, from: -5, to: 5, count: 201 } };
    const surface = { x: { knob: x, from: -5, to: 5, count: 200 }, y: { knob: y, from: 0.1, to: 5, count: 200 } };
    for (const [shape, axes] of Object.entries({ "201 points": curve, "200 x 200": surface })) {
      results[`${name}, ${shape}`] = {
        edited: await measure(core, text, name, axes, "edit"),
        moved: await measure(core, text, name, axes, "range"),
      };
    }
  }
  const guarded: Record<string, unknown> = {};
  for (const name of ["unmined", "mined"]) {
    const axes = { x: { knob: "embeddings[0,0]", from: -2, to: 2, count: 201 } };
    guarded[name] = {
      edited: await measure(core, text, name, axes, "edit"),
      moved: await measure(core, text, name, axes, "range"),
    };
  }
  console.log(JSON.stringify({ results, guarded }));
}

interface Axes {
  readonly x: AxisRequest & { readonly to: number };
  readonly y?: AxisRequest;
}

/** Each repetition changes the loss and nothing else, as a keystroke does, or only the range of x, as zooming does. */
async function measure(core: Core, text: string, name: string, axes: Axes, change: "edit" | "range") {
  await open(core, text, 0);
  const { losses } = await core.discover(path);
  const ordinal = losses.findIndex((loss) => loss.name === name);
  const definition = { qualifiedName: name, kind: losses[ordinal]?.kind ?? "function", ordinal };
  const coefficient = new RegExp(`(def ${name}\\(.*=\\d)\\.\\d(?=\\))`);
  const totals: number[] = [];
  const studies: Study[] = [];
  for (let version = 1; version <= repeats; version++) {
    const edited = text.replace(coefficient, `$1.${version}1`);
    if (change === "edit") await open(core, edited, version);
    const x = change === "range" ? { ...axes.x, to: axes.x.to + version / 1000 } : axes.x;
    const began = performance.now();
    const reply = await core.study({ ...axes, path, definition, x, isUrgent: true });
    totals.push(performance.now() - began);
    if (reply.kind !== "ready") throw new Error(`${name}: ${JSON.stringify(reply)}`);
    studies.push(reply.study);
  }
  const warm = studies.slice(5);
  const stages = Object.keys(warm[0]?.timing ?? {});
  return {
    total: totals.slice(5),
    paths: studies.map(({ paths }) => paths),
    stages: Object.fromEntries(stages.map((stage) => [stage, warm.map(({ timing }) => timing[stage] ?? 0)])),
  };
}

function open(core: Core, text: string, version: number): Promise<void> {
  return core.open({ path, language: "python", version, text });
}
