/** Turns a grid of numbers into a PNG with a palette, as a data address: one image instead of 40,000 marks, on any platform. */

import { type ColourMap, colourMap, colourSteps, readColour } from "./colourMap";
import type { Domain } from "./domain";
import type { Look } from "./look";

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Row-major; row 0 is the lowest and is drawn at the bottom. */
  readonly numbers: Float32Array;
}

/** Palette entries 0 and 1 are the hatching of what is not finite. */
export function paintGrid(grid: Grid, domain: Domain, map: ColourMap, look: Look): string {
  const pixels = new Uint8Array(grid.columns * grid.rows);
  const scale = (colourSteps - 1) / (domain[1] - domain[0] || 1);
  const last = colourSteps - 1;
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const number = grid.numbers[(grid.rows - 1 - row) * grid.columns + column] ?? Number.NaN;
      const step = Math.max(0, Math.min(last, Math.round((number - domain[0]) * scale)));
      pixels[row * grid.columns + column] = Number.isFinite(number) ? 2 + step : (row + column) % 6 < 2 ? 0 : 1;
    }
  }
  return encodePng(grid.columns, grid.rows, pixels, [
    readColour(look.error),
    readColour(look.background),
    ...colourMap(map, look.kind === "contrast"),
  ]);
}

/** The strip of a colour legend. */
export function paintLegend(map: ColourMap, look: Look): string {
  const numbers = Float32Array.from({ length: colourSteps }, (_, step) => step);
  return paintGrid({ columns: colourSteps, rows: 1, numbers }, [0, colourSteps - 1], map, look);
}

/** PNG, 8 bits a pixel with a palette, its zlib stream in stored (uncompressed) blocks. https://www.w3.org/TR/png/ */
function encodePng(
  width: number,
  height: number,
  pixels: Uint8Array,
  palette: readonly (readonly [number, number, number])[],
): string {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8);
  const lines = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++)
    lines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts = [
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Uint8Array.from(palette.flat())),
    chunk("IDAT", zlibStored(lines)),
    chunk("IEND", new Uint8Array(0)),
  ];
  return `data:image/png;base64,${base64(concatenate(parts))}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index++) bytes[4 + index] = type.charCodeAt(index);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function zlibStored(data: Uint8Array): Uint8Array {
  const size = 65535;
  const blocks: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let start = 0; start < data.length; start += size) {
    const block = data.subarray(start, start + size);
    const isLast = start + size >= data.length ? 1 : 0;
    blocks.push(
      Uint8Array.of(isLast, block.length & 255, block.length >> 8, ~block.length & 255, (~block.length >> 8) & 255),
      block,
    );
  }
  const sum = adler32(data);
  blocks.push(Uint8Array.of(sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255));
  return concatenate(blocks);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function adler32(data: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 0x8000)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 0x8000)));
  return btoa(parts.join(""));
}
