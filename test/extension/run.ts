/** The suite's entry inside VS Code's extension host, of Node or of the browser: runs every test file beside it. */

import "mocha/mocha";

/** VS Code calls this; a rejection fails the run. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", reporter: Lines, timeout: 120_000 });
  // Puts `suite` and `test` into the global scope: a file loader would do it, and here is none.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await import("suites");
  const { passed, failed } = await new Promise<Counts>((resolve) => {
    const counts = { passed: 0, failed: 0 };
    mocha
      .run(() => resolve(counts))
      .on("pass", () => counts.passed++)
      .on("fail", () => counts.failed++);
  });
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} tests failed`);
}

interface Counts {
  passed: number;
  failed: number;
}

/** One line a test. Mocha's own reporters for terminals are not in its browser bundle. */
class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner
      .on("suite", ({ title }) => title && console.log(`  ${title}`))
      .on("pass", ({ title, duration }) => console.log(`    ok ${title} (${duration} ms)`))
      .on("fail", ({ title }, error) => console.log(`    FAILED ${title}\n${error.stack ?? error.message}`));
  }
}
