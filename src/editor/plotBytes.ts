/** A plot as the page hands it out, as the bytes of a file. Pure. */

import type { ExportFormat } from "../messages";

/** In the order of the list that a person picks from. */
export const exportFormats: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: "svg", label: "SVG" },
  { format: "png", label: "PNG" },
  { format: "vl.json", label: "Vega-Lite" },
  { format: "csv", label: "CSV" },
];

/** Pictures of dots come as a data address (or bare base64), everything else as text. */
export function plotBytes(format: ExportFormat, data: string): Uint8Array {
  if (format !== "png") return new TextEncoder().encode(data);
  const base64 = data.slice(data.indexOf(",") + 1);
  return Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
}

/** A name that every file system takes. */
export function plotFileName(name: string, format: ExportFormat): string {
  return `${name.replace(/[^\p{L}\p{N}_.-]+/gu, "_")}.${format}`;
}
