/**
 * Some small studies, each after an edit, so that the first real one finds preludes parsed, loops generated and code
 * compiled: an engine compiles well only what it has run often. Between them whatever else is asked for has its turn.
 */

import type { Answers } from "./answers";
import type { Documents } from "./documents";
import type { DefinitionKey } from "./request";

/**
 * @param documents of its own, as the answers are: nobody else sees what is studied here
 * @param millisecondsSinceAsked how long ago something was really asked for: while a person types, nothing is warmed up
 */
export async function warmUp(
  answers: Answers,
  documents: Documents,
  millisecondsSinceAsked: () => number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let rest = quiet - millisecondsSinceAsked(); rest > 0; rest = quiet - millisecondsSinceAsked())
      await pause(rest);
    const { path, text, definition } = losses[round % losses.length] ?? losses[0];
    documents.open({ path, language: "python", version: round + 1, text: text.replaceAll("1.0", `1.${round + 1}`) });
    const request = { path, definition, isUrgent: true };
    answers.study(request);
    // what a pause after a key would do
    if (round % checkEvery === 0) answers.check(request);
    await pause(0);
  }
}

/** A pause in typing. */
const quiet = 1000;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const rounds = 300;
const checkEvery = 3;

interface WarmLoss {
  readonly path: string;
  readonly definition: DefinitionKey;
  readonly text: string;
}

/** The two forms in which losses are mostly written. */
const losses: readonly [WarmLoss, WarmLoss] = [
  {
    path: "warmFunction.py",
    definition: { qualifiedName: "warm_loss", kind: "function", ordinal: 0 },
    text: `import torch
import torch.nn.functional as F

def warm_loss(pred, target, delta=1.0):
    r = (pred - target).abs()
    return torch.where(r < delta, 0.5 * r ** 2, delta * r).mean() + 0.1 * F.mse_loss(pred, target)
`,
  },
  {
    path: "warmClass.py",
    definition: { qualifiedName: "WarmLoss", kind: "class", ordinal: 0 },
    text: `import torch
import torch.nn as nn

class WarmLoss(nn.Module):
    def __init__(self, gamma=1.0, reduction="mean"):
        super().__init__()
        self.gamma = gamma
        self.reduction = reduction

    def forward(self, logits, targets):
        chance = torch.sigmoid(logits)
        right = chance * targets + (1 - chance) * (1 - targets)
        loss = -((1 - right) ** self.gamma) * torch.log(right.clamp(min=1e-6))
        return loss.mean() if self.reduction == "mean" else loss
`,
  },
];
