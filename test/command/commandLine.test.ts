/** The command line against its contract: what is printed, and how it ends. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../src/command/commandLine";
import { filesOnDisk } from "../../src/command/files";
import type { Core } from "../../src/study/core";
import { createCore } from "../../src/study/createCore";

let folder: string;
let core: Core;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loss-landscape-"));
  const { resolve } = createRequire(import.meta.url);
  const wasm = (name: string) => new Uint8Array(readFileSync(resolve(name)));
  core = await createCore({
    files: filesOnDisk,
    wasm: {
      runtime: wasm("web-tree-sitter/tree-sitter.wasm"),
      python: wasm("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"),
    },
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: string[]) {
  let printed = "";
  let complained = "";
  const code = await main(words, {
    openCore: async () => core,
    print: (text) => {
      printed += text;
    },
    error: (text) => {
      complained += text;
    },
  });
  return { code, printed, complained };
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const huber = `
import torch

def huber(pred, target, delta=1.0):
    r = (pred - target).abs()
    return torch.where(r < delta, 0.5 * r ** 2, delta * r - 0.5 * delta ** 2).mean()
`;

test("list gives every definition with its coefficients, honouring ignore files", async () => {
  write("listed/losses.py", huber);
  write("listed/skipped/losses.py", huber);
  write("listed/.gitignore", "skipped/\n");
  const { code, printed } = await run("list", join(folder, "listed"), "--json");
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toEqual([
    {
      file: join(folder, "listed/losses.py"),
      name: "huber",
      qualifiedName: "huber",
      kind: "function",
      line: 4,
      language: "python",
      framework: "torch",
      coefficients: [{ name: "delta", value: 1, line: 4 }],
    },
  ]);
});

test("evaluate keeps 5.0 a float, and what wants no gradient without one", async () => {
  const text =
    "import torch\n\ndef f(a, b, n):\n    b.requires_grad = False\n    return (a * b).sum() + torch.tensor(n) / 2 * isinstance(n, float)\n";
  const file = write("floats.py", text);
  const inputs = write("floats.json", '{"args": {"a": {"tensor": [1.0, 2.0]}, "b": {"tensor": [3.0, 4.0]}, "n": 5.0}}');
  const { printed } = await run("evaluate", file, "f", "--inputs", inputs, "--json");
  expect(JSON.parse(printed)).toMatchObject({ outputs: [{ data: 13.5 }], gradients: { a: [3, 4], b: null } });
});

test("evaluate gives outputs and gradients, null where no path leads", async () => {
  const file = write("evaluate.py", "import torch\n\ndef f(a, b, c):\n    return (a * b.detach()).sum(), c.mean()\n");
  const inputs = write(
    "inputs.json",
    JSON.stringify({ args: { a: { tensor: [1, 2] }, b: { tensor: [3, "Infinity"] }, c: { tensor: [4, 6] } } }),
  );
  const { code, printed } = await run("evaluate", file, "f", "--inputs", inputs, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    outputs: [
      { shape: [], data: "Infinity" },
      { shape: [], data: 5 },
    ],
    gradients: { a: [3, "Infinity"], b: null, c: null },
    parameterGradients: {},
  });
});

test("a class takes init and parameters; its gradients come under state-dict names", async () => {
  const file = write(
    "module.py",
    "import torch\nimport torch.nn as nn\n\nclass L(nn.Module):\n    def __init__(self, scale=1.0):\n        super().__init__()\n        self.scale = scale\n        self.w = nn.Parameter(torch.ones(2))\n    def forward(self, x):\n        return (self.scale * self.w * x).sum()\n",
  );
  const inputs = write(
    "module.json",
    JSON.stringify({ init: { scale: 2 }, parameters: { w: { tensor: [3, 4] } }, args: { x: { tensor: [5, 6] } } }),
  );
  const { printed } = await run("evaluate", file, "L", "--inputs", inputs, "--json");
  expect(JSON.parse(printed)).toMatchObject({
    outputs: [{ data: 78 }],
    gradients: { x: [6, 8] },
    parameterGradients: { w: [10, 12] },
  });
});

test("lists of tensors and variable-length parameters", async () => {
  const file = write(
    "lists.py",
    "def f(first, *rest, power=1):\n    return first * sum(r ** power for r in rest)\n\ndef g(parts):\n    return parts[0] * 2 + parts[1]['x'] * 3\n",
  );
  const star = write(
    "star.json",
    JSON.stringify({ args: { first: { tensor: 2 }, "*rest": [{ tensor: 3 }, { tensor: 4 }], power: 2 } }),
  );
  expect(JSON.parse((await run("evaluate", file, "f", "--inputs", star, "--json")).printed)).toMatchObject({
    outputs: [{ data: 50 }],
    gradients: { first: 25, "*rest": [12, 16] },
  });
  const nested = write("nested.json", JSON.stringify({ args: { parts: [{ tensor: 1 }, { x: { tensor: 5 } }] } }));
  expect(JSON.parse((await run("evaluate", file, "g", "--inputs", nested, "--json")).printed)).toMatchObject({
    outputs: [{ data: 17 }],
    gradients: { parts: [2, { x: 3 }] },
  });
});

test("a batch answers line by line, and a bad case never ends it", async () => {
  const file = write("batch.py", huber);
  const inputs = { args: { pred: { tensor: [3] }, target: { tensor: [0] } } };
  const lines = [
    { file, symbol: "huber", inputs },
    { file, symbol: "nothing", inputs },
    { file: join(folder, "missing.py"), symbol: "huber", inputs },
    { file, symbol: "huber", inputs: { args: { pred: { tensor: [[1], [2, 3]] }, target: { tensor: [0] } } } },
    { file, symbol: "huber", inputs },
  ];
  const batch = write("batch.jsonl", `${lines.map((line) => JSON.stringify(line)).join("\n")}\nno json\n`);
  const { code, printed } = await run("evaluate", "--batch", batch);
  const answers = printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(answers).toHaveLength(6);
  expect(answers[0]).toMatchObject({ outputs: [{ data: 2.5 }], gradients: { pred: [1] } });
  expect(answers[1].error).toMatchObject({ message: "there is no definition named nothing", file });
  expect(answers[2].error.message).toBe("no such file");
  expect(answers[3].error.message).toContain("a tensor's lists must have equal lengths");
  expect(answers[4]).toEqual(answers[0]);
  expect(answers[5].error).toMatchObject({ file: batch, line: 6 });
});

test("a fault of the input is told at its place, exit 1", async () => {
  const file = write("fault.py", "import torch\n\ndef f(a):\n    return torch.nothing(a)\n");
  const inputs = write("a.json", JSON.stringify({ args: { a: { tensor: [1] } } }));
  const { code, printed, complained } = await run("evaluate", file, "f", "--inputs", inputs, "--json");
  expect(code).toBe(1);
  expect(complained).toMatch(new RegExp(`^${file}:4:\\d+: .*torch\\.nothing`));
  expect(JSON.parse(printed).error).toMatchObject({ file, line: 4 });
});

test("wrong usage ends with 2", async () => {
  expect((await run("evaluate", "only-a-file.py")).code).toBe(2);
  expect((await run("unknown")).code).toBe(2);
  expect((await run("sweep", write("u.py", huber), "huber", "--x", "pred=1")).code).toBe(2);
  expect((await run("render", write("u.py", huber), "huber", "-o", "plot.gif")).code).toBe(2);
});

test("sweep gives the columns that the panel draws", async () => {
  const file = write("sweep.py", huber);
  const { printed } = await run("sweep", file, "huber", "--x", "pred=-4:4:9", "--set", "delta=2", "--json");
  const data = JSON.parse(printed);
  expect(data.x).toMatchObject({ knob: "pred", values: [-4, -3, -2, -1, 0, 1, 2, 3, 4] });
  expect(data.series[0].value).toEqual([6, 4, 2, 0.5, 0, 0.5, 2, 4, 6]);
  expect(data.series[0].gradient).toEqual([-2, -2, -2, -1, 0, 1, 2, 2, 2]);
  expect(data.thresholds.map(({ at, label }: { at: number; label: string }) => [at, label])).toEqual([
    [-2, "−delta"],
    [2, "delta"],
  ]);
});

test("an unknown knob names those that exist, exit 1", async () => {
  const { code, complained } = await run("sweep", write("k.py", huber), "huber", "--x", "nothing=0:1");
  expect(code).toBe(1);
  expect(complained).toContain("unknown knob: nothing (have: pred,");
});
