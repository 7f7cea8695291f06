import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Python preludes are imported as text, as in the bundle. */
const pythonAsText = {
  name: "python-as-text",
  enforce: "pre" as const,
  load(id: string) {
    return id.endsWith(".py") ? `export default ${JSON.stringify(readFileSync(id, "utf8"))}` : undefined;
  },
};

export default defineConfig({
  plugins: [pythonAsText],
  test: {
    pool: "threads",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [
            "test/extension/**",
            "test/conformance/**",
            "test/driver/**",
            "test/browser/**",
            "test/frameworks/torch/cases.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: {
          name: "conformance",
          include: ["test/conformance/**/*.test.ts", "test/frameworks/torch/cases.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/driver/**/*.test.ts", "test/browser/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
