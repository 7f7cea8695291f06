/** The extension is there and says what it offers. */

import { ok } from "./assert";
import * as vscode from "vscode";

suite("activation", () => {
  test("the extension under test is present", () => {
    ok(vscode.extensions.getExtension("loss-landscape.loss-landscape"), "not installed");
  });
});
