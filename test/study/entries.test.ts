/** Lists have as many entries as the program says that it wants. */

import { expect, test } from "vitest";
import { openCore, requireStudy, torchImports } from "./openCore";

test.each([
  ["says so", 'if len(views) < 3:\n        raise ValueError(f"expected at least 3 views, but got {len(views)}")'],
  ["takes it apart", "first, second, third = list(reversed(views))"],
])("a program that %s", async (_, line) => {
  const core = await openCore();
  const text = `${torchImports}def view_loss(views, margin=1.0):
    ${line}
    apart = [(one - views[0]).pow(2).sum(-1) for one in views[1:]]
    return F.relu(margin - torch.stack(apart).mean(0)).mean()
`;
  const study = await requireStudy(core, text, "view_loss");
  expect(study.inputs.find(({ name }) => name === "views")?.shape).toEqual([3]);
  expect(study.series[0]?.gradient.some((slope) => slope !== 0)).toBe(true);
});
