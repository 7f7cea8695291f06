/**
 * A loss as it stands after an edit inside of it, without another look at what the code computes: its places are moved, the
 * numbers that were typed are read again. A keystroke's curve needs no more.
 */

import { constantNumber } from "../../discovery/constants";
import type { Coefficient, Loss } from "../../discovery/loss";
import { type Edit, editBetween } from "../../syntax/edit";
import { lineColumnAt, textOf } from "../../syntax/locate";
import type { Module, Span } from "../../syntax/tree";
import { findExpressionAt } from "../coefficients";

/** `undefined`: more changed than that, so that it has to be looked for again. */
export function carryOver(loss: Loss, before: Module, now: Module): Loss | undefined {
  if (before === now) return loss;
  if (!isOnlyChunkChanged(loss.chunk, before, now) || now.chunks[loss.chunk]?.cell !== loss.cell) return undefined;
  const old = textOf(before, loss.cell);
  const text = textOf(now, loss.cell);
  const edit = editBetween(old, text);
  const isSameLines = !`${old.slice(edit.start, edit.endBefore)}${text.slice(edit.start, edit.end)}`.includes("\n");
  return carryAcross(loss, edit, {
    lineOf: (line, span) => (isSameLines ? line : lineColumnAt(now, span.start, loss.cell).line + 1),
    valueOf: (moved) => {
      const expression = findExpressionAt(now, loss, moved);
      return expression && constantNumber(expression, new Map());
    },
  });
}

/** What the text says after the edit. */
interface Reading {
  /** 1-based, from the one before. */
  lineOf(line: number, span: Span): number;
  /** Of a coefficient that was typed in; `undefined` when it is no number any more. */
  valueOf(moved: Coefficient): number | undefined;
}

/** The same after an edit that changes nothing outside of the loss. */
export function carryAcross(loss: Loss, edit: Edit, { lineOf, valueOf }: Reading): Loss | undefined {
  const { start, endBefore, end } = edit;
  const shift = end - endBefore;
  const isTouched = (span: Span) => span.start <= endBefore && start <= span.end;
  const holds = (span: Span) => span.start <= start && endBefore <= span.end;
  const move = (span: Span): Span => {
    if (holds(span)) return { start: span.start, end: span.end + shift };
    return span.end < start ? span : { start: span.start + shift, end: span.end + shift };
  };
  if (isTouched(loss.nameSpan) || !holds(loss.span)) return undefined;
  if (loss.directive !== undefined && isTouched(loss.directive.span)) return undefined;
  const coefficients: Coefficient[] = [];
  for (const one of loss.coefficients) {
    const span = move(one.span);
    const moved = { ...one, line: lineOf(one.line, span), span };
    if (!isTouched(one.span)) coefficients.push(moved);
    else {
      const value = isPlain(loss, one) && holds(one.span) ? valueOf(moved) : undefined;
      if (value === undefined) return undefined;
      coefficients.push({ ...moved, value });
    }
  }
  const nameSpan = move(loss.nameSpan);
  return {
    ...loss,
    span: move(loss.span),
    nameSpan,
    line: lineOf(loss.line, nameSpan),
    coefficients,
    ...(loss.directive === undefined ? {} : { directive: { ...loss.directive, span: move(loss.directive.span) } }),
  };
}

/** Elsewhere what is said beside it, and the weights of a sum, come from the number. */
export function isPlain({ use }: Loss, { note }: Pick<Coefficient, "note">): boolean {
  return note === undefined && use === undefined;
}

function isOnlyChunkChanged(changed: number, before: Module, now: Module): boolean {
  return (
    before.chunks.length === now.chunks.length &&
    before.chunks.every(({ chunk }, i) => i === changed || chunk === now.chunks[i]?.chunk)
  );
}
