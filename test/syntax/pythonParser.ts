/** The Python parser as the tests use it: grammars from the installed packages, loaded once. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createPythonParser, type PythonParser } from "../../src/syntax/python";

const resolve = createRequire(import.meta.url).resolve;

export function loadPythonParser(): Promise<PythonParser> {
  return createPythonParser({
    runtime: readFileSync(resolve("web-tree-sitter/tree-sitter.wasm")),
    python: readFileSync(resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm")),
  });
}
