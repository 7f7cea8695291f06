/** Products of tensors summed over shared axes: `einsum`, and the batched product of two tensors that it rests on. */

import { range, takeAxis } from "./places";
import type { Term } from "./term";

/** A term whose axes have names, each at most once. */
export interface Named {
  readonly term: Term;
  readonly axes: readonly string[];
}

/** The product of named terms with the given axes left, in that order. Axes of extent 1 broadcast. */
export function contract(operands: readonly Named[], wanted: readonly string[]): Term {
  const [first, ...rest] = operands.map(takeDiagonals);
  if (first === undefined) throw new Error("internal: nothing to contract");
  let product = first;
  rest.forEach((operand, i) => {
    const needed = new Set([...wanted, ...rest.slice(i + 1).flatMap(({ axes }) => axes)]);
    product = contractPair(product, operand, needed);
  });
  const left = dropUnneeded(product, new Set(wanted));
  return left.term.transpose(wanted.map((axis) => left.axes.indexOf(axis)));
}

/** One matrix product: axes of both that are needed later become its batch, the other shared ones are summed. */
function contractPair(a: Named, b: Named, needed: ReadonlySet<string>): Named {
  const left = dropUnneeded(a, new Set([...needed, ...b.axes]));
  const right = dropUnneeded(b, new Set([...needed, ...a.axes]));
  const shared = left.axes.filter((axis) => right.axes.includes(axis));
  const batch = shared.filter((axis) => needed.has(axis));
  const summed = shared.filter((axis) => !needed.has(axis));
  const rows = left.axes.filter((axis) => !shared.includes(axis));
  const columns = right.axes.filter((axis) => !shared.includes(axis));
  const extentOf = (axis: string): number => Math.max(extent(left, axis), extent(right, axis));
  const arrange = (one: Named, order: readonly string[]): Term => {
    const term = one.term.transpose(order.map((axis) => one.axes.indexOf(axis)));
    return term.broadcast(order.map((axis) => (shared.includes(axis) ? extentOf(axis) : extent(one, axis))));
  };
  const size = (axes: readonly string[]): number => axes.reduce((product, axis) => product * extentOf(axis), 1);
  const axes = [...batch, ...rows, ...columns];
  if (summed.length === 0) {
    const x = arrange(left, [...batch, ...rows]);
    const y = arrange(right, [...batch, ...columns]);
    const spread = x.reshape([...x.shape, ...columns.map(() => 1)]);
    return {
      term: spread.mul(
        y.reshape([...y.shape.slice(0, batch.length), ...rows.map(() => 1), ...y.shape.slice(batch.length)]),
      ),
      axes,
    };
  }
  const x = arrange(left, [...batch, ...rows, ...summed]).reshape([size(batch), size(rows), size(summed)]);
  const y = arrange(right, [...batch, ...summed, ...columns]).reshape([size(batch), size(summed), size(columns)]);
  return { term: x.matmul(y).reshape(axes.map(extentOf)), axes };
}

function dropUnneeded(one: Named, needed: ReadonlySet<string>): Named {
  const gone = one.axes.flatMap((axis, i) => (needed.has(axis) ? [] : [i]));
  return { term: one.term.sum(gone), axes: one.axes.filter((axis) => needed.has(axis)) };
}

/** A label that an operand names twice reads the diagonal. */
function takeDiagonals(one: Named): Named {
  const axes = [...one.axes];
  let { term } = one;
  for (let second = 0; second < axes.length; second++) {
    const first = axes.indexOf(axes[second] ?? "");
    if (first === second) continue;
    const order = [...range(0, axes.length).filter((axis) => axis !== first && axis !== second), first, second];
    const size = term.shape[first] ?? 1;
    const shape = order.slice(0, -2).map((axis) => term.shape[axis] ?? 1);
    term = takeAxis(
      term.transpose(order).reshape([...shape, size * size]),
      shape.length,
      range(0, size * size, size + 1),
    );
    const label = axes[second] ?? "";
    axes.splice(0, axes.length, ...order.slice(0, -2).map((axis) => axes[axis] ?? ""), label);
    second = -1;
  }
  return { term, axes };
}

function extent(one: Named, axis: string): number {
  const at = one.axes.indexOf(axis);
  return at < 0 ? 1 : (one.term.shape[at] ?? 1);
}

/** Labels of an equation `ij,jk->ik`, its ellipses written out. `undefined`: the equation does not fit the operands. */
export function parseEquation(
  equation: string,
  ranks: readonly number[],
): { readonly inputs: string[][]; readonly output: string[] } | undefined {
  const [left = "", right] = equation.replaceAll(" ", "").split("->");
  const parts = left.split(",");
  if (parts.length !== ranks.length) return undefined;
  const explicit = parts.map((part) => Array.from(part.replace("...", "")));
  const hidden = parts.map((part, i) => (part.includes("...") ? (ranks[i] ?? 0) - (explicit[i]?.length ?? 0) : 0));
  if (explicit.some((labels, i) => labels.length + (hidden[i] ?? 0) !== ranks[i])) return undefined;
  const widest = Math.max(0, ...hidden);
  const dots = (count: number): string[] => range(widest - count, widest).map((i) => `…${i}`);
  const expand = (part: string, count: number): string[] =>
    part.split("...").flatMap((piece, i) => [...(i > 0 ? dots(count) : []), ...Array.from(piece)]);
  const inputs = parts.map((part, i) => expand(part, hidden[i] ?? 0));
  if (right !== undefined) return { inputs, output: expand(right, widest) };
  const all = inputs.flat().filter((label) => !label.startsWith("…"));
  const single = [...new Set(all)].filter((label) => all.indexOf(label) === all.lastIndexOf(label)).sort();
  return { inputs, output: [...dots(widest), ...single] };
}

/** Batched product of the last two axes, after broadcasting the axes before them. Shapes are the caller's to check. */
export function matmulBroadcast(x: Term, y: Term, batch: readonly number[]): Term {
  const wide = (term: Term): Term => term.broadcast([...batch, ...term.shape.slice(-2)]);
  return wide(x).matmul(wide(y));
}
