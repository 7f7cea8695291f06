/**
 * Keystrokes: the curve comes first, drawn of the text as it is by what was found out about the text before. Whether it is still
 * the same loss, on the inputs that it suggests, is looked at when the curve is on its way.
 */

import { follow } from "../../discovery/follow";
import type { Loss } from "../../discovery/loss";
import { MissingFiles, Stopped } from "../../interpreter/errors";
import { editBetween } from "../../syntax/edit";
import { textOf } from "../../syntax/locate";
import type { Module, Span } from "../../syntax/tree";
import type { StudySubject } from "../asked";
import { isBug } from "../bugs";
import type { Documents } from "../documents";
import type { DefinitionKey, Study, StudyRequest } from "../request";
import { isStudiedAgain, studyAgain } from "../study";
import type { StudyTools } from "../tools";
import { carryOver } from "./carry";
import { isAlike } from "./sameStudy";
import { leaveOpen, type TypedNumber } from "./typedNumber";

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
  /** After an edit of a number: the next such edit will ask for no trace. */
  prepare(request: StudyRequest): void;
}

interface Last {
  readonly module: Module;
  readonly loss: Loss;
  readonly study: Study;
  /** Where the last edit was made, in the text as it is now. */
  readonly edited: Span | undefined;
}

/** The number that was typed in last, of all definitions. */
interface Open {
  readonly path: string;
  readonly name: string;
  readonly stamp: number;
  readonly number: TypedNumber;
  /** The last answer, where it came of this number: the text was not looked at. */
  unread: Study | undefined;
}

export function createKeystrokes(
  toolsFor: (loss: Loss) => StudyTools,
  documents: Pick<Documents, "find" | "modules" | "text" | "stampOfOthers">,
): Keystrokes {
  const lastOf = new Map<string, Map<string, Last>>();
  let open: Open | undefined;
  const find = ({ path, definition }: StudyRequest) => lastOf.get(path)?.get(nameOf(definition));
  const remember = (path: string, key: DefinitionKey, before: Last | undefined, last: Omit<Last, "edited">): void => {
    const known = lastOf.get(path) ?? new Map<string, Last>();
    const edited = before?.module === last.module ? before.edited : before && lastEdit(before.module, last);
    lastOf.set(path, known.set(nameOf(key), { ...last, edited }));
  };
  const subjectOf = (
    path: string,
    { module, loss }: Pick<Last, "module" | "loss">,
    key: DefinitionKey,
  ): StudySubject => ({
    module,
    modules: () => documents.modules(path),
    loss,
    key,
  });
  const drop = ({ path, definition }: StudyRequest): void => {
    lastOf.get(path)?.delete(nameOf(definition));
    if (isOpen(path, definition)) open = undefined;
  };
  const isOpen = (path: string, key: DefinitionKey) => open?.path === path && open.name === nameOf(key);
  const answerOpen = (request: StudyRequest): Study | undefined => {
    const { path, definition } = request;
    const text = documents.text(path);
    if (open === undefined || text === undefined || !isOpen(path, definition)) return undefined;
    return open.stamp === documents.stampOfOthers(path) ? open.number.study(text, request) : undefined;
  };
  const answerRead = (request: StudyRequest): Study | undefined => {
    const started = performance.now();
    const { path, definition } = request;
    const before = find(request);
    const module = documents.find(path)?.module;
    if (before === undefined || module === undefined) return undefined;
    const loss = carryOver(before.loss, before.module, module);
    if (loss === undefined) return undefined;
    const parsed = performance.now();
    try {
      const study = studyAgain(toolsFor(loss), subjectOf(path, { module, loss }, definition), request);
      if (study === undefined) return undefined;
      remember(path, definition, before, { module, loss, study });
      return { ...study, timing: { parse: parsed - started, ...study.timing } };
    } catch (error) {
      // what the program raises the whole study says, with its place; a budget is not spent twice
      if (error instanceof MissingFiles || error instanceof Stopped || isBug(error)) throw error;
      return undefined;
    }
  };
  return {
    keep(request, module, study) {
      const before = find(request);
      drop(request);
      remember(request.path, study.key, before, { module, loss: study.loss, study });
    },
    drop,
    forget(path) {
      lastOf.delete(path);
      if (open?.path === path) open = undefined;
    },
    answer(request) {
      const study = answerOpen(request);
      if (open !== undefined && isOpen(request.path, request.definition)) open.unread = study;
      return study ?? answerRead(request);
    },
    holds(request) {
      const { path, definition } = request;
      if (open?.unread !== undefined && isOpen(path, definition)) {
        const read = answerRead(request);
        if (read === undefined || !isAlike(open.unread, read)) return false;
        open.unread = undefined;
      }
      const last = find(request);
      const now = documents.find(path);
      if (last === undefined || now?.module !== last.module) return false;
      const loss = follow(definition, now.lossesBefore, now.losses);
      if (loss === undefined || now.losses.indexOf(loss) !== definition.ordinal || !isSame(loss, last.loss))
        return false;
      try {
        return isStudiedAgain(toolsFor(loss), subjectOf(path, last, definition), request, last.study);
      } catch (error) {
        if (error instanceof MissingFiles || isBug(error)) throw error;
        return false;
      }
    },
    prepare(request) {
      const { path, definition } = request;
      const last = find(request);
      if (last?.edited === undefined || answerOpen(request) !== undefined) return;
      const number = leaveOpen(
        toolsFor(last.loss),
        subjectOf(path, last, definition),
        request,
        last.edited,
        last.study,
      );
      open = number && {
        path,
        name: nameOf(definition),
        stamp: documents.stampOfOthers(path),
        number,
        unread: undefined,
      };
    },
  };
}

function lastEdit(before: Module, { module, loss: { cell } }: Pick<Last, "module" | "loss">): Span {
  const { start, end } = editBetween(textOf(before, cell), textOf(module, cell));
  return { start, end };
}

function nameOf({ qualifiedName, kind, ordinal, cell }: DefinitionKey): string {
  return `${cell ?? ""} ${kind} ${ordinal} ${qualifiedName}`;
}

function isSame(a: Loss, b: Loss): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
