/** What a chart looks like: colours, type and sizes. The page reads them from the editor's theme, the command line takes the built-in ones. */

export interface Look {
  readonly kind: "light" | "dark" | "contrast";
  readonly background: string;
  readonly foreground: string;
  /** Axis labels, thresholds and other quiet text. */
  readonly muted: string;
  readonly grid: string;
  /** Stretches where the loss is not a finite number. */
  readonly error: string;
  /** One colour a series, told apart by people with any colour vision. */
  readonly series: readonly string[];
  readonly font: string;
  readonly fontSize: number;
}

/** The whole picture in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

export const seriesOnLight: readonly string[] = ["#0067b8", "#c2410c", "#00785a", "#a3328d", "#8a6100", "#4b5bd0"];
export const seriesOnDark: readonly string[] = ["#4cb1ff", "#ff9d5c", "#38d39f", "#e88bd4", "#e3c04b", "#a8b5ff"];

const sansSerif = "system-ui, -apple-system, 'Segoe UI', Ubuntu, 'Helvetica Neue', Arial, sans-serif";

export const lightLook: Look = {
  kind: "light",
  background: "#ffffff",
  foreground: "#2b2b2b",
  muted: "#616161",
  grid: "#e9e9ec",
  error: "#c72e0f",
  series: seriesOnLight,
  font: sansSerif,
  fontSize: 12,
};

export const darkLook: Look = {
  kind: "dark",
  background: "#1f1f1f",
  foreground: "#d6d6d6",
  muted: "#9d9d9d",
  grid: "#323236",
  error: "#f48771",
  series: seriesOnDark,
  font: sansSerif,
  fontSize: 12,
};

/** The series' colour by its place in the study, so that hiding one never recolours another. */
export function seriesColour(look: Look, index: number): string {
  return look.series[index % look.series.length] ?? look.foreground;
}

/** Dashes tell series apart where colours must not be relied on, and once colours run out. */
export function seriesDash(look: Look, index: number): readonly number[] {
  const step = look.kind === "contrast" ? index : Math.floor(index / look.series.length);
  return dashes[step % dashes.length] ?? [];
}

/** Unbroken first, as no dashes at all: a gap of nothing looks the same and is drawn as hundreds of short strokes. */
const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [8, 3, 2, 3]];
