// Runs the suite of test/extension inside VS Code: the one from npm, with --web in its Web Worker extension host,
// with --desktop in a desktop VS Code that is downloaded.

import { resolve } from "node:path";
import { runTests, TestRunFailedError } from "@vscode/test-electron";
import { projectRoot } from "./server.mjs";

const isWeb = process.argv.includes("--web");
const isDesktop = process.argv.includes("--desktop");

try {
  await runTests({
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: resolve(projectRoot, "out/test/extension.js"),
    launchArgs: [
      resolve(projectRoot, "examples"),
      "--disable-extensions",
      ...(isWeb ? ["--extensionDevelopmentKind=web"] : []),
    ],
    ...(isDesktop
      ? { version: "stable" }
      : { vscodeExecutablePath: resolve(projectRoot, "scripts/code-headless.mjs") }),
  });
} catch (error) {
  if (!(error instanceof TestRunFailedError)) console.error(error);
  process.exitCode = error.code || 1;
}
