/** Tensors as PyTorch prints them, at the reference input. */

import { toFixed } from "./numberFormat";
import type { Runtime } from "./runtime";
import type { TensorValue } from "./values";

const shownItems = 1000;

export function reprTensor(run: Runtime, value: TensorValue): string {
  const { shape, dtype } = run.graph.aval(value.node);
  const data = run.peek(value.node);
  if (data.length > shownItems) return `tensor(shape=[${shape.join(", ")}])`;
  const numbers = Array.from(data);
  const texts =
    dtype === "bool"
      ? numbers.map((number) => (number ? "True" : "False"))
      : dtype === "int32"
        ? numbers.map(String)
        : numbers.map(floatFormat(numbers));
  const width = shape.length === 0 ? 0 : Math.max(...texts.map((text) => text.length));
  let position = 0;
  const level = (axis: number): string => {
    const extent = shape[axis];
    if (extent === undefined) return (texts[position++] ?? "").padStart(width);
    return `[${Array.from({ length: extent }, () => level(axis + 1)).join(", ")}]`;
  };
  return `tensor(${level(0)})`;
}

/** One form for all: whole numbers bare, four digits otherwise, powers of ten where the sizes lie far apart. */
function floatFormat(numbers: readonly number[]): (number: number) => string {
  const sizes = numbers.filter((number) => Number.isFinite(number) && number !== 0).map(Math.abs);
  const [largest, smallest] = [Math.max(...sizes), Math.min(...sizes)];
  const isWhole = sizes.every(Number.isInteger);
  const isWide = sizes.length > 0 && (largest > 1e8 || (!isWhole && (largest / smallest > 1000 || smallest < 1e-4)));
  return (number) => {
    if (Number.isNaN(number)) return "nan";
    if (!Number.isFinite(number)) return number > 0 ? "inf" : "-inf";
    if (isWide) return number.toExponential(4).replace(/e([+-])(\d)$/, "e$10$2");
    const sign = number < 0 || Object.is(number, -0) ? "-" : "";
    return isWhole ? `${sign}${Math.abs(number)}.` : `${sign}${toFixed(Math.abs(number), 4)}`;
  };
}
