/** Losses of a whole workspace, in batches: each is a fair share of the core's time, so that a preview stays quick. */

import * as vscode from "vscode";
import type { DiscoverReply, DocumentText } from "../study/core";
import type { CoreHost } from "./coreHost";
import type { Discovery } from "./discoveries";
import type { Documents } from "./documents";
import { pathOf } from "./paths";
import { scanSettings } from "./settings";

const batchSize = 6;
/** Larger files are data or generated. */
const maxBytes = 500_000;

export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  readonly found: readonly Discovery[];
}

/** Yields after every batch the files of it that hold losses. Ends early when cancelled. */
export async function* scanWorkspace(
  core: CoreHost,
  documents: Documents,
  token: vscode.CancellationToken,
): AsyncGenerator<ScanProgress> {
  const uris = await findSources(token);
  for (let at = 0; at < uris.length && !token.isCancellationRequested; at += batchSize) {
    const texts = await Promise.all(uris.slice(at, at + batchSize).map((uri) => readDocument(uri, documents)));
    const batch = texts.filter((text) => text !== undefined);
    const replies = await core.scan(batch);
    yield { done: Math.min(at + batchSize, uris.length), total: uris.length, found: withLosses(batch, replies) };
  }
}

async function findSources(token: vscode.CancellationToken): Promise<readonly vscode.Uri[]> {
  const { include, exclude, maxFiles } = scanSettings();
  const uris = await vscode.workspace.findFiles(
    anyOf(include),
    exclude.length > 0 ? anyOf(exclude) : undefined,
    maxFiles,
    token,
  );
  return uris.sort((a, b) => a.path.localeCompare(b.path));
}

function anyOf(globs: readonly string[]): string {
  const [only] = globs;
  return globs.length === 1 && only !== undefined ? only : `{${globs.join(",")}}`;
}

async function readDocument(uri: vscode.Uri, documents: Documents): Promise<DocumentText | undefined> {
  const path = pathOf(uri);
  const open = documents.find(path);
  if (open) return open;
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > maxBytes) return undefined;
    const language = path.endsWith(".ipynb") ? "notebook" : "python";
    return { path, language, version: 0, text: new TextDecoder().decode(bytes) };
  } catch {
    // Deleted or unreadable since it was listed: it holds nothing to show.
    return undefined;
  }
}

function withLosses(batch: readonly DocumentText[], replies: readonly DiscoverReply[]): readonly Discovery[] {
  return batch.flatMap(({ path, version }, at) => {
    const losses = replies[at]?.losses ?? [];
    return losses.length > 0 ? [{ path, version, losses }] : [];
  });
}
