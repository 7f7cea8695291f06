// `npm test`: every phase, its count, and one closing line. `node scripts/test.mjs PHASE…` runs only those phases.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { requireChromium } from "./chromium.mjs";
import { installServer, projectRoot } from "./server.mjs";

const phases = {
  lint: { title: "lint and types", run: lint },
  unit: { title: "unit", run: () => vitest("unit") },
  conformance: { title: "conformance with the real frameworks", run: () => vitest("conformance") },
  package: { title: "package", needs: ["server"], run: () => counted("node", ["scripts/package.mjs", "--check"]) },
  extension: { title: "in VS Code", needs: ["build", "server"], run: () => insideCode() },
  web: { title: "in VS Code's web worker host", needs: ["build", "server"], run: () => insideCode("--web") },
  browser: { title: "browser", needs: ["build", "server"], run: () => vitest("browser") },
  desktop: { title: "in desktop VS Code", needs: ["build"], isOptional: true, run: () => insideCode("--desktop") },
};

const preparations = {
  build: () => run("node", ["esbuild.js", "--production", "--tests"]),
  async server() {
    await installServer();
    requireChromium();
  },
};

let running;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exit(130);
  });
}
process.chdir(projectRoot);
mkdirSync("out", { recursive: true });
process.exitCode = await main(process.argv.slice(2));

async function main(asked) {
  const unknown = asked.find((name) => !(name in phases));
  if (unknown) {
    console.error(`unknown phase: ${unknown} (have: ${Object.keys(phases).join(", ")})`);
    return 2;
  }
  const names = asked.length > 0 ? asked : Object.keys(phases).filter((name) => !phases[name].isOptional);
  const ready = new Map();
  const results = [];
  for (const [index, name] of names.entries()) {
    const { title, needs = [], run: runPhase } = phases[name];
    const began = Date.now();
    console.log(`\n[${index + 1}/${names.length}] ${title}`);
    let result;
    try {
      for (const need of needs) if (!ready.has(need)) ready.set(need, await preparations[need]());
      result = await runPhase();
    } catch (error) {
      console.error(error);
      result = { passed: 0, failed: 1 };
    }
    results.push({ title, ...result, seconds: (Date.now() - began) / 1000 });
  }
  console.log("");
  for (const { title, passed, failed, seconds } of results) {
    console.log(`${title}: ${passed} passed, ${failed} failed (${seconds.toFixed(0)} s)`);
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
  return total("failed") > 0 ? 1 : 0;
}

/** The linter with the formatter, the compiler and the README's tables count as one check each. */
async function lint() {
  const codes = [
    await exitCode("npx", ["biome", "check", "--error-on-warnings"]),
    await exitCode("npx", ["tsc"]),
    await exitCode("node", ["scripts/manual.mjs", "--check"]),
  ];
  return { passed: codes.filter((code) => code === 0).length, failed: codes.filter((code) => code !== 0).length };
}

async function vitest(project) {
  const report = join("out", `${project}.json`);
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await exitCode("npx", ["vitest", "run", "--project", project, ...reporters]);
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
  // A file that cannot be loaded, or an unhandled error, fails the run without a failed test.
  return { passed: numPassedTests, failed: code === 0 ? numFailedTests : Math.max(1, numFailedTests) };
}

function insideCode(...flags) {
  return counted("node", ["scripts/insideCode.mjs", ...flags]);
}

/** A command that says its counts in a closing line of its own. */
async function counted(command, words) {
  const { code, output } = await runChild(command, words);
  return fromClosingLine(output, code);
}

function fromClosingLine(output, code) {
  const closing = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const [passed, failed] = (closing ?? []).slice(1).map(Number);
  if (passed === undefined) {
    console.error(`The suite did not come to its end (exit code ${code}).`);
    return { passed: 0, failed: 1 };
  }
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
}

async function run(command, words) {
  const code = await exitCode(command, words);
  if (code !== 0) throw new Error(`${command} ${words.join(" ")} ended with code ${code}`);
}

async function exitCode(command, words) {
  return (await runChild(command, words)).code;
}

function runChild(command, words) {
  return new Promise((done, failed) => {
    const options = { cwd: projectRoot, stdio: ["ignore", "pipe", "inherit"], shell: process.platform === "win32" };
    const child = spawn(command, words, { ...options, env: { ...process.env, FORCE_COLOR: "0" } });
    running = child;
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
      process.stdout.write(data);
    });
    child.on("error", failed);
    child.on("close", (code) => done({ code: code ?? 1, output }));
  });
}
