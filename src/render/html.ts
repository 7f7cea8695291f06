/** A page that needs nothing but itself: the picture, what it shows, and the numbers as a table. */

import { describe } from "../charts/describe";
import type { Look } from "../charts/look";
import { tabulate } from "../charts/table";
import { formatNumber } from "../numberText";
import type { Study } from "../study/request";

/** A surface's numbers are thinned: nobody reads 40,000 rows. */
const mostRows = 1000;

export function writeHtml(study: Study, svg: string, look: Look): string {
  const { columns, rows } = tabulate(study);
  const stride = Math.ceil(rows.length / mostRows);
  const seen = rows.filter((_, index) => index % stride === 0);
  const cells = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${escape(text)}</${tag}>`).join("")}</tr>`;
  const findings = study.findings.map(
    ({ message, site }) => `<li>${escape(message)}${site ? ` <small>line ${site.start.line + 1}</small>` : ""}</li>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(study.loss.qualifiedName)}</title>
<style>
body { margin: 24px auto; max-width: 1000px; padding: 0 16px; font: 14px/1.5 ${look.font}; color: ${look.foreground}; background: ${look.background}; }
figure { margin: 0; }
svg { max-width: 100%; height: auto; }
figcaption, small { color: ${look.muted}; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 12px; text-align: right; border-bottom: 1px solid ${look.grid}; }
th { position: sticky; top: 0; background: ${look.background}; }
summary { cursor: pointer; margin: 16px 0 8px; }
</style>
</head>
<body>
<figure>
${svg}
<figcaption>${escape(describe({ ...study, findings: [] }))}</figcaption>
</figure>
${findings.length > 0 ? `<ul>\n${findings.join("\n")}\n</ul>` : ""}
<details>
<summary>Numbers${stride > 1 ? ` (every ${stride}th of ${rows.length})` : ""}</summary>
<table>
<thead>${cells("th", columns)}</thead>
<tbody>
${seen.map((row) => cells("td", row.map(formatNumber))).join("\n")}
</tbody>
</table>
</details>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
