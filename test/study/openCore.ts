/** A core over texts in memory, as the tests use it. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Core } from "../../src/study/core";
import { createCore } from "../../src/study/createCore";
import type { Diagnostic, Study, StudyReply, StudyRequest } from "../../src/study/request";

const { resolve } = createRequire(import.meta.url);
const wasm = (name: string) => new Uint8Array(readFileSync(resolve(name)));

/** @param files further files of the workspace, by path */
export function openCore(files: Readonly<Record<string, string>> = {}): Promise<Core> {
  return createCore({
    files: {
      read: async (candidates) => {
        const path = candidates.find((one) => files[one] !== undefined);
        return path === undefined ? undefined : { path, text: files[path] ?? "" };
      },
    },
    wasm: {
      runtime: wasm("web-tree-sitter/tree-sitter.wasm"),
      python: wasm("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"),
    },
  });
}

let version = 0;

/** Studies the definition of that name in a text. */
export async function studyIn(
  core: Core,
  text: string,
  name: string,
  request: Partial<StudyRequest> = {},
): Promise<StudyReply> {
  const path = "/project/loss.py";
  version++;
  await core.open({ path, language: "python", version, text });
  const { losses } = await core.discover(path);
  const ordinal = losses.findIndex((loss) => loss.qualifiedName === name || loss.name === name);
  const found = losses[ordinal];
  const definition = { qualifiedName: found?.qualifiedName ?? name, kind: found?.kind ?? "function", ordinal } as const;
  return core.study({ path, definition, ...request });
}

export async function requireStudy(
  core: Core,
  text: string,
  name: string,
  request: Partial<StudyRequest> = {},
): Promise<Study> {
  const reply = await studyIn(core, text, name, request);
  if (reply.kind !== "ready") throw new Error(JSON.stringify(reply));
  return reply.study;
}

export async function requireFailure(
  core: Core,
  text: string,
  name: string,
  request: Partial<StudyRequest> = {},
): Promise<readonly Diagnostic[]> {
  const reply = await studyIn(core, text, name, request);
  if (reply.kind !== "failed") throw new Error(`expected a failure, got ${reply.kind}`);
  return reply.diagnostics;
}

export const torchImports = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\n";

export function rolesOf({ inputs }: Study): Readonly<Record<string, string>> {
  return Object.fromEntries(inputs.map(({ name, role }) => [name, role]));
}

export function shapeOf({ inputs }: Study, name: string): readonly number[] | undefined {
  return inputs.find((input) => input.name === name)?.shape;
}
