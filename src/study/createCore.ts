/** Puts the core together: parser, frameworks, engine and documents behind the one interface. */

import { follow } from "../discovery/follow";
import { fileFramework } from "../discovery/framework";
import { collectImports } from "../discovery/imports";
import type { Framework, Loss } from "../discovery/loss";
import { createEngine } from "../engine/engine";
import { AbsentNeeded, MissingFiles, Stopped } from "../interpreter/errors";
import { faultOf } from "../interpreter/interpreter";
import { Raised } from "../interpreter/tracer";
import { createPythonParser, type PythonGrammar } from "../syntax/python";
import type { Module } from "../syntax/tree";
import type { Core, EvaluateReply, Files } from "./core";
import { Documents } from "./documents";
import { BadInput, evaluateAt } from "./evaluate";
import { openDefinition } from "./innerSubject";
import { rangeOfSite, rangeOfSpan } from "./places";
import type { DefinitionKey, Diagnostic, StudyReply, StudyRequest } from "./request";
import { type StudyTools, study } from "./study";
import { NoSubject } from "./subject";
import { openUse } from "./subjectOfUse";
import { NotAccepted } from "./trial";
import { createWorkshop } from "./workshop";

export interface CoreOptions {
  readonly files: Files;
  /** The parser's runtime and its grammar. */
  readonly wasm: PythonGrammar;
}

/** Parser and engine load here, once. */
export async function createCore({ files, wasm }: CoreOptions): Promise<Core> {
  const [parser, engine] = await Promise.all([createPythonParser(wasm), createEngine()]);
  const documents = new Documents(parser, files);
  const tools: StudyTools = {
    engine,
    workshop: createWorkshop(documents.findFile, parser.parseChunk),
    describeError: (error) => explain(error).message,
    isFatal,
    memory: new Map(),
  };
  return {
    warm: () => warmUp(tools, new Documents(parser, files)),
    open: async (document) => documents.open(document),
    close: async (path) => documents.close(path),
    discover: async (path) => {
      const open = documents.find(path);
      return { version: open?.version ?? 0, losses: open?.losses ?? [], diagnostics: [] };
    },
    scan: async (texts) => {
      const scratch = new Documents(parser, files);
      return texts.map((text) => {
        scratch.open(text);
        const losses = scratch.find(text.path)?.losses ?? [];
        scratch.close(text.path);
        return { version: text.version, losses, diagnostics: [] };
      });
    },
    study: (request) => withFiles(documents, () => answer(tools, documents, request)),
    evaluate: (path, name, inputs) =>
      withFiles(documents, (): EvaluateReply => {
        const open = documents.find(path);
        if (open === undefined) return { kind: "failed", message: `${path} is not open`, range: undefined };
        const loss = findLoss(open.losses, name);
        try {
          const result = evaluateAt(
            tools.workshop.of(loss?.framework ?? frameworkOfModule(open.module)),
            engine,
            (interpreter) => {
              const loaded = interpreter.load(open.module);
              if (loss?.use !== undefined && interpreter.find(loaded, name) === undefined)
                return openUse(interpreter, loaded, open.module, loss);
              return openDefinition(interpreter, loaded, name, loss?.method);
            },
            inputs,
          );
          return { kind: "ready", result };
        } catch (error) {
          if (error instanceof MissingFiles) throw error;
          const { message, site } = explain(error);
          return { kind: "failed", message, range: rangeOfSite(documents.modules(path), site) };
        }
      }),
  };
}

/** For definitions that discovery takes for no losses. */
function frameworkOfModule(module: Module): Framework {
  return fileFramework(collectImports(module.chunks.flatMap(({ chunk }) => chunk.statements)));
}

/** Runs again with the files that a run found missing, until it needs no more. */
async function withFiles<T>(documents: Documents, run: () => T): Promise<T> {
  for (let round = 0; round < 200; round++) {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof MissingFiles)) throw error;
      await documents.fetch(error.candidates);
    }
  }
  throw new Error("internal: imports do not come to an end");
}

/** Faults that no other inputs would cure. */
function isFatal(error: unknown): boolean {
  if (error instanceof MissingFiles || error instanceof Stopped) return true;
  return error instanceof Raised && (error instanceof AbsentNeeded || incurable.has(error.type));
}

const incurable: ReadonlySet<string> = new Set([
  "SyntaxError",
  "NameError",
  "ImportError",
  "ModuleNotFoundError",
  "RecursionError",
]);

function findLoss(losses: readonly Loss[], name: string): Loss | undefined {
  return losses.find((loss) => loss.qualifiedName === name) ?? losses.find((loss) => loss.name === name);
}

function answer(tools: StudyTools, documents: Documents, request: StudyRequest): StudyReply {
  const started = performance.now();
  const { path, definition } = request;
  const open = documents.find(path);
  const loss = open && follow(definition, open.lossesBefore, open.losses);
  if (open === undefined || loss === undefined) return { kind: "gone", qualifiedName: definition.qualifiedName };
  const parsed = performance.now();
  const key = {
    qualifiedName: loss.qualifiedName,
    kind: loss.kind,
    ordinal: open.losses.indexOf(loss),
    ...(loss.cell === undefined ? {} : { cell: loss.cell }),
  };
  try {
    const result = study(
      { ...tools, workshop: tools.workshop.of(loss.framework) },
      { module: open.module, modules: () => documents.modules(path), loss, key },
      request,
    );
    return { kind: "ready", study: { ...result, timing: { parse: parsed - started, ...result.timing } } };
  } catch (error) {
    if (error instanceof MissingFiles) throw error;
    const unread = syntaxErrors(open.module, loss);
    // where the parser says what is missing, "not complete" adds nothing
    const isUnread = error instanceof Raised && error.type === "SyntaxError" && unread.length > 0;
    return {
      kind: "failed",
      diagnostics: isUnread ? unread : [diagnose(documents, open.module, loss, error), ...unread],
      loss,
    };
  }
}

function diagnose(documents: Documents, module: Module, loss: Loss, error: unknown): Diagnostic {
  const { message, site, hint } = explain(error);
  const range = rangeOfSite(documents.modules(module.path), site) ?? rangeOfSpan(module, loss.nameSpan, loss.cell);
  return { severity: "error", message, range, ...(hint === undefined ? {} : { hint }) };
}

/** What the parser could not read in the definition's own text. */
function syntaxErrors(module: Module, loss: Loss): readonly Diagnostic[] {
  const placed = module.chunks[loss.chunk];
  if (placed === undefined) return [];
  return placed.chunk.errors.map(({ start, end, message }) => ({
    severity: "error",
    message,
    range: rangeOfSpan(module, { start: placed.offset + start, end: placed.offset + end }, placed.cell),
  }));
}

interface Explained {
  readonly message: string;
  readonly site: Parameters<typeof rangeOfSite>[1];
  readonly hint?: string;
}

/** An error in words for a person, with its place. */
function explain(error: unknown): Explained {
  if (error instanceof NotAccepted) {
    const inner = explain(error.cause);
    const hint = `no other shapes worked either (${error.tried} tried); a comment such as "# preview: pred: prediction[8, 1]" above the definition says what its inputs are`;
    return { ...inner, hint };
  }
  const fault = faultOf(error);
  if (fault !== undefined) return fault;
  if (error instanceof NoSubject || error instanceof BadInput || error instanceof MissingFiles)
    return { message: error.message, site: undefined };
  return { message: error instanceof Error ? error.message : String(error), site: undefined };
}

/**
 * Some small studies, each after an edit, so that the first real one finds preludes parsed, loops generated and code
 * compiled: an engine compiles well only what it has run often. Between them whatever else is asked for has its turn.
 */
async function warmUp(tools: StudyTools, documents: Documents): Promise<void> {
  const path = "warm.py";
  const own: StudyTools = { ...tools, memory: new Map() };
  for (let version = 1; version <= warmStudies; version++) {
    documents.open({ path, language: "python", version, text: warmText.replaceAll("1.0", `1.${version}`) });
    answer(own, documents, {
      path,
      definition: warmDefinitions[version % warmDefinitions.length] ?? warmDefinitions[0],
    });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

const warmStudies = 300;

/** The two forms in which losses are mostly written. */
const warmDefinitions: readonly [DefinitionKey, DefinitionKey] = [
  { qualifiedName: "warm_loss", kind: "function", ordinal: 0 },
  { qualifiedName: "WarmLoss", kind: "class", ordinal: 1 },
];

const warmText = `import torch
import torch.nn as nn
import torch.nn.functional as F

def warm_loss(pred, target, delta=1.0):
    r = (pred - target).abs()
    return torch.where(r < delta, 0.5 * r ** 2, delta * r).mean() + 0.1 * F.mse_loss(pred, target)

class WarmLoss(nn.Module):
    def __init__(self, gamma=1.0, reduction="mean"):
        super().__init__()
        self.gamma = gamma
        self.reduction = reduction

    def forward(self, logits, targets):
        chance = torch.sigmoid(logits)
        right = chance * targets + (1 - chance) * (1 - targets)
        loss = -((1 - right) ** self.gamma) * torch.log(right.clamp(min=1e-6))
        return loss.mean() if self.reduction == "mean" else loss
`;
