/** One call of a NumPy or JAX function: lists are arrays, types meet as NumPy lets them, and errors speak its words. */

import type { Shape } from "../../graph/graph";
import { findInClass } from "../../interpreter/natives";
import { Raised } from "../../interpreter/tracer";
import type { ElementType, InstanceValue, TensorLibrary, TensorValue, Tracer, Value } from "../../interpreter/values";
import { list } from "../../interpreter/values";
import { broadcastShapes, concat, Term } from "../array/term";
import { dataOf } from "../torch/nested";
import { describe, Operation } from "../torch/operation";
import { categoryOf, isFloating, storageOf } from "../torch/promotion";
import type { Arguments } from "../torch/signature";
import { TorchTensor } from "../torch/tensor";
import { type Conventions, dtypeClass, elementNamed } from "./types";

/** Signatures and what they do, as PyTorch's tables have them. */
export type ArrayTable = Readonly<Record<string, (o: ArrayOperation) => Value>>;

type FullOperand = NonNullable<ReturnType<Operation["operand"]>>;

export class ArrayOperation extends Operation {
  constructor(
    t: Tracer,
    library: TensorLibrary,
    name: string,
    private readonly bound: Arguments,
    readonly conventions: Conventions,
  ) {
    super(t, library, name, bound);
  }

  /** The same call with some arguments in place of its own. */
  with(values: Readonly<Record<string, Value>>): ArrayOperation {
    const bound: Arguments = {
      values: new Map([...this.bound.values, ...Object.entries(values)]),
      given: new Set([...this.bound.given, ...Object.keys(values)]),
      rest: this.bound.rest,
    };
    return new ArrayOperation(this.t, this.library, this.name, bound, this.conventions);
  }

  override operand(value: Value): FullOperand | undefined {
    switch (value.kind) {
      case "list":
      case "tuple":
      case "range": {
        const tensor = this.array(value);
        return { term: this.termOf(tensor), value: tensor, element: tensor.element, strength: "tensor" };
      }
      case "instance": {
        const plain = value.primitive ?? this.boxed(value) ?? this.sequence(value);
        return plain === undefined ? undefined : this.operand(plain);
      }
      case "tensor": {
        const own = super.operand(value);
        return own && { ...own, strength: "tensor" };
      }
      default: {
        const own = super.operand(value);
        if (own === undefined || own.element === "bool") return own;
        return { ...own, element: isFloating(own.element) ? this.conventions.float : this.conventions.int };
      }
    }
  }

  /** What an object says it is as an array: flax's variables. */
  private boxed(value: InstanceValue): Value | undefined {
    const ask = ["__jax_array__", "__array__"].find((name) => findInClass(value.type, name)?.kind === "function");
    return ask === undefined ? undefined : this.t.call(this.t.attribute(value, ask), []);
  }

  /** What an object holds that can be counted and read at places, such as a deque. */
  private sequence(value: InstanceValue): Value | undefined {
    const isSequence = ["__len__", "__getitem__"].every((name) => findInClass(value.type, name) !== undefined);
    return isSequence ? list([...this.t.iterate(value)]) : undefined;
  }

  /** Python's numbers only lift the kind of the arrays beside them. */
  override promoteValues(values: readonly Value[]): { readonly terms: Term[]; readonly element: ElementType } {
    const operands = values.map((value) => this.requireOperand(value));
    const strong = operands.filter(({ strength }) => strength === "tensor").map(({ element }) => element);
    const weak = operands.filter(({ strength }) => strength !== "tensor").map(({ element }) => element);
    const { promote } = this.conventions;
    const [first, ...rest] = strong.length > 0 ? strong : weak;
    let element = rest.reduce(promote, first ?? this.conventions.float);
    for (const other of weak) if (categoryOf(other) > categoryOf(element)) element = other;
    this.checkBroadcast(operands.map(({ term }) => term.shape));
    return { terms: operands.map((operand) => this.convert(operand, element)), element };
  }

  /** The common type of operands whose shapes need not fit. */
  promoteFreely(...names: readonly string[]): { readonly terms: Term[]; readonly element: ElementType } {
    const operands = names.map((name) => this.requireOperand(this.value(name)));
    const element = operands.map((operand) => operand.element).reduce(this.conventions.promote);
    return { terms: operands.map((operand) => this.convert(operand, element)), element };
  }

  override promoteFloat(...names: readonly string[]): { readonly terms: Term[]; readonly element: ElementType } {
    const { terms, element } = this.promote(...names);
    return {
      terms: terms.map((term) => term.cast(storageOf(this.floating(element)))),
      element: this.floating(element),
    };
  }

  override floatElement(name: string): ElementType {
    return this.floating(this.tensor(name).element);
  }

  floating(element: ElementType): ElementType {
    return isFloating(element) ? element : this.conventions.float;
  }

  override elementOf(value: Value): ElementType {
    const element = elementNamed(value);
    if (element === undefined) throw new Raised("TypeError", `data type '${describe(value)}' not understood`);
    return element;
  }

  override numbers(value: Value): number[] {
    if (value.kind === "tensor") return Array.from(this.t.concrete(value.node));
    return super.numbers(value);
  }

  override checkBroadcast(shapes: readonly Shape[]): Shape {
    const result = broadcastShapes(shapes);
    return (
      result ?? this.fail(`operands could not be broadcast together with shapes ${shapes.map(shapeText).join(" ")}`)
    );
  }

  override result(term: Term, element: ElementType): TorchTensor {
    const held = this.conventions.promote(element, element);
    const made = super.result(term, held);
    if (!this.conventions.hasScalars || term.rank > 0) return made;
    return new TorchTensor(this.library, made.node, held, { type: dtypeClass(held) });
  }

  constant(shape: Shape, data: Float32Array): Term {
    return new Term(this.g, this.g.constant({ shape, dtype: "float32" }, data));
  }

  integers(shape: Shape, data: Int32Array): Term {
    return new Term(this.g, this.g.constant({ shape, dtype: "int32" }, data));
  }

  /** An array, also where a single element would be a scalar. */
  fresh(term: Term, element: ElementType): TorchTensor {
    return new TorchTensor(this.library, term.id, element);
  }

  /** Nested lists as one array; parts that depend on an input keep their path. */
  array(given: Value, wanted?: ElementType): TensorValue {
    const value = given.kind === "instance" ? (this.sequence(given) ?? given) : given;
    const plain = plainNumbers(value);
    if (plain !== undefined) {
      const { shape, numbers, kind } = plain;
      const element =
        wanted ?? (kind === "bool" ? "bool" : kind === "int" ? this.conventions.int : this.conventions.float);
      const dtype = storageOf(element);
      const label = shape.length === 0 && (value.kind === "int" || value.kind === "float") ? value.label : undefined;
      return new TorchTensor(this.library, this.g.constant({ shape, dtype }, dataOf(element, numbers), label), element);
    }
    if (value.kind === "list" || value.kind === "tuple") {
      const parts = value.items.map((item) => this.array(item));
      const element = wanted ?? parts.map((part) => part.element).reduce(this.conventions.promote);
      const terms = parts.map((part) => this.termOf(part).cast(storageOf(element)).expandDims(0));
      const [first] = terms;
      if (terms.some((term) => term.shape.join() !== first?.shape.join())) throw ragged();
      return new TorchTensor(this.library, this.held(concat(terms, 0), element).id, element);
    }
    if (value.kind === "iterator" || value.kind === "none")
      throw new Raised("TypeError", `cannot make an array from ${describe(value)}`);
    const tensor = this.toTensor(value);
    const element = wanted ?? tensor.element;
    return new TorchTensor(this.library, this.held(this.termOf(tensor).cast(storageOf(element)), element).id, element);
  }

  /** @throws Raised ValueError */
  override fail(message: string): never {
    throw new Raised("ValueError", message);
  }
}

function shapeText(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(",")})`;
}

function ragged(): Raised {
  return new Raised(
    "ValueError",
    "setting an array element with a sequence. The requested array has an inhomogeneous shape.",
  );
}

interface PlainNumbers {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
  readonly kind: "bool" | "int" | "float";
}

/** Numbers without a trace, alone or in nested lists. */
function plainNumbers(value: Value): PlainNumbers | undefined {
  switch (value.kind) {
    case "int":
    case "float":
      return { shape: [], numbers: [value.value], kind: value.kind };
    case "bool":
      return { shape: [], numbers: [value.value ? 1 : 0], kind: "bool" };
    case "range": {
      const count = Math.max(0, Math.ceil((value.stop - value.start) / value.step));
      return {
        shape: [count],
        numbers: Array.from({ length: count }, (_, i) => value.start + i * value.step),
        kind: "int",
      };
    }
    case "list":
    case "tuple": {
      const parts: PlainNumbers[] = [];
      for (const item of value.items) {
        const part = plainNumbers(item);
        if (part === undefined) return undefined;
        parts.push(part);
      }
      const [first] = parts;
      if (first === undefined) return { shape: [0], numbers: [], kind: "float" };
      if (parts.some((part) => part.shape.join() !== first.shape.join())) throw ragged();
      const kinds = parts.map((part) => part.kind);
      const kind = kinds.includes("float") ? "float" : kinds.includes("int") ? "int" : "bool";
      return { shape: [parts.length, ...first.shape], numbers: parts.flatMap((part) => part.numbers), kind };
    }
    default:
      return undefined;
  }
}
