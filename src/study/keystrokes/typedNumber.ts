/**
 * A number that is being typed. The program is traced once with it left open; what stands there next is put in, and nothing is
 * parsed or traced. Where the number leads the program elsewhere, or something else was typed too, there is no answer.
 */

import type { Coefficient, Loss } from "../../discovery/loss";
import { editBetween } from "../../syntax/edit";
import { lineColumnAt, textOf } from "../../syntax/locate";
import type { Expression, Module, Span } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { acceptAgain } from "../accept/accept";
import { readRequest, type StudySubject } from "../asked";
import type { DocumentText } from "../core";
import { curvesOf, type OpenNumber } from "../curves";
import { defaultCount } from "../knobs/knobs";
import type { Study, StudyRequest } from "../request";
import { isDrawable } from "../study";
import { OtherPath } from "../sweep/sweep";
import type { StudyTools } from "../tools";
import { carryAcross, isPlain } from "./carry";
import { movedRanges } from "./movedRanges";
import { isAlike } from "./sameStudy";

export interface TypedNumber {
  /** The study of a text in which nothing but the number is another. `undefined`: it is not that, or goes another way. */
  study(text: DocumentText, request: StudyRequest): Study | undefined;
}

/**
 * @param edited where the last edit was, in a number of the definition
 * @param drawn what was made of it as it stands: with the number left open the same must come out
 */
export function leaveOpen(
  tools: StudyTools,
  subject: StudySubject,
  request: StudyRequest,
  edited: Span,
  drawn: Study,
): TypedNumber | undefined {
  const { module, loss } = subject;
  const literal = findNumber(module, loss, edited);
  if (literal === undefined || drawn.y !== undefined || isDear(drawn)) return undefined;
  const { span } = literal;
  const coefficient = loss.coefficients.find((one) => one.span.start < span.end && span.start < one.span.end);
  const asked = readRequest(subject, request);
  if (coefficient !== undefined && (!isWritten(loss, coefficient, span) || coefficient.name in asked.choices.set))
    return undefined;
  const sweepers: OpenNumber["sweepers"] = new Map();
  const question = questionOf(request);
  const places = subject.modules();
  const name = coefficient?.name;
  try {
    const accepted = acceptAgain(tools, asked.given, asked.memoryKey);
    if (accepted === undefined) return undefined;
    const studyAt = (value: number): Study => {
      const coefficients = loss.coefficients.map((one) => (one === coefficient ? { ...one, value } : one));
      const as = { ...subject, modules: () => places, loss: { ...loss, coefficients } };
      const open: OpenNumber = { literal: literal.expression, name, value, sweepers };
      const study = curvesOf(tools, as, asked, accepted, performance.now(), open);
      return { ...study, timing: { parse: 0, ...study.timing } };
    };
    if (!isAlike(studyAt(literal.value), drawn)) return undefined;
    return {
      study(text, next) {
        if (questionOf(next) !== question) return undefined;
        const typed = readTyped(module, loss, text, span);
        if (typed === undefined) return undefined;
        const study = attempt(() => studyAt(typed.value));
        if (study === undefined || !isDrawable(study)) return undefined;
        const from = { path: module.path, cell: loss.cell, ...lineColumnAt(module, span.end, loss.cell) };
        return { ...movedRanges(study, from, typed.shift), loss: typed.loss };
      },
    };
  } catch {
    // what goes wrong with a number left open says nothing about the program: it is traced as ever
    return undefined;
  }
}

/** Drawn at fewer points than usual: a pause between two keys is too short to trace it once more. */
function isDear({ x }: Study): boolean {
  return x.values.length < defaultCount;
}

interface Literal {
  readonly expression: Expression;
  readonly value: number;
  readonly span: Span;
}

function findNumber(module: Module, loss: Loss, { start, end }: Span): Literal | undefined {
  const placed = module.chunks[loss.chunk];
  if (placed === undefined || start < loss.span.start || end > loss.span.end) return undefined;
  const [from, to] = [start - placed.offset, end - placed.offset];
  let found: Literal | undefined;
  walk(placed.chunk.statements, (node) => {
    if (node.start > from || node.end < to) return false;
    if (node.kind === "number")
      found = {
        expression: node,
        value: node.value,
        span: { start: node.start + placed.offset, end: node.end + placed.offset },
      };
    return found === undefined;
  });
  return found;
}

/** A number and nothing else, whose value takes effect where it stands. */
function isWritten(loss: Loss, { origin, span, ...coefficient }: Coefficient, written: Span): boolean {
  const isWhole = span.start === written.start && span.end === written.end;
  return origin.kind !== "learnable" && isWhole && isPlain(loss, coefficient);
}

function questionOf({ isUrgent: _, ...question }: StudyRequest): string {
  return JSON.stringify(question);
}

interface Typed {
  readonly value: number;
  /** How much longer it is now. */
  readonly shift: number;
  readonly loss: Loss;
}

function readTyped(before: Module, loss: Loss, text: DocumentText, span: Span): Typed | undefined {
  const now = textNow(before, loss, text);
  if (now === undefined) return undefined;
  const old = textOf(before, loss.cell);
  const edit = old === now ? { start: span.end, endBefore: span.end, end: span.end } : editBetween(old, now);
  if (edit.start < span.start || edit.endBefore > span.end) return undefined;
  const shift = edit.end - edit.endBefore;
  const value = numberAt(now, { start: span.start, end: span.end + shift });
  if (value === undefined) return undefined;
  const carried = carryAcross(loss, edit, { lineOf: (line) => line, valueOf: () => value });
  return carried && { value, shift, loss: carried };
}

/** The text that the loss stands in, where no other cell changed. */
function textNow(before: Module, { cell }: Loss, { text, cells }: DocumentText): string | undefined {
  if (cell === undefined) return text;
  const isAlone =
    cells?.length === before.cells?.length && cells?.every((one, i) => i === cell || one === before.cells?.[i]);
  return isAlone ? cells?.[cell] : undefined;
}

/** A plain decimal number that ends where it is said to. */
function numberAt(text: string, { start, end }: Span): number | undefined {
  const isDecimal = /^(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+|0\d*\.\d*)(?:[eE][+-]?\d+)?$/.test(text.slice(start, end));
  return isDecimal && !/[\w.]/.test(text.charAt(end)) ? Number(text.slice(start, end)) : undefined;
}

function attempt(study: () => Study): Study | undefined {
  try {
    return study();
  } catch (error) {
    if (error instanceof OtherPath) return undefined;
    throw error;
  }
}
