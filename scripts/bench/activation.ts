/** The bench's part inside a fresh VS Code: what its own marks say of our activation. */

import * as vscode from "vscode";

const id = "loss-landscape.loss-landscape";

/** VS Code calls this. Its answer is a line `RESULT {"loading", "activating", "awaited"}`, all in milliseconds. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error("the extension is missing");
  const began = performance.now();
  await extension.activate();
  const awaited = performance.now() - began;
  const marks = readMarks();
  const at = (name: string) => marks.get(`code/extHost/${name}/${id}`) ?? Number.NaN;
  const loading = at("didLoadExtensionCode") - at("willLoadExtensionCode");
  const activating = at("didActivateExtension") - at("willActivateExtension");
  console.log(`RESULT ${JSON.stringify({ loading, activating, awaited })}`);
}

/** What VS Code's extension host noted: the name of each mark and its time in milliseconds. */
function readMarks(): ReadonlyMap<string, number> {
  const { MonacoPerformanceMarks: own } = globalThis as {
    readonly MonacoPerformanceMarks?: { getMarks(): readonly { readonly name: string; readonly startTime: number }[] };
  };
  return new Map(own?.getMarks().map(({ name, startTime }) => [name, startTime]));
}
