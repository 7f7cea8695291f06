/** The view "Losses": files of the workspace and the losses in each. Scans when first seen, not before. */

import * as vscode from "vscode";
import type { Loss } from "../discovery/loss";
import type { Discoveries, Discovery } from "./discoveries";
import { type Disposable, Disposables } from "./disposable";
import type { DefinitionArgument } from "./lenses";
import { keyOf } from "./lensTexts";
import type { Log } from "./log";
import { describeLoss, lossIcons, readableName } from "./lossItems";
import { uriOf } from "./paths";
import type { ScanProgress } from "./scan";
import { section } from "./settings";

export type TreeNode =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "loss"; readonly path: string; readonly loss: Loss; readonly ordinal: number };

export class LossTree implements vscode.TreeDataProvider<TreeNode>, Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<TreeNode | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly files = new Map<string, Discovery>();
  private scanning: vscode.CancellationTokenSource | undefined;
  private isScanned = false;

  constructor(
    private readonly scan: (token: vscode.CancellationToken) => AsyncGenerator<ScanProgress>,
    discoveries: Discoveries,
    private readonly log: Log,
  ) {
    this.owned.add(
      vscode.window.createTreeView(`${section}.losses`, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.owned.add(discoveries.onDidDiscover((discovery) => this.update(discovery)));
  }

  /** Scans anew. */
  refresh(): void {
    this.files.clear();
    this.isScanned = false;
    this.scanning?.cancel();
    this.changed.fire(undefined);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) {
      if (!this.isScanned) this.startScan();
      return [...this.files.keys()].sort().map((path) => ({ kind: "file", path }));
    }
    if (node.kind === "loss") return [];
    const losses = this.files.get(node.path)?.losses ?? [];
    return losses.map((loss, ordinal) => ({ kind: "loss", path: node.path, loss, ordinal }));
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    if (node.kind === "file") {
      const item = new vscode.TreeItem(uriOf(node.path), vscode.TreeItemCollapsibleState.Collapsed);
      item.iconPath = vscode.ThemeIcon.File;
      item.description = folderOf(node.path);
      item.contextValue = "file";
      item.id = node.path;
      return item;
    }
    const { loss } = node;
    const item = new vscode.TreeItem(readableName(loss));
    item.iconPath = new vscode.ThemeIcon(lossIcons[loss.kind]);
    item.description = describeLoss(loss);
    item.tooltip = vscode.l10n.t("line {0}", loss.line);
    item.contextValue = "loss";
    item.command = { title: vscode.l10n.t("Preview"), command: `${section}.previewFromTree`, arguments: [node] };
    return item;
  }

  dispose(): void {
    this.scanning?.cancel();
    this.scanning?.dispose();
    this.owned.dispose();
  }

  private startScan(): void {
    this.isScanned = true;
    const source = new vscode.CancellationTokenSource();
    this.scanning?.dispose();
    this.scanning = source;
    const location = { viewId: `${section}.losses` };
    void vscode.window.withProgress({ location }, () => this.log.guard(() => this.fill(source.token)));
  }

  private async fill(token: vscode.CancellationToken): Promise<void> {
    for await (const { found } of this.scan(token)) {
      if (token.isCancellationRequested) return;
      for (const discovery of found) this.files.set(discovery.path, discovery);
      if (found.length > 0) this.changed.fire(undefined);
    }
  }

  /** An open file was looked at again: its entry follows. */
  private update(discovery: Discovery): void {
    if (!this.isScanned) return;
    const old = this.files.get(discovery.path);
    if (old && JSON.stringify(old.losses) === JSON.stringify(discovery.losses)) return;
    if (!old && discovery.losses.length === 0) return;
    if (discovery.losses.length > 0) this.files.set(discovery.path, discovery);
    else this.files.delete(discovery.path);
    this.changed.fire(undefined);
  }
}

/** What a command is given for a loss of the tree. */
export function argumentOf(node: TreeNode): DefinitionArgument | undefined {
  return node.kind === "loss" ? { path: node.path, key: keyOf(node.loss, node.ordinal) } : undefined;
}

/** The file's folder within the workspace; empty at the top. */
function folderOf(path: string): string {
  const relative = vscode.workspace.asRelativePath(uriOf(path));
  return relative.slice(0, Math.max(0, relative.lastIndexOf("/")));
}
