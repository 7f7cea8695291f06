// Collects what the extension says into l10n/bundle.l10n.json, for translators: the editor's sentences, and the page's table.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getL10nJson } from "@vscode/l10n-dev";
import { build } from "esbuild";
import { projectRoot } from "./server.mjs";

const folder = join(projectRoot, "src/editor");
const sources = readdirSync(folder).sort();
const sentences = await getL10nJson(
  sources.map((name) => ({ extension: ".ts", contents: readFileSync(join(folder, name), "utf8") })),
);
const { english } = await importBundled("src/webview/strings.ts");
const bundle = { ...sentences, ...Object.fromEntries(Object.values(english).map((text) => [text, text])) };
const target = join(projectRoot, "l10n/bundle.l10n.json");
writeFileSync(target, `${JSON.stringify(bundle, null, 2)}\n`);
console.log(`${Object.keys(bundle).length} sentences in l10n/bundle.l10n.json`);

async function importBundled(source) {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, source)],
    bundle: true,
    format: "esm",
    write: false,
  });
  const [file] = outputFiles;
  return await import(`data:text/javascript;base64,${Buffer.from(file.contents).toString("base64")}`);
}
