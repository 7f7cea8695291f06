import type { ChildProcess } from "node:child_process";
import type { Page } from "playwright-core";

export interface WorkbenchOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly beforeOpen?: (page: Page, close: () => Promise<void>) => Promise<void>;
  readonly development?: readonly string[];
  readonly testsPath?: string;
  readonly target?: string;
  readonly open?: string;
  readonly isolated?: boolean;
  readonly extensionsDir?: string;
  readonly dataDir?: string;
  readonly host?: string;
  readonly port?: number;
}

export interface Workbench {
  readonly page: Page;
  readonly server: { readonly port: number; readonly child: ChildProcess; stop(): void };
  close(): Promise<void>;
}

export function openWorkbench(options?: WorkbenchOptions): Promise<Workbench>;

export function applySettings(
  page: Page,
  folder: string,
  theme: "Dark" | "Light",
  settings?: Readonly<Record<string, unknown>>,
): Promise<void>;
