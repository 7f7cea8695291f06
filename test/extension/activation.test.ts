/** The extension comes to life with a Python file and offers what its manifest says. */

import * as vscode from "vscode";
import { equal, eventually, ok } from "./assert";
import { closeEverything, extension, openExample } from "./window";

suite("activation", () => {
  teardown(closeEverything);

  test("opening a Python file activates it", async () => {
    await openExample("huber.py");
    await eventually("activation", () => extension().isActive);
  });

  test("every command of the manifest is registered and has a title and our category", async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const { commands } = extension().packageJSON.contributes;
    ok(commands.length > 5, "no commands");
    for (const { command, category, title } of commands) {
      ok(registered.has(command), `${command} is not registered`);
      equal(category, "Loss Landscape", command);
      ok(title && !title.startsWith("%"), `${command}: ${title}`);
    }
  });

  test("every setting has a description", () => {
    const { properties } = extension().packageJSON.contributes.configuration;
    for (const [name, { markdownDescription, description }] of Object.entries<Record<string, string>>(properties)) {
      const text = markdownDescription ?? description ?? "";
      ok(text !== "" && !text.startsWith("%"), `${name}: ${text}`);
    }
  });
});
