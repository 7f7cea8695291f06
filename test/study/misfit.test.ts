/** What a change of roles costs is counted by what it touches: it must come to the same as counting everything anew. */

import { expect, test } from "vitest";
import { createMisfit } from "../../src/study/inputs/misfit";
import type { RoleGuess } from "../../src/study/inputs/roles";
import type { Role } from "../../src/study/request";
import { layouts } from "../../src/study/roles/roleTable";
import { touchIn, type Usage } from "../../src/study/usage/usage";

const guess = (role: Role): RoleGuess => ({ role, score: 1, reason: "" });
const sizes = { N: 8, C: 3, D: 4, T: 5, H: 8, W: 8 } as const;

test("a change costs as much as the whole with the change", () => {
  const usages = new Map<string, Usage>();
  const names = ["pred", "target", "mask", "@scale"];
  for (const [i, name] of names.entries()) {
    const usage = touchIn(usages, name);
    usage.minRank = i;
    for (const other of names) if (other !== name) usage.beside.add(other);
  }
  touchIn(usages, "pred").width = 6;
  touchIn(usages, "target").isShifted = true;
  const roles: readonly Role[] = ["prediction", "logits", "probabilities", "classIndex", "embedding", "oneHot"];
  const best = new Map(names.map((name) => [name, guess("prediction")]));
  for (const layout of layouts) {
    const place = { layoutAt: () => layout, sizesAt: () => sizes, hasSteps: layout.each.length > 1 };
    const misfit = createMisfit(best, usages, place);
    for (const one of roles)
      for (const other of roles) {
        const changes = new Map([
          ["pred", guess(one)],
          ["target", guess(other)],
        ]);
        const whole = createMisfit(new Map([...best, ...changes]), usages, place);
        expect(misfit(changes)).toBeCloseTo(whole(new Map()), 9);
      }
  }
});
