/** Puts the core together: parser, frameworks, engine and documents behind the one interface. */

import { fileFramework } from "../discovery/framework";
import { collectImports } from "../discovery/imports";
import type { Framework, Loss } from "../discovery/loss";
import { createEngine } from "../engine/engine";
import { MissingFiles } from "../interpreter/errors";
import { createPythonParser, type PythonGrammar } from "../syntax/python";
import type { Module } from "../syntax/tree";
import { createAnswers } from "./answers";
import type { Core, EvaluateReply, Files } from "./core";
import { Documents } from "./documents";
import { evaluateAt } from "./evaluate";
import { explain, isFatal } from "./explain";
import { rangeOfSite } from "./places";
import { openDefinition } from "./subject/innerSubject";
import { openUse } from "./subject/subjectOfUse";
import type { StudyTools } from "./tools";
import { warmUp } from "./warmUp";
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
  const answers = createAnswers(tools, documents);
  let studiedAt = Number.NEGATIVE_INFINITY;
  return {
    warm: () => {
      const own = new Documents(parser, files);
      return warmUp(createAnswers({ ...tools, memory: new Map() }, own), own, () => performance.now() - studiedAt);
    },
    open: async (document) => documents.open(document),
    close: async (path) => {
      documents.close(path);
      answers.forget(path);
    },
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
    study: async (request) => {
      try {
        return await withFiles(documents, () => answers.study(request));
      } finally {
        studiedAt = performance.now();
      }
    },
    check: (request) => withFiles(documents, () => answers.check(request)),
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

function findLoss(losses: readonly Loss[], name: string): Loss | undefined {
  return losses.find((loss) => loss.qualifiedName === name) ?? losses.find((loss) => loss.name === name);
}
