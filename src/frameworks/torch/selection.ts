/**
 * `x[mask]` where the mask depends on the data, without asking for the mask.
 *
 * Asked for, it would be a guard, and a curve along which its answer changes would need a trace for every answer. So the elements
 * stay where they are: operations on each element and reductions of them all are done there, under the mask. Whatever else is
 * done with them takes them out, and asks.
 */

import { type NodeId, sameShape } from "../../graph/graph";
import type { ElementType, TensorValue, Tracer, Value } from "../../interpreter/values";
import { int } from "../../interpreter/values";
import { range, takeAxis } from "../array/places";
import { Term } from "../array/term";

import { elementwise } from "./elementwise";
import type { Entry, Home } from "./entry";
import { Operation } from "./operation";
import { floatLike } from "./reducing";
import { type Arguments, parseSignature } from "./signature";
import { TorchTensor } from "./tensor";

export interface Selection {
  readonly mask: Term;
  /**
   * Of the mask's shape. Elements that the mask leaves out are copies of one that it lets through: no function meets a number
   * that it would not meet in PyTorch, and nothing that is added up comes from them.
   */
  readonly whole: Term;
}

export class SelectedTensor extends TorchTensor {
  isPending = true;

  constructor(
    /** Another after a change in place. */
    public selection: Selection,
    private readonly t: Tracer,
    home: Home,
    element: ElementType,
    requiresGrad: boolean,
  ) {
    super(home.tensors, selection.whole.id, element, { requiresGrad, isLeaf: !requiresGrad });
  }

  /** Taken out at the first reading. */
  override get node(): NodeId {
    if (this.isPending) {
      const { mask, whole } = this.selection;
      const holds = this.t.concrete(mask.id);
      const chosen = range(0, mask.size).filter((place) => holds[place] !== 0);
      this.node = takeAxis(whole.reshape([whole.size]), 0, chosen).id;
    }
    return super.node;
  }

  override set node(node: NodeId) {
    this.isPending = false;
    super.node = node;
  }
}

type Pending = SelectedTensor & { readonly isPending: true };

export function isPending(value: Value): value is Pending {
  return value instanceof SelectedTensor && value.isPending;
}

/** `base[mask]`; `undefined` where the mask is the same for every input, lets nothing through, or is not of the base's shape. */
export function select(o: Operation, home: Home, base: TensorValue, mask: TensorValue): SelectedTensor | undefined {
  const within = isPending(base) && isPending(mask) && isSame(base.selection, mask.selection);
  if (!within && (isPending(base) || isPending(mask))) return undefined;
  const x = within ? base.selection.whole : o.termOf(base);
  const own = (within ? mask.selection.whole : o.termOf(mask)).cast("bool");
  const holds = within ? base.selection.mask.and(own) : own;
  if (!sameShape(x.shape, holds.shape) || !o.t.dependsOnInput(holds.id)) return undefined;
  if (o.t.concrete(holds.any().id)[0] === 0) return undefined;
  const firstPlace = holds.reshape([x.size]).cast("int32").argMax(0).expandDims(0);
  const first = x.reshape([x.size]).gather(0, firstPlace).reshape([]).stop();
  const requiresGrad = base.requiresGrad && o.t.isGradEnabled;
  return new SelectedTensor({ mask: holds, whole: holds.choose(x, first) }, o.t, home, base.element, requiresGrad);
}

/** Whether the elements are those at the same places. */
export function isSame(left: Selection, right: Selection): boolean {
  return left.mask.id === right.mask.id;
}

/** How many elements the mask lets through. */
export function countOf(t: Tracer, { selection }: Pending, home: Home): Value {
  return t.asNumber(new TorchTensor(home.tensors, counted(selection).id, "int64"), "int");
}

function counted({ mask }: Selection): Term {
  return mask.cast("int32").sum();
}

/** An operation on selections done in place; `undefined` where it is none of those, or there is no selection. */
export function runOnSelections(home: Home, t: Tracer, entry: Entry, args: Arguments): Value | undefined {
  let first: Pending | undefined;
  for (const value of args.values.values()) {
    if (!isPending(value)) continue;
    first ??= value;
    if (!isSame(first.selection, value.selection)) return undefined;
  }
  if (first === undefined) return undefined;
  if (eachNames.has(entry.name)) return onEach(home, t, entry, args, first.selection);
  if (inPlaceNames.has(entry.name) && args.values.get("input") === first) {
    const changed = onEach(home, t, entry, args, first.selection);
    if (changed === undefined) return undefined;
    first.selection = changed.selection;
    first.requiresGrad = changed.requiresGrad;
    return first;
  }
  const name = args.values.get("input") === first ? entry.name : undefined;
  if (name === undefined) return undefined;
  if (countNames.has(name)) return countOf(t, first, home);
  if (name === "size") return args.given.has("dim") ? countOf(t, first, home) : shapeOf(home, t, first);
  if (name === "dim" || name === "ndimension") return int(1);
  return reduce(home, t, entry, args, first);
}

/** `x.shape` of a selection. */
export function shapeOf(home: Home, t: Tracer, tensor: Pending): Value {
  return { kind: "tuple", items: [countOf(t, tensor, home)], type: home.sizeClass };
}

/** Operations whose result at an element depends on the operands at that element alone. */
const eachNames: ReadonlySet<string> = new Set([
  ...Object.keys(elementwise).flatMap((text) => parseSignature(text).names),
  ...["clone", "detach", "float", "double", "half", "bool", "long", "int", "contiguous", "where", "isclose"],
]);

/** Their twins that write into the first operand. */
const inPlaceNames: ReadonlySet<string> = new Set([...eachNames].map((name) => `${name}_`));

const countNames: ReadonlySet<string> = new Set(["numel", "nelement"]);

function onEach(
  home: Home,
  t: Tracer,
  entry: Entry,
  args: Arguments,
  { mask, whole }: Selection,
): SelectedTensor | undefined {
  if (args.rest.length > 0) return undefined;
  const laidOut = new Map<string, Value>();
  for (const [name, value] of args.values) {
    if (value.kind === "tensor" && !isPending(value) && t.graph.aval(value.node).shape.length > 0) return undefined;
    laidOut.set(name, isPending(value) ? openly(value, value.selection.whole) : value);
  }
  const result = entry.run(new Operation(t, home.tensors, entry.name, { ...args, values: laidOut }, home.sizeClass));
  if (result.kind !== "tensor") return undefined;
  const every = new Term(t.graph, result.node).broadcast(whole.shape);
  return new SelectedTensor({ mask, whole: every }, t, home, result.element, result.requiresGrad);
}

/** What a reduction does not notice, by its name. */
const neutral: Readonly<Record<string, (whole: Term) => number>> = {
  sum: () => 0,
  nansum: () => 0,
  count_nonzero: () => 0,
  any: () => 0,
  all: () => 1,
  prod: () => 1,
  max: lowest,
  amax: lowest,
  logsumexp: lowest,
  min: highest,
  amin: highest,
};

/** Over all elements, which are the selection's only axis. */
function reduce(home: Home, t: Tracer, entry: Entry, args: Arguments, tensor: Pending): Value | undefined {
  const { mask, whole } = tensor.selection;
  const isPair = (entry.name === "max" || entry.name === "min") && (args.given.has("dim") || args.given.has("other"));
  const fill = Object.hasOwn(neutral, entry.name) ? neutral[entry.name] : undefined;
  if (isPair || args.rest.length > 0 || (fill === undefined && entry.name !== "mean")) return undefined;
  const filled = mask.choose(whole, fill?.(whole) ?? 0).reshape([whole.size]);
  const values = new Map(args.values).set("input", openly(tensor, filled));
  const o = new Operation(t, home.tensors, entry.name, { ...args, values }, home.sizeClass);
  if (fill !== undefined) return entry.run(o);
  return floatLike((x, axes) => x.sum(axes).div(counted(tensor.selection).float()))(o);
}

function lowest(whole: Term): number {
  return whole.isFloat ? Number.NEGATIVE_INFINITY : whole.dtype === "bool" ? 0 : -(2 ** 31);
}

function highest(whole: Term): number {
  return whole.isFloat ? Number.POSITIVE_INFINITY : whole.dtype === "bool" ? 1 : 2 ** 31 - 1;
}

/** A plain tensor of all the elements, those of others included. */
export function openly({ library, element, requiresGrad }: Pending, whole: Term): TorchTensor {
  return new TorchTensor(library, whole.id, element, { requiresGrad, isLeaf: false });
}
