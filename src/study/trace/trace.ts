/** Runs a definition once on inputs of our own and keeps what it recorded: outputs, guards, named locals, learnable tensors. */

import type { Framework } from "../../discovery/loss";
import { createBuilder, type GraphBuilder } from "../../graph/build";
import { type Data, dtypeOf, isFloat, type NodeId } from "../../graph/graph";
import type { Interpreter, InterpreterOptions } from "../../interpreter/interpreter";
import type { Guard } from "../../interpreter/tracer";
import { list, type TensorValue, type Tracer, tuple, type Value } from "../../interpreter/values";
import type { Expression, Module } from "../../syntax/tree";
import type { InputPlan, TensorPlan } from "../inputs/inputs";
import type { NamedLocal, NamedTensor } from "../knobs/knobs";
import type { KnobTarget } from "../knobs/knobTarget";
import type { Constructed, Subject } from "../subject/subject";
import type { OpenInput } from "../sweep/fixedNumbers";
import type { Output } from "../sweep/sweep";
import { answerTo, isRecordOfResults, lastPartOf, settingOf } from "./elsewhere";
import { flattenResult } from "./flatten";
import { ledByLoss } from "./leading";
import { findLearnables } from "./learnables";
import { moveAlong, movedNumber, moveElements } from "./moves";
import { valueOf } from "./plainValues";
import { libraryOf, recordOf, standInOf } from "./standIns";

/** What makes an interpreter and its values for one framework. */
export interface Workshop {
  /** The same for losses of another framework. */
  readonly of: (framework: Framework) => Workshop;
  readonly createInterpreter: (
    options: Pick<InterpreterOptions, "builder" | "overrides" | "seed" | "probe" | "onLocal" | "assume">,
  ) => Interpreter;
  /** An interpreter that records into nothing, for reading what a definition takes. */
  readonly createScratch: () => Interpreter;
  readonly createProbe: (builder: GraphBuilder, inputs: ReadonlyMap<NodeId, Data>) => (node: NodeId) => Data;
  /** The classes that stand in for models and records. */
  readonly standIns: Module;
  readonly createTensor: (node: NodeId, element: TensorValue["element"], isLearnable: boolean) => TensorValue;
}

export interface TraceOrder {
  readonly open: (interpreter: Interpreter) => Subject;
  readonly construction: readonly InputPlan[];
  readonly inputs: readonly InputPlan[];
  /** Coefficients by the expression that they replace. */
  readonly coefficients: ReadonlyMap<Expression, CoefficientSetting>;
  /** Learnable tensors that a person set, by state-dict name. */
  readonly learnables: ReadonlyMap<string, readonly number[]>;
  readonly seed: number;
  readonly watch?: TraceWatch;
}

/** Told of a run on its way: where it fails, that tells how far it came. */
export interface TraceWatch {
  readonly begun: (records: GraphBuilder) => void;
  /** The object is there: what fails later is not the constructor's fault. */
  readonly constructed: () => void;
}

/** A number of the source that stays an input of its own, and what it is while tracing. */
export interface LeftOpen {
  readonly literal: Expression;
  /** The coefficient that it is. */
  readonly name: string | undefined;
  readonly value: number;
}

export interface CoefficientSetting {
  readonly name: string;
  readonly value: Value;
}

/** A knob with the number it has while tracing. */
export interface KnobSetting {
  readonly target: KnobTarget;
  readonly at: number;
}

export interface LossTrace {
  readonly interpreter: Interpreter;
  readonly builder: GraphBuilder;
  readonly knobs: readonly NodeId[];
  readonly open: OpenInput | undefined;
  /** The loss first; `place` tells where the program has it. */
  readonly outputs: readonly (Output & { readonly size: number })[];
  readonly guards: readonly Guard[];
  readonly locals: readonly NamedLocal[];
  readonly learnables: readonly NamedTensor[];
  readonly usesSeed: boolean;
  /** What questions to modules that are not there were taken to answer, and what their settings were taken to be. */
  readonly assumed: ReadonlyMap<string, boolean | number>;
}

/** @throws whatever the program raises: Raised, Stopped, MissingFiles, ShapeError; Error when a knob moves nothing */
export function traceLoss(
  workshop: Workshop,
  order: TraceOrder,
  settings: readonly KnobSetting[],
  leftOpen?: LeftOpen,
): LossTrace {
  const builder = createBuilder();
  order.watch?.begun(builder);
  const knobs = settings.map((_, i) => builder.input(i === 0 ? "x" : "y", { shape: [], dtype: "float32" }));
  const references = new Map<NodeId, Data>(knobs.map((knob, i) => [knob, Float32Array.of(settings[i]?.at ?? 0)]));
  const open = leftOpen && { node: builder.input("number", { shape: [], dtype: "float64" }), value: leftOpen.value };
  if (open !== undefined) references.set(open.node, Float64Array.of(open.value));
  const moved = new Set<number>();
  /** The tensor's numbers, with the knobs' elements taken from the knobs. */
  const nodeFor = (
    kind: KnobTarget["kind"],
    name: string,
    entry: number | undefined,
    tensor: { shape: readonly number[]; data: Data },
  ): NodeId => {
    const dtype = dtypeOf(tensor.data);
    let node: NodeId | undefined;
    settings.forEach(({ target }, i) => {
      if (target.kind !== kind || target.name !== name || target.entry !== entry) return;
      const knob = knobs[i];
      if (knob === undefined) return;
      moved.add(i);
      node =
        target.along === undefined
          ? moveElements(builder, node, tensor, target.indexes, knob)
          : moveAlong(builder, tensor.shape, target.along, knob);
    });
    return node ?? builder.constant({ shape: tensor.shape, dtype }, tensor.data);
  };
  const overrides = new Map<Expression, Value>();
  if (open !== undefined && leftOpen !== undefined)
    overrides.set(leftOpen.literal, movedNumber(builder, open.node, leftOpen.name));
  for (const [expression, { name, value }] of order.coefficients) {
    const i = settings.findIndex(({ target }) => target.kind === "coefficient" && target.name === name);
    const knob = knobs[i];
    if (knob !== undefined) moved.add(i);
    if (knob !== undefined) overrides.set(expression, movedNumber(builder, knob, name));
    else if (expression !== leftOpen?.literal) overrides.set(expression, value);
  }
  const locals = new Map<string, { node: NodeId; depth: number }>();
  const assumed = new Map<string, boolean | number>();
  const interpreter = workshop.createInterpreter({
    builder,
    overrides,
    assume: (name, wanted, given) => {
      if (wanted === "answer" && given !== undefined && isRecordOfResults(name, [...given.values()]))
        return { ...tuple([...given.values()]), fields: [...given.keys()] };
      const taken = wanted === "number" ? settingOf(name) : answerTo(name);
      if (taken === undefined) return undefined;
      assumed.set(name, taken);
      return valueOf(taken, () => false, wanted === "number" ? lastPartOf(name) : undefined);
    },
    seed: order.seed,
    probe: workshop.createProbe(builder, references),
    onLocal: (name, value, depth) => {
      // counts and truths are nothing to move along
      if (!isFloat(builder.aval(value.node).dtype)) return;
      const known = locals.get(name);
      if (known === undefined || depth <= known.depth) locals.set(name, { node: value.node, depth });
      settings.forEach(({ target }, i) => {
        const knob = knobs[i];
        if (
          target.kind !== "local" ||
          target.name !== name ||
          value.kind !== "tensor" ||
          knob === undefined ||
          moved.has(i)
        )
          return;
        moved.add(i);
        const { shape } = builder.aval(value.node);
        value.node = moveElements(builder, value.node, { shape, data: new Float32Array(0) }, target.indexes, knob);
      });
    },
  });
  const plain = (plan: InputPlan): Value => {
    if (plan.kind === "tensor")
      return workshop.createTensor(nodeFor("input", plan.name, undefined, plan), elementOf(plan), false);
    if (plan.kind === "list") {
      return list(
        plan.items.map((item, i) =>
          workshop.createTensor(nodeFor("input", plan.name, i, item), elementOf(item), false),
        ),
      );
    }
    if (plan.kind === "record")
      return recordOf(
        interpreter,
        workshop.standIns,
        plan,
        plan.fields.map((field) => [field.key, plain(field.plan)]),
      );
    if (plan.kind === "standIn")
      return standInOf(
        interpreter,
        workshop.standIns,
        plan,
        plan.weight && plain(plan.weight),
        plan.output && plain(plan.output),
        plan.fields.map((field) => [field.key, plain(field.plan)] as const),
      );
    if (plan.kind === "library") return libraryOf(interpreter, workshop.standIns, plan);
    const i = settings.findIndex(({ target }) => target.kind === "coefficient" && target.name === plan.name);
    const knob = knobs[i];
    if (knob !== undefined) {
      moved.add(i);
      return movedNumber(builder, knob, plan.name);
    }
    return valueOf(plan.value, Number.isInteger, typeof plan.value === "number" ? plan.name : undefined);
  };
  const subject = order.open(interpreter);
  const draws = countDraws(interpreter.tracer);
  const constructed = subject.construct(new Map(order.construction.map((plan) => [plan.name, plain(plan)])));
  order.watch?.constructed();
  const learnables = learnablesOf(interpreter, constructed, order.learnables, (tensor) =>
    nodeFor("learnable", tensor.name, undefined, tensor),
  );
  const { positional, keywords } = argumentsOf(subject, order.inputs, plain);
  const result = constructed.call(positional, keywords);
  const flat = flattenResult(interpreter.tracer, result, subject.results);
  const missing = settings.find((_, i) => !moved.has(i));
  if (missing) throw new Error(`the program never reaches ${missing.target.knob}`);
  if (open !== undefined && !isRead(builder, open.node)) throw new Error("the program never reaches the open number");
  return {
    interpreter,
    builder,
    knobs,
    open,
    outputs: ledByLoss(builder, flat).map((one) => ({
      name: one.name,
      place: flat.indexOf(one),
      ...toScalar(builder, one.node),
    })),
    guards: interpreter.guards,
    locals: [...locals]
      .map(([name, { node }]) => describeLocal(interpreter, builder, name, node))
      .filter((local) => local.shape.length <= 4),
    learnables,
    usesSeed: draws() > 0,
    assumed,
  };
}

function isRead({ nodes }: GraphBuilder, input: NodeId): boolean {
  return nodes.some((node) => node.kind === "equation" && node.inputs.includes(input));
}

function elementOf(plan: TensorPlan): TensorValue["element"] {
  return plan.dtype;
}

function argumentsOf(
  subject: Subject,
  plans: readonly InputPlan[],
  plain: (plan: InputPlan) => Value,
): { positional: Value[]; keywords: Map<string, Value> } {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  const hasVariadic = subject.parameters.some(
    ({ form, name }) => form === "variadic" && plans.some((plan) => plan.name === name),
  );
  for (const parameter of subject.parameters) {
    const plan = plans.find((candidate) => candidate.name === parameter.name);
    if (plan === undefined) continue;
    const value = plain(plan);
    if (parameter.form === "variadic")
      positional.push(...(value.kind === "list" || value.kind === "tuple" ? value.items : [value]));
    else if (parameter.form === "positional" || (hasVariadic && parameter.form === "plain")) positional.push(value);
    else keywords.set(parameter.name, value);
  }
  return { positional, keywords };
}

/** Gives the object's learnable tensors their set numbers and their knobs. */
function learnablesOf(
  interpreter: Interpreter,
  constructed: Constructed,
  given: ReadonlyMap<string, readonly number[]>,
  nodeFor: (tensor: NamedTensor) => NodeId,
): readonly NamedTensor[] {
  if (constructed.instance === undefined) return [];
  return findLearnables(interpreter, constructed.instance).map(({ name, tensor }) => {
    const { shape } = interpreter.tracer.graph.aval(tensor.node);
    const own = interpreter.tracer.peek(tensor.node);
    const set = given.get(name);
    const data = set === undefined ? own : Float32Array.from(own, (value, i) => set[i % set.length] ?? value);
    const named = { name, shape, data };
    tensor.node = nodeFor(named);
    return named;
  });
}

/** Wraps the run's random source. @returns how many numbers were drawn since */
function countDraws(tracer: Tracer): () => number {
  const { random } = tracer;
  let draws = 0;
  const counted = (draw: () => number) => () => {
    draws++;
    return draw();
  };
  tracer.random = { uniform: counted(random.uniform), normal: counted(random.normal), reseed: random.reseed };
  return () => draws;
}

/** The sum of an output's elements, as PyTorch's `backward` would be asked for. */
function toScalar(builder: GraphBuilder, node: NodeId): { node: NodeId; size: number } {
  const { shape, dtype } = builder.aval(node);
  const float = dtype === "float32" ? node : builder.apply("cast", [node], { dtype: "float32" });
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (shape.length === 0) return { node: float, size };
  return { node: builder.apply("sum", [float], { axes: shape.map((_, axis) => axis) }), size };
}

function describeLocal(interpreter: Interpreter, builder: GraphBuilder, name: string, node: NodeId): NamedLocal {
  const made = builder.node(node);
  return {
    name,
    shape: builder.aval(node).shape,
    isExponential: made.kind === "equation" && made.primitive === "exp",
    // most are never looked at
    get data() {
      return interpreter.tracer.peek(node);
    },
  };
}
