/** Classes in order: borders between them, one fewer than there are classes, and grades that are held as numbers too. */

import { beforeAll, expect, test } from "vitest";
import type { Core } from "../../src/study/core";
import { openCore, requireStudy, rolesOf, shapeOf, torchImports } from "./openCore";

let core: Core;

beforeAll(async () => {
  core = await openCore();
});

test("a score for each border, where as many borders as classes do not fit", async () => {
  const study = await requireStudy(
    core,
    `${torchImports}class Borders(nn.Module):
    def __init__(self, num_classes=6):
        super().__init__()
        self.num_classes = num_classes

    def forward(self, scores, grades):
        wanted = torch.zeros(scores.size(0), self.num_classes - 1)
        for border in range(self.num_classes - 1):
            wanted[:, border] = (grades > border).float()
        return F.binary_cross_entropy_with_logits(scores, wanted)
`,
    "Borders",
  );
  expect(rolesOf(study)).toEqual({ scores: "binaryLogits", grades: "classIndex" });
  expect(shapeOf(study, "scores")).toEqual([1, 5]);
});

test("as many scores as the constructor counts classes by default, whatever it counts them for", async () => {
  const study = await requireStudy(
    core,
    `${torchImports}class Graded(nn.Module):
    def __init__(self, num_classes=5):
        super().__init__()
        self.register_buffer("grades", torch.arange(num_classes).float())
        self.ce = nn.CrossEntropyLoss()

    def forward(self, x, y):
        expected = (torch.softmax(x, dim=1) * self.grades).sum(1)
        return self.ce(x, y) + F.l1_loss(expected, y.float())
`,
    "Graded",
  );
  expect(rolesOf(study)).toEqual({ x: "logits", y: "classIndex" });
  expect(shapeOf(study, "x")).toEqual([1, 5]);
  expect(shapeOf(study, "y")).toEqual([1]);
});
