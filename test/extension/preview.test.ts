/** The preview follows its definition while the text is edited, broken, repaired and renamed. */

import * as vscode from "vscode";
import { equal, eventually, ok } from "./assert";
import {
  clickPreview,
  closeEverything,
  extension,
  gradientAt,
  inspect,
  openText,
  previewWhere,
  replace,
} from "./window";

const huber = `import torch

def huber_loss(pred, target, delta=1.0):  # preview: pred from -5 to 5, target = 0
    residual = pred - target
    size = torch.abs(residual)
    return torch.where(size < delta, 0.5 * residual**2, delta * size - 0.5 * delta**2).mean()
`;

suite("preview", () => {
  teardown(closeEverything);

  test("a click on the lens shows the curve and its gradient", async () => {
    const { document } = await openText(huber);
    await clickPreview(document, 3);
    const study = await previewWhere("a painted preview", ({ name }) => name === "huber_loss");
    equal(study.x.knob, "pred", "the axis");
    equal(
      [gradientAt(study, -5), gradientAt(study, 0), gradientAt(study, 0.5), gradientAt(study, 5)],
      [-1, 0, 0.5, 1],
      "gradient",
    );
  });

  test("an edit of the text changes the curve", async () => {
    const editor = await openText(huber);
    await clickPreview(editor.document, 3);
    await previewWhere("the first curve", (study) => gradientAt(study, 5) === 1);
    await replace(editor, "delta=1.0", "delta=2.0");
    await previewWhere("the curve for delta = 2", (study) => gradientAt(study, 5) === 2);
  });

  test("a broken text keeps the last curve and says where it broke; its repair clears that", async () => {
    const editor = await openText(huber);
    await clickPreview(editor.document, 3);
    await previewWhere("the first curve", () => true);
    await replace(editor, "torch.abs(residual)", "torch.abz(residual)");
    const problems = await eventually("a diagnostic", () => {
      const own = vscode.languages
        .getDiagnostics(editor.document.uri)
        .filter(({ source }) => source === "loss-landscape");
      return own.length > 0 && own;
    });
    equal(problems[0]?.range.start.line, 4, "the line of the diagnostic");
    ok(problems[0]?.message.includes("abz"), `it names the thing: ${problems[0]?.message}`);
    const failed = await inspect();
    ok(failed?.isFailed && failed.study, "the last good study is kept");
    await replace(editor, "torch.abz(residual)", "torch.abs(residual)");
    await previewWhere("the curve again", (study) => gradientAt(study, 5) === 1);
    await eventually("no diagnostic", () =>
      vscode.languages.getDiagnostics(editor.document.uri).every(({ source }) => source !== "loss-landscape"),
    );
  });

  test("follows a rename and a move", async () => {
    const editor = await openText(huber);
    await clickPreview(editor.document, 3);
    await previewWhere("the first curve", ({ name }) => name === "huber_loss");
    await replace(editor, "def huber_loss", "def robust_loss");
    await previewWhere("the renamed one", ({ name }) => name === "robust_loss");
    await replace(
      editor,
      "import torch\n",
      "import torch\n\n\n# above\ndef other_loss(pred, target):\n    return (pred - target).abs().mean()\n",
    );
    await replace(editor, "delta=1.0", "delta=3.0");
    await previewWhere("the moved one", (study) => study.name === "robust_loss" && gradientAt(study, 5) === 3);
    ok((await inspect())?.title.includes("robust_loss"), "the panel's title follows");
  });

  test("stops an endless loop and goes on with the next text", async () => {
    const editor = await openText(huber);
    await clickPreview(editor.document, 3);
    await previewWhere("the first curve", () => true);
    await replace(editor, "    size =", "    while True:\n        pass\n    size =");
    await eventually(
      "a word about it",
      async () => {
        const now = await inspect();
        return now?.isFailed && now.diagnostics.some(({ severity }) => severity === "error");
      },
      40,
    );
    await replace(editor, "    while True:\n        pass\n", "");
    await previewWhere("the curve again", (study) => gradientAt(study, 5) === 1);
  });

  test("never runs the text that it shows", async () => {
    const trace = vscode.Uri.joinPath(extension().extensionUri, ".vscode-test", "executed");
    const path = trace.path;
    const editor = await openText(
      `import os\nopen(${JSON.stringify(path)}, "w").write("ran")\nos.system("touch ${path}")\n${huber}`,
    );
    await clickPreview(editor.document, 6);
    await eventually("an answer", async () => {
      const now = await inspect();
      return now && (now.study || now.isFailed);
    });
    let ran = true;
    try {
      await vscode.workspace.fs.stat(trace);
    } catch {
      ran = false;
    }
    equal(ran, false, "the file that the text would write exists");
  });

  test("exports what it shows", async () => {
    const { document } = await openText(huber);
    await clickPreview(document, 3);
    await previewWhere("a curve", () => true);
    const folder = vscode.Uri.joinPath(extension().extensionUri, ".vscode-test");
    const read = async (format: string) => {
      const target = vscode.Uri.joinPath(folder, `plot.${format}`);
      await vscode.commands.executeCommand("lossLandscape.exportPlot", format, target);
      return await vscode.workspace.fs.readFile(target);
    };
    const text = async (format: string) => new TextDecoder().decode(await read(format));
    ok((await text("svg")).includes("<svg"), "an SVG");
    ok("$schema" in JSON.parse(await text("vl.json")), "a Vega-Lite specification");
    ok((await text("csv")).trim().split("\n").length > 100, "a line a point");
    equal([...(await read("png")).slice(1, 4)], [0x50, 0x4e, 0x47], "a PNG's signature");
  });
});
