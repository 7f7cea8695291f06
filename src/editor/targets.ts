/** Which definition a command is about: the one in its argument, the one at the cursor, or one that the person picks. */

import * as vscode from "vscode";
import type { Loss } from "../discovery/loss";
import type { DefinitionKey } from "../study/request";
import { definitionAt } from "./definitionAt";
import type { Discoveries, Discovery } from "./discoveries";
import { placeOf } from "./documents";
import type { DefinitionArgument } from "./lenses";
import { keyOf } from "./lensTexts";
import { describeLoss, lossIcons, readableName } from "./lossItems";
import { isSameKey, type Target } from "./session";

export class Targets {
  constructor(private readonly discoveries: Discoveries) {}

  /** `undefined` when there is none, which the person has been told, or when the person picked none. */
  async find(argument: unknown): Promise<Target | undefined> {
    return isDefinitionArgument(argument) ? await this.named(argument) : await this.atCursor();
  }

  async named({ path, key }: DefinitionArgument): Promise<Target> {
    const { losses } = await this.discoveries.ofPath(path);
    const ordinal = losses.findIndex((loss, at) => isSameKey(keyOf(loss, at), key));
    const loss = losses[ordinal];
    return loss ? targetOf(path, loss, ordinal) : { path, key, name: lastPart(key), line: 0 };
  }

  async atCursor(): Promise<Target | undefined> {
    const editor = vscode.window.activeTextEditor;
    const discovery = await this.discoveries.ofActive();
    if (!editor || !discovery || discovery.losses.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("There is no loss in this file that could be previewed."),
      );
      return undefined;
    }
    const { cell } = placeOf(editor.document);
    const ordinal = definitionAt(discovery.losses, editor.document.offsetAt(editor.selection.active), cell);
    const loss = ordinal === undefined ? undefined : discovery.losses[ordinal];
    return loss && ordinal !== undefined ? targetOf(discovery.path, loss, ordinal) : await pick(discovery);
  }
}

export function targetOf(path: string, loss: Loss, ordinal: number): Target {
  return { path, key: keyOf(loss, ordinal), name: loss.name, line: loss.line - 1 };
}

/** Commands are also called by menus, whose first argument is an address. */
export function isDefinitionArgument(argument: unknown): argument is DefinitionArgument {
  return typeof argument === "object" && argument !== null && "path" in argument && "key" in argument;
}

export function lossItem(loss: Loss): vscode.QuickPickItem {
  const detail = describeLoss(loss);
  return {
    label: `$(${lossIcons[loss.kind]}) ${readableName(loss)}`,
    description: [vscode.l10n.t("line {0}", loss.line), detail].filter((part) => part !== "").join("  "),
  };
}

async function pick({ path, losses }: Discovery): Promise<Target | undefined> {
  const items = losses.map((loss, ordinal) => ({ ...lossItem(loss), target: targetOf(path, loss, ordinal) }));
  const [only] = items;
  if (only && items.length === 1) return only.target;
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which loss of this file?"),
    matchOnDescription: true,
  });
  return picked?.target;
}

function lastPart({ qualifiedName }: DefinitionKey): string {
  return qualifiedName.split(".").at(-1) ?? qualifiedName;
}
