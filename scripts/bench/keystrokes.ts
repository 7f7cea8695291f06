/**
 * The bench's part inside VS Code: rounds of keystrokes that scripts/bench.mjs types on a real keyboard's way.
 *
 * A round is typed into a number of the loss or elsewhere into it, and the preview then paints its curve; or the same is typed into
 * the same text in a file that no preview is about, where each change is answered by nothing but an empty message to the same page
 * and its next paint: the bare echo.
 */

import * as vscode from "vscode";

interface Paint {
  readonly receivedAt: number;
  readonly drawnAt: number;
  readonly paintedAt: number;
}

interface Keystroke extends Paint {
  readonly changedAt: number;
  readonly answeredAt?: number;
  readonly timing?: Readonly<Record<string, number>>;
}

interface Inspection {
  readonly version: number;
  readonly answeredAt: Readonly<Record<number, number>>;
  readonly paints: Readonly<Record<number, Paint>>;
  readonly painted?: number;
  readonly study?: { readonly timing: Readonly<Record<string, number>> };
}

const sets = {
  number: { behind: "delta=1.0", typed: "5" },
  code: { behind: "return ", typed: "-" },
} as const;
type Place = keyof typeof sets;
const rounds = 6;
const keysPerRound = 20;

/** VS Code calls this. Its answer is a line `RESULT {…}`. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension("loss-landscape.loss-landscape");
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!extension || !folder) throw new Error("the extension or the workspace is missing");
  await extension.activate();

  const loss = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "losses.py"));
  const plain = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "echo.py"));
  await show(loss, "delta=1.0");
  const beganLenses = performance.now();
  const preview = await until(
    async () => (await lenses(loss)).find(({ command }) => command?.title.includes("Preview"))?.command,
  );
  const firstLenses = performance.now() - beganLenses;
  const beganPreview = Date.now();
  await vscode.commands.executeCommand(preview.command, ...(preview.arguments ?? []));
  const first = await until(async () => {
    const now = await inspect();
    return now?.painted && now.study ? now : undefined;
  });
  const firstPaint = (first.paints[first.painted ?? 0]?.paintedAt ?? Date.now()) - beganPreview;

  const curve: Record<Place, Keystroke[]> = { number: [], code: [] };
  const echo: Record<Place, Keystroke[]> = { number: [], code: [] };
  for (let round = 0; round < rounds; round++) {
    for (const place of ["number", "code"] as const) {
      curve[place].push(...(await watch("curve", place, loss, curveOf)));
      echo[place].push(...(await watch("echo", place, plain, echoOf)));
    }
  }
  // a line that is too long does not arrive
  const short = (_: string, value: unknown) => (typeof value === "number" ? Math.round(value * 100) / 100 : value);
  console.log(`RESULT ${JSON.stringify({ firstLenses, firstPaint, curve, echo }, short)}`);
}

/** Says that typing may begin, and answers one keystroke after the other. */
async function watch(
  what: "curve" | "echo",
  place: Place,
  document: vscode.TextDocument,
  answer: (changedAt: number) => Promise<Keystroke>,
): Promise<Keystroke[]> {
  const { behind, typed } = sets[place];
  await show(document, behind);
  const pending: Promise<Keystroke>[] = [];
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document && event.contentChanges.length > 0) pending.push(answer(Date.now()));
  });
  console.log(`TYPE ${JSON.stringify({ what, place, typed, count: keysPerRound })}`);
  await until(() => (pending.length >= keysPerRound ? true : undefined));
  listener.dispose();
  return await Promise.all(pending);
}

/** The version that this change asked for is known as soon as every listener has heard of it. */
async function curveOf(changedAt: number): Promise<Keystroke> {
  await Promise.resolve();
  const done = await inspect("painting");
  const version = done?.version ?? 0;
  const paint = done?.paints[version];
  if (!done || !paint) throw new Error("the next keystroke came before this one was painted");
  return { changedAt, ...paint, answeredAt: done.answeredAt[version] ?? Number.NaN, timing: done.study?.timing ?? {} };
}

async function echoOf(changedAt: number): Promise<Keystroke> {
  return { changedAt, ...(await vscode.commands.executeCommand<Paint>("lossLandscape.inspect", "echo")) };
}

function inspect(what?: "painting"): Thenable<Inspection | undefined> {
  return vscode.commands.executeCommand<Inspection | undefined>("lossLandscape.inspect", what);
}

function lenses(document: vscode.TextDocument): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100);
}

/** Puts the cursor behind a text. */
async function show(document: vscode.TextDocument, text: string): Promise<void> {
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const end = document.positionAt(document.getText().indexOf(text) + text.length);
  editor.selection = new vscode.Selection(end, end);
}

async function until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error("the bench waited for a minute in vain");
}
