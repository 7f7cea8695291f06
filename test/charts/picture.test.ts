import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { readColour } from "../../src/charts/colourMap";
import { contourRows } from "../../src/charts/contourRows";
import { lightLook } from "../../src/charts/look";
import { paintGrid } from "../../src/charts/picture";

test("a grid is a valid PNG with a palette, its lowest row at the bottom, NaN as hatching", () => {
  const numbers = Float32Array.of(0, 1, 2, Number.NaN);
  const address = paintGrid({ columns: 2, rows: 2, numbers }, [0, 2], "value", lightLook);
  const bytes = Buffer.from(address.replace("data:image/png;base64,", ""), "base64");
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    chunks.set(bytes.toString("latin1", at + 4, at + 8), bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  expect([...chunks.keys()]).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  expect(chunks.get("IHDR")?.readUInt32BE(0)).toBe(2);
  expect(chunks.get("PLTE")).toHaveLength(256 * 3);
  const pixels = [...inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0))];
  expect(pixels).toEqual([0, 255, 0, 0, 2, 129]);
});

test("a picture larger than one stored block is still whole", () => {
  const numbers = new Float32Array(300 * 300).fill(0.5);
  const bytes = Buffer.from(
    paintGrid({ columns: 300, rows: 300, numbers }, [0, 1], "signed", lightLook).slice(22),
    "base64",
  );
  const start = bytes.indexOf("IDAT") + 4;
  const length = bytes.readUInt32BE(start - 8);
  expect(inflateSync(bytes.subarray(start, start + length))).toHaveLength(301 * 300);
});

test("colours of every notation", () => {
  expect([readColour("#fff"), readColour("#0a0b0c"), readColour("rgb(1, 2, 3)")]).toEqual([
    [255, 255, 255],
    [10, 11, 12],
    [1, 2, 3],
  ]);
});

test("contours of a plane are straight, at round levels, where the plane has them", () => {
  const count = 21;
  const numbers = Float32Array.from({ length: count * count }, (_, index) => (index % count) / (count - 1));
  const rows = contourRows({ columns: count, rows: count, numbers }, [0, 1], 200, 100);
  const half = rows.find((row) => Math.abs(row.level - 0.5) < 1e-9);
  const points = half?.geometry.coordinates.flat() ?? [];
  expect(points.length).toBeGreaterThan(2);
  for (const [x] of points) expect(x).toBeCloseTo(100, 3);
});
