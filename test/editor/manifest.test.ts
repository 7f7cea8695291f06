import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../../package.json";
import words from "../../package.nls.json";
import { english } from "../../src/webview/strings";

const sources = readdirSync("src/editor").map((name) => readFileSync(`src/editor/${name}`, "utf8"));

test("every text of the manifest has its words, and every word its place", () => {
  const asked = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key).sort();
  expect(asked).toEqual(Object.keys(words).sort());
});

test("every command of the manifest is registered, and only the tests' own is not shown", () => {
  const handlers =
    /const handlers[^{]*\{([\s\S]*?)\n {2}\};/.exec(readFileSync("src/editor/commands.ts", "utf8"))?.[1] ?? "";
  const registered = [...handlers.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => `lossLandscape.${name}`);
  const contributed = manifest.contributes.commands.map(({ command }) => command);
  expect(registered.filter((command) => !contributed.includes(command))).toEqual(["lossLandscape.inspect"]);
  expect(contributed.filter((command) => !registered.includes(command))).toEqual([]);
});

test("menus and keys name commands that exist", () => {
  const commands = new Set(manifest.contributes.commands.map(({ command }) => command));
  const used = [...Object.values(manifest.contributes.menus).flat(), ...manifest.contributes.keybindings];
  expect(used.map(({ command }) => command).filter((command) => !commands.has(command))).toEqual([]);
});

test("every setting is read, and every setting that is read exists with the same default", () => {
  const settings = readFileSync("src/editor/settings.ts", "utf8");
  const read = [...settings.matchAll(/read(?:<[^(]*>)?\(\s*"([\w.]+)",\s*([^;]*?)\)[,;)\s*]/g)];
  const defaults = Object.fromEntries(
    Object.entries(manifest.contributes.configuration.properties).map(([name, { default: value }]) => [
      name.replace("lossLandscape.", ""),
      value,
    ]),
  );
  expect(read.map(([, name]) => name).sort()).toEqual(Object.keys(defaults).sort());
  for (const [, name = "", fallback = ""] of read) expect([name, JSON.parse(fallback)]).toEqual([name, defaults[name]]);
});

test("every sentence shown by the editor or the page is in the bundle for translators", () => {
  const bundle: object = JSON.parse(readFileSync("l10n/bundle.l10n.json", "utf8"));
  const shown = sources.flatMap((text) =>
    [...text.matchAll(/l10n\.t\(\s*(["'])((?:(?!\1).)+)\1/g)].map(([, , sentence]) => sentence),
  );
  expect(shown.length).toBeGreaterThan(20);
  shown.push(...Object.values(english));
  expect(shown.filter((sentence) => sentence !== undefined && !(sentence in bundle))).toEqual([]);
});
