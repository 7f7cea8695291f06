/**
 * The pipeline, in numbered steps: from a definition and a person's choices to columns that can be drawn.
 *
 * 1. choices: the comment beside the definition, overruled by what the person chose (asked.ts)
 * 2. inputs: roles, shapes and numbers that the program accepts (accept.ts)
 * 3. to 5. axes, sweeps, and what the columns say (curves.ts)
 */

import { acceptAgain, acceptInputs, isAcceptedAgain } from "./accept/accept";
import { isFiniteAt } from "./accept/worth";
import { readRequest, type StudySubject } from "./asked";
import { curvesOf } from "./curves";
import type { Study, StudyRequest } from "./request";
import type { StudyTools } from "./tools";

/** @throws NotAccepted; NoSubject; Error about an axis; whatever the program raises */
export function study(tools: StudyTools, subject: StudySubject, request: StudyRequest): Study {
  const started = performance.now();
  const asked = readRequest(subject, request);
  const accepted = acceptInputs(tools, subject.module, asked.given, asked.memoryKey);
  return curvesOf(tools, subject, asked, accepted, started);
}

/**
 * The same on the inputs that worked last time, without asking whether they still are what the program suggests: a keystroke's
 * curve comes first. `undefined`: there are none for what is asked.
 *
 * @throws whatever the program raises on them
 */
export function studyAgain(tools: StudyTools, subject: StudySubject, request: StudyRequest): Study | undefined {
  const started = performance.now();
  const asked = readRequest(subject, request);
  const accepted = acceptAgain(tools, asked.given, asked.memoryKey);
  const again = accepted && curvesOf(tools, subject, asked, accepted, started);
  return again && isDrawable(again) ? again : undefined;
}

/** Whether `study` would take the inputs that `studyAgain` took. @throws what opening the definition raises */
export function isStudiedAgain(tools: StudyTools, subject: StudySubject, request: StudyRequest, again: Study): boolean {
  const { given, memoryKey } = readRequest(subject, request);
  if (!isAcceptedAgain(tools, subject.module, given, memoryKey)) return false;
  if (again.series[0]?.value.every(Number.isFinite)) return true;
  const accepted = acceptAgain(tools, given, memoryKey);
  return accepted !== undefined && isFiniteAt(accepted.trace);
}

/** What is nowhere a number is said by the whole study. */
export function isDrawable({ series }: Study): boolean {
  return series.some(({ value }) => value.some(Number.isFinite));
}
