/** What the plot says under the cursor, in a line of text. */

import type { Reading } from "../charts/cursor";
import { formatNumber } from "../numberText";
import type { Study } from "../study/request";
import type { Say } from "./strings";

/** In words, as a reader of the screen says it. */
export function readingText(reading: Reading, study: Study, say: Say): string {
  const numbers = reading.series.map((series) => {
    const parts = [`${series.title} ${formatNumber(series.value)}`];
    if (series.gradientY === undefined) parts.push(`${say("gradient")} ${formatNumber(series.gradient)}`);
    else
      parts.push(
        `${say("gradientBy", study.x.title)} ${formatNumber(series.gradient)}`,
        `${say("gradientBy", study.y?.title ?? "y")} ${formatNumber(series.gradientY)}`,
      );
    return parts.join(", ");
  });
  return [placeText(reading, study), ...numbers].join("  ·  ");
}

/** Of several series no more than fits a line: the plots write the same numbers beside the curves. */
export function shortReadingText(reading: Reading, study: Study): string {
  const numbers = reading.series.map(({ title, value, gradient, gradientY }) => {
    const slopes = [gradient, ...(gradientY === undefined ? [] : [gradientY])].map(formatNumber);
    return `${title}: ${formatNumber(value)} (∂ ${slopes.join(", ")})`;
  });
  return [placeText(reading, study), ...numbers].join("  ·  ");
}

function placeText(reading: Reading, study: Study): string {
  const place = [`${study.x.title} = ${formatNumber(reading.x)}`];
  if (reading.y !== undefined) place.push(`${study.y?.title ?? "y"} = ${formatNumber(reading.y)}`);
  return place.join(", ");
}
