/** Tests of a framework's cases against recorded.json of its folder, which the framework itself wrote: record.py. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Library } from "../../src/interpreter/library";
import { difference, type Plain, runCase } from "./arrays";

interface Recorded {
  readonly judges: Readonly<Record<string, string>>;
  readonly imports: string;
  readonly inputs: Readonly<Record<string, Plain>>;
  readonly cases: readonly {
    readonly source: string;
    readonly arguments: readonly string[];
    readonly value: Plain;
    readonly types: readonly string[];
    /** `null` where no path leads to an argument. */
    readonly gradients: Readonly<Record<string, Plain>>;
  }[];
}

export function testRecorded(framework: "jax" | "tensorflow", libraries: readonly Library[]): void {
  const recorded: Recorded = JSON.parse(readFileSync(new URL(`./${framework}/recorded.json`, import.meta.url), "utf8"));
  describe(Object.entries(recorded.judges).join(", ").replaceAll(",", " "), () => {
    for (const { source, arguments: names, value, types, gradients } of recorded.cases)
      test(source.trim().replaceAll("\n", " ⏎ "), () => {
        const args = Object.fromEntries(names.map((name) => [name, recorded.inputs[name] ?? 0]));
        const ran = runCase(framework, libraries, recorded.imports + source, args);
        expect(difference(ran.value, value, 2e-5)).toBeUndefined();
        expect(ran.types).toEqual(types);
        for (const [name, gradient] of Object.entries(gradients)) {
          const expected = gradient ?? zeros(recorded.inputs[name] ?? 0);
          const own = ran.gradients.get(name) ?? zeros(expected);
          expect(difference(own, expected, 2e-4, `gradient by ${name}`)).toBeUndefined();
        }
      });
  });
}

function zeros(like: Plain): Plain {
  return Array.isArray(like) ? like.map(zeros) : 0;
}
