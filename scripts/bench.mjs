// `npm run bench`: what the product costs, as a table. `node scripts/bench.mjs PART…` measures only some of
// sizes, core, activation, keystrokes, scan. Figures are medians over repeated runs, with the 95th percentile beside them.

import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "node:util";
import { gzipSync } from "node:zlib";
import { installServer, projectRoot } from "./server.mjs";
import { openWorkbench } from "./workbench.mjs";

const parts = { sizes, core, activation, keystrokes, scan };

process.chdir(projectRoot);
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown) {
  console.error(`unknown part: ${unknown} (have: ${Object.keys(parts).join(", ")})`);
  process.exit(2);
}
execFileSync(process.execPath, ["esbuild.js", "--production", "--tests"], { stdio: "inherit" });
console.log(`Node ${process.version}, ${cpus().length} cores, ${process.platform} ${process.arch}`);
for (const name of asked.length > 0 ? asked : Object.keys(parts)) await parts[name]();

function sizes() {
  const files = readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join("dist", name)).isFile(),
  );
  const rows = files.sort().map((name) => {
    const bytes = readFileSync(join("dist", name));
    return [`dist/${name}`, kilobytes(bytes.length), kilobytes(gzipSync(bytes).length)];
  });
  const vsix = readdirSync(".").filter((name) => name.endsWith(".vsix"));
  for (const name of vsix) rows.push([name, kilobytes(statSync(name).size), ""]);
  table("Sizes", ["file", "KB", "KB gzip"], rows);
}

/** Warm studies by the core alone, in Node, beside the same mathematics in PyTorch. */
function core() {
  const { results: ours, guarded } = JSON.parse(
    execFileSync(process.execPath, ["out/bench/core.js", "dist", "scripts/bench/losses.py"], { encoding: "utf8" }),
  );
  const torch = torchTimes();
  const stages = Object.keys(Object.values(ours)[0].edited.stages);
  const ratio = (samples, name) => (torch ? (median(samples) / torch[name]).toFixed(1) : "-");
  const title = torch ? `PyTorch ${torch.version}, ${torch.threads} threads` : "no Python with PyTorch here";
  table(
    `A study: value and gradient, ms, median (p95); beside the same mathematics in ${title}`,
    [
      "",
      "after an edit",
      ...stages.map((stage) => `of it ${stage}`),
      "other range",
      "PyTorch",
      "edit / PyTorch",
      "run / PyTorch",
      "range / PyTorch",
    ],
    Object.entries(ours).map(([name, { edited, moved }]) => [
      name,
      milliseconds(edited.total),
      ...stages.map((stage) => milliseconds(edited.stages[stage])),
      milliseconds(moved.total),
      torch ? torch[name].toFixed(3) : "-",
      ratio(edited.total, name),
      ratio(edited.stages.run, name),
      ratio(moved.total, name),
    ]),
  );
  guards(guarded);
}

/** Margin mining with boolean masks: a trace for every answer that the masks give along the curve. */
function guards({ mined, unmined }) {
  const cost = (pick) => (median(pick(mined).total) / median(pick(unmined).total)).toFixed(2);
  table(
    "A guard-heavy curve of 201 points, ms, median (p95)",
    ["", "paths", "after an edit", "other range"],
    [
      ...Object.entries({ "without a branch": unmined, "mined with boolean masks": mined }).map(([name, one]) => [
        name,
        String(median(one.edited.paths)),
        milliseconds(one.edited.total),
        milliseconds(one.moved.total),
      ]),
      ["ratio", "", cost(({ edited }) => edited), cost(({ moved }) => moved)],
    ],
  );
}

function torchTimes() {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const { status, stdout } = spawnSync(python, ["scripts/bench/judge.py"], { encoding: "utf8" });
    if (status === 0) return JSON.parse(stdout);
  }
  return undefined;
}

/** What VS Code itself measures of our activation, each time in a fresh start. */
async function activation() {
  await installServer();
  const starts = [];
  for (let start = 0; start < 7; start++) {
    const folder = mkdtempSync(join(tmpdir(), "loss-landscape-bench-"));
    try {
      starts.push(await resultOf("activation", folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const of = (pick) => starts.map(pick);
  table(
    `Activation, ms, ${starts.length} starts of VS Code`,
    ["", "median", "p95"],
    [
      row(
        "the extension's code loaded",
        of(({ loading }) => loading),
      ),
      row(
        "until its activate() is done, with what VS Code does meanwhile",
        of(({ activating }) => activating),
      ),
      row(
        "both",
        of(({ loading, activating }) => loading + activating),
      ),
      row(
        "another extension waited for it",
        of(({ awaited }) => awaited),
      ),
    ],
  );
}

/** Keys typed into VS Code, until the curve is painted in its webview; and the bare echo in the same window. */
async function keystrokes() {
  await installServer();
  const folder = mkdtempSync(join(tmpdir(), "loss-landscape-bench-"));
  cpSync("scripts/bench/losses.py", join(folder, "losses.py"));
  // The same text in another file, which no preview is about: VS Code's own work for a keystroke (colours, brackets, lenses) is the same.
  cpSync("scripts/bench/losses.py", join(folder, "echo.py"));
  let report;
  try {
    report = await typeRounds(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { firstLenses, firstPaint, keys } = report;
  const places = { number: "in a number", code: "elsewhere in the loss" };
  for (const [place, title] of Object.entries(places)) {
    const [curve, echo] = [report.curve[place], report.echo[place]];
    const between = (strokes, from, to) => strokes.map((stroke) => stroke[to] - stroke[from]);
    const fromKey = (strokes, what) => strokes.map(({ paintedAt }, index) => paintedAt - keys[what][place][index]);
    const beside = (ofCurve, ofEcho) => [
      "ratio to the echo",
      (median(ofCurve) / median(ofEcho)).toFixed(2),
      (percentile(ofCurve) / percentile(ofEcho)).toFixed(2),
    ];
    const [curveFromKey, echoFromKey] = [fromKey(curve, "curve"), fromKey(echo, "echo")];
    const curveFromChange = between(curve, "changedAt", "paintedAt");
    const echoFromChange = between(echo, "changedAt", "paintedAt");
    table(
      `Keystroke ${title} until painted, ms`,
      ["", "median", "p95"],
      [
        row("key pressed → curve painted", curveFromKey),
        row("key pressed → bare echo painted", echoFromKey),
        beside(curveFromKey, echoFromKey),
        row("document changed → curve painted", curveFromChange),
        row("document changed → bare echo painted", echoFromChange),
        beside(curveFromChange, echoFromChange),
        row("  changed → answered by the core's thread", between(curve, "changedAt", "answeredAt")),
        ...Object.keys(curve[0].timing).map((stage) =>
          row(
            `    of it ${stage}`,
            curve.map(({ timing }) => timing[stage] ?? 0),
          ),
        ),
        row("  answered → received by the page", between(curve, "answeredAt", "receivedAt")),
        row("  received → drawn", between(curve, "receivedAt", "drawnAt")),
        row("  drawn → painted", between(curve, "drawnAt", "paintedAt")),
        row("  echo: changed → received by the page", between(echo, "changedAt", "receivedAt")),
        row("  echo: received → painted", between(echo, "receivedAt", "paintedAt")),
      ],
    );
  }
  table(
    "Starting, ms",
    ["", "once"],
    [
      ["first lenses (the core's thread starts)", firstLenses.toFixed(0)],
      ["first preview painted (the panel opens)", firstPaint.toFixed(0)],
    ],
  );
}

/**
 * Runs a part of the bench inside a fresh VS Code: its answer, the line `RESULT {…}`. For other lines, and for the page before it
 * is loaded, `hear` and `prepare` are called; what `hear` returns is waited for.
 */
async function resultOf(name, folder, { hear, prepare } = {}) {
  const heard = [];
  let end;
  const ended = new Promise((resolve, reject) => {
    end = { resolve, reject };
  });
  const workbench = await openWorkbench({
    development: [projectRoot],
    testsPath: join(projectRoot, `out/bench/${name}.js`),
    target: folder,
    isolated: true,
    async beforeOpen(page) {
      await page.exposeFunction("codeAutomationExit", (code) =>
        end.reject(new Error(`the bench ended with code ${code}`)),
      );
      await page.exposeFunction("codeAutomationLog", (_, words) => {
        const line = format(...words);
        if (line.startsWith("RESULT ")) end.resolve(JSON.parse(line.slice(7)));
        else heard.push(hear?.(page, line));
      });
      await prepare?.(page);
    },
  });
  const late = setTimeout(() => end.reject(new Error("the bench did not end in 8 minutes")), 480_000);
  try {
    const result = await ended;
    await Promise.all(heard);
    return result;
  } finally {
    clearTimeout(late);
    await workbench.close();
  }
}

async function typeRounds(folder) {
  const keys = { curve: { number: [], code: [] }, echo: { number: [], code: [] } };
  const result = await resultOf("keystrokes", folder, {
    hear: (page, line) => (line.startsWith("TYPE ") ? type(page, JSON.parse(line.slice(5))) : undefined),
    prepare: (page) =>
      page.addInitScript(() => {
        window.keyTimes = [];
        window.addEventListener(
          "keydown",
          (event) => window.keyTimes.push(performance.timeOrigin + event.timeStamp),
          true,
        );
      }),
  });
  return { ...result, keys };

  /** A character and its deletion in turn: the text ends as it began. */
  async function type(page, { what, place, typed, count }) {
    await page.waitForTimeout(300);
    await page.evaluate(() => window.keyTimes.splice(0));
    for (let key = 0; key < count; key++) {
      await page.keyboard.press(key % 2 === 0 ? typed : "Backspace");
      await page.waitForTimeout(250);
    }
    keys[what][place].push(...(await page.evaluate(() => window.keyTimes.splice(0))));
  }
}

/** A workspace of 5,000 Python files, some of which hold losses. */
function scan() {
  const folder = mkdtempSync(join(tmpdir(), "loss-landscape-scan-"));
  try {
    const files = 5000;
    let bytes = 0;
    for (let index = 0; index < files; index++) {
      const path = join(folder, `package_${index % 50}`);
      if (!existsSync(path)) mkdirSync(path);
      const text = index % 20 === 0 ? lossFile(index) : plainFile(index);
      bytes += text.length;
      writeFileSync(join(path, `module_${index}.py`), text);
    }
    const samples = [];
    let found = 0;
    for (let run = 0; run < 3; run++) {
      const began = performance.now();
      const output = execFileSync(process.execPath, ["dist/cli.js", "list", folder, "--json"], {
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
      samples.push(performance.now() - began);
      found = JSON.parse(output).length;
    }
    table(
      `Scan of ${files} files, ${kilobytes(bytes)} KB (list)`,
      ["", ""],
      [
        ["seconds, median of 3", (median(samples) / 1000).toFixed(2)],
        ["ms a file", (median(samples) / files).toFixed(2)],
        ["losses found", String(found)],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lossFile(index) {
  return `import torch\nimport torch.nn as nn\n\n\nclass Model_${index}(nn.Module):\n    def __init__(self, width=${index}):\n        super().__init__()\n        self.layer = nn.Linear(width, 1)\n\n    def forward(self, x):\n        return self.layer(x)\n\n\ndef huber_loss_${index}(pred, target, delta=1.0):\n    residual = pred - target\n    size = residual.abs()\n    return torch.where(size < delta, 0.5 * residual**2, delta * size - 0.5 * delta**2).mean()\n`;
}

function plainFile(index) {
  const body = Array.from(
    { length: 12 },
    (_, at) =>
      `def step_${at}(a, b=${at}):\n    """Adds things."""\n    total = [x * b for x in range(a)]\n    return {"sum": sum(total), "name": f"step {a}"}\n`,
  );
  return `import os\nimport sys\n\nVALUE = ${index}\n\n\n${body.join("\n\n")}`;
}

function row(title, samples) {
  return [title, median(samples).toFixed(1), percentile(samples).toFixed(1)];
}

function milliseconds(samples) {
  return samples.length === 0 ? "-" : `${median(samples).toFixed(2)} (${percentile(samples).toFixed(2)})`;
}

function median(samples) {
  return percentile(samples, 0.5);
}

function percentile(samples, share = 0.95) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(0);
}

function table(title, head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => (cells[column] ?? "").length)));
  const line = (cells) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  ");
  console.log(`\n${title}\n${line(head)}\n${widths.map((width) => "-".repeat(width)).join("  ")}`);
  for (const cells of rows) console.log(line(cells));
}
