/** One call of a PyTorch operation: its arguments as terms and plain values, its promotion, and the tensors it gives back. */

import { graphOf } from "../../graph/build";
import type { Builder } from "../../graph/builder";
import type { NodeId, Shape } from "../../graph/graph";
import { sameShape } from "../../graph/graph";
import { leadsBackTo } from "../../graph/live";
import { Raised } from "../../interpreter/tracer";
import type {
  ClassValue,
  ElementType,
  ListValue,
  TensorLibrary,
  TensorValue,
  TokenValue,
  Tracer,
  Value,
} from "../../interpreter/values";
import { asTerm, broadcastShapes, Term } from "../array/term";
import { inPlaceOf, registerLeaf } from "./leaves";
import { categoryOf, dtypeNames, isFloating, type Operand, precisionOf, resultType, storageOf } from "./promotion";
import type { Arguments } from "./signature";
import { layoutOf, TorchTensor } from "./tensor";

export type Implementation = (o: Operation) => Value;

/** Signatures and what they do. `clamp|clip(input, min=None, max=None)` has two names. */
export type Table = Readonly<Record<string, Implementation>>;

export class Operation {
  readonly g: Builder;
  /** Whether an operand requires a gradient, so that the result does. */
  private needsGradient = false;
  /** The nodes of operands that do. */
  private readonly followed = new Set<NodeId>();

  constructor(
    readonly t: Tracer,
    readonly library: TensorLibrary,
    readonly name: string,
    private readonly args: Arguments,
    /** The class of shapes, `torch.Size`. */
    readonly sizeClass?: ClassValue,
  ) {
    this.g = t.graph;
  }

  // ---- arguments

  value(name: string): Value {
    const value = this.args.values.get(name);
    if (value === undefined) throw new Error(`internal: ${this.name} has no parameter ${name}`);
    return value;
  }
  get rest(): readonly Value[] {
    return this.args.rest;
  }
  /** Given, and not as None. */
  has(name: string): boolean {
    return this.args.given.has(name) && this.args.values.get(name)?.kind !== "none";
  }
  /** Whether the operation has that parameter at all. */
  accepts(name: string): boolean {
    return this.args.values.has(name);
  }
  /** A tensor argument; numbers and nested lists become tensors. */
  tensor(name: string): TensorValue {
    return this.toTensor(this.value(name), name);
  }
  toTensor(value: Value, name = "input"): TensorValue {
    if (value.kind === "tensor") {
      this.note(value);
      return value;
    }
    const operand = this.operand(value);
    if (operand === undefined)
      throw new Raised("TypeError", `${this.name}(): argument '${name}' must be Tensor, not ${describe(value)}`);
    return new TorchTensor(this.library, operand.term.id, operand.element);
  }
  term(name: string): Term {
    return this.termOf(this.tensor(name));
  }
  termOf(tensor: TensorValue): Term {
    return this.held(new Term(this.g, tensor.node), tensor.element);
  }
  /** Numbers in a type's own precision. What reads a value of 16 bits rounds the gradient that it hands back. */
  held(term: Term, element: ElementType): Term {
    const precision = precisionOf(element);
    return precision === undefined || !term.isFloat ? term : term.reducePrecision(precision);
  }
  /** As floats, integers and booleans converted. */
  floatTerm(name: string): Term {
    return this.term(name).float();
  }
  /** The floating type that a function of this argument has. */
  floatElement(name: string): ElementType {
    const { element } = this.tensor(name);
    return isFloating(element) ? element : this.t.defaultFloat;
  }
  number(name: string): number {
    return this.t.toNumber(this.value(name));
  }
  flag(name: string): boolean {
    return this.t.isTrue(this.value(name));
  }
  text(name: string): string | undefined {
    const value = this.value(name);
    return value.kind === "str" ? value.value : undefined;
  }
  /** A dimension, from the front. */
  dim(name: string, rank: number): number {
    return this.wrapDim(this.number(name), rank);
  }
  wrapDim(dim: number, rank: number): number {
    const extent = Math.max(rank, 1);
    if (dim < -extent || dim >= extent) {
      throw new Raised(
        "IndexError",
        `Dimension out of range (expected to be in range of [${-extent}, ${extent - 1}], but got ${dim})`,
      );
    }
    return dim < 0 ? dim + extent : dim;
  }
  /** One or several dimensions; all where none is given. */
  dims(name: string, rank: number): number[] {
    const value = this.value(name);
    const everything = Array.from({ length: rank }, (_, axis) => axis);
    if (value.kind === "none") return everything;
    const dims = this.numbers(value).map((dim) => this.wrapDim(dim, rank));
    if (dims.length === 0) return everything;
    if (new Set(dims).size < dims.length)
      this.fail(`dim ${dims.find((dim, i) => dims.indexOf(dim) < i)} appears multiple times in the list of dims`);
    return rank === 0 ? [] : dims;
  }
  /** A number or the numbers of a list, tuple, `torch.Size` or range. */
  numbers(value: Value): number[] {
    if (value.kind === "list" || value.kind === "tuple" || value.kind === "range")
      return this.t.iterate(value).map((item) => this.t.toNumber(item));
    return [this.t.toNumber(value)];
  }
  /** Sizes given one by one or as one list: `view(2, 3)`, `view((2, 3))`. */
  sizes(values: readonly Value[] = this.rest): number[] {
    const sizes = values.flatMap((value) => this.numbers(value));
    const broken = sizes.find((size) => !Number.isInteger(size));
    if (broken !== undefined) throw new Raised("TypeError", `a size must be a whole number, got ${broken}`);
    return sizes;
  }
  /** The tensors of a list argument, or the positional arguments themselves. */
  tensors(value: Value): TensorValue[] {
    return this.t.iterate(value).map((item) => this.toTensor(item));
  }
  element(name = "dtype"): ElementType | undefined {
    const value = this.value(name);
    return value.kind === "none" ? undefined : this.elementOf(value);
  }
  elementOf(value: Value): ElementType {
    const element =
      value.kind === "class"
        ? pythonTypes[value.name]
        : value.kind === "token"
          ? dtypeNames[value.name.replace(/^torch\./, "")]
          : undefined;
    if (element === undefined) throw new Raised("TypeError", `${this.name}(): not a dtype: ${describe(value)}`);
    return element;
  }

  // ---- promotion

  /** Operands in the dtype of their common type. */
  promote(...names: readonly string[]): { readonly terms: Term[]; readonly element: ElementType } {
    return this.promoteValues(names.map((name) => this.value(name)));
  }
  promoteValues(values: readonly Value[]): { readonly terms: Term[]; readonly element: ElementType } {
    const operands = values.map((value) => this.requireOperand(value));
    const element = resultType(operands);
    this.checkBroadcast(operands.map(({ term }) => term.shape));
    return { terms: operands.map((operand) => this.convert(operand, element)), element };
  }
  /** As `promote`, in a floating type. */
  promoteFloat(...names: readonly string[]): { readonly terms: Term[]; readonly element: ElementType } {
    const { terms, element } = this.promote(...names);
    return { terms: terms.map((term) => term.float()), element: isFloating(element) ? element : this.t.defaultFloat };
  }
  requireOperand(value: Value): Operand & { readonly term: Term; readonly value: Value } {
    const operand = this.operand(value);
    if (operand === undefined) {
      throw new Raised("TypeError", `${this.name}(): expected a Tensor or a number, not ${describe(value)}`);
    }
    return operand;
  }
  /** `undefined` for values that are no operands. */
  operand(value: Value): (Operand & { readonly term: Term; readonly value: Value }) | undefined {
    switch (value.kind) {
      case "tensor": {
        this.note(value);
        const term = this.termOf(value);
        return { term, value, element: value.element, strength: term.rank === 0 ? "zeroDim" : "tensor" };
      }
      case "traced": {
        const element = value.type === "float" ? this.t.defaultFloat : value.type === "int" ? "int64" : "bool";
        const term = new Term(this.g, value.node);
        return { term: term.isFloat ? term : term.cast(storageOf(element)), value, element, strength: "number" };
      }
      case "bool":
        return { term: asTerm(this.g, value.value ? 1 : 0, "bool"), value, element: "bool", strength: "number" };
      case "int":
      case "float": {
        const element = value.kind === "int" ? "int64" : this.t.defaultFloat;
        return { term: this.scalar(value.value, element, value.label), value, element, strength: "number" };
      }
      default:
        return undefined;
    }
  }
  /** A constant, with the coefficient expression that it came from. */
  scalar(value: number, element: ElementType, label?: string): Term {
    const dtype = storageOf(element);
    const held = dtype === "int32" ? Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(value))) : value;
    return new Term(this.g, this.g.scalar(held, dtype, label));
  }
  /** Python's numbers are converted as numbers, so that a constant stays one constant. */
  convert(operand: { readonly term: Term; readonly value: Value }, element: ElementType): Term {
    const { value, term } = operand;
    if (value.kind === "int" || value.kind === "float")
      return this.held(this.scalar(value.value, element, value.label), element);
    const cast = term.cast(storageOf(element));
    return value.kind === "tensor" && value.element === element ? cast : this.held(cast, element);
  }
  /** The broadcast shape. @throws Raised RuntimeError */
  checkBroadcast(shapes: readonly Shape[]): Shape {
    const result = broadcastShapes(shapes);
    if (result !== undefined) return result;
    const [a = [], b = []] = shapes.length === 2 ? shapes : (pairThatDiffers(shapes) ?? []);
    const rank = Math.max(a.length, b.length);
    for (let axis = 1; axis <= rank; axis++) {
      const left = a.at(-axis) ?? 1;
      const right = b.at(-axis) ?? 1;
      if (left !== right && left !== 1 && right !== 1 && a.length >= axis && b.length >= axis) {
        this.fail(
          `The size of tensor a (${left}) must match the size of tensor b (${right}) at non-singleton dimension ${rank - axis}`,
        );
      }
    }
    return this.fail(`shapes do not broadcast: ${shapes.map(formatShape).join(", ")}`);
  }

  // ---- results

  result(term: Term, element: ElementType): TorchTensor {
    const requiresGrad = this.needsGradient && this.t.isGradEnabled && isFloating(element);
    const held = term.isFloat && isFloating(element) ? this.held(term.cast(storageOf(element)), element) : term;
    const stopped = !this.t.isGradEnabled && isFloating(element) ? held.stop() : held;
    const id = requiresGrad ? this.own(stopped.id) : stopped.id;
    return new TorchTensor(this.library, id, element, { requiresGrad });
  }
  /** A tensor that shares its numbers with another. */
  view(
    base: TensorValue,
    read: (base: Term) => Term,
    write: (base: Term, view: Term) => Term,
    strides?: readonly number[],
  ): TorchTensor {
    const requiresGrad = this.needsGradient && this.t.isGradEnabled;
    const link = { graph: this.g, base, read, write, strides };
    const shown = read(this.termOf(base)).id;
    const id = requiresGrad ? this.own(shown) : shown;
    return new TorchTensor(this.library, id, base.element, { requiresGrad, link });
  }
  /** A node that no other tensor has, so that a gradient by this one counts no path through another. */
  private own(id: NodeId): NodeId {
    const graph = graphOf(this.g);
    const isGiven = this.followed.has(id);
    const single = isGiven ? inPlaceOf(this.g, id, id) : graph.isHeld(id) ? graph.repeat(id) : id;
    graph.hold(single);
    return single;
  }
  /** The same numbers without a gradient; writing into them renews the base's. */
  detached(base: TensorValue): TorchTensor {
    const { strides } = layoutOf(this.g, base);
    const tensor = this.view(base, stopped, (before, after) => this.renewed(before, after), strides);
    tensor.requiresGrad = false;
    tensor.isLeaf = true;
    return tensor;
  }
  tuple(items: readonly Value[]): ListValue {
    return { kind: "tuple", items: [...items] };
  }
  named(fields: Readonly<Record<string, Value>>): ListValue {
    return { kind: "tuple", items: Object.values(fields), fields: Object.keys(fields) };
  }
  /** Gives a tensor new numbers, in its own type and shape. */
  assign(target: TensorValue, term: Term, element: ElementType = target.element): TensorValue {
    const shape = this.termOf(target).shape;
    if (categoryOf(element) > categoryOf(target.element)) {
      this.fail(
        `result type ${typeName(element)} can't be cast to the desired output type ${typeName(target.element)}`,
      );
    }
    const fits = broadcastShapes([shape, term.shape]);
    if (fits === undefined || !sameShape(fits, shape)) {
      this.fail(
        `output with shape ${formatShape(shape)} doesn't match the broadcast shape ${formatShape(fits ?? term.shape)}`,
      );
    }
    const cast = this.held(term.cast(storageOf(target.element)), target.element).broadcast(shape);
    target.node = this.overwritten(target, cast).id;
    if (this.needsGradient && this.t.isGradEnabled && !target.requiresGrad && isFloating(target.element)) {
      target.requiresGrad = true;
      if (target instanceof TorchTensor) target.isLeaf = false;
    }
    return target;
  }
  /** New numbers that owe nothing to the old ones still lead to them: what is overwritten has a gradient of zeros. */
  private overwritten(target: TensorValue, after: Term): Term {
    const before = this.termOf(target);
    if (!this.t.isGradEnabled) {
      const isFollowed = target instanceof TorchTensor ? target.isFollowed : target.requiresGrad;
      return isFollowed ? this.renewed(before, after) : stopped(after);
    }
    if (!target.requiresGrad || leadsBackTo(graphOf(this.g).nodes, after.id, before.id)) return after;
    return after.after(before);
  }
  /** New numbers behind autograd's back: later uses differentiate by what the tensor was. */
  renewed(before: Term, after: Term): Term {
    const isFollowed = before.isFloat && sameShape(before.shape, after.shape);
    if (!after.isFloat || !isFollowed || !this.t.dependsOnInput(before.id)) return stopped(after);
    return new Term(this.g, inPlaceOf(this.g, after.id, before.id));
  }
  /** @throws Raised RuntimeError */
  fail(message: string): never {
    throw new Raised("RuntimeError", message);
  }

  indexError(message: string): Raised {
    return new Raised("IndexError", message);
  }

  private note(tensor: TensorValue): void {
    if (!tensor.requiresGrad) return;
    this.needsGradient = true;
    this.followed.add(tensor.node);
    graphOf(this.g).hold(tensor.node);
    registerLeaf(this.g, tensor);
  }
}

/** Python's own types, where a dtype is expected. */
const pythonTypes: Readonly<Record<string, ElementType>> = { float: "float64", int: "int64", bool: "bool" };

export function dtypeToken(element: ElementType): TokenValue {
  return { kind: "token", family: "dtype", name: `torch.${element}` };
}

function stopped(term: Term): Term {
  return term.isFloat ? term.stop() : term;
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** As PyTorch's messages name element types. */
function typeName(element: ElementType): string {
  const names: Record<ElementType, string> = {
    float32: "Float",
    float64: "Double",
    float16: "Half",
    bfloat16: "BFloat16",
    int64: "Long",
    int32: "Int",
    int16: "Short",
    int8: "Char",
    uint8: "Byte",
    bool: "Bool",
  };
  return names[element];
}

function pairThatDiffers(shapes: readonly Shape[]): readonly [Shape, Shape] | undefined {
  for (const left of shapes)
    for (const right of shapes) if (broadcastShapes([left, right]) === undefined) return [left, right];
  return undefined;
}

export function describe(value: Value): string {
  switch (value.kind) {
    case "none":
      return "None";
    case "instance":
      return value.type.name;
    case "token":
    case "absent":
      return value.name;
    default:
      return value.kind;
  }
}
