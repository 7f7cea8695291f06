/**
 * What a program's names can hold while it is traced: Python's own values, tensors (whose numbers are nodes of the graph),
 * and traced numbers (Python scalars that depend on an input).
 */

import type { Builder } from "../graph/builder";
import type { Data, NodeId } from "../graph/graph";
import type {
  BinaryOperator,
  Block,
  Chunk,
  ClassStatement,
  CompareOperator,
  Expression,
  FunctionStatement,
  LambdaExpression,
  Place,
  UnaryOperator,
} from "../syntax/tree";

export type Value =
  | NoneValue
  | BoolValue
  | NumberValue
  | StringValue
  | ListValue
  | DictValue
  | SetValue
  | RangeValue
  | IteratorValue
  | SliceValue
  | EllipsisValue
  | FunctionValue
  | MethodValue
  | BuiltinValue
  | ClassValue
  | InstanceValue
  | ModuleValue
  | TensorValue
  | TracedNumber
  | TokenValue
  | AbsentValue;

export interface NoneValue {
  readonly kind: "none";
}
export interface BoolValue {
  readonly kind: "bool";
  readonly value: boolean;
}
/** A plain Python number. `label` is its expression in terms of coefficients (`1 - clip_epsilon`), where it came from any. */
export interface NumberValue {
  readonly kind: "int" | "float";
  readonly value: number;
  readonly label?: string;
}
export interface StringValue {
  readonly kind: "str";
  readonly value: string;
}
/** Lists are mutable; tuples are never written to. `torch.Size` and namedtuples are tuples with a `type` of their own. */
export interface ListValue {
  readonly kind: "list" | "tuple";
  readonly items: Value[];
  readonly type?: ClassValue;
  /** Field names of a namedtuple, in order. */
  readonly fields?: readonly string[];
  /** Attributes set on an instance of a subclass. */
  readonly attributes?: Map<string, Value>;
}
/** Keys by `keyOf` (values.equal and hash agree); insertion order. */
export interface DictValue {
  readonly kind: "dict";
  readonly entries: Map<string, readonly [key: Value, value: Value]>;
  /** `defaultdict`'s factory. */
  readonly factory?: Value;
  /** `OrderedDict`, `Counter`, the program's own subclasses; and what was set on their instances. */
  readonly type?: ClassValue;
  readonly attributes?: Map<string, Value>;
}
export interface SetValue {
  readonly kind: "set";
  readonly entries: Map<string, Value>;
  /** `frozenset`, or a subclass. */
  readonly type?: ClassValue;
}
export interface RangeValue {
  readonly kind: "range";
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}
/** Anything that is consumed once: generators, `zip`, `map`, `iter(x)`. */
export interface IteratorValue {
  readonly kind: "iterator";
  /** `generator`, `zip`, `list_iterator`: the name of its type. */
  readonly name: string;
  /** `undefined`: exhausted. `sent` is the value of the `yield` that the generator waits at. */
  readonly next: (sent?: Value) => Value | undefined;
  /** Generators only: raises at the `yield` it waits at, or ends it there. */
  readonly raise?: (error: Error) => Value | undefined;
  readonly close?: () => void;
  /** Generators only: what `return` gave. */
  readonly result?: () => Value;
}
export interface SliceValue {
  readonly kind: "slice";
  readonly lower: Value;
  readonly upper: Value;
  readonly step: Value;
}
export interface EllipsisValue {
  readonly kind: "ellipsis";
}

/** A `def` or `lambda` with the scope it closed over. */
export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly qualifiedName: string;
  readonly definition: FunctionStatement | LambdaExpression;
  readonly body: Block | Expression;
  readonly chunk: Chunk;
  readonly scope: Scope;
  /** Defaults, evaluated at definition time; indexes agree with the parameters. */
  readonly defaults: readonly (Value | undefined)[];
  /** The class whose body holds it, for `super()`. */
  readonly owner?: ClassValue;
  /** Attributes set on the function itself. */
  readonly attributes: Map<string, Value>;
}

/** A callable with its first argument already given. */
export interface MethodValue {
  readonly kind: "method";
  readonly self: Value;
  readonly callable: FunctionValue | BuiltinValue;
}

/** Our own code behind a name of Python or of a framework. */
export interface BuiltinValue {
  readonly kind: "builtin";
  /** As the user would write it: `torch.clamp`. */
  readonly name: string;
  /** Python's parameter list, `input, min=None, max=None, *, out=None`; `undefined` takes anything. */
  readonly signature: string | undefined;
  readonly run: (tracer: Tracer, call: Call) => Value;
  /** Attributes of its own: `np.add.reduce`. */
  readonly find?: (name: string) => Value | undefined;
}

/** A call after its arguments were bound to a signature; without one only `rest` and `keywords` are filled. */
export interface Call {
  /** @throws internal error when the signature has no such parameter. */
  readonly get: (name: string) => Value;
  /** Whether the caller gave it, rather than the default. */
  readonly has: (name: string) => boolean;
  /** Variadic positionals. */
  readonly rest: readonly Value[];
  /** Extra keywords. */
  readonly keywords: ReadonlyMap<string, Value>;
}

export interface ClassValue {
  readonly kind: "class";
  readonly name: string;
  readonly qualifiedName: string;
  readonly bases: readonly ClassValue[];
  /** Method resolution order, itself first (C3). */
  readonly order: readonly ClassValue[];
  readonly attributes: Map<string, Value>;
  readonly definition?: ClassStatement;
  readonly chunk?: Chunk;
  /** For classes of ours whose instances are not `InstanceValue`s: `int`, `list`, `torch.Tensor`. */
  readonly construct?: BuiltinValue;
}

export interface InstanceValue {
  readonly kind: "instance";
  type: ClassValue;
  readonly attributes: Map<string, Value>;
  /** The plain value under an instance of a subclass of `int`, `float` or `str`. */
  readonly primitive?: Value;
}

export interface ModuleValue {
  readonly kind: "module";
  readonly name: string;
  readonly scope: Scope;
  /** Members that are made when first asked for. */
  readonly find?: (name: string) => Value | undefined;
}

/** A name scope. `parent` is the lexically enclosing function or module scope. */
export interface Scope {
  readonly kind: "module" | "function" | "class" | "comprehension";
  readonly names: Map<string, Value>;
  readonly parent: Scope | undefined;
  /** Names declared `global` or `nonlocal` here. */
  readonly outer: Map<string, "global" | "nonlocal">;
}

/** The element types that frameworks distinguish; the graph holds float32, int32 or bool. */
export type ElementType =
  | "float32"
  | "float64"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint8"
  | "bool";

/**
 * A tensor of any framework. In-place operations rebind `node`; a view writes through to its base.
 * Its shape is that of the graph's node.
 */
export interface TensorValue {
  readonly kind: "tensor";
  node: NodeId;
  element: ElementType;
  requiresGrad: boolean;
  /** Operators, attributes and conventions are those of the framework that made it. */
  readonly library: TensorLibrary;
  /** `nn.Parameter` is a tensor with its own class. */
  readonly type?: ClassValue;
  /** Its `node` is not made yet: reading it may ask for numbers, and so make a guard. */
  readonly isPending?: boolean;
  /** Attributes the program set on it (`grad`, names of its own). */
  readonly attributes?: Map<string, Value>;
}

/** A Python number whose value depends on an input (`.item()`, a coefficient on an axis). Asking for it makes a guard. Floats are doubles. */
export interface TracedNumber {
  readonly kind: "traced";
  readonly type: "float" | "int" | "bool";
  readonly node: NodeId;
  readonly label?: string;
}

/** An opaque name: a dtype, a device, a layout, a typing construct. */
export interface TokenValue {
  readonly kind: "token";
  readonly family: "dtype" | "device" | "typing" | "other";
  readonly name: string;
}

/** A module or name that could not be found; complains only when its value is needed. */
export interface AbsentValue {
  readonly kind: "absent";
  readonly name: string;
  readonly reason: string;
  readonly place: Place | undefined;
}

/** How the tensors of a framework answer operators, attributes and indexing. */
export interface TensorLibrary {
  readonly name: "torch" | "numpy" | "tensorflow" | "jax" | "tfjs";
  /** What `type(tensor)` gives and `isinstance` compares with, where the tensor has no class of its own. */
  readonly tensorClass?: ClassValue;
  /** Its derivatives are recorded by the framework, so that a plain number taken out of a tensor leaves them behind. */
  readonly isRecorded: boolean;
  /** At least one operand is a tensor of this library. `undefined`: not supported (Python's NotImplemented). */
  binary(t: Tracer, operator: BinaryOperator, left: Value, right: Value): Value | undefined;
  /** `==`, `<` and their kin, elementwise. */
  compare(t: Tracer, operator: CompareOperator, left: Value, right: Value): Value | undefined;
  unary(t: Tracer, operator: UnaryOperator, operand: TensorValue): Value;
  /** `x += y` on a tensor: in place where the framework's arrays are mutable. */
  augmented(t: Tracer, operator: BinaryOperator, target: TensorValue, value: Value): Value;
  getItem(t: Tracer, tensor: TensorValue, index: Value): Value;
  setItem(t: Tracer, tensor: TensorValue, index: Value, value: Value): void;
  /** `len(tensor)` of a tensor whose length is not asked for yet. */
  length?(t: Tracer, tensor: TensorValue): Value | undefined;
  /** Methods come back bound. `undefined`: no such attribute. */
  getAttribute(t: Tracer, tensor: TensorValue, name: string): Value | undefined;
  setAttribute(t: Tracer, tensor: TensorValue, name: string, value: Value): void;
}

/**
 * The recorder behind a run: appends equations, evaluates nodes at the reference input when the program asks for a plain
 * value, and remembers each such answer as a guard.
 */
export interface Tracer {
  readonly graph: Builder;
  /** The numbers of a node at the reference input; no guard (for messages and formatting). */
  peek(node: NodeId): Data;
  /** The numbers of a node as a decision of the program: guarded when the node depends on an input. */
  concrete(node: NodeId): Data;
  /** Python truth; a traced tensor or number makes a guard. */
  isTrue(value: Value): boolean;
  /** A plain number; a traced one makes a guard. @throws Raised TypeError when it is no number. */
  toNumber(value: Value): number;
  /** Calls any callable of the program (functions given to `map`, `vmap`, a module's forward). */
  call(callable: Value, positional: readonly Value[], keywords?: ReadonlyMap<string, Value>): Value;
  /** Attribute access with Python's rules (properties, methods bound). @throws Raised AttributeError */
  attribute(object: Value, name: string): Value;
  /** What a module of the preview's own has under a name. */
  imported(module: string, name: string): Value | undefined;
  /** Items of any iterable. */
  iterate(value: Value): readonly Value[];
  /** Seeded draws; the same seed gives the same numbers in the same order. */
  random: RandomSource;
  /** False inside `no_grad`. */
  isGradEnabled: boolean;
  /** The type of floats that the program names no type for: PyTorch's `set_default_dtype`. */
  defaultFloat: ElementType;
  /** Nodes known to be constant make no guard. */
  dependsOnInput(node: NodeId): boolean;
  /** Turns a traced 0-d tensor into a Python number without asking for its value. */
  asNumber(tensor: TensorValue, type: TracedNumber["type"]): Value;
}

export interface RandomSource {
  /** In [0, 1). */
  uniform(): number;
  normal(): number;
  reseed(seed: number): void;
}

export const none: NoneValue = { kind: "none" };
export const ellipsis: EllipsisValue = { kind: "ellipsis" };
export const bool = (value: boolean): BoolValue => ({ kind: "bool", value });
export const int = (value: number): NumberValue => ({ kind: "int", value });
export const float = (value: number): NumberValue => ({ kind: "float", value });
export const str = (value: string): StringValue => ({ kind: "str", value });
export const list = (items: Value[]): ListValue => ({ kind: "list", items });
export const tuple = (items: Value[]): ListValue => ({ kind: "tuple", items });
