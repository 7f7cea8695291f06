/** Where the two plots of a picture stand, in pixels: fixed margins, so that nothing shifts when numbers grow longer. */

import type { Frame } from "./look";

export interface Layout {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Between the plots: room for the second one's title. */
  readonly gap: number;
  /** Of one plot. */
  readonly width: number;
  readonly firstHeight: number;
  readonly secondHeight: number;
  /** Everything inside the margins. */
  readonly innerHeight: number;
}

/** Value above gradient on one x. The gradient gets more room: it is what the picture is for. */
export function curveLayout(frame: Frame, standsAlone: boolean): Layout {
  const margins = { left: 58, right: 16, top: standsAlone ? 84 : 30, bottom: 42, gap: 40 };
  const innerHeight = Math.max(120, frame.height - margins.top - margins.bottom);
  const firstHeight = Math.round((innerHeight - margins.gap) * 0.44);
  return {
    ...margins,
    width: Math.max(80, Math.round(frame.width - margins.left - margins.right)),
    firstHeight,
    secondHeight: innerHeight - margins.gap - firstHeight,
    innerHeight,
  };
}

/** Two maps, beside each other where there is room. */
export function surfaceLayout(frame: Frame, standsAlone: boolean): Layout & { readonly isWide: boolean } {
  const isWide = frame.width >= 620;
  const margins = { left: 58, right: 16, top: standsAlone ? 104 : 50, bottom: 42, gap: isWide ? 70 : 92 };
  const inner = {
    width: frame.width - margins.left - margins.right,
    height: Math.max(120, frame.height - margins.top - margins.bottom),
  };
  const height = isWide ? inner.height : Math.round((inner.height - margins.gap) / 2);
  return {
    ...margins,
    isWide,
    width: Math.max(80, Math.round(isWide ? (inner.width - margins.gap) / 2 : inner.width)),
    firstHeight: height,
    secondHeight: height,
    innerHeight: isWide ? height : 2 * height + margins.gap,
  };
}
