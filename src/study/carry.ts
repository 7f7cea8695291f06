/**
 * A loss as it stands after an edit inside of it, without another look at what the code computes: its places are moved, the
 * numbers that were typed are read again. A keystroke's curve needs no more.
 */

import { constantNumber } from "../discovery/constants";
import type { Coefficient, Loss } from "../discovery/loss";
import { editBetween } from "../syntax/edit";
import { lineColumnAt, textOf } from "../syntax/locate";
import type { Module, Span } from "../syntax/tree";
import { findExpressionAt } from "./coefficients";

/** `undefined`: more changed than that, so that it has to be looked for again. */
export function carryOver(loss: Loss, before: Module, now: Module): Loss | undefined {
  if (before === now) return loss;
  if (!isOnlyChunkChanged(loss.chunk, before, now) || now.chunks[loss.chunk]?.cell !== loss.cell) return undefined;
  const old = textOf(before, loss.cell);
  const text = textOf(now, loss.cell);
  const { start, endBefore, end } = editBetween(old, text);
  const shift = end - endBefore;
  const isTouched = (span: Span) => span.start <= endBefore && start <= span.end;
  const holds = (span: Span) => span.start <= start && endBefore <= span.end;
  const move = (span: Span): Span => {
    if (holds(span)) return { start: span.start, end: span.end + shift };
    return span.end < start ? span : { start: span.start + shift, end: span.end + shift };
  };
  const isSameLines = !`${old.slice(start, endBefore)}${text.slice(start, end)}`.includes("\n");
  const lineOf = (line: number, span: Span) => (isSameLines ? line : lineColumnAt(now, span.start, loss.cell).line + 1);

  if (isTouched(loss.nameSpan) || !holds(loss.span)) return undefined;
  if (loss.directive !== undefined && isTouched(loss.directive.span)) return undefined;
  const coefficients: Coefficient[] = [];
  for (const one of loss.coefficients) {
    const span = move(one.span);
    const moved = { ...one, line: lineOf(one.line, span), span };
    if (!isTouched(one.span)) coefficients.push(moved);
    else {
      // what is said beside it, and the weights of a sum, come from the number
      const isPlain = one.note === undefined && loss.use === undefined && holds(one.span);
      const expression = isPlain ? findExpressionAt(now, loss, moved) : undefined;
      const value = expression && constantNumber(expression, new Map());
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

function isOnlyChunkChanged(changed: number, before: Module, now: Module): boolean {
  return (
    before.chunks.length === now.chunks.length &&
    before.chunks.every(({ chunk }, i) => i === changed || chunk === now.chunks[i]?.chunk)
  );
}
