/** Perceptually uniform colour maps as 254 steps of red, green and blue. */

import { interpolateCividis, interpolateMagma, interpolatePuOr, interpolateViridis } from "d3-scale-chromatic";

export type ColourMap = "value" | "magnitude" | "signed";

export const colourSteps = 254;

/** The colour of a step, as `[r, g, b]` from 0 to 255. `signed` has its neutral colour in the middle. */
export function colourMap(map: ColourMap, isContrast: boolean): readonly (readonly [number, number, number])[] {
  const interpolate = isContrast && map !== "signed" ? interpolateCividis : interpolators[map];
  return Array.from({ length: colourSteps }, (_, step) => readColour(interpolate(step / (colourSteps - 1))));
}

const interpolators = {
  value: interpolateViridis,
  magnitude: (share: number) => interpolateMagma(0.08 + 0.9 * share),
  signed: interpolatePuOr,
} satisfies Record<ColourMap, (share: number) => string>;

/** d3 writes `#rrggbb` for some maps and `rgb(r, g, b)` for others. */
export function readColour(text: string): readonly [number, number, number] {
  const short = /^#(.)(.)(.)$/.exec(text);
  const hex = short ? [1, 2, 3].map((index) => (short[index] ?? "").repeat(2)) : /^#(..)(..)(..)/.exec(text)?.slice(1);
  const parts = hex?.map((part) => Number.parseInt(part, 16)) ?? text.match(/[\d.]+/g)?.map(Number) ?? [];
  return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
}
