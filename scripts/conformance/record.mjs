// `npm run conformance:record [part of a file's name]`: records the frameworks' answers, each with the first Python that has it.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const recorders = [
  { needs: "torch", script: "record.py", args: [] },
  { needs: "jax, optax, flax", script: "recordArrays.py", args: ["jax"] },
  { needs: "tensorflow, keras", script: "recordArrays.py", args: ["tensorflow"] },
];
const candidates = [process.env.PYTHON, "python3", "/usr/bin/python3", "python"].filter(Boolean);
const wanted = process.argv.slice(2);
const results = recorders.map(({ needs, script, args }) => {
  const python = candidates.find(
    (name) => spawnSync(name, ["-c", `import ${needs}`], { stdio: "ignore" }).status === 0,
  );
  if (python === undefined) {
    console.error(`Skipped: no Python with ${needs} (tried ${candidates.join(", ")}). Set PYTHON to one.`);
    return undefined;
  }
  const path = fileURLToPath(new URL(script, import.meta.url));
  return spawnSync(python, [path, ...args, ...wanted], { stdio: "inherit" }).status ?? 1;
});
process.exit(results.every((status) => status === undefined) ? 2 : Math.max(...results.map((status) => status ?? 0)));
