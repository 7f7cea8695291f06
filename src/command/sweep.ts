/** `sweep` and `render`: what the panel draws, as data or as a file. */

import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import type { Loss } from "../discovery/loss";
import { renderFile } from "../render/renderFile";
import type { Core } from "../study/core";
import { parseGiven } from "../study/directive";
import type { AxisRequest, Given, Study, StudyRequest } from "../study/request";
import { InputFault, UsageFault } from "./failure";
import { readDocument } from "./files";
import { toJson } from "./json";
import { discoverIn } from "./open";

export interface SweepOptions {
  readonly x?: string;
  readonly y?: string;
  readonly set?: readonly string[];
  readonly view?: string;
  readonly seed?: string;
  readonly language?: string;
}

export async function sweep(
  core: Core,
  file: string,
  name: string,
  options: SweepOptions & { json?: boolean },
): Promise<string> {
  const study = await studyOf(core, file, name, options);
  return options.json ? toJson(dataOf(file, study)) : describe(study);
}

const formats = [".svg", ".png", ".html", ".json"];

export async function render(
  core: Core,
  file: string,
  name: string,
  options: SweepOptions & { output: string; theme: string },
): Promise<string> {
  const extension = extname(options.output);
  const isSpec = options.output.endsWith(".vl.json");
  if (!formats.includes(extension) || (extension === ".json" && !isSpec)) {
    throw new UsageFault(`unknown format: ${options.output} (have: .svg, .png, .html, .vl.json)`);
  }
  if (options.theme !== "light" && options.theme !== "dark")
    throw new UsageFault(`unknown theme: ${options.theme} (have: light, dark)`);
  const study = await studyOf(core, file, name, options);
  const format = isSpec ? "vl.json" : extension === ".svg" ? "svg" : extension === ".png" ? "png" : "html";
  writeFileSync(options.output, await renderFile(study, format, options.theme));
  return `${options.output}: ${study.series
    .filter((series) => series.isShown)
    .map((series) => series.title)
    .join(", ")} over ${study.x.title}`;
}

async function studyOf(core: Core, file: string, name: string, options: SweepOptions): Promise<Study> {
  const document = readDocument(file, options.language);
  const { losses } = await discoverIn(core, document);
  const loss = chooseLoss(losses, name, file);
  const request: StudyRequest = {
    path: file,
    definition: {
      qualifiedName: loss.qualifiedName,
      kind: loss.kind,
      ordinal: losses.indexOf(loss),
      ...(loss.cell === undefined ? {} : { cell: loss.cell }),
    },
    set: Object.fromEntries((options.set ?? []).map(parseSetting)),
    ...(options.x === undefined ? {} : { x: parseAxis(options.x) }),
    ...(options.y === undefined ? {} : { y: parseAxis(options.y) }),
    ...(options.view === undefined ? {} : { view: parseView(options.view) }),
    ...(options.seed === undefined ? {} : { seed: Number(options.seed) }),
  };
  const reply = await core.study(request);
  if (reply.kind === "ready") return reply.study;
  const fault = reply.kind === "failed" ? reply.diagnostics.find(({ severity }) => severity === "error") : undefined;
  const start = fault?.range?.start ?? { line: loss.line - 1, column: 0 };
  const message = fault ? [fault.message, fault.hint].filter(Boolean).join("; ") : `${name} cannot be found any more`;
  throw new InputFault(message, fault?.range?.path ?? file, start.line + 1, start.column + 1);
}

function chooseLoss(losses: readonly Loss[], name: string, file: string): Loss {
  const found =
    losses.find((loss) => loss.qualifiedName === name) ??
    losses.find((loss) => loss.name === name) ??
    losses.find(
      (loss) => loss.qualifiedName.endsWith(`.${name}`) || loss.qualifiedName.startsWith(`${name}.<locals>.`),
    );
  if (found) return found;
  const known = losses.map((loss) => loss.qualifiedName).join(", ");
  throw new InputFault(`no loss named ${name} (have: ${known || "none"})`, file, 1, 1);
}

/** `NAME=LO:HI[:COUNT]`, or `NAME` alone. */
function parseAxis(written: string): AxisRequest {
  const match = /^([^=]+?)(?:=([^:]+):([^:]+)(?::(\d+))?)?$/.exec(written.trim());
  const [, knob = "", from, to, count] = match ?? [];
  const bounds = from === undefined ? {} : { from: Number(from), to: Number(to) };
  if (!match || Object.values(bounds).some((bound) => !Number.isFinite(bound))) {
    throw new UsageFault(`cannot read the axis ${written} (expected NAME=LO:HI or NAME=LO:HI:COUNT)`);
  }
  return { knob, ...bounds, ...(count === undefined ? {} : { count: Number(count) }) };
}

function parseSetting(written: string): readonly [string, Given] {
  const at = written.indexOf("=");
  if (at < 1) throw new UsageFault(`cannot read the setting ${written} (expected NAME=VALUE)`);
  const text = written.slice(at + 1);
  return [written.slice(0, at).trim(), parseGiven(text) ?? text];
}

function parseView(written: string): "sample" | "batch" {
  if (written === "sample" || written === "batch") return written;
  throw new UsageFault(`unknown view: ${written} (have: sample, batch)`);
}

function dataOf(file: string, study: Study) {
  return {
    file,
    name: study.loss.name,
    qualifiedName: study.loss.qualifiedName,
    view: study.view,
    samples: study.samples,
    seed: study.seed,
    x: study.x,
    ...(study.y ? { y: study.y } : {}),
    series: study.series.map(({ id, title, value, gradient, gradientY }) => ({
      id,
      title,
      value,
      gradient,
      ...(gradientY ? { gradientY } : {}),
    })),
    inputs: study.inputs,
    coefficients: study.coefficients.map(({ name, value, source }) => ({ name, value, source })),
    thresholds: study.thresholds.map(({ at, label, value }) => ({ at, label, value })),
    findings: study.findings.map(({ kind, series, from, to, message }) => ({ kind, series, from, to, message })),
    paths: study.paths,
    diagnostics: study.diagnostics,
  };
}

function describe(study: Study): string {
  const range = ({ title, values }: Study["x"]) =>
    `${title} from ${values[0]} to ${values[values.length - 1]} (${values.length} points)`;
  return [
    `${study.loss.qualifiedName} over ${range(study.x)}${study.y ? ` and ${range(study.y)}` : ""}`,
    study.view === "sample" ? "one sample alone" : `one of ${study.samples} samples moves`,
    ...study.inputs.map(
      (input) =>
        `  ${input.name}: ${input.role} [${input.shape.join(", ")}] ${input.summary} (${input.source}: ${input.reason})`,
    ),
    ...study.coefficients.map((coefficient) => `  ${coefficient.name} = ${JSON.stringify(coefficient.value)}`),
    ...study.thresholds.map((threshold) => `  threshold ${threshold.label} at ${threshold.at}`),
    ...study.findings.map((finding) => `  ${finding.series}: ${finding.message}`),
    ...study.diagnostics.map((diagnostic) => `  ${diagnostic.severity}: ${diagnostic.message}`),
  ].join("\n");
}
