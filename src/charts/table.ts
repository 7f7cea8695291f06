/** The numbers of a study as a table: for CSV files and for readers without a picture. */

import type { Study } from "../study/request";

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** One row a point: x (and y), then value and gradient of every series. */
export function tabulate(study: Study): Table {
  const { x, y, series } = study;
  const columns = [x.title, ...(y === undefined ? [] : [y.title])];
  for (const one of series) {
    const name = series.length === 1 ? "" : `${one.title} `;
    columns.push(`${name}value`, y === undefined ? `${name}gradient` : `${name}gradient by ${x.title}`);
    if (one.gradientY !== undefined) columns.push(`${name}gradient by ${y?.title ?? "y"}`);
  }
  const rows: number[][] = [];
  for (const [outer, atY] of (y?.values ?? [0]).entries()) {
    for (const [inner, atX] of x.values.entries()) {
      const index = outer * x.values.length + inner;
      const row = y === undefined ? [atX] : [atX, atY];
      for (const one of series) {
        row.push(one.value[index] ?? Number.NaN, one.gradient[index] ?? Number.NaN);
        if (one.gradientY !== undefined) row.push(one.gradientY[index] ?? Number.NaN);
      }
      rows.push(row);
    }
  }
  return { columns, rows };
}

export function writeCsv(table: Table): string {
  const lines = [table.columns.map(quote).join(","), ...table.rows.map((row) => row.map(String).join(","))];
  return `${lines.join("\n")}\n`;
}

function quote(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
