/** Every command: its id, and which parts of the editor it puts to work. */

import * as vscode from "vscode";
import type { ExportFormat } from "../messages";
import type { CoreHost } from "./coreHost";
import type { Discoveries } from "./discoveries";
import { type Disposable, Disposables } from "./disposable";
import type { Documents } from "./documents";
import { exportPlot } from "./exportPlot";
import { inspect } from "./inspect";
import { pickFromWorkspace } from "./listLosses";
import type { Log } from "./log";
import { exportFormats } from "./plotBytes";
import type { Previews } from "./previews";
import { reveal } from "./reveal";
import { scanWorkspace } from "./scan";
import { askCoefficient } from "./setCoefficient";
import { areLensesOn, section, setLensesOn } from "./settings";
import { isDefinitionArgument, Targets } from "./targets";
import { argumentOf, type LossTree, type TreeNode } from "./tree";

export interface Parts {
  readonly core: CoreHost;
  readonly documents: Documents;
  readonly discoveries: Discoveries;
  readonly previews: Previews;
  readonly tree: LossTree;
  readonly log: Log;
}

export function registerCommands(parts: Parts): Disposable {
  const { core, documents, discoveries, previews, tree, log } = parts;
  const targets = new Targets(discoveries);
  const handlers: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = {
    preview: (argument) => show(argument, vscode.ViewColumn.Active),
    previewToSide: (argument) => show(argument, vscode.ViewColumn.Beside),
    previewFromTree: (node) => (isNode(node) ? show(argumentOf(node), vscode.ViewColumn.Beside) : undefined),
    revealPreview: () => previews.current?.panel.reveal(),
    togglePin: () => previews.current?.setPinned(!previews.current.isPinned),
    setCoefficient: (argument) => setCoefficient(argument),
    resetPreview: () => previews.current?.session.reset(),
    exportPlot: (format, to) =>
      exportCurrent(isFormat(format) ? format : undefined, to instanceof vscode.Uri ? to : undefined),
    showDefinition: (node) => showDefinition(node),
    listLosses: () => listLosses(),
    refreshLosses: () => tree.refresh(),
    toggleLenses: () => setLensesOn(!areLensesOn()),
    showLog: () => log.open(),
    // For tests and measurements only; hidden from the palette.
    inspect: (what) => inspect(core, previews, what),
  };
  const registered = new Disposables();
  for (const [name, handler] of Object.entries(handlers)) {
    registered.add(
      vscode.commands.registerCommand(`${section}.${name}`, (...args: unknown[]) => log.guard(() => handler(...args))),
    );
  }
  return registered;

  async function show(argument: unknown, column: vscode.ViewColumn): Promise<void> {
    const target = await targets.find(argument);
    if (target) previews.show(target, column);
  }

  async function setCoefficient(argument: unknown): Promise<void> {
    const target = isDefinitionArgument(argument)
      ? await targets.named(argument)
      : (previews.current?.session.target ?? (await targets.atCursor()));
    if (!target) return;
    const name = isDefinitionArgument(argument) ? argument.coefficient : undefined;
    const answer = await askCoefficient(target, name, discoveries, previews);
    if (!answer) return;
    const preview = previews.find(target.path, target.key) ?? previews.show(target, vscode.ViewColumn.Beside);
    preview.session.set(answer.name, answer.value);
  }

  async function exportCurrent(format: ExportFormat | undefined, to: vscode.Uri | undefined): Promise<void> {
    const preview = previews.current;
    if (preview) await exportPlot(preview, format, to);
  }

  async function showDefinition(node: unknown): Promise<void> {
    const argument = isNode(node) ? argumentOf(node) : undefined;
    const preview = previews.current;
    const target = argument ? await targets.named(argument) : preview?.session.target;
    if (!target) return;
    const { path, key, line } = target;
    const cell = key.cell === undefined ? {} : { cell: key.cell };
    await reveal({ path, line, column: 0, ...cell }, argument ? undefined : preview?.panel.viewColumn);
  }

  async function listLosses(): Promise<void> {
    const target = await pickFromWorkspace((token) => scanWorkspace(core, documents, token));
    if (!target) return;
    const { path, key, line } = target;
    await reveal({ path, line, column: 0, ...(key.cell === undefined ? {} : { cell: key.cell }) });
    previews.show(target, vscode.ViewColumn.Beside);
  }
}

function isNode(node: unknown): node is TreeNode {
  return typeof node === "object" && node !== null && "kind" in node && "path" in node;
}

function isFormat(format: unknown): format is ExportFormat {
  return exportFormats.some((one) => one.format === format);
}
