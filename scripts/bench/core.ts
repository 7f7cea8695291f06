/** What the core costs by itself: studies of two losses, warm, with the milliseconds of each stage. Prints one line of JSON. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Core } from "../../src/study/core";
import { createCore } from "../../src/study/createCore";
import type { Study, StudyRequest } from "../../src/study/request";

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
    results[name] = {
      curve: await measure(core, text, name, curve),
      surface: await measure(core, text, name, surface),
    };
  }
  console.log(JSON.stringify(results));
}

/** Every repetition changes the document, as a keystroke does. */
async function measure(core: Core, text: string, name: string, axes: Pick<StudyRequest, "x" | "y">) {
  const { losses } = await discover(core, text, 0);
  const ordinal = losses.findIndex((loss) => loss.name === name);
  const kind = losses[ordinal]?.kind ?? "function";
  const totals: number[] = [];
  const studies: Study[] = [];
  for (let version = 1; version <= repeats; version++) {
    await open(core, text.replaceAll(/(delta|gamma)=(\d)\.0/g, `$1=$2.${version}1`), version);
    const began = performance.now();
    const reply = await core.study({ path, definition: { qualifiedName: name, kind, ordinal }, ...axes });
    totals.push(performance.now() - began);
    if (reply.kind !== "ready") throw new Error(`${name}: ${JSON.stringify(reply)}`);
    studies.push(reply.study);
  }
  const warm = studies.slice(5);
  const stages = Object.keys(warm[0]?.timing ?? {});
  return {
    total: totals.slice(5),
    stages: Object.fromEntries(stages.map((stage) => [stage, warm.map(({ timing }) => timing[stage] ?? 0)])),
  };
}

async function discover(core: Core, text: string, version: number) {
  await open(core, text, version);
  return core.discover(path);
}

function open(core: Core, text: string, version: number): Promise<void> {
  return core.open({ path, language: "python", version, text });
}
