/** The page's frame: what it may load, and nothing of its content. */

export interface PageParts {
  readonly cspSource: string;
  readonly script: string;
  readonly styles: readonly string[];
  readonly nonce: string;
  readonly language: string;
  readonly title: string;
}

/** No inline script or style, no eval, no network: the script by its nonce, pictures and fonts of the extension. */
export function pageHtml({ cspSource, script, styles, nonce, language, title }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `font-src ${cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles.map((style) => `<link rel="stylesheet" href="${escape(style)}"${idOf(style)}>`).join("\n")}
<title>${escape(title)}</title>
</head>
<body>
<script nonce="${nonce}" src="${escape(script)}"></script>
</body>
</html>
`;
}

/** The kept icon elements find the icons' style sheet by this id. */
function idOf(style: string): string {
  return style.endsWith("codicon.css") ? ' id="vscode-codicon-stylesheet"' : "";
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** 128 bits from the platform's generator, which Node and browsers share. */
export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
