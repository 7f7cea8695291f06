/** Elementwise equations of one shape, gathered to become one loop. */

import type { DType, NodeId, Shape } from "../graph/graph";
import type { Reduction } from "../graph/kernels";
import { compileLoop, type Loop, type LoopEquation, type LoopSpec, type Reference } from "./loop";
import { broadcastView, type View } from "./view";

/** Where a node's numbers are read. */
export interface Source {
  readonly slot: number;
  readonly view: View;
  readonly dtype: DType;
}

/** Beyond this, functions grow too long for the JavaScript compiler's liking. */
const mostEquations = 200;

export class Region {
  isWritten = false;
  readonly #operands: Source[] = [];
  readonly #operandReferences = new Map<string, Reference>();
  readonly #equations: LoopEquation[] = [];
  readonly #references = new Map<NodeId, Reference>();
  readonly #reductions: {
    readonly operand: NodeId;
    readonly how: Reduction;
    readonly dtype: DType;
    readonly slot: number;
  }[] = [];
  readonly #slots = new Map<NodeId, number>();
  readonly #inside = new Set<NodeId>();
  #reducedRank = 0;

  constructor(readonly shape: Shape) {}

  get isFull(): boolean {
    return this.#equations.length >= mostEquations;
  }

  /** Slots of everything that the region computes. */
  get slots(): readonly number[] {
    return [...this.#slots.values(), ...this.#reductions.map(({ slot }) => slot)];
  }

  has(id: NodeId): boolean {
    return !this.isWritten && this.#references.has(id);
  }

  /** A member's value, or an operand's, which must stand in its slot by the time the region runs. */
  read(id: NodeId, { slot, view, dtype }: Source): Reference {
    const member = this.#references.get(id);
    if (member !== undefined) return member;
    const spread = broadcastView(view, this.shape);
    const key = `${slot}:${spread.offset}:${spread.strides.join()}`;
    const known = this.#operandReferences.get(key);
    if (known !== undefined) return known;
    const reference = `x${this.#operands.push({ slot, view: spread, dtype }) - 1}`;
    this.#operandReferences.set(key, reference);
    return reference;
  }

  add(id: NodeId, slot: number, equation: LoopEquation): void {
    this.#inside.add(id);
    this.#slots.set(id, slot);
    this.#references.set(id, `v${this.#equations.push(equation) - 1}`);
  }

  /** The last axes, as many as in the region's other reductions. */
  takesReduction(axes: readonly number[]): boolean {
    const rank = this.shape.length;
    const areLast = new Set(axes).size === axes.length && axes.every((axis) => axis >= rank - axes.length);
    return areLast && (this.#reductions.length === 0 || this.#reducedRank === axes.length);
  }

  reduce(id: NodeId, operand: NodeId, how: Reduction, dtype: DType, slot: number, rank: number): void {
    this.#inside.add(id);
    this.#reductions.push({ operand, how, dtype, slot });
    this.#reducedRank = rank;
  }

  /** Whether an equation is done by this loop, so that what it reads of members needs no slot. */
  covers(id: NodeId): boolean {
    return this.#inside.has(id);
  }

  write(isWanted: (id: NodeId) => boolean): {
    readonly run: Loop;
    readonly reads: readonly number[];
    readonly writes: readonly number[];
  } {
    this.isWritten = true;
    const stored = [...this.#references].filter(([id]) => isWanted(id));
    const spec: LoopSpec = {
      shape: this.shape,
      reducedRank: this.#reducedRank,
      operands: this.#operands,
      equations: this.#equations,
      stores: stored.map(([, value]) => ({ value, dtype: this.#dtypeOf(value) })),
      reductions: this.#reductions.map(({ operand, how, dtype }) => ({
        value: this.#references.get(operand) ?? "",
        how,
        dtype,
      })),
    };
    const writes = [...stored.map(([id]) => this.#slots.get(id) ?? -1), ...this.#reductions.map(({ slot }) => slot)];
    return { run: compileLoop(spec), reads: this.#operands.map(({ slot }) => slot), writes };
  }

  #dtypeOf(value: Reference): DType {
    return this.#equations[Number(value.slice(1))]?.dtype ?? "float32";
  }
}
