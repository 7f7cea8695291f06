/** PyTorch's tensors: a node that in-place operations rebind, and views that stay one with their base in both directions. */

import type { Builder } from "../../graph/builder";
import type { NodeId } from "../../graph/graph";
import type { ClassValue, ElementType, TensorLibrary, TensorValue, Value } from "../../interpreter/values";
import { contiguous, isRepeated, type Layout } from "../array/layout";
import { Term } from "../array/term";

/** How a view's value comes from its base's, and how a new value of the view becomes a new value of the base. */
export interface Link {
  readonly graph: Builder;
  readonly base: TensorValue;
  readonly read: (base: Term) => Term;
  readonly write: (base: Term, view: Term) => Term;
  /** How its elements lie in memory, where not row by row. */
  readonly strides?: readonly number[] | undefined;
}

export interface TensorOptions {
  readonly requiresGrad?: boolean;
  readonly isLeaf?: boolean;
  readonly type?: ClassValue | undefined;
  readonly link?: Link | undefined;
}

export class TorchTensor implements TensorValue {
  readonly kind = "tensor";
  readonly attributes = new Map<string, Value>();
  requiresGrad: boolean;
  /** Made by the program itself rather than by an operation: `backward` gives it a `.grad`. */
  isLeaf: boolean;
  readonly type?: ClassValue;
  /** Told of a leaf's new node: what is kept beside the node moves on with it. */
  onMoved: ((node: NodeId) => void) | undefined;
  private readonly link: Link | undefined;
  private current: NodeId;
  /** The base's node that `current` was read from. */
  private seen: NodeId | undefined;

  constructor(
    readonly library: TensorLibrary,
    node: NodeId,
    public element: ElementType,
    options: TensorOptions = {},
  ) {
    this.current = node;
    this.requiresGrad = options.requiresGrad ?? false;
    this.isLeaf = options.isLeaf ?? !this.requiresGrad;
    if (options.type !== undefined) this.type = options.type;
    this.link = options.link;
    this.seen = options.link?.base.node;
  }

  /** Whether a gradient is wanted by it, or by what it is a view of. */
  get isFollowed(): boolean {
    const base = this.link?.base;
    return this.requiresGrad || (base instanceof TorchTensor ? base.isFollowed : base?.requiresGrad === true);
  }

  get strides(): readonly number[] | undefined {
    return this.link?.strides;
  }

  get node(): NodeId {
    if (this.link !== undefined && this.link.base.node !== this.seen) {
      this.seen = this.link.base.node;
      this.current = this.link.read(new Term(this.link.graph, this.seen)).id;
    }
    return this.current;
  }

  set node(node: NodeId) {
    this.current = node;
    if (this.isLeaf) this.onMoved?.(node);
    if (this.link === undefined) return;
    const { graph, base, write } = this.link;
    base.node = write(new Term(graph, base.node), new Term(graph, node)).id;
    // What lies at one place was written together: it is read again.
    this.seen = isRepeated(layoutOf(graph, this)) ? undefined : base.node;
  }

  /** Another node for the same numbers: what this is a view of keeps its own. */
  rename(node: NodeId): void {
    this.current = node;
    this.seen = this.link?.base.node;
  }
}

/** Tensors that others made (a study's inputs) are leaves, as those of `torch.tensor` are. */
export function isLeaf(tensor: TensorValue): boolean {
  return !(tensor instanceof TorchTensor) || tensor.isLeaf;
}

export function layoutOf(graph: Builder, tensor: TensorValue): Layout {
  const { shape } = graph.aval(tensor.node);
  const strides = tensor instanceof TorchTensor ? tensor.strides : undefined;
  return strides === undefined ? contiguous(shape) : { shape, strides };
}
