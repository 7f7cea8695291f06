/** What is answered to requests for studies: a study, or why there is none; at once where it is urgent, and checked afterwards. */

import { follow } from "../discovery/follow";
import type { Loss } from "../discovery/loss";
import { MissingFiles, Stopped } from "../interpreter/errors";
import { Raised } from "../interpreter/tracer";
import type { Module } from "../syntax/tree";
import type { Documents } from "./documents";
import { explain } from "./explain";
import { createKeystrokes } from "./keystrokes/keystrokes";
import { rangeOfSite, rangeOfSpan } from "./places";
import type { Diagnostic, StudyReply, StudyRequest } from "./request";
import { study } from "./study";
import type { StudyTools } from "./tools";

/** All may throw MissingFiles: read those and ask again. */
export interface Answers {
  study(request: StudyRequest): StudyReply;
  /** Of an unchecked study: what is to be drawn instead; `undefined` when it holds. */
  check(request: StudyRequest): StudyReply | undefined;
  forget(path: string): void;
}

export function createAnswers(tools: StudyTools, documents: Documents): Answers {
  const keystrokes = createKeystrokes((loss) => toolsFor(tools, loss), documents);
  const whole = (request: StudyRequest, stopped?: Stopped): StudyReply => {
    const reply = answer(tools, documents, request, stopped);
    const module = documents.find(request.path)?.module;
    if (reply.kind === "ready" && module !== undefined) keystrokes.keep(request, module, reply.study);
    return reply;
  };
  return {
    study(request) {
      try {
        const quick = request.isUrgent ? keystrokes.answer(request) : undefined;
        return quick === undefined ? whole(request) : { kind: "ready", study: quick, isUnchecked: true };
      } catch (error) {
        if (error instanceof Stopped) return whole(request, error);
        throw error;
      }
    },
    check(request) {
      if (keystrokes.holds(request)) {
        keystrokes.prepare(request);
        return undefined;
      }
      // a curve that did not hold is not drawn again and again between answers that it is none
      keystrokes.drop(request);
      return whole(request);
    },
    forget: (path) => keystrokes.forget(path),
  };
}

/** @param stopped what ended a run of the same text already: no other would end better */
function answer(tools: StudyTools, documents: Documents, request: StudyRequest, stopped?: Stopped): StudyReply {
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
    if (stopped !== undefined) throw stopped;
    const result = study(
      toolsFor(tools, loss),
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

function toolsFor(tools: StudyTools, loss: Loss): StudyTools {
  return { ...tools, workshop: tools.workshop.of(loss.framework) };
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
