/** The core as a command has it: in this very thread, with the grammars that lie beside the program. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Core, DiscoverReply, DocumentText } from "../study/core";
import { createCore } from "../study/createCore";
import { InputFault } from "./failure";
import { filesOnDisk } from "./files";

/** @param program path of the running program; the grammars stand beside it. */
export function openCore(program: string): Promise<Core> {
  const folder = dirname(program);
  const wasm = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
  return createCore({
    files: filesOnDisk,
    wasm: { runtime: wasm("tree-sitter.wasm"), python: wasm("tree-sitter-python.wasm") },
  });
}

/** Opens a document and finds what stands in it. @throws InputFault when the document itself cannot be read. */
export async function discoverIn(core: Core, document: DocumentText): Promise<DiscoverReply> {
  await core.open(document);
  const reply = await core.discover(document.path);
  const unreadable = reply.diagnostics.find(
    (diagnostic) => diagnostic.severity === "error" && reply.losses.length === 0,
  );
  if (unreadable && document.language === "notebook") throw new InputFault(unreadable.message, document.path, 1, 1);
  return reply;
}
