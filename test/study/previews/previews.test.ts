/** A person opens any of the project's own losses and the preview works: ready, finite, and x moves it. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../../src/study/core";
import { openSurveyCore, pythonFilesIn, surveyFile } from "./survey";

const root = process.cwd();
const frameworks: ReadonlySet<string> = new Set(["torch", "plain"]);
let core: Core;

beforeAll(async () => {
  core = await openSurveyCore(root);
});

test.each([
  ["examples", 1],
  ["test/conformance/cases", 0.95],
  ["test/discovery/corpus", 0.9],
])("%s: at least %d of the previews tell something", { timeout: 400_000 }, async (folder, floor) => {
  const previews = (await Promise.all(pythonFilesIn(`${root}/${folder}`).map((file) => surveyFile(core, file)))).flat();
  const counted = previews.filter(({ framework }) => frameworks.has(framework));
  const others = counted.filter(({ outcome }) => outcome !== "telling");
  const told = others
    .map(({ outcome, file, name, detail }) => `${outcome} ${file} ${name}: ${detail.slice(0, 160)}`)
    .join("\n");
  expect(1 - others.length / counted.length, told).toBeGreaterThanOrEqual(floor);
});
