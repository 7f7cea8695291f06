// Builds everything that ships into dist/, and with --tests the suites and benches that run in a real VS Code into out/.
// Flags: --watch (rebuild on change), --production (minified, no source maps), --tests.

const { build, context } = require("esbuild");
const { chmodSync, cpSync, existsSync, mkdirSync, rmSync } = require("node:fs");
const { readdir } = require("node:fs/promises");
const path = require("node:path");
const { writeNotices } = require("./scripts/notices.cjs");

const isProduction = process.argv.includes("--production");
const isWatching = process.argv.includes("--watch");
const withTests = process.argv.includes("--tests");

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  target: ["es2022"],
  absWorkingDir: __dirname,
  loader: { ".py": "text" },
  minify: isProduction,
  keepNames: false,
  sourcemap: isProduction ? false : "linked",
  sourcesContent: false,
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
  metafile: isProduction,
  alias: {
    // The ES module of the parser's runtime asks import.meta.url for its own place, which a script has not.
    "web-tree-sitter": "./node_modules/web-tree-sitter/tree-sitter.cjs",
  },
};

const nodeBuiltins = ["node:*", "fs", "fs/promises", "module", "path", "url", "worker_threads"];

/** What runs in Node; the module fields keep a second copy of tfjs-core out. */
const node = {
  ...common,
  platform: "node",
  format: "cjs",
  mainFields: ["module", "main"],
  alias: {
    ...common.alias,
    "node-fetch": "./scripts/empty.cjs",
    // Its Node file looks for a canvas with a top-level await, which a script cannot have; pictures are SVG there.
    "vega-canvas": "./node_modules/vega-canvas/build/vega-canvas.browser.js",
  },
};

const browser = { ...common, platform: "browser" };

/** In the browser's extension host `./startThread` is `startThread.web.ts`: whatever has such a twin beside it. */
const webTwins = {
  name: "web-twins",
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^\.\.?\// }, ({ path: specifier, resolveDir }) => {
      const twin = path.resolve(resolveDir, `${specifier}.web.ts`);
      return existsSync(twin) ? { path: twin } : undefined;
    });
  },
};

/** @type {import("esbuild").BuildOptions[]} */
const products = [
  { ...node, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  {
    ...browser,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/web/extension.js",
    format: "cjs",
    // A file that needs Node has a browser twin beside it: startThread.ts and startThread.web.ts.
    resolveExtensions: [".web.ts", ".tsx", ".ts", ".js", ".json"],
    external: ["vscode", ...nodeBuiltins],
    plugins: [webTwins],
  },
  // One file for a worker thread of Node and for a Web Worker: the latter is started from a Blob and can load nothing else.
  {
    ...browser,
    entryPoints: ["src/worker.ts"],
    outfile: "dist/worker.js",
    format: "iife",
    external: nodeBuiltins,
    alias: { ...common.alias, util: "./src/engine/nodeUtil.ts" },
  },
  { ...browser, entryPoints: ["src/webview/page.ts"], outfile: "dist/webview.js", format: "iife" },
  {
    ...node,
    entryPoints: ["src/cli.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
    external: ["@resvg/resvg-js"],
  },
];

/** Files that are shipped as they are. */
const copies = [
  ["node_modules/web-tree-sitter/tree-sitter.wasm", "dist/tree-sitter.wasm"],
  ["node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm", "dist/tree-sitter-python.wasm"],
  ["node_modules/@vscode/codicons/dist/codicon.css", "dist/codicon.css"],
  ["node_modules/@vscode/codicons/dist/codicon.ttf", "dist/codicon.ttf"],
];

/** Lets the suite's entry import every test file of test/extension, so that none is listed by hand. */
const testsByGlob = {
  name: "tests-by-glob",
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^suites$/ }, () => ({ path: "suites", namespace: "suites" }));
    pluginBuild.onLoad({ filter: /.*/, namespace: "suites" }, async () => {
      const folder = path.join(__dirname, "test/extension");
      const names = (await readdir(folder)).filter((name) => name.endsWith(".test.ts")).sort();
      return {
        contents: names.map((name) => `import ${JSON.stringify(`./${name}`)};`).join("\n"),
        resolveDir: folder,
      };
    });
  },
};

/** @type {import("esbuild").BuildOptions[]} */
const suites = [
  {
    ...browser,
    entryPoints: ["test/extension/run.ts"],
    outfile: "out/test/extension.js",
    format: "cjs",
    external: ["vscode"],
    minify: false,
    sourcemap: "inline",
    plugins: [testsByGlob],
  },
  { ...node, entryPoints: ["scripts/bench/core.ts"], outfile: "out/bench/core.js" },
  {
    ...node,
    entryPoints: ["scripts/bench/keystrokes.ts", "scripts/bench/activation.ts"],
    outdir: "out/bench",
    external: ["vscode"],
  },
];

async function main() {
  mkdirSync(path.join(__dirname, "dist"), { recursive: true });
  for (const [from, to] of copies) cpSync(path.join(__dirname, from), path.join(__dirname, to));
  const all = withTests ? [...products, ...suites] : products;
  if (isWatching) {
    for (const options of all)
      await (await context({ ...options, plugins: [...(options.plugins ?? []), reporter] })).watch();
    return;
  }
  const outcomes = await Promise.allSettled(all.map((options) => build(options)));
  const broken = outcomes.find(({ status }) => status === "rejected");
  if (broken) throw broken.reason;
  if (isProduction) {
    await removeSourceMaps();
    const metafiles = outcomes.flatMap(({ value }) => value?.metafile ?? []);
    writeNotices(
      __dirname,
      metafiles,
      copies.map(([from]) => from),
      path.join(__dirname, "dist/ThirdPartyNotices.txt"),
    );
  }
  const cli = path.join(__dirname, "dist/cli.js");
  if (existsSync(cli)) chmodSync(cli, 0o755);
}

/** Those that an earlier build for development left. */
async function removeSourceMaps() {
  const dist = path.join(__dirname, "dist");
  for (const name of await readdir(dist, { recursive: true })) {
    if (name.endsWith(".map")) rmSync(path.join(dist, name));
  }
}

/** Speaks the lines that the watch task's problem matcher waits for. */
const reporter = {
  name: "reporter",
  setup(pluginBuild) {
    pluginBuild.onStart(() => console.log("[watch] build started"));
    pluginBuild.onEnd(({ errors }) => console.log(`[watch] build finished, ${errors.length} errors`));
  },
};

main().catch((error) => {
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
});
