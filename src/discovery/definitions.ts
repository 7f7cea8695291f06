/** Goes through one chunk and finds the losses that it defines and uses. Everything here counts in the chunk. */

import type { Chunk, ClassStatement, FunctionStatement, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { classEntry, independent, inputNames, isCalledFrom, judgeMethod } from "./classEntry";
import { type ClassFacts, readClass } from "./classFacts";
import type { Around } from "./coefficients/boundLiterals";
import { boundLosses } from "./flow/boundLosses";
import { type Flow, mark } from "./flow/flow";
import { type Analysis, analyseBlock, analyseFunction, analyseLambda, visibleNames } from "./flow/functionAnalysis";
import type { Surroundings } from "./flow/state";
import {
  type BoundLambda,
  classLoss,
  type FileView,
  type FoundLoss,
  functionLoss,
  innerLoss,
  lambdaLoss,
  methodLoss,
  type Owner,
  type Sight,
  useLoss,
} from "./foundLoss";
import { frameworkIn, isBesideTensors, judgedAs } from "./framework";
import { writtenPath } from "./imports";
import { isLossCallableName, words } from "./names";
import { findCalls, findSums } from "./uses";
import { judge, type Verdict } from "./verdict/evidence";
import { voteOfName } from "./verdict/nameVote";

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
  searchBlock(search, chunk.statements, {
    prefix: "",
    surroundings: outside,
    outer: undefined,
    enclosing: [],
    holder: undefined,
  });
  return { losses: search.found.sort((a, b) => a.nameSpan.start - b.nameSpan.start), summaries: search.summaries };
}

interface Search extends Sight {
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
  /** The class around. */
  readonly holder: ClassStatement | undefined;
  /** The class whose method is around, however far. */
  readonly owner?: Owner;
}

/** Statements outside any loss: definitions are judged, everything else is searched for uses. */
function searchBlock(search: Search, block: readonly Statement[], scope: Scope): void {
  const uses: Statement[] = [];
  for (const statement of block) {
    if (statement.kind === "function") searchFunction(search, statement, scope);
    else if (statement.kind === "class") searchClass(search, statement, scope);
    else {
      const lambda = boundLambda(statement);
      if (lambda && searchLambda(search, lambda, scope)) continue;
      uses.push(statement);
      // Definitions inside `if`, `try` and `with` are the block's own.
      for (const inner of innerDefinitions(statement)) {
        if (inner.kind === "function") searchFunction(search, inner, scope);
        else searchClass(search, inner, scope);
      }
    }
  }
  if (scope.prefix === "")
    for (const [name, flow] of boundLosses(uses, scope.surroundings)) search.summaries.set(name, flow);
  if (uses.length > 0)
    addUses(search, uses, analyseBlock(uses, scope.surroundings), scope.prefix, aroundOf(search, scope));
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

function addUses(
  search: Search,
  statements: readonly Statement[],
  analysis: Analysis,
  prefix: string,
  around: Around,
): void {
  const { view } = search;
  for (const use of [...findCalls(statements, view, around), ...findSums(analysis.sums, view, around)])
    search.found.push(useLoss(search, use, prefix, statements));
}

// ---------------------------------------------------------------- functions

function searchFunction(search: Search, node: FunctionStatement, scope: Scope): void {
  const analysis = analyseFunction(node, scope.surroundings, false, scope.outer);
  const verdict = judge({
    name: madeBy(scope.enclosing.at(-1), node.name) ?? node.name,
    analysis,
    docstring: node.docstring,
    parameters: inputNames(node.parameters),
    base: "none",
    path: search.view.path,
    framework: judgedAs(frameworkIn(node, search.view), search.view.imports),
    isBesideTensors: isBesideTensors(node, search.view),
    isUsedAsLoss: search.view.usedAsLoss.has(node.name),
    isRegistered: isRegisteredAsLoss(node),
  });
  if (isWrapper(node, scope.enclosing.at(-1))) return;
  if (scope.prefix === "") search.summaries.set(node.name, summary(verdict, node, analysis));
  if (verdict.isLoss && !node.isGenerator && node.name !== "") {
    search.found.push(lossIn(search, node, scope, analysis));
    return;
  }
  if (verdict.isLikely && !node.isGenerator && node.name !== "")
    search.found.push({ ...lossIn(search, node, scope, analysis), certainty: "likely" });
  if (!isTest(node.name)) searchInside(search, node, `${scope.prefix}${node.name}.<locals>.`, analysis, scope, false);
}

function lossIn(
  search: Search,
  node: FunctionStatement,
  { prefix, enclosing, owner }: Scope,
  analysis: Analysis,
): FoundLoss {
  const loss = functionLoss(search, node, "function", prefix + node.name, analysis, enclosing);
  return owner === undefined ? loss : innerLoss(loss, search, node, owner);
}

/** The name of a factory that is called a loss and returns this function: it says what the function is. */
function madeBy(factory: FunctionStatement | undefined, name: string): string | undefined {
  if (factory === undefined || voteOfName(name).isLoss || !voteOfName(factory.name).isWhole) return undefined;
  const isReturned = factory.body.some(
    (statement) => statement.kind === "return" && statement.value?.kind === "name" && statement.value.name === name,
  );
  return isReturned ? factory.name : undefined;
}

/** `@register_loss("bpr")`, `@LOSSES.register_module()`: its author puts it among the losses. */
function isRegisteredAsLoss({ decorators }: FunctionStatement): boolean {
  return decorators.some((decorator) => {
    const path = words(writtenPath(decorator.kind === "call" ? decorator.callee : decorator) ?? "");
    return path.some((word) => /^regist/.test(word)) && path.some((word) => /^(loss(es)?|criterions?)$/.test(word));
  });
}

/** `@functools.wraps(loss_func)` around what a decorator is given: the functions that it decorates are the losses. */
function isWrapper({ decorators }: FunctionStatement, factory: FunctionStatement | undefined): boolean {
  return decorators.some((decorator) => {
    const wrapped = decorator.kind === "call" ? decorator.arguments[0]?.value : undefined;
    return (
      decorator.kind === "call" &&
      /(^|\.)wraps$/.test(writtenPath(decorator.callee) ?? "") &&
      wrapped?.kind === "name" &&
      factory?.parameters.some(({ name }) => name === wrapped.name) === true
    );
  });
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
    const { owner } = scope;
    const below: Scope = {
      prefix,
      surroundings: scope.surroundings,
      outer,
      enclosing,
      holder: undefined,
      ...(owner === undefined ? {} : { owner: isMethod ? { ...owner, receiver: node.parameters[0] } : owner }),
    };
    for (const statement of inner) {
      if (statement.kind === "function") searchFunction(search, statement, below);
      else searchClass(search, statement, below);
    }
    walk(node.body, (statement) => {
      if (statement.kind === "function" || statement.kind === "class") return false;
      const lambda = "targets" in statement && statement.kind === "assign" ? boundLambda(statement) : undefined;
      if (lambda) searchLambda(search, lambda, below);
      return undefined;
    });
  }
  addUses(search, node.body, analysis, prefix, { ...aroundOf(search, scope), functions: [...scope.enclosing, node] });
}

function aroundOf({ chunk }: Search, { enclosing, holder }: Scope): Around {
  return { functions: enclosing, holder, block: chunk.statements };
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

function boundLambda(statement: Statement): BoundLambda | undefined {
  if (statement.kind !== "assign" || statement.value?.kind !== "lambda") return undefined;
  const [target] = statement.targets;
  const node = statement.value;
  if (target?.kind === "name") return { statement, name: target.name, nameNode: target, node };
  return target?.kind === "member" ? { statement, name: target.name, nameNode: target.nameSpan, node } : undefined;
}

function searchLambda(search: Search, lambda: BoundLambda, scope: Scope): boolean {
  const { name, node } = lambda;
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
  search.found.push(lambdaLoss(search, lambda, scope.prefix, analysis, scope.enclosing));
  return true;
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
    search.found.push(classLoss(search, node, qualified, entry, facts, analyses));
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
  const within: Scope = {
    ...scope,
    prefix: `${qualified}.`,
    surroundings: facts.surroundings,
    holder: node,
    owner: { node, facts, receiver: undefined },
  };
  for (const [name, method] of facts.methods) {
    const analysis = analyses.get(name);
    if (!analysis) continue;
    if (losses.includes(name)) search.found.push(methodLoss(search, method, qualified, { node, facts }, analysis));
    else if (!isCalledFrom(name, losses, facts))
      searchInside(search, method, `${qualified}.${name}.<locals>.`, analysis, within, true);
  }
  const rest = node.body.filter((statement) => statement.kind !== "function");
  const { owner: _, ...plain } = within;
  searchBlock(search, rest, { ...plain, surroundings: scope.surroundings });
}

/** A part of another method's loss is one of its own when it is called a loss: a trainer's `dpo_loss`. */
function standalone(losses: readonly string[], facts: ClassFacts): string[] {
  const free = independent(losses, facts);
  return losses.filter((name) => free.includes(name) || (voteOfName(name).isLoss && voteOfName(name).score >= 2));
}
