/** The bundled page in Chromium, under the panel's own policy, with a host that records what the page says. */

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { pageHtml } from "../../src/editor/pageHtml";
import type { FromPage, PanelState, ToPage } from "../../src/messages";
import { pack } from "../../src/packed";
import type { Study } from "../../src/study/request";
import { path } from "../charts/studies";
import { bodyClass, type ThemeName, themes } from "./themes";

const root = resolve(import.meta.dirname, "../..");
const origin = "https://panel.test";

export interface Panel {
  readonly page: Page;
  /** Problems that the browser complained of: violations of the policy, errors. */
  readonly complaints: string[];
  send(message: ToPage): Promise<void>;
  /** Sends and waits until that version is on the screen. */
  paint(message: Extract<ToPage, { readonly kind: "show" | "study" | "failed" }>): Promise<void>;
  said<Kind extends FromPage["kind"]>(kind: Kind): Promise<readonly Extract<FromPage, { readonly kind: Kind }>[]>;
  setTheme(theme: ThemeName): Promise<void>;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export function stateOf(study: Study | undefined, change: Partial<PanelState> = {}): PanelState {
  return {
    id: "preview-1",
    version: 1,
    title: study?.loss.name ?? "huber_loss",
    path,
    study: study && pack(study),
    diagnostics: study?.diagnostics ?? [],
    choices: { set: {}, inputs: {}, shown: {} },
    strings: {},
    ...change,
  };
}

export async function launchBrowser(): Promise<Browser> {
  const commands = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"];
  const found = commands.find((command) => command !== undefined && existsSync(command));
  return await chromium.launch({
    executablePath: found ?? chromium.executablePath(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
}

/** The page as it ships: one minified script. */
export async function bundlePage(): Promise<string> {
  const result = await build({
    entryPoints: [join(root, "src/webview/page.ts")],
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    minify: true,
    write: false,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return result.outputFiles[0]?.text ?? "";
}

export async function openPanel(
  browser: Browser,
  script: string,
  size: { width: number; height: number },
  theme: ThemeName = "dark",
): Promise<Panel> {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await serve(page, script);
  await page.addInitScript(fakeHost);
  await page.goto(`${origin}/`);
  const setTheme = (name: ThemeName) =>
    page.evaluate(
      ([variables, className]) => {
        document.documentElement.removeAttribute("style");
        for (const [key, value] of Object.entries(variables))
          document.documentElement.style.setProperty(`--vscode-${key}`, value);
        document.body.className = className;
      },
      [themes[name], bodyClass[name]] as const,
    );
  await setTheme(theme);
  const said: Panel["said"] = (kind) =>
    page.evaluate((wanted) => window.said.filter((message) => message.kind === wanted), kind) as never;
  const send = (message: ToPage) => page.evaluate((text) => window.receiveFromHost(text), packed(message));
  return {
    page,
    complaints,
    send,
    said,
    setTheme,
    async paint(message) {
      await send(message);
      const version = message.kind === "show" ? message.state.version : message.version;
      await page.waitForFunction((wanted) => document.body.dataset["paintedVersion"] === wanted, String(version));
    },
    async screenshot(name) {
      const folder = join(root, "test/screenshots");
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    },
    close: () => context.close(),
  };
}

declare global {
  interface Window {
    said: FromPage[];
    kept: unknown;
    receiveFromHost(text: string): void;
  }
}

/** Runs in the page before its script, as VS Code's own does. */
function fakeHost(): void {
  window.said = [];
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: FromPage) => window.said.push(message),
      setState: (state: unknown) => {
        window.kept = state;
      },
    }),
  });
  window.receiveFromHost = (text) => {
    const data: unknown = JSON.parse(text, (_, value: unknown) =>
      typeof value === "object" && value !== null && "bytes" in value
        ? Uint8Array.from(value.bytes as readonly number[]).buffer
        : value,
    );
    window.dispatchEvent(new MessageEvent("message", { data }));
  };
}

/** Bytes survive the way into the page. */
function packed(message: ToPage): string {
  return JSON.stringify(message, (_, value: unknown) =>
    value instanceof ArrayBuffer ? { bytes: [...new Uint8Array(value)] } : value,
  );
}

async function serve(page: Page, script: string): Promise<void> {
  const html = pageHtml({
    cspSource: origin,
    script: `${origin}/dist/webview.js`,
    styles: [`${origin}/dist/codicon.css`, `${origin}/media/panel.css`],
    nonce: "abc",
    language: "en",
    title: "Loss Landscape",
  });
  const icons = join(root, "node_modules/@vscode/codicons/dist");
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
    if (pathname === "/dist/webview.js") return route.fulfill({ contentType: "text/javascript", body: script });
    if (pathname === "/media/panel.css")
      return route.fulfill({ contentType: "text/css", body: readFileSync(join(root, "media/panel.css")) });
    if (pathname === "/dist/codicon.css")
      return route.fulfill({ contentType: "text/css", body: readFileSync(join(icons, "codicon.css")) });
    if (pathname === "/dist/codicon.ttf")
      return route.fulfill({ contentType: "font/ttf", body: readFileSync(join(icons, "codicon.ttf")) });
    return route.fulfill({ status: 204, body: "" });
  });
}
