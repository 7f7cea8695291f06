// Writes the README's tables of commands and settings from the manifest; with --check only says whether they are true.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot } from "./server.mjs";

const read = (name) => readFileSync(join(projectRoot, name), "utf8");

/** The README as it should be. */
export function manual() {
  const { contributes } = JSON.parse(read("package.json"));
  const texts = JSON.parse(read("package.nls.json"));
  const say = (text) => (text ?? "").replace(/^%(.*)%$/, (_, key) => texts[key] ?? key);
  const hidden = new Set(
    contributes.menus.commandPalette.filter(({ when }) => when === "false").map(({ command }) => command),
  );
  const keys = new Map((contributes.keybindings ?? []).map(({ command, key }) => [command, key]));
  const commands = contributes.commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ command, title }) => [say(title), keys.get(command) ? `\`${keys.get(command)}\`` : ""]);
  const settings = Object.entries(contributes.configuration.properties).map(([name, setting]) => [
    `\`${name}\``,
    `\`${JSON.stringify(setting.default)}\``,
    say(setting.markdownDescription ?? setting.description).replaceAll(/`#(.*?)#`/g, "`$1`"),
  ]);
  const withCommands = replace(read("README.md"), "commands", table(["command", "keys"], commands));
  return replace(withCommands, "settings", table(["setting", "default", ""], settings));
}

/** What stands between `<!-- name -->` and `<!-- /name -->`. */
function replace(text, name, content) {
  const pattern = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  if (!pattern.test(text)) throw new Error(`README.md has no place for ${name}`);
  return text.replace(pattern, (_, start, end) => `${start}${content}\n${end}`);
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes("--check");
  const isTrue = manual() === read("README.md");
  if (!isCheck) writeFileSync(join(projectRoot, "README.md"), manual());
  else if (!isTrue) console.error("README.md is not what the manifest says: run `node scripts/manual.mjs`");
  process.exitCode = isCheck && !isTrue ? 1 : 0;
}
