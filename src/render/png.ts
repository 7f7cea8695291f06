/** Turns SVG into PNG with resvg, an optional library: it is native code, and only this format needs it. */

/** Twice the size of the SVG, for sharp text. @throws with what to install where resvg is missing. */
export async function writePng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await loadResvg();
  const font = { loadSystemFonts: true, defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" };
  return new Resvg(svg, { fitTo: { mode: "zoom", value: 2 }, font }).render().asPng();
}

async function loadResvg(): Promise<typeof import("@resvg/resvg-js")> {
  try {
    return await import("@resvg/resvg-js");
  } catch (error) {
    throw new Error("PNG needs the package @resvg/resvg-js (npm install @resvg/resvg-js); SVG and HTML need nothing", {
      cause: error,
    });
  }
}
