// The licences of everything that a bundle holds, as one text: most of them ask to be shipped along.

const { existsSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");

/**
 * @param {string} root the project
 * @param {readonly import("esbuild").Metafile[]} metafiles of the bundles that are shipped
 * @param {readonly string[]} copied further files that are shipped, by their place in node_modules
 * @param {string} file where the text goes
 */
function writeNotices(root, metafiles, copied, file) {
  const inputs = [...metafiles.flatMap(({ inputs }) => Object.keys(inputs)), ...copied];
  // `(disabled):…` names a module that the bundle leaves out.
  const folders = new Set(
    inputs
      .filter((file) => !file.startsWith("("))
      .map(packageOf)
      .filter((folder) => folder !== undefined),
  );
  const notices = [...folders].sort().map((folder) => noticeOf(path.join(root, folder)));
  writeFileSync(file, `This product contains the following software of others.\n\n${notices.join("\n")}`);
}

/** `node_modules/@scope/name` of a file below it, nested ones included. */
function packageOf(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.split(path.sep).join("/"))?.[0];
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const text = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const body =
    text && existsSync(path.join(folder, text))
      ? readFileSync(path.join(folder, text), "utf8").trim()
      : `Licence: ${license}`;
  return `${"=".repeat(78)}\n${name} ${version} (${license})\n\n${body}\n`;
}

module.exports = { writeNotices };
