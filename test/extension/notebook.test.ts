/** Notebooks: lenses in their cells, a preview across them. */

import * as vscode from "vscode";
import { equal, eventually } from "./assert";
import { closeEverything, gradientAt, lensesOf, previewWhere } from "./window";

const cells = [
  "import torch\nscale = 2.0",
  "def scaled_loss(pred, target, power=2.0):  # preview: pred from -3 to 3, target = 0\n    return (scale * torch.abs(pred - target) ** power).mean()",
];

suite("notebooks", () => {
  teardown(closeEverything);

  test("a loss in a cell has its lenses there, and knows the cells above", async () => {
    const data = new vscode.NotebookData(
      cells.map((text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python")),
    );
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", data);
    await vscode.window.showNotebookDocument(notebook, { viewColumn: vscode.ViewColumn.One });
    const { document } = notebook.cellAt(1);
    const lens = await eventually("lenses", async () =>
      (await lensesOf(document)).find(({ title }) => title.includes("Preview")),
    );
    equal(lens.line, 1, "the line in the cell");
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    const study = await previewWhere("a painted preview", ({ name }) => name === "scaled_loss");
    equal(Math.round(gradientAt(study, 1.5) * 1000) / 1000, 6, "the gradient of 2 x² at 1.5");
  });
});
