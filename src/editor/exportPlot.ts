/** Writes what a preview shows into a file of the person's choice. */

import * as vscode from "vscode";
import type { ExportFormat } from "../messages";
import { uriOf } from "./paths";
import { exportFormats, plotBytes, plotFileName } from "./plotBytes";
import type { Preview } from "./preview";

/** `to` leaves out the dialog. */
export async function exportPlot(preview: Preview, format?: ExportFormat, to?: vscode.Uri): Promise<void> {
  const chosen = format ?? (await pickFormat());
  if (!chosen) return;
  const target = to ?? (await askFile(preview, chosen));
  if (!target) return;
  const data = await preview.plot(chosen);
  await vscode.workspace.fs.writeFile(target, plotBytes(chosen, data));
  if (to) return;
  const open = vscode.l10n.t("Open");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t("Saved {0}", vscode.workspace.asRelativePath(target)),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand("vscode.open", target);
}

async function pickFormat(): Promise<ExportFormat | undefined> {
  const items = exportFormats.map(({ format, label }) => ({ label, description: `.${format}`, format }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Save the plot as") });
  return picked?.format;
}

async function askFile(preview: Preview, format: ExportFormat): Promise<vscode.Uri | undefined> {
  const { path, name } = preview.session.target;
  const folder = vscode.workspace.getWorkspaceFolder(uriOf(path))?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const fileName = plotFileName(name, format);
  const label = exportFormats.find((one) => one.format === format)?.label ?? format;
  return await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, fileName) } : {}),
    filters: { [label]: [format] },
  });
}
