/** Python has no indentation inside brackets; the grammar takes a line there that is indented less for the end of its block. */

import { logicalLines } from "./lines";

/** The text with blanks for what separates the lines of a bracket, its comments included. No offset is another. */
export function joinLines(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { joints } of logicalLines(text, { endsStrings: false })) {
    for (const { start, end } of joints) {
      parts.push(text.slice(done, start), " ".repeat(end - start));
      done = end;
    }
  }
  return parts.join("") + text.slice(done);
}
