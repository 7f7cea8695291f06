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
  test: { include: ["test/**/*.test.ts"], exclude: ["test/extension/**", "node_modules/**"], pool: "threads" },
});
