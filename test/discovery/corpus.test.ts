/**
 * Precision and recall of discovery over a labelled corpus; corpus/README.md says what is labelled. Labels stand on the line of the name: `# @loss` on a definition,
 * `# @call` on a library loss with explicit numbers, `# @sum` on a weighted sum; what has no label is none. The folder is the
 * style. `npx vitest run test/discovery/corpus` prints the table and every difference; beside it stands what a plain rule would
 * find, that takes every definition with "loss" in its name.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { discover } from "../../src/discovery/discover";
import type { Loss } from "../../src/discovery/loss";
import { loadPythonParser } from "../syntax/pythonParser";

const parser = await loadPythonParser();
const root = join(import.meta.dirname, "corpus");

interface Tally {
  found: number;
  wanted: number;
  right: number;
}

test("losses are found by what they compute, in every style", () => {
  const styles = new Map<string, Tally>();
  const plain: Tally = { found: 0, wanted: 0, right: 0 };
  let files = 0;
  let withoutLoss = 0;
  const differences: string[] = [];
  for (const style of stylesIn(root)) {
    const tally: Tally = { found: 0, wanted: 0, right: 0 };
    styles.set(style, tally);
    for (const file of readdirSync(join(root, style)).sort()) {
      if (!file.endsWith(".py")) continue;
      const text = readFileSync(join(root, style, file), "utf8");
      const wanted = labels(text);
      const found = new Set(
        discover(parser.parse(`${style}/${file}`, text)).map((loss) => `${loss.line} ${labelOf(loss)}`),
      );
      const lines = text.split("\n");
      const shown = (entry: string) =>
        `${style}/${file}:${entry}  ${lines[Number.parseInt(entry, 10) - 1]?.trim() ?? ""}`;
      for (const entry of wanted) if (!found.has(entry)) differences.push(`missed ${shown(entry)}`);
      for (const entry of found) if (!wanted.has(entry)) differences.push(`wrong  ${shown(entry)}`);
      files++;
      if (wanted.size === 0) withoutLoss++;
      const definitions = new Set([...wanted].filter((entry) => entry.endsWith(" loss")));
      const named = namedLosses(text);
      add(plain, named, definitions);
      tally.wanted += wanted.size;
      tally.found += found.size;
      tally.right += [...wanted].filter((entry) => found.has(entry)).length;
    }
  }
  const rows = [...styles].map(([style, tally]) => row(style, tally));
  const total = [...styles.values()].reduce((sum, tally) => ({
    found: sum.found + tally.found,
    wanted: sum.wanted + tally.wanted,
    right: sum.right + tally.right,
  }));
  console.log(
    [
      ...differences,
      "",
      row("style", undefined),
      ...rows,
      row("all", total),
      row("plain name rule", plain),
      `${files} files, ${withoutLoss} without a loss`,
    ].join("\n"),
  );
  expect(total.right / total.found, "precision").toBeGreaterThanOrEqual(0.95);
  expect(total.right / total.wanted, "recall").toBeGreaterThanOrEqual(0.95);
}, 60_000);

function stylesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();
}

function add(tally: Tally, found: ReadonlySet<string>, wanted: ReadonlySet<string>): void {
  tally.found += found.size;
  tally.wanted += wanted.size;
  tally.right += [...wanted].filter((entry) => found.has(entry)).length;
}

/** The rule to compare with: a definition is a loss when its name says so. */
function namedLosses(text: string): Set<string> {
  return new Set(
    text
      .split("\n")
      .flatMap((line, i) => (/^\s*(?:async\s+)?(?:def|class)\s+\w*loss\w*/i.test(line) ? [`${i + 1} loss`] : [])),
  );
}

function labels(text: string): Set<string> {
  return new Set(
    text.split("\n").flatMap((line, i) => {
      const label = /# @(loss|call|sum)\b/.exec(line)?.[1];
      return label === undefined ? [] : [`${i + 1} ${label}`];
    }),
  );
}

function labelOf(loss: Loss): string {
  return loss.kind === "call" ? "call" : loss.kind === "expression" ? "sum" : "loss";
}

function row(name: string, tally: Tally | undefined): string {
  const share = (part: number, whole: number) => (whole === 0 ? "-" : (part / whole).toFixed(2));
  const cells = tally
    ? [share(tally.right, tally.found), share(tally.right, tally.wanted), String(tally.wanted)]
    : ["precision", "recall", "labels"];
  return [name.padEnd(20), ...cells.map((cell) => cell.padStart(10))].join("");
}
