/** Goes through one chunk and finds the losses that it defines and uses. Everything here counts in the chunk. */

import type {
  Chunk,
  ClassStatement,
  Expression,
  FunctionStatement,
  LambdaExpression,
  Span,
  Statement,
} from "../syntax/tree";
import { walk } from "../syntax/walk";
import { calledFrom, classEntry, independent, inputNames, isCalledFrom, judgeMethod } from "./classEntry";
import { type ClassFacts, type ClassTable, readClass } from "./classFacts";
import { type Constants, classCoefficients, functionCoefficients, type LocalCoefficient } from "./coefficients";
import { directiveOf, type LocalDirective } from "./directives";
import { judge, type Verdict } from "./evidence";
import { type Flow, mark } from "./flow";
import { frameworkIn, isBesideTensors, judgedAs } from "./framework";
import { type Analysis, analyseBlock, analyseFunction, analyseLambda, visibleNames } from "./functionAnalysis";
import { frameworkOf } from "./imports";
import type { Framework, LossKind, Use } from "./loss";
import { isLossCallableName } from "./names";
import { voteOfName } from "./nameVote";
import type { Surroundings } from "./state";
import { findCalls, findSums } from "./uses";

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
  readonly classes: ClassTable;
  readonly framework: Framework;
  /** Functions and methods whose results the file calls losses. */
  readonly usedAsLoss: ReadonlySet<string>;
}

export interface ChunkFindings {
  readonly losses: readonly FoundLoss[];
  /** What each top-level definition returns when it is called. */
  readonly summaries: ReadonlyMap<string, Flow>;
}

export function findInChunk(chunk: Chunk, view: FileView): ChunkFindings {
  const search: Search = { chunk, view, found: [], summaries: new Map() };
  const outside: Surroundings = {
    imports: view.imports,
    summaries: view.summaries,
    attributes: new Map(),
    methods: new Map(),
  };
  searchBlock(search, chunk.statements, { prefix: "", surroundings: outside, outer: undefined, enclosing: [] });
  return { losses: search.found.sort((a, b) => a.nameSpan.start - b.nameSpan.start), summaries: search.summaries };
}

interface Search {
  readonly chunk: Chunk;
  readonly view: FileView;
  readonly found: FoundLoss[];
  readonly summaries: Map<string, Flow>;
}

interface Scope {
  /** The qualified name's beginning, its dot included. */
  readonly prefix: string;
  readonly surroundings: Surroundings;
  /** What an enclosing function's names hold. */
  readonly outer: ReadonlyMap<string, Flow> | undefined;
  /** The functions around, from the outermost in. */
  readonly enclosing: readonly FunctionStatement[];
}

/** Statements outside any loss: definitions are judged, everything else is searched for uses. */
function searchBlock(search: Search, block: readonly Statement[], scope: Scope): void {
  const uses: Statement[] = [];
  for (const statement of block) {
    if (statement.kind === "function") searchFunction(search, statement, scope);
    else if (statement.kind === "class") searchClass(search, statement, scope);
    else {
      const lambda = boundLambda(statement);
      if (lambda && searchLambda(search, statement, lambda.name, lambda.nameNode, lambda.node, scope)) continue;
      uses.push(statement);
      // Definitions inside `if`, `try` and `with` are the block's own.
      for (const inner of innerDefinitions(statement)) {
        if (inner.kind === "function") searchFunction(search, inner, scope);
        else searchClass(search, inner, scope);
      }
    }
  }
  if (uses.length > 0) addUses(search, uses, analyseBlock(uses, scope.surroundings), scope.prefix);
}

function innerDefinitions(statement: Statement): (FunctionStatement | ClassStatement)[] {
  const found: (FunctionStatement | ClassStatement)[] = [];
  walk(statement, (node) => {
    if (node.kind !== "function" && node.kind !== "class") return undefined;
    found.push(node);
    return false;
  });
  return found;
}

function addUses(search: Search, statements: readonly Statement[], analysis: Analysis, prefix: string): void {
  const { view, chunk } = search;
  for (const use of [...findCalls(statements, view), ...findSums(analysis.sums, view)]) {
    const start = lineStart(chunk.text, use.span.start);
    const directive = directiveOf(chunk, start, use.span.end, undefined);
    const library = use.callee === undefined ? undefined : frameworkOf(use.callee);
    search.found.push({
      kind: use.kind,
      name: use.name,
      qualifiedName: prefix.replace("<locals>.", "") + use.name,
      framework: library === undefined || library === "other" ? frameworkIn(statements, view) : library,
      span: use.span,
      nameSpan: use.nameSpan,
      coefficients: use.coefficients,
      use: use.use,
      ...(directive ? { directive } : {}),
    });
  }
}

/** Where the code of a line begins. */
function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return start + (text.slice(start).length - text.slice(start).trimStart().length);
}

// ---------------------------------------------------------------- functions

function searchFunction(search: Search, node: FunctionStatement, scope: Scope): void {
  const analysis = analyseFunction(node, scope.surroundings, false, scope.outer);
  const verdict = judge({
    name: node.name,
    analysis,
    docstring: node.docstring,
    parameters: inputNames(node.parameters),
    base: "none",
    path: search.view.path,
    framework: judgedAs(frameworkIn(node, search.view), search.view.imports),
    isBesideTensors: isBesideTensors(node, search.view),
    isUsedAsLoss: search.view.usedAsLoss.has(node.name),
  });
  if (scope.prefix === "") search.summaries.set(node.name, summary(verdict, node, analysis));
  if (verdict.isLoss && !node.isGenerator && node.name !== "") {
    search.found.push(functionLoss(search, node, "function", scope.prefix + node.name, analysis, scope));
    return;
  }
  if (verdict.isLikely && !node.isGenerator && node.name !== "")
    search.found.push({
      ...functionLoss(search, node, "function", scope.prefix + node.name, analysis, scope),
      certainty: "likely",
    });
  if (!isTest(node.name)) searchInside(search, node, `${scope.prefix}${node.name}.<locals>.`, analysis, scope, false);
}

/** What a test makes to test with is nobody's loss. */
function isTest(name: string): boolean {
  return /^test(_|$)|^Test|Tests?$/.test(name);
}

/** Below a function that is no loss itself: its inner functions, and the uses in its own statements. */
function searchInside(
  search: Search,
  node: FunctionStatement,
  prefix: string,
  analysis: Analysis,
  scope: Scope,
  isMethod: boolean,
): void {
  const inner = innerOf(node);
  if (inner.length > 0 || hasLambda(node)) {
    const outer = visibleNames(node, scope.surroundings, isMethod, scope.outer);
    const enclosing = [...scope.enclosing, node];
    const below: Scope = { prefix, surroundings: scope.surroundings, outer, enclosing };
    for (const statement of inner) {
      if (statement.kind === "function") searchFunction(search, statement, below);
      else searchClass(search, statement, below);
    }
    walk(node.body, (statement) => {
      if (statement.kind === "function" || statement.kind === "class") return false;
      const lambda = "targets" in statement && statement.kind === "assign" ? boundLambda(statement) : undefined;
      if (lambda) searchLambda(search, statement, lambda.name, lambda.nameNode, lambda.node, below);
      return undefined;
    });
  }
  addUses(search, node.body, analysis, prefix);
}

function innerOf(node: FunctionStatement): (FunctionStatement | ClassStatement)[] {
  return node.body.flatMap((statement) =>
    statement.kind === "function" || statement.kind === "class" ? [statement] : innerDefinitions(statement),
  );
}

function hasLambda(node: FunctionStatement): boolean {
  let found = false;
  walk(node.body, (inner) => {
    if (inner.kind === "lambda") found = true;
    return undefined;
  });
  return found;
}

function functionLoss(
  search: Search,
  node: FunctionStatement,
  kind: "function" | "method",
  qualifiedName: string,
  analysis: Analysis,
  scope: Scope | undefined,
): FoundLoss {
  const directive = directiveOf(search.chunk, definitionStart(search.chunk, node), headEnd(node), node.body);
  return {
    kind,
    name: node.name,
    qualifiedName,
    framework: frameworkIn(node, search.view),
    span: { start: node.start, end: node.end },
    nameSpan: node.nameSpan,
    coefficients: functionCoefficients(node, scope?.enclosing ?? [], analysis.sums, search.view),
    ...(directive ? { directive } : {}),
  };
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

function summary(verdict: Verdict, node: FunctionStatement, analysis: Analysis): Flow {
  const flow = verdict.flow;
  if (verdict.isLoss || (isLossCallableName(node.name) && analysis.returns.length > 0 && verdict.score > 0)) {
    const [first, ...rest] = flow.items ?? [];
    const lossFlow = (one: Flow): Flow => ({
      roots: one.roots,
      marks: (one.marks | mark.lossCall) & ~mark.callable,
      direction: one.direction,
    });
    return first ? { ...lossFlow(flow), items: [lossFlow(first), ...rest] } : lossFlow(flow);
  }
  return flow;
}

// ---------------------------------------------------------------- lambdas

function boundLambda(statement: Statement): { name: string; nameNode: Span; node: LambdaExpression } | undefined {
  if (statement.kind !== "assign" || statement.value?.kind !== "lambda") return undefined;
  const [target] = statement.targets;
  if (target?.kind === "name") return { name: target.name, nameNode: target, node: statement.value };
  return target?.kind === "member"
    ? { name: target.name, nameNode: target.nameSpan, node: statement.value }
    : undefined;
}

function searchLambda(
  search: Search,
  statement: Span,
  name: string,
  nameNode: Span,
  node: LambdaExpression,
  scope: Scope,
): boolean {
  const analysis = analyseLambda(node, scope.surroundings, scope.outer);
  const verdict = judge({
    name,
    analysis,
    docstring: undefined,
    parameters: inputNames(node.parameters),
    base: "none",
    path: search.view.path,
    framework: judgedAs(search.view.framework, search.view.imports),
    isUsedAsLoss: search.view.usedAsLoss.has(name),
  });
  if (scope.prefix === "")
    search.summaries.set(
      name,
      verdict.isLoss ? { ...verdict.flow, marks: verdict.flow.marks | mark.lossCall } : verdict.flow,
    );
  if (!verdict.isLoss) return false;
  const directive = directiveOf(search.chunk, lineStart(search.chunk.text, statement.start), statement.end, undefined);
  search.found.push({
    kind: "lambda",
    name,
    qualifiedName: scope.prefix + name,
    framework: frameworkIn(isExpression(node.body) ? node.body : [], search.view),
    span: { start: statement.start, end: statement.end },
    nameSpan: { start: nameNode.start, end: nameNode.end },
    coefficients: functionCoefficients(node, scope.enclosing, analysis.sums, search.view),
    ...(directive ? { directive } : {}),
  });
  return true;
}

function isExpression(body: LambdaExpression["body"]): body is Expression {
  return !Array.isArray(body);
}

// ---------------------------------------------------------------- classes

function searchClass(search: Search, node: ClassStatement, scope: Scope): void {
  const { view } = search;
  const facts = readClass(
    node,
    { imports: scope.surroundings.imports, summaries: scope.surroundings.summaries },
    view.classes,
  );
  const qualified = scope.prefix + node.name;
  const analyses = new Map(
    [...facts.methods].map(([name, method]) => [name, analyseFunction(method, facts.surroundings, true, scope.outer)]),
  );
  const entry = facts.kind === "excluded" || isTest(node.name) ? undefined : classEntry(view, node, facts, analyses);
  if (scope.prefix === "") {
    search.summaries.set(node.name, {
      roots: new Set(),
      marks: mark.callable | (entry ? mark.lossCall : facts.isRecord ? mark.record : mark.network),
      direction: 0,
    });
  }
  if (entry) {
    const method = entry.method === undefined ? undefined : facts.methods.get(entry.method);
    const sums =
      entry.method === undefined
        ? []
        : [...calledFrom(entry.method, facts), entry.method].flatMap((name) => analyses.get(name)?.sums ?? []);
    const directive =
      directiveOf(search.chunk, definitionStart(search.chunk, node), headEnd(node), node.body) ??
      (method && directiveOf(search.chunk, definitionStart(search.chunk, method), headEnd(method), method.body));
    search.found.push({
      kind: "class",
      name: node.name,
      qualifiedName: qualified,
      framework: frameworkIn(node, view),
      span: { start: node.start, end: node.end },
      nameSpan: node.nameSpan,
      coefficients: classCoefficients(node, facts, method, sums, view),
      ...(entry.method === undefined ? {} : { method: entry.method }),
      ...(directive ? { directive } : {}),
    });
    return;
  }
  searchMethods(search, node, facts, analyses, scope, qualified);
}

/** A class that is something else: its loss-computing methods stand for themselves. */
function searchMethods(
  search: Search,
  node: ClassStatement,
  facts: ClassFacts,
  analyses: ReadonlyMap<string, Analysis>,
  scope: Scope,
  qualified: string,
): void {
  if (isTest(node.name)) return;
  const isSearched = facts.kind !== "excluded";
  const losses = isSearched
    ? standalone(
        [...facts.methods.keys()].filter(
          (name) =>
            !name.startsWith("__") && name !== "forward" && judgeMethod(search.view, name, facts, analyses, false),
        ),
        facts,
      )
    : [];
  const within: Scope = { ...scope, prefix: `${qualified}.`, surroundings: facts.surroundings };
  for (const [name, method] of facts.methods) {
    const analysis = analyses.get(name);
    if (!analysis) continue;
    if (losses.includes(name)) search.found.push(methodLoss(search, method, qualified, facts, analysis));
    else if (!isCalledFrom(name, losses, facts))
      searchInside(search, method, `${qualified}.${name}.<locals>.`, analysis, within, true);
  }
  const rest = node.body.filter((statement) => statement.kind !== "function");
  searchBlock(search, rest, { ...within, surroundings: scope.surroundings });
}

/** A part of another method's loss is one of its own when it is called a loss: a trainer's `dpo_loss`. */
function standalone(losses: readonly string[], facts: ClassFacts): string[] {
  const free = independent(losses, facts);
  return losses.filter((name) => free.includes(name) || (voteOfName(name).isLoss && voteOfName(name).score >= 2));
}

function methodLoss(
  search: Search,
  method: FunctionStatement,
  qualified: string,
  facts: ClassFacts,
  analysis: Analysis,
): FoundLoss {
  const loss = functionLoss(search, method, "method", `${qualified}.${method.name}`, analysis, undefined);
  const used = new Set<string>();
  const receiver = method.parameters[0]?.name;
  for (const one of [method, ...calledFrom(method.name, facts).flatMap((name) => facts.methods.get(name) ?? [])]) {
    walk(one.body, (node) => {
      if (node.kind === "member" && node.object.kind === "name" && node.object.name === receiver) used.add(node.name);
      return undefined;
    });
  }
  // Of the constructor's numbers only those that the method uses shape it.
  const init = facts.methods.get("__init__");
  const kept: ClassFacts = {
    ...facts,
    methods: new Map([...(init ? [["__init__", init] as const] : []), [method.name, method]]),
  };
  const holder: ClassStatement = {
    kind: "class",
    name: "",
    nameSpan: method.nameSpan,
    bases: [],
    body: [],
    decorators: [],
    docstring: undefined,
    start: method.start,
    end: method.end,
  };
  const inherited = init
    ? classCoefficients(holder, kept, undefined, [], search.view).filter(
        (one) => one.origin.kind !== "literal" && (used.has(one.name) || reaches(one.name, init, used)),
      )
    : [];
  const own = loss.coefficients;
  return {
    ...loss,
    coefficients: [...inherited, ...own.filter((one) => !inherited.some((other) => other.name === one.name))],
  };
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
