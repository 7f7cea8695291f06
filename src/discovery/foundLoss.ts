/** What is told of a loss once it is found: where it stands, its coefficients, what its author says of its preview. */

import type {
  Chunk,
  ClassStatement,
  Expression,
  FunctionStatement,
  LambdaExpression,
  Parameter,
  Span,
  Statement,
} from "../syntax/tree";
import { walk } from "../syntax/walk";
import { type ClassEntry, calledFrom } from "./classEntry";
import type { ClassFacts } from "./classFacts";
import { savedUnder } from "./coefficients/boundLiterals";
import { classCoefficients, functionCoefficients } from "./coefficients/coefficients";
import type { Constants, LocalCoefficient } from "./coefficients/localCoefficient";
import { readPath } from "./coefficients/settings";
import { directiveOf, type LocalDirective } from "./directives";
import type { Flow } from "./flow/flow";
import type { Analysis } from "./flow/functionAnalysis";
import { frameworkIn } from "./framework";
import { frameworkOf } from "./imports";
import type { Framework, LossKind, Use } from "./loss";
import type { FoundUse } from "./uses";

/** A loss before it is placed in its file. */
export interface FoundLoss {
  readonly kind: LossKind;
  readonly name: string;
  readonly qualifiedName: string;
  readonly framework: Framework;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly coefficients: readonly LocalCoefficient[];
  readonly directive?: LocalDirective;
  readonly method?: string;
  readonly use?: Use;
  /** `likely`: a loss only in the company of losses. */
  readonly certainty?: "likely";
}

/** What a chunk can see of its file. */
export interface FileView extends Constants {
  readonly path: string;
  readonly summaries: ReadonlyMap<string, Flow>;
  readonly framework: Framework;
  /** Functions and methods whose results the file calls losses. */
  readonly usedAsLoss: ReadonlySet<string>;
}

/** Where one reads: a chunk, and what it sees of its file. */
export interface Sight {
  readonly chunk: Chunk;
  readonly view: FileView;
}

/** A library's loss that is made or called, or a weighted sum, in some statements. */
export function useLoss(
  { chunk, view }: Sight,
  use: FoundUse,
  prefix: string,
  statements: readonly Statement[],
): FoundLoss {
  const directive = directiveOf(chunk, lineStart(chunk.text, use.span.start), use.span.end, undefined);
  const library = use.callee === undefined ? undefined : frameworkOf(use.callee);
  return {
    kind: use.kind,
    name: use.name,
    qualifiedName: prefix.replace("<locals>.", "") + use.name,
    framework: library === undefined || library === "other" ? frameworkIn(statements, view) : library,
    span: use.span,
    nameSpan: use.nameSpan,
    coefficients: use.coefficients,
    use: use.use,
    ...(directive ? { directive } : {}),
  };
}

/** The class whose object a method, or a function inside of one, has under a name of its own. */
export interface Owner {
  readonly node: ClassStatement;
  readonly facts: ClassFacts;
  /** What the method calls its object. */
  readonly receiver: Parameter | undefined;
}

/** A function inside of a method: the object's numbers reach it too. */
export function innerLoss(loss: FoundLoss, { view }: Sight, node: FunctionStatement, owner: Owner): FoundLoss {
  const { receiver } = owner;
  if (receiver === undefined) return loss;
  const asMethod = { ...node, parameters: [receiver, ...node.parameters] };
  return withInherited(loss, constructorCoefficients(view, asMethod, owner));
}

function withInherited(loss: FoundLoss, inherited: readonly LocalCoefficient[]): FoundLoss {
  const own = loss.coefficients.filter((one) => !inherited.some((other) => other.name === one.name));
  return { ...loss, coefficients: [...inherited, ...own] };
}

/** `enclosing` are the functions around it, from the outermost in: their numbers reach it too. */
export function functionLoss(
  { chunk, view }: Sight,
  node: FunctionStatement,
  kind: "function" | "method",
  qualifiedName: string,
  analysis: Analysis,
  enclosing: readonly FunctionStatement[],
): FoundLoss {
  const directive = directiveOfDefinition(chunk, node);
  return {
    kind,
    name: node.name,
    qualifiedName,
    framework: frameworkIn(node, view),
    span: { start: node.start, end: node.end },
    nameSpan: node.nameSpan,
    coefficients: functionCoefficients(node, enclosing, analysis.sums, view),
    ...(directive ? { directive } : {}),
  };
}

/** A lambda and the name that it is bound to. */
export interface BoundLambda {
  readonly statement: Span;
  readonly name: string;
  readonly nameNode: Span;
  readonly node: LambdaExpression;
}

export function lambdaLoss(
  { chunk, view }: Sight,
  { statement, name, nameNode, node }: BoundLambda,
  prefix: string,
  analysis: Analysis,
  enclosing: readonly FunctionStatement[],
): FoundLoss {
  const directive = directiveOf(chunk, lineStart(chunk.text, statement.start), statement.end, undefined);
  return {
    kind: "lambda",
    name,
    qualifiedName: prefix + name,
    framework: frameworkIn(isExpression(node.body) ? node.body : [], view),
    span: { start: statement.start, end: statement.end },
    nameSpan: { start: nameNode.start, end: nameNode.end },
    coefficients: functionCoefficients(node, enclosing, analysis.sums, view),
    ...(directive ? { directive } : {}),
  };
}

export function classLoss(
  { chunk, view }: Sight,
  node: ClassStatement,
  qualifiedName: string,
  entry: ClassEntry,
  facts: ClassFacts,
  analyses: ReadonlyMap<string, Analysis>,
): FoundLoss {
  const method = entry.method === undefined ? undefined : facts.methods.get(entry.method);
  const sums =
    entry.method === undefined
      ? []
      : [...calledFrom(entry.method, facts), entry.method].flatMap((name) => analyses.get(name)?.sums ?? []);
  const directive = directiveOfDefinition(chunk, node) ?? (method && directiveOfDefinition(chunk, method));
  return {
    kind: "class",
    name: node.name,
    qualifiedName,
    framework: frameworkIn(node, view),
    span: { start: node.start, end: node.end },
    nameSpan: node.nameSpan,
    coefficients: classCoefficients(node, facts, method, sums, view),
    ...(entry.method === undefined ? {} : { method: entry.method }),
    ...(directive ? { directive } : {}),
  };
}

/** A loss-computing method of a class that is something else; `qualified` is the class's name. */
export function methodLoss(
  sight: Sight,
  method: FunctionStatement,
  qualified: string,
  owner: Omit<Owner, "receiver">,
  analysis: Analysis,
): FoundLoss {
  const loss = functionLoss(sight, method, "method", `${qualified}.${method.name}`, analysis, []);
  return withInherited(loss, constructorCoefficients(sight.view, method, owner));
}

/** Of the numbers of the constructor and the fields those that the method, or what it calls, uses: only they shape it. */
function constructorCoefficients(
  view: FileView,
  method: FunctionStatement,
  { node, facts }: Omit<Owner, "receiver">,
): readonly LocalCoefficient[] {
  const init = facts.methods.get("__init__");
  const fields = node.body.filter(({ kind }) => kind === "assign");
  if (init === undefined && fields.length === 0) return [];
  const used = new Set<string>();
  const receiver = method.parameters[0]?.name;
  for (const one of [method, ...calledFrom(method.name, facts).flatMap((name) => facts.methods.get(name) ?? [])]) {
    walk(one.body, (node) => {
      if (node.kind !== "member") return undefined;
      const object = readPath(node.object);
      if (object === receiver || object === savedUnder(receiver ?? "")) used.add(node.name);
      return undefined;
    });
  }
  const kept: ClassFacts = {
    ...facts,
    methods: new Map([...(init === undefined ? [] : [["__init__", init] as const]), [method.name, method]]),
  };
  const holder: ClassStatement = {
    kind: "class",
    name: "",
    nameSpan: method.nameSpan,
    bases: [],
    body: fields,
    decorators: [],
    docstring: undefined,
    start: method.start,
    end: method.end,
  };
  return classCoefficients(holder, kept, undefined, [], view).filter(
    (one) =>
      one.home !== undefined ||
      (one.origin.kind !== "literal" && (used.has(one.name) || (init !== undefined && reaches(one.name, init, used)))),
  );
}

function reaches(parameter: string, init: FunctionStatement, used: ReadonlySet<string>): boolean {
  let found = false;
  walk(init.body, (node) => {
    if (node.kind === "assign" && node.value?.kind === "name" && node.value.name === parameter) {
      for (const target of node.targets) if (target.kind === "member" && used.has(target.name)) found = true;
    }
    return undefined;
  });
  return found;
}

function directiveOfDefinition(chunk: Chunk, node: FunctionStatement | ClassStatement): LocalDirective | undefined {
  return directiveOf(chunk, definitionStart(chunk, node), headEnd(node), node.body);
}

/** Where a definition begins with its decorators. */
function definitionStart(chunk: Chunk, node: FunctionStatement | ClassStatement): number {
  const [first] = node.decorators;
  return first ? lineStart(chunk.text, first.start) : node.start;
}

/** A place on the line that opens the body. */
function headEnd(node: FunctionStatement | ClassStatement): number {
  if (node.kind === "class") return node.bases.at(-1)?.value.end ?? node.nameSpan.end;
  return node.returns?.end ?? node.parameters.at(-1)?.end ?? node.nameSpan.end;
}

/** Where the code of a line begins. */
function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return start + (text.slice(start).length - text.slice(start).trimStart().length);
}

function isExpression(body: LambdaExpression["body"]): body is Expression {
  return !Array.isArray(body);
}
