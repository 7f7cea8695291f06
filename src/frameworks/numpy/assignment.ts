/**
 * `scipy.optimize.linear_sum_assignment`: which columns go with which rows. Few enough assignments are all costed in the graph,
 * so that a path of the program depends on the best one alone and not on the costs' very numbers.
 */

import type { Value } from "../../interpreter/values";
import { intTerm, range, takeAxis } from "../array/places";
import type { Term } from "../array/term";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";

const mostCosted = 720;

export const assignments: ArrayTable = {
  "linear_sum_assignment(cost_matrix, maximize=False)": (o) => {
    const given = o.floatTerm("cost_matrix").stop();
    if (given.rank !== 2) o.fail(`expected a matrix (2-D array), got a ${given.rank} array`);
    const isWide = given.extent(0) <= given.extent(1);
    const cost = isWide ? given : given.swap(0, 1);
    const columns = bestColumns(o, o.flag("maximize") ? cost.neg() : cost);
    const rows = range(0, cost.extent(0));
    const pairs = isWide
      ? rows.map((row) => [row, columns[row] ?? 0])
      : rows.map((row) => [columns[row] ?? 0, row]).sort(byRow);
    const answer = (side: 0 | 1): Value =>
      o.fresh(
        intTerm(
          given,
          pairs.map((pair) => pair[side] ?? 0),
        ),
        "int64",
      );
    return o.tuple([answer(0), answer(1)]);
  },
};

function byRow(left: readonly number[], right: readonly number[]): number {
  return (left[0] ?? 0) - (right[0] ?? 0);
}

/** The column of each row; there are at least as many columns. */
function bestColumns(o: ArrayOperation, cost: Term): readonly number[] {
  const [rows, columns] = [cost.extent(0), cost.extent(1)];
  const count = range(0, rows).reduce((product, row) => product * (columns - row), 1);
  if (count > mostCosted) return cheapest(Array.from(o.t.concrete(cost.id)), rows, columns);
  const all = arrangements(columns, rows);
  if (rows === 0 || all.length === 1) return all[0] ?? [];
  const flat = cost.reshape([rows * columns]);
  const costs = takeAxis(
    flat,
    0,
    all.flatMap((chosen) => chosen.map((column, row) => row * columns + column)),
  );
  const best = costs.reshape([all.length, rows]).sum([1]).argMin(0);
  return all[o.t.concrete(best.id)[0] ?? 0] ?? [];
}

/** Every choice of `count` different columns, in order. */
function arrangements(columns: number, count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return arrangements(columns, count - 1).flatMap((before) =>
    range(0, columns)
      .filter((column) => !before.includes(column))
      .map((column) => [...before, column]),
  );
}

/** The Hungarian method with potentials (Jonker and Volgenant), one row after the other. */
export function cheapest(cost: readonly number[], rows: number, columns: number): readonly number[] {
  const rowOf = Array<number>(columns + 1).fill(-1);
  const potentials = { row: Array<number>(rows).fill(0), column: Array<number>(columns + 1).fill(0) };
  for (let row = 0; row < rows; row++) {
    let column = columns;
    rowOf[column] = row;
    const least = Array<number>(columns + 1).fill(Infinity);
    const from = Array<number>(columns + 1).fill(columns);
    const seen = Array<boolean>(columns + 1).fill(false);
    while ((rowOf[column] ?? -1) >= 0) {
      seen[column] = true;
      const here = rowOf[column] ?? 0;
      let step = Infinity;
      let next = columns;
      for (let other = 0; other < columns; other++) {
        if (seen[other]) continue;
        const reduced =
          (cost[here * columns + other] ?? 0) - (potentials.row[here] ?? 0) - (potentials.column[other] ?? 0);
        if (reduced < (least[other] ?? Infinity)) {
          least[other] = reduced;
          from[other] = column;
        }
        if ((least[other] ?? Infinity) < step) {
          step = least[other] ?? Infinity;
          next = other;
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (seen[other]) {
          const owner = rowOf[other] ?? 0;
          potentials.row[owner] = (potentials.row[owner] ?? 0) + step;
          potentials.column[other] = (potentials.column[other] ?? 0) - step;
        } else least[other] = (least[other] ?? 0) - step;
      }
      column = next;
    }
    while (column !== columns) {
      const before = from[column] ?? columns;
      rowOf[column] = rowOf[before] ?? -1;
      column = before;
    }
    rowOf[columns] = -1;
  }
  const result = Array<number>(rows).fill(0);
  rowOf.forEach((row, column) => {
    if (row >= 0 && column < columns) result[row] = column;
  });
  return result;
}
