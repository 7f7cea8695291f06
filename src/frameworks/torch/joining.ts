/** Joining tensors, and grids and combinations of their elements. */

import { sameShape, sizeOf } from "../../graph/graph";
import type { TensorValue, Value } from "../../interpreter/values";
import { range, takeAxis } from "../array/places";
import { concat, type Term } from "../array/term";
import { formatShape, type Operation, type Table } from "./operation";
import { resultType, storageOf } from "./promotion";
import { demand } from "./refusals";

/** As functions only. */
export const joins: Table = {
  "cat|concat|concatenate(tensors, dim=0)": (o) => {
    const { terms, element } = joined(o, o.value("tensors"));
    return o.result(catTerms(o, terms, o.value("dim")), element);
  },
  "stack(tensors, dim=0)": (o) => {
    const { terms, element } = joined(o, o.value("tensors"));
    const [first] = terms;
    if (first === undefined) return o.fail("stack expects a non-empty TensorList");
    terms.forEach((term, i) => {
      if (!sameShape(term.shape, first.shape))
        o.fail(
          `stack expects each tensor to be equal size, but got ${formatShape(first.shape)} at entry 0 and ${formatShape(term.shape)} at entry ${i}`,
        );
    });
    const dim = o.dim("dim", first.rank + 1);
    return o.result(
      concat(
        terms.map((term) => term.expandDims(dim)),
        dim,
      ),
      element,
    );
  },
  "hstack(tensors)": (o) => {
    const { terms, element } = joined(o, o.value("tensors"));
    const raised = terms.map((term) => (term.rank === 0 ? term.reshape([1]) : term));
    return o.result(concat(raised, raised[0]?.rank === 1 ? 0 : 1), element);
  },
  "vstack|row_stack(tensors)": (o) => {
    const { terms, element } = joined(o, o.value("tensors"));
    return o.result(
      concat(
        terms.map((term) => (term.rank < 2 ? term.reshape([1, term.size]) : term)),
        0,
      ),
      element,
    );
  },
  "dstack(tensors)": (o) => {
    const { terms, element } = joined(o, o.value("tensors"));
    return o.result(
      concat(
        terms.map((term) =>
          term.rank < 3 ? term.reshape(term.rank === 2 ? [...term.shape, 1] : [1, term.size, 1]) : term,
        ),
        2,
      ),
      element,
    );
  },
  "column_stack(tensors)": (o) => {
    const { terms, element } = joined(o, o.value("tensors"));
    return o.result(
      concat(
        terms.map((term) => (term.rank < 2 ? term.reshape([term.size, 1]) : term)),
        1,
      ),
      element,
    );
  },
  "broadcast_tensors(*tensors)": (o) => {
    const given = spread(o).map((value) => o.toTensor(value));
    const shape = o.checkBroadcast(given.map((tensor) => o.termOf(tensor).shape));
    return o.tuple(given.map((tensor) => o.result(o.termOf(tensor).broadcast(shape), tensor.element)));
  },
  "broadcast_shapes(*shapes)": (o) => {
    const shape = o.checkBroadcast(o.rest.map((value) => o.numbers(value)));
    return o.tuple(shape.map((value) => ({ kind: "int", value })));
  },
  "meshgrid(*tensors, indexing='ij')": (o) => {
    const given = spread(o).map((value) => o.toTensor(value));
    demand(
      o,
      given.every((tensor) => o.termOf(tensor).rank <= 1),
      "torch.meshgrid: Expected 0D or 1D tensor in the tensor list",
    );
    const shape = given.map((tensor) => o.termOf(tensor).size);
    return o.tuple(
      given.map((tensor, axis) => {
        const term = o.termOf(tensor);
        const grid = term.reshape(shape.map((extent, i) => (i === axis ? extent : 1))).broadcast(shape);
        return o.result(o.text("indexing") === "xy" && shape.length > 1 ? grid.swap(0, 1) : grid, tensor.element);
      }),
    );
  },
  "cartesian_prod(*tensors)": (o) => {
    const { terms, element } = joined(o, o.tuple(spread(o)));
    demand(
      o,
      terms.every((term) => term.rank === 1),
      "Expect a 1D vector",
    );
    const shape = terms.map((term) => term.size);
    const columns = terms.map((term, axis) =>
      term
        .reshape(shape.map((extent, i) => (i === axis ? extent : 1)))
        .broadcast(shape)
        .reshape([sizeOf(shape), 1]),
    );
    return o.result(columns.length === 1 ? concat(columns, 1).reshape(shape) : concat(columns, 1), element);
  },
  "combinations(input, r=2, with_replacement=False)": (o) => {
    const x = o.term("input");
    const chosen = combine(x.size, o.number("r"), o.flag("with_replacement"));
    return o.result(takeAxis(x, 0, chosen.flat()).reshape([chosen.length, o.number("r")]), o.tensor("input").element);
  },
  "block_diag(*tensors)": (o) => {
    const { terms, element } = joined(o, o.tuple(spread(o)));
    const blocks = terms.map((term) => (term.rank === 2 ? term : term.reshape([1, term.size])));
    const width = blocks.reduce((sum, block) => sum + block.extent(1), 0);
    let left = 0;
    const rows = blocks.map((block) => {
      const row = block.pad(1, left, width - left - block.extent(1));
      left += block.extent(1);
      return row;
    });
    return o.result(concat(rows, 0), element);
  },
};

/** The tensors of a variadic function: given one by one or as one list. */
function spread(o: Operation): readonly Value[] {
  const [first] = o.rest;
  return o.rest.length === 1 && first !== undefined && (first.kind === "list" || first.kind === "tuple")
    ? first.items
    : o.rest;
}

/** Terms of a list of tensors in their common type. */
function joined(o: Operation, value: Value): { readonly terms: Term[]; readonly element: TensorValue["element"] } {
  const tensors = o.tensors(value);
  const element = resultType(
    tensors.map((tensor) => ({
      element: tensor.element,
      strength: o.termOf(tensor).rank === 0 ? "zeroDim" : "tensor",
    })),
  );
  return { terms: tensors.map((tensor) => o.termOf(tensor).cast(storageOf(element))), element };
}

function catTerms(o: Operation, terms: readonly Term[], dimension: Value): Term {
  if (terms.length === 0) return o.fail("torch.cat(): expected a non-empty list of Tensors");
  if (terms.some((term) => term.rank === 0))
    o.fail(
      `zero-dimensional tensor (at position ${terms.findIndex((term) => term.rank === 0)}) cannot be concatenated`,
    );
  const legacy = terms.filter((term) => term.size > 0 || term.rank > 1);
  const kept = legacy.length === 0 ? terms.slice(0, 1) : legacy;
  const [first = terms[0]] = kept;
  if (first === undefined) return o.fail("torch.cat(): expected a non-empty list of Tensors");
  const dim = o.wrapDim(o.t.toNumber(dimension), first.rank);
  for (const term of kept) {
    if (term.rank !== first.rank)
      o.fail(`Tensors must have same number of dimensions: got ${first.rank} and ${term.rank}`);
    const axis = first.shape.findIndex((extent, i) => i !== dim && extent !== term.shape[i]);
    if (axis >= 0)
      o.fail(
        `Sizes of tensors must match except in dimension ${dim}. Expected size ${first.shape[axis]} but got size ${term.shape[axis]} for tensor number ${kept.indexOf(term)} in the list.`,
      );
  }
  const parts = kept.filter(
    (term, i) => (term.shape[dim] ?? 0) > 0 || (i === 0 && kept.every((one) => one.size === 0)),
  );
  const empty = terms.filter((term) => !parts.includes(term));
  return empty.reduce((whole, term) => whole.after(term), concat(parts, dim));
}

function combine(size: number, count: number, withReplacement: boolean): number[][] {
  const grow = (start: number, left: number): number[][] =>
    left === 0
      ? [[]]
      : range(start, size).flatMap((i) => grow(withReplacement ? i : i + 1, left - 1).map((rest) => [i, ...rest]));
  return grow(0, count);
}
