/** Python's statements: grammar nodes to the language-neutral tree. */

import { brief, type Lowering, nameIn, only, textOf } from "./lowering";
import { lowerArguments, lowerExpression, lowerParameters } from "./pythonExpressions";
import { childIn, hasToken, namedChildren, type PythonNode } from "./pythonNodes";
import { binaryOperator } from "./pythonOperators";
import { lowerCase } from "./pythonPatterns";
import type { AssignStatement, Block, Expression, FunctionStatement, Statement, TryStatement } from "./tree";

/** The statements of a module or block; text that could not be read stays among them as `error`. */
export function lowerBlock(context: Lowering, node: PythonNode | undefined): Block {
  if (!node) return [];
  const statements: Statement[] = [];
  for (const child of node.children) {
    if (child.type === "ERROR") {
      context.fault(child, `cannot read: ${brief(textOf(context, child))}`);
      statements.push({ kind: "error", ...context.span(child) });
    } else if (child.isNamed && child.type !== "comment" && child.type !== "line_continuation") {
      statements.push(...lowerStatement(context, child));
    }
  }
  return statements;
}

function lowerStatement(context: Lowering, node: PythonNode): Statement[] {
  for (const child of node.children) {
    if (child.type === "ERROR") context.fault(child, `cannot read: ${brief(textOf(context, child))}`);
    else if (child.isMissing) context.fault(child, `missing ${child.type === "identifier" ? "name" : child.type}`);
  }
  const lower = lowerings[node.type];
  if (lower) return [lower(context, node)];
  if (node.type === "block") return [...lowerBlock(context, node)];
  context.fault(node, `cannot read: ${brief(textOf(context, node))}`);
  return [{ kind: "error", ...context.span(node) }];
}

type Lower = (context: Lowering, node: PythonNode) => Statement;

const lowerings: Readonly<Record<string, Lower>> = {
  expression_statement: lowerSimple,
  return_statement: (context, node) => ({
    kind: "return",
    value: optional(context, only(node)),
    ...context.span(node),
  }),
  pass_statement: (context, node) => ({ kind: "pass", ...context.span(node) }),
  break_statement: (context, node) => ({ kind: "break", ...context.span(node) }),
  continue_statement: (context, node) => ({ kind: "continue", ...context.span(node) }),
  if_statement: (context, node) =>
    lowerIf(
      context,
      node,
      node.children.filter((child) => child.field === "alternative"),
    ),
  for_statement: (context, node) => ({
    kind: "for",
    target: lowerExpression(context, childIn(node, "left")),
    iterable: lowerExpression(context, childIn(node, "right")),
    body: lowerBody(context, node, "body"),
    otherwise: lowerElse(context, childIn(node, "alternative")),
    ...context.span(node),
  }),
  while_statement: (context, node) => ({
    kind: "while",
    test: lowerExpression(context, childIn(node, "condition")),
    body: lowerBody(context, node, "body"),
    otherwise: lowerElse(context, childIn(node, "alternative")),
    ...context.span(node),
  }),
  function_definition: (context, node) => lowerFunction(context, node, []),
  class_definition: (context, node) => lowerClass(context, node, []),
  decorated_definition: (context, node) => {
    const decorators = node.children
      .filter((child) => child.type === "decorator")
      .map((child) => lowerExpression(context, only(child)));
    const definition = childIn(node, "definition");
    if (definition?.type === "class_definition") return lowerClass(context, definition, decorators);
    return lowerFunction(context, definition ?? node, decorators);
  },
  with_statement: lowerWith,
  try_statement: lowerTry,
  raise_statement: (context, node) => {
    const [error] = namedChildren(node).filter((child) => child.field !== "cause");
    return {
      kind: "raise",
      error: optional(context, error),
      cause: optional(context, childIn(node, "cause")),
      ...context.span(node),
    };
  },
  assert_statement: (context, node) => {
    const [test, message] = namedChildren(node);
    return {
      kind: "assert",
      test: lowerExpression(context, test),
      message: optional(context, message),
      ...context.span(node),
    };
  },
  delete_statement: (context, node) => {
    const target = lowerExpression(context, only(node));
    return { kind: "delete", targets: target.kind === "tuple" ? target.items : [target], ...context.span(node) };
  },
  global_statement: (context, node) => ({ kind: "global", names: names(context, node), ...context.span(node) }),
  nonlocal_statement: (context, node) => ({ kind: "nonlocal", names: names(context, node), ...context.span(node) }),
  import_statement: (context, node) => ({
    kind: "import",
    names: namedChildren(node).map((child) => ({ module: importedName(context, child), alias: alias(context, child) })),
    ...context.span(node),
  }),
  import_from_statement: lowerFromImport,
  future_import_statement: (context, node) => ({
    kind: "fromImport",
    module: "__future__",
    level: 0,
    names: importedNames(context, node),
    ...context.span(node),
  }),
  match_statement: lowerMatch,
  print_statement: (context, node) => {
    const span = context.span(node);
    const given = node.children
      .filter((child) => child.field === "argument")
      .map((child) => lowerExpression(context, child));
    return {
      kind: "expression",
      value: {
        kind: "call",
        callee: { kind: "name", name: "print", start: span.start, end: span.start + 5 },
        arguments: given.map((value) => ({ kind: "positional", value })),
        ...span,
      },
      ...span,
    };
  },
  type_alias_statement: (context, node) => ({
    kind: "assign",
    targets: [lowerExpression(context, childIn(node, "left"))],
    value: optional(context, childIn(node, "right")),
    annotation: undefined,
    ...context.span(node),
  }),
};

/** An expression, an assignment (however long its chain), or an augmented assignment. */
function lowerSimple(context: Lowering, node: PythonNode): Statement {
  const [inner] = namedChildren(node);
  const span = context.span(node);
  if (!inner) return { kind: "error", ...span };
  if (inner.type === "assignment") return { ...lowerAssignment(context, inner), ...span };
  if (inner.type === "augmented_assignment") {
    const operator = inner.children.find((child) => child.field === "operator");
    return {
      kind: "augmented",
      target: lowerExpression(context, childIn(inner, "left")),
      operator: binaryOperator(operator ? textOf(context, operator).slice(0, -1) : ""),
      value: lowerExpression(context, childIn(inner, "right")),
      ...span,
    };
  }
  if (textOf(context, inner) === context.placeholder) return { kind: "error", ...span };
  const items = namedChildren(node);
  if (items.length > 1 || hasToken(node, ",")) {
    return {
      kind: "expression",
      value: { kind: "tuple", items: items.map((item) => lowerExpression(context, item)), ...span },
      ...span,
    };
  }
  return { kind: "expression", value: lowerExpression(context, inner), ...span };
}

function lowerAssignment(context: Lowering, node: PythonNode): AssignStatement {
  const targets: Expression[] = [];
  let current = node;
  for (;;) {
    reportErrors(context, current);
    targets.push(lowerExpression(context, childIn(current, "left")));
    const right = childIn(current, "right");
    if (right?.type !== "assignment") {
      const annotation = childIn(current, "type");
      return {
        kind: "assign",
        targets,
        value: optional(context, right),
        annotation: optional(context, annotation),
        ...context.span(node),
      };
    }
    current = right;
  }
}

function reportErrors(context: Lowering, node: PythonNode): void {
  for (const child of node.children)
    if (child.type === "ERROR") context.fault(child, `cannot read: ${brief(textOf(context, child))}`);
}

function lowerIf(context: Lowering, node: PythonNode, alternatives: readonly PythonNode[]): Statement {
  const [next, ...rest] = alternatives;
  const otherwise: Block = !next
    ? []
    : next.type === "elif_clause"
      ? [lowerIf(context, next, rest)]
      : lowerElse(context, next);
  const last = alternatives.at(-1) ?? node;
  return {
    kind: "if",
    test: lowerExpression(context, childIn(node, "condition")),
    body: lowerBody(context, node, "consequence"),
    otherwise,
    start: context.span(node).start,
    end: Math.max(context.span(node).end, context.span(last).end),
  };
}

function lowerElse(context: Lowering, node: PythonNode | undefined): Block {
  return node ? lowerBody(context, node, "body") : [];
}

/** A block by its field, or the block that stands there without one; an empty block is a fault of its owner. */
function lowerBody(context: Lowering, node: PythonNode, field: string): Block {
  const block = childIn(node, field) ?? node.children.find((child) => child.type === "block");
  const body = lowerBlock(context, block);
  if (body.length === 0) context.fault(block ?? node, "expected an indented block");
  return body;
}

function lowerFunction(context: Lowering, node: PythonNode, decorators: readonly Expression[]): FunctionStatement {
  const name = childIn(node, "name");
  const parameters = childIn(node, "parameters");
  const returns = childIn(node, "return_type");
  const outer = context.yields;
  context.yields = false;
  const body = lowerBody(context, node, "body");
  const isGenerator = context.yields;
  context.yields = outer;
  const span = context.span(node);
  return {
    kind: "function",
    name: name ? nameIn(context, name) : "",
    nameSpan: name ? context.span(name) : span,
    parameters: parameters ? lowerParameters(context, parameters) : [],
    returns: optional(context, returns),
    body,
    decorators,
    isAsync: hasToken(node, "async"),
    isGenerator,
    docstring: docstring(body),
    ...span,
  };
}

function lowerClass(context: Lowering, node: PythonNode, decorators: readonly Expression[]): Statement {
  const name = childIn(node, "name");
  const bases = childIn(node, "superclasses");
  const body = lowerBody(context, node, "body");
  const span = context.span(node);
  return {
    kind: "class",
    name: name ? nameIn(context, name) : "",
    nameSpan: name ? context.span(name) : span,
    bases: bases ? lowerArguments(context, bases) : [],
    body,
    decorators,
    docstring: docstring(body),
    ...span,
  };
}

function docstring(body: Block): string | undefined {
  const [first] = body;
  return first?.kind === "expression" && first.value.kind === "string" ? first.value.value : undefined;
}

function lowerWith(context: Lowering, node: PythonNode): Statement {
  const clause = node.children.find((child) => child.type === "with_clause");
  const items = (clause ? namedChildren(clause) : []).map((item) => {
    const value = childIn(item, "value");
    const [context_, target] = value?.type === "as_pattern" ? namedChildren(value) : [value];
    return { context: lowerExpression(context, context_), target: optional(context, target) };
  });
  return { kind: "with", items, body: lowerBody(context, node, "body"), ...context.span(node) };
}

function lowerTry(context: Lowering, node: PythonNode): Statement {
  const handlers: TryStatement["handlers"][number][] = [];
  let otherwise: Block = [];
  let lastly: Block = [];
  for (const child of node.children) {
    if (child.type === "except_clause" || child.type === "except_group_clause")
      handlers.push(lowerHandler(context, child));
    else if (child.type === "else_clause") otherwise = lowerBody(context, child, "body");
    else if (child.type === "finally_clause") lastly = lowerBody(context, child, "body");
  }
  return { kind: "try", body: lowerBody(context, node, "body"), handlers, otherwise, lastly, ...context.span(node) };
}

function lowerHandler(context: Lowering, node: PythonNode): TryStatement["handlers"][number] {
  const value = namedChildren(node).find((child) => child.type !== "block");
  const [type, target] = value?.type === "as_pattern" ? namedChildren(value) : [value, childIn(node, "alias")];
  return {
    type: optional(context, type),
    name: target && nameIn(context, target),
    body: lowerBody(context, node, "body"),
  };
}

function lowerFromImport(context: Lowering, node: PythonNode): Statement {
  const from = childIn(node, "module_name");
  const written = from ? nameIn(context, from).replace(/\s/g, "") : "";
  const module = written.replace(/^\.+/, "");
  const isAll = node.children.some((child) => child.type === "wildcard_import");
  const imported = isAll ? [{ name: "*", alias: undefined }] : importedNames(context, node);
  return {
    kind: "fromImport",
    module: module === context.placeholder ? "" : module,
    level: written.length - module.length,
    names: imported.filter((item) => item.name !== context.placeholder),
    ...context.span(node),
  };
}

function importedNames(context: Lowering, node: PythonNode): { name: string; alias: string | undefined }[] {
  return node.children
    .filter((child) => child.field === "name")
    .map((child) => ({ name: importedName(context, child), alias: alias(context, child) }));
}

function importedName(context: Lowering, node: PythonNode): string {
  return nameIn(context, childIn(node, "name") ?? node).replace(/\s/g, "");
}

function alias(context: Lowering, node: PythonNode): string | undefined {
  const found = childIn(node, "alias");
  return found && nameIn(context, found);
}

function names(context: Lowering, node: PythonNode): string[] {
  return namedChildren(node).map((child) => nameIn(context, child));
}

function lowerMatch(context: Lowering, node: PythonNode): Statement {
  const subjects = node.children
    .filter((child) => child.field === "subject")
    .map((child) => lowerExpression(context, child));
  const [first] = subjects;
  const subject: Expression =
    subjects.length === 1 && first
      ? first
      : { kind: "tuple", items: subjects, start: first?.start ?? 0, end: subjects.at(-1)?.end ?? 0 };
  const body = childIn(node, "body");
  const clauses = (body ?? node).children.filter((child) => child.type === "case_clause");
  const cases = clauses.map((clause) => {
    const patterns = clause.children.filter((child) => child.type === "case_pattern");
    const guard = childIn(clause, "guard");
    return {
      pattern: lowerCase(context, patterns, hasToken(clause, ",")),
      guard: optional(context, guard && only(guard)),
      body: lowerBody(context, clause, "consequence"),
    };
  });
  return { kind: "match", subject, cases, ...context.span(node) };
}

function optional(context: Lowering, node: PythonNode | undefined): Expression | undefined {
  return node && lowerExpression(context, node);
}
