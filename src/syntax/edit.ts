/** What one version of a text changed in the one before, as a single stretch. */

export interface Edit {
  /** Where it begins in both. */
  readonly start: number;
  readonly endBefore: number;
  readonly end: number;
}

export function editBetween(before: string, now: string): Edit {
  const start = commonStart(before, now);
  const kept = commonEnd(before, now, start);
  return { start, endBefore: before.length - kept, end: now.length - kept };
}

/** Blocks are compared by the engine at once, what differs character by character. */
const block = 1024;

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + block <= most && a.slice(at, at + block) === b.slice(at, at + block)) at += block;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** How many characters both end with, apart from what they begin with in common. */
function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  const ending = (text: string, count: number) => text.slice(text.length - count, text.length - count + block);
  let count = 0;
  while (count + block <= most && ending(a, count + block) === ending(b, count + block)) count += block;
  while (count < most && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count++;
  return count;
}
