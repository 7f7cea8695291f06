// `npm run conformance:record [part of a file's name]`: records PyTorch's answers with the first Python that has torch.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("record.py", import.meta.url));
const candidates = [process.env.PYTHON, "python3", "/usr/bin/python3", "python"].filter(Boolean);
const python = candidates.find((name) => spawnSync(name, ["-c", "import torch"], { stdio: "ignore" }).status === 0);
if (python === undefined) {
  console.error(
    `No Python with torch (tried ${candidates.join(", ")}). Set PYTHON to one, or install it: apt install python3-torch`,
  );
  process.exit(2);
}
process.exit(spawnSync(python, [script, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1);
