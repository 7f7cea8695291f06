/** Which names a statement binds: read off the tree, without running anything. */

import type { Expression, Pattern, Statement } from "../syntax/tree";
import { walk } from "../syntax/walk";

/** Names that the statements bind in their own scope, in the order of the text. */
export function boundNames(statements: readonly Statement[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of deepStatements(statements)) {
    bindStatement(statement, names);
    for (const expression of ownExpressions(statement)) bindWalruses(expression, names);
  }
  return names;
}

/** The statements and those nested in their blocks, but not in functions and classes. */
export function* deepStatements(statements: readonly Statement[]): Iterable<Statement> {
  for (const statement of statements) {
    yield statement;
    for (const block of blocksOf(statement)) yield* deepStatements(block);
  }
}

/** The names in an assignment's target. */
export function targetNames(target: Expression, names: Set<string> = new Set()): Set<string> {
  if (target.kind === "name") names.add(target.name);
  else if (target.kind === "tuple" || target.kind === "list") for (const item of target.items) targetNames(item, names);
  else if (target.kind === "spread") targetNames(target.value, names);
  return names;
}

/** The blocks of a statement that run in the same scope. */
function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case "if":
    case "for":
    case "while":
      return [statement.body, statement.otherwise];
    case "with":
      return [statement.body];
    case "try":
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        statement.otherwise,
        statement.lastly,
      ];
    case "match":
      return statement.cases.map((one) => one.body);
    default:
      return [];
  }
}

function bindStatement(statement: Statement, names: Set<string>): void {
  switch (statement.kind) {
    case "assign":
      if (statement.value !== undefined) for (const target of statement.targets) targetNames(target, names);
      return;
    case "augmented":
    case "for":
      targetNames(statement.target, names);
      return;
    case "function":
    case "class":
      names.add(statement.name);
      return;
    case "with":
      for (const item of statement.items) if (item.target !== undefined) targetNames(item.target, names);
      return;
    case "try":
      for (const handler of statement.handlers) if (handler.name !== undefined) names.add(handler.name);
      return;
    case "import":
      for (const one of statement.names) names.add(one.alias ?? one.module.split(".")[0] ?? one.module);
      return;
    case "fromImport":
      for (const one of statement.names) if (one.name !== "*") names.add(one.alias ?? one.name);
      return;
    case "delete":
      for (const target of statement.targets) targetNames(target, names);
      return;
    case "match":
      for (const one of statement.cases) bindPattern(one.pattern, names);
      return;
    default:
      return;
  }
}

function bindPattern(pattern: Pattern, names: Set<string>): void {
  const bind = (name: string | undefined): void => {
    if (name !== undefined) names.add(name);
  };
  switch (pattern.kind) {
    case "capture":
      return bind(pattern.name);
    case "as":
      bind(pattern.name);
      return bindPattern(pattern.pattern, names);
    case "sequence":
      bind(pattern.rest?.name);
      return pattern.items.forEach((item) => bindPattern(item, names));
    case "mapping":
      bind(pattern.rest);
      return pattern.entries.forEach((entry) => bindPattern(entry.pattern, names));
    case "class":
      pattern.positional.forEach((item) => bindPattern(item, names));
      return pattern.keywords.forEach((item) => bindPattern(item.pattern, names));
    case "or":
      return pattern.options.forEach((option) => bindPattern(option, names));
    case "value":
      return;
  }
}

/** The expressions that a statement evaluates itself. */
function ownExpressions(statement: Statement): readonly (Expression | undefined)[] {
  switch (statement.kind) {
    case "expression":
    case "assign":
    case "augmented":
    case "return":
      return [statement.value];
    case "if":
    case "while":
      return [statement.test];
    case "for":
      return [statement.iterable];
    case "assert":
      return [statement.test, statement.message];
    case "with":
      return statement.items.map((item) => item.context);
    case "match":
      return [statement.subject, ...statement.cases.map((one) => one.guard)];
    default:
      return [];
  }
}

function bindWalruses(expression: Expression | undefined, names: Set<string>): void {
  if (expression === undefined) return;
  walk(expression, (node) => {
    if (node.kind === "lambda") return false;
    if (node.kind === "walrus") names.add(node.name);
    return true;
  });
}
