import { expect, test } from "vitest";
import { createNonce, pageHtml } from "../../src/editor/pageHtml";
import { plotBytes, plotFileName } from "../../src/editor/plotBytes";

const parts = {
  cspSource: "https://*.vscode-cdn.net",
  script: "https://x/dist/webview.js",
  styles: ["https://x/media/panel.css"],
  nonce: "abc",
  language: "de",
  title: "A & B",
};

test("the page may load its script by nonce, and styles, pictures and fonts of the extension; nothing else", () => {
  const html = pageHtml(parts);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll("&#39;", "'");
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    "script-src 'nonce-abc'",
    "style-src https://*.vscode-cdn.net",
    "img-src https://*.vscode-cdn.net data:",
    "font-src https://*.vscode-cdn.net",
  ]);
  expect(html).toContain('<script nonce="abc" src="https://x/dist/webview.js"></script>');
  expect(html).toContain("<title>A &amp; B</title>");
});

test("nonces are long and never the same", () => {
  expect(createNonce()).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(Array.from({ length: 50 }, createNonce)).size).toBe(50);
});

test("a picture of dots is decoded, the rest is text in UTF-8", () => {
  expect([...plotBytes("png", "data:image/png;base64,iVBORw==")]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect([...plotBytes("csv", "δ")]).toEqual([0xce, 0xb4]);
});

test("a plot's file name is one that every file system takes", () => {
  expect(plotFileName("Agent.<locals>.loss", "svg")).toBe("Agent._locals_.loss.svg");
});
