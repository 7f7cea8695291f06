/**
 * Finds inputs that the program accepts: layouts and roles are tried, the likeliest first, until a trace runs and gives
 * finite numbers. What worked is remembered for the next keystroke.
 */

import type { Interpreter } from "../interpreter/interpreter";
import type { CoefficientSetting, LossTrace, TraceOrder, Workshop } from "./trace";
import { traceLoss } from "./trace";
import { type InputOrder, type InputPlan, planInput } from "./inputs";
import type { InputOverride, Role, SampleView } from "./request";
import { guessRoles, type RoleGuess } from "./roles";
import { type Layout, layouts, type Sizes } from "./roleTable";
import type { Parameter } from "./signature";
import type { Subject } from "./subject";
import type { Expression } from "../syntax/tree";

/** Inputs that were accepted, and the trace that showed it. */
export interface Accepted {
  readonly construction: readonly InputPlan[];
  readonly inputs: readonly InputPlan[];
  readonly trace: LossTrace;
  readonly subject: Subject;
  readonly attempt: Attempt;
  /** Whether the loss is a finite number there. */
  readonly isTelling: boolean;
}

export interface Attempt {
  readonly layout: Layout;
  readonly sizes: Sizes;
  readonly roles: ReadonlyMap<string, RoleGuess>;
}

export interface TrialOrder {
  readonly open: (interpreter: Interpreter) => Subject;
  readonly coefficients: ReadonlyMap<Expression, CoefficientSetting>;
  readonly learnables: ReadonlyMap<string, readonly number[]>;
  readonly overrides: ReadonlyMap<string, { readonly override: InputOverride; readonly isFromComment: boolean }>;
  readonly view: SampleView;
  readonly seed: number;
  /** What worked last time. */
  readonly known: Attempt | undefined;
}

/** No inputs were found on which the program runs: what it raised on the likeliest. */
export class NotAccepted extends Error {
  override readonly name = "NotAccepted";
  constructor(
    override readonly cause: unknown,
    readonly tried: number,
  ) {
    super("the program did not run on any inputs that were tried");
  }
}

const mostAttempts = 72;

/** One sample: every extent that only repeats is 1, then those that some losses need larger. */
const sizesOf: { readonly [V in SampleView]: readonly Sizes[] } = {
  sample: [
    { N: 1, C: 3, D: 4, T: 1, H: 1, W: 1 },
    { N: 1, C: 3, D: 4, T: 5, H: 8, W: 8 },
    { N: 1, C: 3, D: 4, T: 5, H: 16, W: 16 },
  ],
  batch: [
    { N: 8, C: 3, D: 4, T: 5, H: 8, W: 8 },
    { N: 8, C: 3, D: 4, T: 5, H: 16, W: 16 },
  ],
};

/**
 * @throws NotAccepted; MissingFiles and Stopped come through, since other inputs would not help
 */
export function findInputs(workshop: Workshop, subject: Subject, order: TrialOrder, isFatal: (error: unknown) => boolean): Accepted {
  let fallback: Accepted | undefined;
  let firstError: unknown;
  let tried = 0;
  for (const attempt of attemptsFor(subject, order)) {
    if (tried++ >= mostAttempts) break;
    try {
      const accepted = tryOn(workshop, subject, order, attempt);
      if (accepted.isTelling) return accepted;
      fallback ??= accepted;
    } catch (error) {
      if (isFatal(error)) throw error;
      firstError ??= error;
    }
  }
  if (fallback) return fallback;
  throw new NotAccepted(firstError, tried);
}

export function tryOn(workshop: Workshop, subject: Subject, order: TrialOrder, attempt: Attempt): Accepted {
  const { layout, sizes, roles } = attempt;
  const plan = (parameter: Parameter): InputPlan => {
    const guess = roles.get(parameter.name) ?? { role: "option" as Role, reason: "has no default" };
    const found = order.overrides.get(parameter.name);
    const input: InputOrder = {
      name: parameter.name,
      role: guess.role,
      reason: guess.reason,
      override: found?.override,
      isFromComment: found?.isFromComment ?? false,
    };
    return planInput(input, layout, sizes, order.seed);
  };
  const construction = needed(subject.construction, order).map((parameter) => planConstruction(parameter, sizes, plan));
  const inputs = needed(subject.parameters, order).map(plan);
  const traceOrder: TraceOrder = { open: order.open, construction, inputs, coefficients: order.coefficients, learnables: order.learnables, seed: order.seed };
  const trace = traceLoss(workshop, traceOrder, []);
  return { construction, inputs, trace, subject, attempt, isTelling: isTelling(trace) };
}

/** What has no default, and what a person gave. */
function needed(parameters: readonly Parameter[], order: TrialOrder): readonly Parameter[] {
  return parameters.filter(
    ({ name, form, hasDefault }) => form !== "keywords" && (order.overrides.has(name) || (!hasDefault && form !== "variadic")),
  );
}

/** Constructor arguments are sizes or numbers; a name tells which size. */
function planConstruction(parameter: Parameter, sizes: Sizes, plan: (parameter: Parameter) => InputPlan): InputPlan {
  const planned = plan(parameter);
  if (planned.source !== "inferred") return planned;
  const name = parameter.name.toLowerCase();
  const value = /class|categor|vocab|label/.test(name)
    ? sizes.C
    : /dim|feat|channel|hidden|size|embed|input|width/.test(name)
      ? sizes.D
      : /task|num_loss|n_loss/.test(name)
        ? 2
        : /reduction/.test(name)
          ? "mean"
          : /temperature|^t$|tau|scale|sigma|margin|alpha|beta|gamma|lambda|weight|coef|eps|delta|ratio|rate|threshold/.test(name)
            ? 0.5
            : 1;
  return { kind: "plain", name: parameter.name, role: typeof value === "string" ? "option" : "number", value, source: "inferred", reason: "the constructor needs it" };
}

/** Finite, and not the same whatever the inputs are (a loss of nothing). */
function isTelling(trace: LossTrace): boolean {
  const [first] = trace.outputs;
  if (first === undefined) return false;
  const number = trace.interpreter.tracer.peek(first.node)[0] ?? Number.NaN;
  return Number.isFinite(number);
}

function* attemptsFor(subject: Subject, order: TrialOrder): Generator<Attempt> {
  if (order.known) yield order.known;
  const parameters = needed(subject.parameters, order);
  const guesses = guessRoles(parameters.map(({ name }) => name), subject.body, subject.attributes);
  const ranked = parameters.map(({ name, annotation }) => {
    const known = subject.knownRoles?.get(name);
    const ranking: readonly RoleGuess[] = known === undefined ? (guesses.get(name) ?? []) : [{ role: known, score: 10, reason: "a term of the sum" }];
    return [name, withAnnotation(ranking, annotation)] as const;
  });
  for (const sizes of sizesOf[order.view].flatMap((base) => withConstructionSizes(base, subject))) {
    for (const roles of combinations(ranked)) {
      for (const layout of layoutsFor(roles)) yield { layout, sizes, roles };
    }
  }
}

function withAnnotation(guesses: readonly RoleGuess[], annotation: string | undefined): readonly RoleGuess[] {
  if (annotation === undefined) return guesses;
  const hint = (role: Role): readonly RoleGuess[] => [{ role, score: 10, reason: `annotated ${annotation}` }, ...guesses];
  if (/\b(float|int)\b/.test(annotation) && !/Tensor|Array|ndarray|List|list/.test(annotation)) return hint("number");
  if (/\b(str|bool)\b/.test(annotation)) return hint("option");
  if (/\b(list|List|Sequence|Iterable)\b.*(Tensor|Array)/.test(annotation)) return hint("taskLosses");
  return guesses;
}

/** Networks inside a loss say how wide their input is: whole-number defaults of the constructor are tried as the feature size. */
function withConstructionSizes(base: Sizes, subject: Subject): readonly Sizes[] {
  const widths = subject.construction.flatMap(({ initial }) => (initial !== undefined && Number.isInteger(initial) && initial > 0 && initial <= 64 ? [initial] : []));
  return [base, ...[...new Set(widths)].filter((width) => width !== base.D).map((D) => ({ ...base, D, C: D }))];
}

/** The best guess of every input, then each input's second and third. */
function* combinations(ranked: readonly (readonly [name: string, guesses: readonly RoleGuess[]])[]): Generator<ReadonlyMap<string, RoleGuess>> {
  const best = new Map(ranked.flatMap(([name, guesses]) => (guesses[0] ? [[name, guesses[0]] as const] : [])));
  yield best;
  for (let rank = 1; rank < 3; rank++) {
    for (const [name, guesses] of ranked) {
      const other = guesses[rank];
      if (other) yield new Map(best).set(name, other);
    }
  }
  const seconds = new Map(ranked.flatMap(([name, guesses]) => [[name, guesses[1] ?? guesses[0]]] as const).flatMap(([name, guess]) => (guess ? [[name, guess] as const] : [])));
  yield seconds;
}

/** Losses that are sums of given scalars have no layout to speak of; images make the image layout likelier. */
function layoutsFor(roles: ReadonlyMap<string, RoleGuess>): readonly Layout[] {
  const has = (role: Role) => [...roles.values()].some((guess) => guess.role === role);
  const first = has("images") ? "image" : undefined;
  return first === undefined ? layouts : [...layouts].sort((a, b) => Number(b.name === first) - Number(a.name === first));
}
