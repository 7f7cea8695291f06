/** The lenses above the losses of the examples, and what switches them off. */

import * as vscode from "vscode";
import { equal, eventually, ok } from "./assert";
import { closeEverything, lensesOf, openExample, openText } from "./window";

const expected: Readonly<Record<string, readonly string[]>> = {
  "huber.py": ["6 Preview", "11 Preview", "11 delta = 1.0"],
  "ppo.py": ["7 Preview", "7 clip_epsilon = 0.2", "7 value_coef = 0.5", "7 entropy_coef = 0.01"],
  "uncertainty.py": ["7 Preview", "7 log_vars = [0, 0] → weights 1.00, 1.00"],
  "meta_loss.py": ["7 Preview"],
  "weighted_sum.py": ["8 Preview", "8 alpha = 1.0", "8 beta = 0.1"],
};

suite("lenses", () => {
  teardown(async () => {
    await vscode.workspace.getConfiguration("lossLandscape").update("lenses.enabled", undefined, true);
    await closeEverything();
  });

  for (const [name, titles] of Object.entries(expected)) {
    test(`of ${name}`, async () => {
      const { document } = await openExample(name);
      const found = await eventually("lenses", async () => {
        const lenses = await lensesOf(document);
        return lenses.length > 0 && lenses;
      });
      const shown = found.map(({ line, title }) => `${line} ${title.replace(/^\$\(.*?\) /, "")}`);
      for (const title of titles) ok(shown.includes(title), `${title} is missing in ${shown.join(" | ")}`);
    });
  }

  test("say where coefficients of library losses and of sums are used", async () => {
    const { document } = await openExample("weighted_sum.py");
    const shown = await eventually("lenses", async () => {
      const lenses = await lensesOf(document);
      return lenses.length > 0 && lenses.map(({ line, title }) => `${line} ${title}`).join(" | ");
    });
    ok(/16 .*delta = 2\.0/.test(shown), `no lens for nn.HuberLoss(delta=2.0) in ${shown}`);
    ok(/17 .*beta = 0\.5/.test(shown), `no lens for smooth_l1_loss(beta=0.5) in ${shown}`);
    ok(/18 .*0\.25/.test(shown), `no lens for the weighted sum in ${shown}`);
  });

  test("are gone when the setting is off", async () => {
    const { document } = await openExample("huber.py");
    await eventually("lenses", async () => (await lensesOf(document)).length > 0);
    await vscode.workspace.getConfiguration("lossLandscape").update("lenses.enabled", false, true);
    await eventually("no lenses", async () => (await lensesOf(document)).length === 0);
  });

  test("stand on a broken file too, for what is not broken", async () => {
    const { document } = await openText(
      "import torch\n\ndef huber_loss(pred, target, delta=1.0):\n    return torch.abs(pred - target).mean()\n\ndef broken_loss(pred, :\n",
    );
    const lines = await eventually("lenses", async () => {
      const lenses = await lensesOf(document);
      return lenses.length > 0 && [...new Set(lenses.map(({ line }) => line))];
    });
    equal(lines.includes(3), true, "a lens on line 3");
  });

  test("do not look at files without Python", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "plaintext",
      content: "def loss(x): return x",
    });
    equal(await lensesOf(document), [], "lenses of a plain text");
  });
});
