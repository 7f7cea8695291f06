/**
 * Keystrokes: the curve comes first, drawn of the text as it is by what was found out about the text before. Whether it is still
 * the same loss, on the inputs that it suggests, is looked at when the curve is on its way.
 */

import { follow } from "../discovery/follow";
import type { Loss } from "../discovery/loss";
import { MissingFiles, Stopped } from "../interpreter/errors";
import type { Module } from "../syntax/tree";
import type { StudySubject } from "./asked";
import { isBug } from "./bugs";
import { carryOver } from "./carry";
import type { Documents } from "./documents";
import type { DefinitionKey, Study, StudyRequest } from "./request";
import { isStudiedAgain, studyAgain } from "./study";
import type { StudyTools } from "./tools";

export interface Keystrokes {
  /** The study that was given for a request, under the key that the definition has now: what later keystrokes go on from. */
  keep(request: StudyRequest, module: Module, study: Study): void;
  /** Nothing is to go on from the last answer to such requests. */
  drop(request: StudyRequest): void;
  forget(path: string): void;
  /** `undefined`: there is nothing to go on from, or it does not go on like that. @throws MissingFiles, Stopped */
  answer(request: StudyRequest): Study | undefined;
  /** Whether the last answer is what a whole study would have given. @throws MissingFiles; a bug of our own, as `answer` does */
  holds(request: StudyRequest): boolean;
}

interface Last {
  readonly module: Module;
  readonly loss: Loss;
}

export function createKeystrokes(
  toolsFor: (loss: Loss) => StudyTools,
  documents: Pick<Documents, "find" | "modules">,
): Keystrokes {
  const lastOf = new Map<string, Map<string, Last>>();
  const remember = (path: string, key: DefinitionKey, last: Last): void => {
    const known = lastOf.get(path) ?? new Map<string, Last>();
    lastOf.set(path, known.set(nameOf(key), last));
  };
  const subjectOf = (path: string, { module, loss }: Last, key: DefinitionKey): StudySubject => ({
    module,
    modules: () => documents.modules(path),
    loss,
    key,
  });
  const drop = ({ path, definition }: StudyRequest): void => {
    lastOf.get(path)?.delete(nameOf(definition));
  };
  return {
    keep(request, module, { loss, key }) {
      drop(request);
      remember(request.path, key, { module, loss });
    },
    drop,
    forget: (path) => lastOf.delete(path),
    answer(request) {
      const started = performance.now();
      const { path, definition } = request;
      const before = lastOf.get(path)?.get(nameOf(definition));
      const module = documents.find(path)?.module;
      if (before === undefined || module === undefined) return undefined;
      const loss = carryOver(before.loss, before.module, module);
      if (loss === undefined) return undefined;
      const now: Last = { module, loss };
      const parsed = performance.now();
      try {
        const study = studyAgain(toolsFor(loss), subjectOf(path, now, definition), request);
        if (study === undefined) return undefined;
        remember(path, definition, now);
        return { ...study, timing: { parse: parsed - started, ...study.timing } };
      } catch (error) {
        // what the program raises the whole study says, with its place; a budget is not spent twice
        if (error instanceof MissingFiles || error instanceof Stopped || isBug(error)) throw error;
        return undefined;
      }
    },
    holds(request) {
      const { path, definition } = request;
      const last = lastOf.get(path)?.get(nameOf(definition));
      const open = documents.find(path);
      if (last === undefined || open?.module !== last.module) return false;
      const loss = follow(definition, open.lossesBefore, open.losses);
      if (loss === undefined || open.losses.indexOf(loss) !== definition.ordinal || !isSame(loss, last.loss))
        return false;
      try {
        return isStudiedAgain(toolsFor(loss), subjectOf(path, last, definition), request);
      } catch (error) {
        if (error instanceof MissingFiles || isBug(error)) throw error;
        return false;
      }
    },
  };
}

function nameOf({ qualifiedName, kind, ordinal, cell }: DefinitionKey): string {
  return `${cell ?? ""} ${kind} ${ordinal} ${qualifiedName}`;
}

function isSame(a: Loss, b: Loss): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
