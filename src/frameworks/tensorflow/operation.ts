/**
 * One call of a TensorFlow function: lists are tensors, Python's numbers take the type of the tensors beside them, results
 * never share their numbers with their operands. Tables hold the functions; parameters are named as the shared formulas name
 * them, with TensorFlow's and Keras's keywords behind slashes: `sum(input/input_tensor/x, dim/axis=None)`.
 */

import type { Shape } from "../../graph/graph";
import { Raised } from "../../interpreter/tracer";
import type {
  BuiltinValue,
  ElementType,
  InstanceValue,
  TensorLibrary,
  TensorValue,
  Tracer,
  Value,
} from "../../interpreter/values";
import { list, str } from "../../interpreter/values";
import { broadcastShapes, concat, type Term } from "../array/term";
import type { Entry } from "../torch/entry";
import { fromList } from "../torch/nested";
import { describe, formatShape, type Implementation, Operation } from "../torch/operation";
import { storageOf } from "../torch/promotion";
import { type Arguments, bindArguments, parseSignature, type Signature } from "../torch/signature";
import type { TorchTensor } from "../torch/tensor";
import { elementNamed } from "./dtypes";

type FullOperand = NonNullable<ReturnType<Operation["operand"]>>;

export class TensorFlowOperation extends Operation {
  constructor(
    t: Tracer,
    library: TensorLibrary,
    name: string,
    private readonly bound: Arguments,
  ) {
    super(t, library, name, bound);
  }

  /** The same call for a formula that knows more parameters: those have their defaults. */
  private completed(signature: Signature): TensorFlowOperation {
    const values = new Map(this.bound.values);
    for (const { name, form, initial } of signature.parameters) {
      if (!values.has(name) && form !== "variadic" && initial !== undefined) values.set(name, initial);
    }
    return new TensorFlowOperation(this.t, this.library, this.name, { ...this.bound, values });
  }

  /** Lets a shared formula answer this call. */
  answer(formula: { readonly signature: Signature; readonly run: Implementation }): Value {
    return formula.run(this.completed(formula.signature));
  }

  override operand(value: Value): FullOperand | undefined {
    switch (value.kind) {
      case "list":
      case "tuple":
      case "range": {
        const tensor = this.stack(value);
        return { term: this.termOf(tensor), value: tensor, element: tensor.element, strength: "tensor" };
      }
      case "instance":
        return value.primitive === undefined ? undefined : this.operand(value.primitive);
      default: {
        const own = super.operand(value);
        const isPlain = value.kind === "int" || (value.kind === "traced" && value.type === "int");
        return own !== undefined && isPlain ? { ...own, element: "int32" } : own;
      }
    }
  }

  /** Nested lists as one tensor; tensors in them keep their path, as in `tf.stack`. */
  stack(value: Value): TensorValue {
    if (value.kind !== "list" && value.kind !== "tuple") return this.toTensor(value);
    if (!value.items.some(hasTensor)) return fromList(this, value);
    const parts = value.items.map((item) => this.requireOperand(item));
    const { terms, element } = this.promoteValues(parts.map((part) => part.value));
    const [first] = terms;
    if (first === undefined || terms.some((term) => term.shape.join() !== first.shape.join()))
      throw new Raised("ValueError", "Shapes of all inputs must match");
    return this.result(
      concat(
        terms.map((term) => term.expandDims(0)),
        0,
      ),
      element,
    );
  }

  /** Anything that TensorFlow makes a tensor of, in a wanted type. */
  converted(value: Value, wanted: ElementType | undefined): TensorValue {
    const operand = this.requireOperand(value);
    const element = wanted ?? operand.element;
    if (operand.value.kind === "tensor" && operand.element === element) return operand.value;
    return this.result(this.convert(operand, element).cast(storageOf(element)), element);
  }

  override elementOf(value: Value): ElementType {
    const element = elementNamed(value);
    if (element !== undefined) return element;
    throw new Raised("TypeError", `Cannot convert value ${describe(value)} to a TensorFlow DType.`);
  }

  override numbers(value: Value): number[] {
    if (value.kind === "tensor") return Array.from(this.t.concrete(value.node));
    return super.numbers(value);
  }

  /** An empty list reduces nothing. */
  override dims(name: string, rank: number): number[] {
    const value = this.value(name);
    const isEmpty = (value.kind === "list" || value.kind === "tuple") && value.items.length === 0;
    return isEmpty ? [] : super.dims(name, rank);
  }

  /** Tensors are immutable: a part is a tensor of its own. */
  override view(base: TensorValue, read: (base: Term) => Term): TorchTensor {
    return this.result(read(this.termOf(base)), base.element);
  }

  override checkBroadcast(shapes: readonly Shape[]): Shape {
    return broadcastShapes(shapes) ?? this.fail(`Incompatible shapes: ${shapes.map(formatShape).join(" vs. ")}`);
  }

  /** @throws Raised ValueError */
  override fail(message: string): never {
    throw new Raised("ValueError", message);
  }
}

function hasTensor(value: Value): boolean {
  return value.kind === "tensor" || ((value.kind === "list" || value.kind === "tuple") && value.items.some(hasTensor));
}

/** Shared formulas by name, to stand in TensorFlow's tables under its own signatures. */
export function borrower(formulas: ReadonlyMap<string, Entry>): (name: string) => TensorFlowEntry["run"] {
  return (name) => {
    const formula = formulas.get(name);
    if (formula === undefined) throw new Error(`internal: no formula ${name}`);
    return (o) => o.answer(formula);
  };
}

export interface TensorFlowEntry {
  readonly name: string;
  readonly signature: Signature;
  /** What a keyword is called in the formula. */
  readonly keywords: ReadonlyMap<string, string>;
  readonly run: (o: TensorFlowOperation) => Value;
}

export type TensorFlowTable = Readonly<Record<string, TensorFlowEntry["run"]>>;

/** Entries by name; a later table's win. */
export function entriesOf(...tables: readonly TensorFlowTable[]): Map<string, TensorFlowEntry> {
  const entries = new Map<string, TensorFlowEntry>();
  for (const table of tables) {
    for (const [text, run] of Object.entries(table)) {
      const keywords = new Map<string, string>();
      const plain = text.replace(/(\*?)(\w+)((?:\/\w+)+)/g, (_, star: string, name: string, others: string) => {
        for (const other of others.split("/")) if (other !== "") keywords.set(other, name);
        return `${star}${name}`;
      });
      const signature = parseSignature(plain);
      for (const name of signature.names) entries.set(name, { name, signature, keywords, run });
    }
  }
  return entries;
}

/** What calls mean nothing by in a trace. */
const ignored: ReadonlySet<string> = new Set([
  "name",
  "validate_indices",
  "parallel_iterations",
  "swap_memory",
  "sparse",
  "validate_shape",
]);

export function builtinOf(library: TensorLibrary, prefix: string, entry: TensorFlowEntry): BuiltinValue {
  return {
    kind: "builtin",
    name: `${prefix}.${entry.name}`,
    signature: undefined,
    run: (t, call) => {
      const [first] = call.rest;
      if (first?.kind === "instance" && isTensorLike(first, entry.name))
        return t.call(t.attribute(first, entry.name), call.rest.slice(1), call.keywords);
      const caller = [...call.rest, ...call.keywords.values()].map(callerOf).find((one) => one !== undefined);
      if (caller !== undefined)
        return t.call(t.attribute(caller, callName), [str(entry.name), list([...call.rest])], call.keywords);
      const keywords = new Map<string, Value>();
      for (const [keyword, value] of call.keywords) {
        if (!ignored.has(keyword)) keywords.set(entry.keywords.get(keyword) ?? keyword, value);
      }
      // The last positional argument of most functions is the operation's name.
      const last = call.rest.at(-1);
      const places = entry.signature.parameters.filter((parameter) => parameter.form === "plain").length;
      const isNamed = call.rest.length === places + 1 && (last?.kind === "str" || last?.kind === "none");
      const hasRest = entry.signature.parameters.some((parameter) => parameter.form === "variadic");
      const positional = isNamed && !hasRest ? call.rest.slice(0, -1) : call.rest;
      return run(library, t, entry, positional, keywords);
    },
  };
}

/** What is written in Python as a kind of tensor has TensorFlow's functions as its methods. */
function isTensorLike({ type }: InstanceValue, name: string): boolean {
  return type.attributes.has("__tensor_like__") && type.attributes.has(name);
}

const callName = "__tensor_call__";

/** What answers any function that it is given to, also in a list. */
function callerOf(value: Value): InstanceValue | undefined {
  if (value.kind === "list" || value.kind === "tuple")
    return value.items.map(callerOf).find((one) => one !== undefined);
  return value.kind === "instance" && value.type.attributes.has(callName) ? value : undefined;
}

export function run(
  library: TensorLibrary,
  t: Tracer,
  entry: TensorFlowEntry,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value> = new Map(),
): Value {
  const args = bindArguments(entry.name, entry.signature, positional, keywords);
  return entry.run(new TensorFlowOperation(t, library, entry.name, args));
}

/** An operation on one tensor that takes no other arguments. */
export function operationOn(library: TensorLibrary, t: Tracer, name: string, tensor: TensorValue): TensorFlowOperation {
  const args: Arguments = { values: new Map([["input", tensor]]), given: new Set(["input"]), rest: [] };
  return new TensorFlowOperation(t, library, name, args);
}
