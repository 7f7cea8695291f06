/**
 * From a graph to a list of steps over buffers.
 *
 * 1. Shape, order and repetition become views and cost nothing.
 * 2. Elementwise equations of one large shape grow into one region, which becomes one generated loop; reductions of its
 *    values over trailing axes run in the same loop. A region is written when something outside it reads from it.
 * 3. Small equations are a loop each: those loops are in the cache from other graphs, so a new graph compiles nothing.
 * 4. Everything else is a kernel over whole buffers.
 */

import { type Aval, type Data, type DType, type EquationNode, type Graph, type NodeId, sizeOf } from "../graph/graph";
import { requireNode } from "../graph/inline";
import type { Reduction } from "../graph/kernels";
import { findLive } from "../graph/live";
import { notElementwise } from "../graph/primitive";
import { primitiveOf } from "../graph/primitives/table";
import { copyLoop, reductionLoop } from "./copy";
import { kernels } from "./kernels";
import type { Loop } from "./loop";
import { Region, type Source } from "./region";
import {
  broadcastView,
  contiguous,
  isContiguous,
  reshapeView,
  reverseView,
  sliceView,
  transposeView,
  type View,
} from "./view";

/** A place for one buffer while a plan runs. */
export type Slot = number;

type Work =
  | { readonly kind: "loop"; readonly run: Loop; readonly reads: readonly Slot[]; readonly writes: readonly Slot[] }
  | {
      readonly kind: "kernel";
      readonly run: (inputs: readonly Data[]) => Data;
      readonly reads: readonly Slot[];
      readonly writes: readonly [Slot];
    };

/** `frees`: slots that no later step reads. */
export type Step = Work & { readonly frees: readonly Slot[] };

export interface Plan {
  readonly steps: readonly Step[];
  readonly slots: readonly { readonly dtype: DType; readonly size: number; readonly isKept: boolean }[];
  /** Their numbers are those of the graph that is run. */
  readonly constants: readonly { readonly id: NodeId; readonly slot: Slot }[];
  readonly inputs: readonly { readonly id: NodeId; readonly slot: Slot }[];
  readonly outputs: readonly Slot[];
}

/** From this many elements on, equations are fused: below it compiling a new loop costs more than it saves. */
const fusedFrom = 32_768;

/** The plan serves every graph of the same structure. */
export function planRun(graph: Graph): Plan {
  return new Planner(graph).plan();
}

class Planner {
  readonly #steps: Work[] = [];
  readonly #slots: { dtype: DType; size: number; isKept: boolean }[] = [];
  readonly #constants: { id: NodeId; slot: Slot }[] = [];
  readonly #inputs: { id: NodeId; slot: Slot }[] = [];
  readonly #sources: (Source | undefined)[] = [];
  readonly #regions = new Map<string, Region>();
  readonly #regionOfSlot = new Map<Slot, Region>();
  readonly #uniform = new Map<NodeId, number>();
  readonly #readers: NodeId[][];
  readonly #wanted: ReadonlySet<NodeId>;

  constructor(readonly graph: Graph) {
    this.#readers = graph.nodes.map(() => []);
    this.#wanted = new Set(graph.outputs);
  }

  plan(): Plan {
    const { nodes } = this.graph;
    const live = findLive(this.graph);
    nodes.forEach((node, id) => {
      if (live[id] && node.kind === "equation") for (const input of node.inputs) this.#readers[input]?.push(id);
    });
    nodes.forEach((_, id) => {
      if (live[id]) this.#planNode(id);
    });
    const outputs = this.graph.outputs.map((id) => this.#output(id));
    for (const region of [...this.#regions.values()]) this.#write(region);
    for (const slot of outputs) this.#slot(slot).isKept = true;
    return { steps: this.#withFrees(), slots: this.#slots, constants: this.#constants, inputs: this.#inputs, outputs };
  }

  #planNode(id: NodeId): void {
    const node = requireNode(this.graph.nodes, id);
    const { dtype, shape } = node.aval;
    switch (node.kind) {
      case "input": {
        const slot = this.#newSlot(dtype, sizeOf(shape));
        this.#slot(slot).isKept = true;
        this.#inputs.push({ id, slot });
        this.#sources[id] = { slot, view: contiguous(shape), dtype };
        return;
      }
      case "constant": {
        const slot = this.#newSlot(dtype, sizeOf(shape));
        this.#slot(slot).isKept = true;
        this.#constants.push({ id, slot });
        this.#sources[id] = { slot, view: contiguous(shape), dtype };
        if (node.data.length === 1) this.#uniform.set(id, node.data[0] ?? 0);
        return;
      }
      case "equation":
        this.#sources[id] = this.#planEquation(id, node);
        return;
      default:
        node satisfies never;
    }
  }

  #planEquation(id: NodeId, node: EquationNode): Source {
    const [first = 0] = node.inputs;
    const x = this.#source(first);
    const seen = (view: View): Source => ({ slot: x.slot, view, dtype: x.dtype });
    switch (node.primitive) {
      case "reshape": {
        const view = reshapeView(x.view, node.params.shape);
        return view === undefined
          ? { slot: this.#whole(x), view: contiguous(node.params.shape), dtype: x.dtype }
          : seen(view);
      }
      case "broadcast": {
        const value = this.#uniform.get(first);
        if (value !== undefined) this.#uniform.set(id, value);
        return seen(broadcastView(x.view, node.params.shape));
      }
      case "transpose":
        return seen(transposeView(x.view, node.params.permutation));
      case "slice":
        return seen(sliceView(x.view, node.params));
      case "reverse":
        return seen(reverseView(x.view, node.params.axes));
      case "customVjp":
        return x;
      case "sum":
      case "prod":
      case "any":
      case "all":
        return this.#planReduction(id, node.primitive, first, x, node.params.axes, node.aval);
      case "reduceMax":
        return this.#planReduction(id, "max", first, x, node.params.axes, node.aval);
      case "reduceMin":
        return this.#planReduction(id, "min", first, x, node.params.axes, node.aval);
      default:
        return primitiveOf(node.primitive).loop === notElementwise
          ? this.#planKernel(node)
          : this.#planElementwise(id, node);
    }
  }

  #planElementwise(id: NodeId, node: EquationNode): Source {
    const { shape, dtype } = node.aval;
    const isFused = sizeOf(shape) >= fusedFrom;
    const key = shape.join();
    let region = (isFused ? this.#regions.get(key) : undefined) ?? new Region(shape);
    if (region.isFull) {
      this.#write(region);
      region = new Region(shape);
    }
    for (const input of node.inputs) {
      if (!region.has(input)) this.#settle(this.#source(input));
    }
    // Settling may have written the region itself, when an operand reads one of its values in another order.
    if (region.isWritten) region = new Region(shape);
    if (isFused) this.#regions.set(key, region);
    const [, exponent] = node.inputs;
    const operands = node.inputs.map((input) => region.read(input, this.#source(input)));
    const operandDType = this.#source(node.inputs.at(-1) ?? 0).dtype;
    const slot = this.#newSlot(dtype, sizeOf(shape));
    region.add(id, slot, {
      primitive: node.primitive,
      params: node.params,
      operands,
      dtype,
      operandDType,
      exponent: node.primitive === "pow" && exponent !== undefined ? this.#uniform.get(exponent) : undefined,
    });
    if (isFused) this.#regionOfSlot.set(slot, region);
    else this.#write(region);
    return { slot, view: contiguous(shape), dtype };
  }

  /** In its operand's region when that is being grown and the axes are the last; alone otherwise. */
  #planReduction(id: NodeId, how: Reduction, operand: NodeId, x: Source, axes: readonly number[], aval: Aval): Source {
    const slot = this.#newSlot(aval.dtype, sizeOf(aval.shape));
    const region = this.#regionOfSlot.get(x.slot);
    if (region?.has(operand) && region.takesReduction(axes)) {
      region.reduce(id, operand, how, aval.dtype, slot, axes.length);
      this.#regionOfSlot.set(slot, region);
    } else {
      this.#settle(x);
      this.#steps.push({
        kind: "loop",
        run: reductionLoop(how, x.view, x.dtype, axes),
        reads: [x.slot],
        writes: [slot],
      });
    }
    return { slot, view: contiguous(aval.shape), dtype: aval.dtype };
  }

  #planKernel(node: EquationNode): Source {
    const { aval, params } = node;
    const reads = node.inputs.map((input) => this.#whole(this.#source(input)));
    const avals = node.inputs.map((input) => requireNode(this.graph.nodes, input).aval);
    const { kernel } = primitiveOf(node.primitive);
    const run = (inputs: readonly Data[]): Data =>
      kernel(
        kernels,
        avals.map((own, i) => ({ aval: own, data: requireNode(inputs, i) })),
        params,
        aval,
      ).data;
    const slot = this.#newSlot(aval.dtype, sizeOf(aval.shape));
    this.#steps.push({ kind: "kernel", run, reads, writes: [slot] });
    return { slot, view: contiguous(aval.shape), dtype: aval.dtype };
  }

  /** A slot that holds exactly what the source reads, row-major. */
  #whole(source: Source): Slot {
    this.#settle(source);
    if (isContiguous(source.view) && this.#slot(source.slot).size === sizeOf(source.view.shape)) return source.slot;
    const slot = this.#newSlot(source.dtype, sizeOf(source.view.shape));
    this.#steps.push({ kind: "loop", run: copyLoop(source.view, source.dtype), reads: [source.slot], writes: [slot] });
    return slot;
  }

  /** Outputs are the caller's: never an input's or a constant's own buffer. */
  #output(id: NodeId): Slot {
    const source = this.#source(id);
    const slot = this.#whole(source);
    const isForeign = [...this.#constants, ...this.#inputs].some((given) => given.slot === slot);
    if (!isForeign) return slot;
    const copy = this.#newSlot(source.dtype, sizeOf(source.view.shape));
    this.#steps.push({
      kind: "loop",
      run: copyLoop(contiguous(source.view.shape), source.dtype),
      reads: [slot],
      writes: [copy],
    });
    return copy;
  }

  /** Writes the region that still holds a source's value, so that later steps can read its slot. */
  #settle({ slot }: Source): void {
    const region = this.#regionOfSlot.get(slot);
    if (region !== undefined) this.#write(region);
  }

  #write(region: Region): void {
    if (region.isWritten) return;
    const isWanted = (id: NodeId) =>
      this.#wanted.has(id) || (this.#readers[id] ?? []).some((reader) => !region.covers(reader));
    const { run, reads, writes } = region.write(isWanted);
    this.#steps.push({ kind: "loop", run, reads, writes });
    for (const slot of region.slots) this.#regionOfSlot.delete(slot);
    const key = region.shape.join();
    if (this.#regions.get(key) === region) this.#regions.delete(key);
  }

  #withFrees(): readonly Step[] {
    const later = new Set<Slot>();
    const steps: Step[] = new Array(this.#steps.length);
    for (let i = this.#steps.length - 1; i >= 0; i--) {
      const work = requireNode(this.#steps, i);
      const frees = [...new Set([...work.reads, ...work.writes])].filter(
        (slot) => !later.has(slot) && !this.#slot(slot).isKept,
      );
      for (const slot of frees) later.add(slot);
      steps[i] = { ...work, frees };
    }
    return steps;
  }

  #source(id: NodeId): Source {
    return requireNode(this.#sources, id);
  }

  #slot(slot: Slot): { dtype: DType; size: number; isKept: boolean } {
    return requireNode(this.#slots, slot);
  }

  #newSlot(dtype: DType, size: number): Slot {
    return this.#slots.push({ dtype, size, isKept: false }) - 1;
  }
}
