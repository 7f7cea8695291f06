/** The list of a workspace's losses: fills while the scan goes on; leaving it ends the scan. */

import * as vscode from "vscode";
import type { Discovery } from "./discoveries";
import { uriOf } from "./paths";
import type { ScanProgress } from "./scan";
import type { Target } from "./session";
import { lossItem, targetOf } from "./targets";

type Item = vscode.QuickPickItem & { readonly target?: Target };

/** The loss that the person picked. Errors of the scan are thrown. */
export async function pickFromWorkspace(
  scan: (token: vscode.CancellationToken) => AsyncGenerator<ScanProgress>,
): Promise<Target | undefined> {
  const source = new vscode.CancellationTokenSource();
  const list = vscode.window.createQuickPick<Item>();
  list.placeholder = vscode.l10n.t("Losses of the workspace");
  list.matchOnDescription = true;
  list.keepScrollPosition = true;
  list.busy = true;
  list.show();
  const picked = new Promise<Target | undefined>((resolve) => {
    list.onDidAccept(() => resolve(list.selectedItems[0]?.target));
    list.onDidHide(() => resolve(undefined));
  });
  try {
    return await Promise.race([fill(list, scan(source.token)).then(() => picked), picked]);
  } finally {
    source.cancel();
    source.dispose();
    list.dispose();
  }
}

async function fill(list: vscode.QuickPick<Item>, scan: AsyncGenerator<ScanProgress>): Promise<void> {
  let items: readonly Item[] = [];
  for await (const { done, total, found } of scan) {
    list.title = vscode.l10n.t("{0} of {1} files", done, total);
    if (found.length === 0) continue;
    items = [...items, ...found.flatMap(itemsOf)];
    list.items = items;
  }
  list.busy = false;
  if (items.length === 0) list.placeholder = vscode.l10n.t("No losses found in this workspace");
}

function itemsOf({ path, losses }: Discovery): readonly Item[] {
  const label = vscode.workspace.asRelativePath(uriOf(path));
  const file: Item = { label, kind: vscode.QuickPickItemKind.Separator };
  return [file, ...losses.map((loss, ordinal) => ({ ...lossItem(loss), target: targetOf(path, loss, ordinal) }))];
}
