/** Python's expressions, parameters and arguments: grammar nodes to the language-neutral tree. */

import { brief, type Lowering, nameIn, only, textOf } from "./lowering";
import { childIn, hasToken, namedChildren, type PythonNode } from "./pythonNodes";
import { binaryOperator, compareOperator, unaryOperator } from "./pythonOperators";
import { lowerString } from "./pythonStrings";
import type {
  Argument,
  BinaryExpression,
  BinaryOperator,
  CallExpression,
  ComprehensionClause,
  ComprehensionExpression,
  Expression,
  IndexExpression,
  MemberExpression,
  Parameter,
} from "./tree";

/** Any expression node. What the grammar could not read becomes an `errorExpression`. */
export function lowerExpression(context: Lowering, node: PythonNode | undefined): Expression {
  if (!node) return { kind: "errorExpression", start: 0, end: 0 };
  if (node.isMissing) return { kind: "errorExpression", ...context.span(node) };
  const lower = lowerings[node.type];
  if (lower) return lower(context, node);
  context.fault(node, `cannot read: ${brief(textOf(context, node))}`);
  return { kind: "errorExpression", ...context.span(node) };
}

type Lower = (context: Lowering, node: PythonNode) => Expression;

const lowerings: Readonly<Record<string, Lower>> = {
  identifier: lowerName,
  keyword_identifier: lowerName,
  dotted_name: lowerDotted,
  integer: lowerNumber,
  float: lowerNumber,
  string: lowerStringNode,
  concatenated_string: lowerStringNode,
  true: (context, node) => ({ kind: "constant", value: "true", ...context.span(node) }),
  false: (context, node) => ({ kind: "constant", value: "false", ...context.span(node) }),
  none: (context, node) => ({ kind: "constant", value: "none", ...context.span(node) }),
  ellipsis: (context, node) => ({ kind: "constant", value: "ellipsis", ...context.span(node) }),
  parenthesized_expression: (context, node) => lowerExpression(context, only(node)),
  tuple: (context, node) => sequence(context, node, "tuple"),
  tuple_pattern: (context, node) => {
    const single = namedChildren(node).length === 1 && !hasToken(node, ",");
    return single ? lowerExpression(context, only(node)) : sequence(context, node, "tuple");
  },
  pattern_list: (context, node) => sequence(context, node, "tuple"),
  expression_list: (context, node) => sequence(context, node, "tuple"),
  list: (context, node) => sequence(context, node, "list"),
  list_pattern: (context, node) => sequence(context, node, "list"),
  set: (context, node) => sequence(context, node, "set"),
  dictionary: lowerDict,
  unary_operator: (context, node) => ({
    kind: "unary",
    operator: unaryOperator(operatorText(context, node)),
    operand: lowerExpression(context, childIn(node, "argument")),
    ...context.span(node),
  }),
  not_operator: (context, node) => ({
    kind: "unary",
    operator: "not",
    operand: lowerExpression(context, childIn(node, "argument")),
    ...context.span(node),
  }),
  binary_operator: lowerBinary,
  boolean_operator: (context, node) => ({
    kind: "logical",
    operator: operatorText(context, node) === "and" ? "and" : "or",
    left: lowerExpression(context, childIn(node, "left")),
    right: lowerExpression(context, childIn(node, "right")),
    ...context.span(node),
  }),
  comparison_operator: (context, node) => ({
    kind: "compare",
    operands: namedChildren(node)
      .filter((child) => child.field !== "operators")
      .map((child) => lowerExpression(context, child)),
    operators: node.children.filter((child) => child.field === "operators").map((child) => compareOperator(child.type)),
    ...context.span(node),
  }),
  conditional_expression: (context, node) => {
    const [then, test, otherwise] = namedChildren(node);
    return {
      kind: "conditional",
      test: lowerExpression(context, test),
      then: lowerExpression(context, then),
      otherwise: lowerExpression(context, otherwise),
      ...context.span(node),
    };
  },
  call: lowerCall,
  attribute: (context, node) => {
    const name = childIn(node, "attribute");
    const written = name ? nameIn(context, name) : "";
    const span = context.span(node);
    return liftStar({
      kind: "member",
      object: lowerExpression(context, childIn(node, "object")),
      name: written === context.placeholder ? "" : written,
      nameSpan: name ? context.span(name) : span,
      ...span,
    });
  },
  subscript: lowerSubscript,
  slice: lowerSlice,
  lambda: (context, node) => {
    const parameters = childIn(node, "parameters");
    const outer = context.yields;
    const body = lowerExpression(context, childIn(node, "body"));
    context.yields = outer;
    return {
      kind: "lambda",
      parameters: parameters ? lowerParameters(context, parameters) : [],
      body,
      ...context.span(node),
    };
  },
  list_comprehension: (context, node) => comprehension(context, node, "list"),
  set_comprehension: (context, node) => comprehension(context, node, "set"),
  generator_expression: (context, node) => comprehension(context, node, "generator"),
  dictionary_comprehension: (context, node) => comprehension(context, node, "dict"),
  named_expression: (context, node) => {
    const name = childIn(node, "name");
    return {
      kind: "walrus",
      name: name ? nameIn(context, name) : "",
      value: lowerExpression(context, childIn(node, "value")),
      ...context.span(node),
    };
  },
  list_splat: spread,
  list_splat_pattern: spread,
  parenthesized_list_splat: (context, node) => lowerExpression(context, only(node)),
  await: (context, node) => ({ kind: "await", value: lowerExpression(context, only(node)), ...context.span(node) }),
  yield: (context, node) => {
    context.yields = true;
    const value = only(node);
    return {
      kind: "yield",
      value: value && lowerExpression(context, value),
      isDelegate: hasToken(node, "from"),
      ...context.span(node),
    };
  },
  as_pattern: (context, node) => lowerExpression(context, only(node)),
  as_pattern_target: (context, node) => lowerExpression(context, only(node)),
  // Type annotations are expressions to everyone but the grammar.
  type: (context, node) => lowerExpression(context, only(node)),
  generic_type: (context, node) => {
    const [object, parameters] = namedChildren(node);
    const items = parameters ? namedChildren(parameters).map((item) => lowerExpression(context, item)) : [];
    const span = context.span(node);
    const [first] = items;
    const index: Expression = items.length === 1 && first ? first : { kind: "tuple", items, ...span };
    return { kind: "index", object: lowerExpression(context, object), index, ...span };
  },
  union_type: (context, node) => {
    const [left, right] = namedChildren(node);
    return {
      kind: "binary",
      operator: "|",
      left: lowerExpression(context, left),
      right: lowerExpression(context, right),
      ...context.span(node),
    };
  },
  member_type: (context, node) => {
    const [object, name] = namedChildren(node);
    return {
      kind: "member",
      object: lowerExpression(context, object),
      name: name ? nameIn(context, name) : "",
      nameSpan: context.span(name ?? node),
      ...context.span(node),
    };
  },
  constrained_type: (context, node) => lowerExpression(context, only(node)),
  splat_type: spread,
};

function lowerName(context: Lowering, node: PythonNode): Expression {
  const name = nameIn(context, node);
  if (name === context.placeholder) return { kind: "errorExpression", ...context.span(node) };
  return { kind: "name", name, ...context.span(node) };
}

/** `a.b.c` where the grammar has one node for all of it (patterns, decorators of old). */
export function lowerDotted(context: Lowering, node: PythonNode): Expression {
  const [first, ...rest] = namedChildren(node);
  let result = first ? lowerName(context, first) : lowerName(context, node);
  for (const part of rest) {
    const nameSpan = context.span(part);
    result = {
      kind: "member",
      object: result,
      name: nameIn(context, part),
      nameSpan,
      start: result.start,
      end: nameSpan.end,
    };
  }
  return result;
}

function lowerNumber(context: Lowering, node: PythonNode): Expression {
  const written = textOf(context, node).replaceAll("_", "").toLowerCase();
  const span = context.span(node);
  if (written.endsWith("j")) return { kind: "imaginary", value: Number(written.slice(0, -1)), ...span };
  const value = Number(written.endsWith("l") ? written.slice(0, -1) : written);
  return { kind: "number", value, isWhole: node.type === "integer", ...span };
}

function lowerStringNode(context: Lowering, node: PythonNode): Expression {
  return lowerString(
    { text: context.text, span: context.span, expression: (inner) => lowerExpression(context, inner) },
    node,
  );
}

function sequence(context: Lowering, node: PythonNode, kind: "tuple" | "list" | "set"): Expression {
  return { kind, items: namedChildren(node).map((item) => lowerExpression(context, item)), ...context.span(node) };
}

function spread(context: Lowering, node: PythonNode): Expression {
  return { kind: "spread", value: lowerExpression(context, only(node)), ...context.span(node) };
}

/** The grammar lets `*` bind tighter than what follows it: `[*f(x)]` comes as `[(*f)(x)]`. The star goes back outside. */
function liftStar(whole: CallExpression | MemberExpression | IndexExpression | BinaryExpression): Expression {
  const inner = whole.kind === "call" ? whole.callee : whole.kind === "binary" ? whole.left : whole.object;
  if (inner.kind !== "spread") return whole;
  const { start, end } = whole;
  const from = inner.value.start;
  const value: Expression =
    whole.kind === "call"
      ? { ...whole, callee: inner.value, start: from }
      : whole.kind === "binary"
        ? { ...whole, left: inner.value, start: from }
        : { ...whole, object: inner.value, start: from };
  return { kind: "spread", value, start, end };
}

function lowerBinary(context: Lowering, node: PythonNode): Expression {
  const operator = binaryOperator(operatorText(context, node));
  if (operator === "&" || operator === "^") return lowerBitwise(context, node);
  return liftStar({
    kind: "binary",
    operator,
    left: lowerExpression(context, childIn(node, "left")),
    right: lowerExpression(context, childIn(node, "right")),
    ...context.span(node),
  });
}

/** The grammar lets `^` bind tighter than `&`; Python does the opposite. The chain is laid flat and built anew. */
function lowerBitwise(context: Lowering, node: PythonNode): Expression {
  const operands: Expression[] = [];
  const operators: ("&" | "^")[] = [];
  const flatten = (part: PythonNode | undefined) => {
    const operator = part?.type === "binary_operator" ? operatorText(context, part) : "";
    if (part && (operator === "&" || operator === "^")) {
      flatten(childIn(part, "left"));
      operators.push(operator);
      flatten(childIn(part, "right"));
    } else operands.push(lowerExpression(context, part));
  };
  flatten(node);
  const groups: Expression[] = [];
  operands.forEach((operand, i) => {
    const before = operators[i - 1] === "&" ? groups.pop() : undefined;
    groups.push(before ? joined("&", before, operand) : operand);
  });
  return groups.reduce((left, right) => joined("^", left, right));
}

function joined(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right, start: left.start, end: right.end };
}

function lowerDict(context: Lowering, node: PythonNode): Expression {
  const entries = namedChildren(node).map((child) =>
    child.type === "dictionary_splat"
      ? { key: undefined, value: lowerExpression(context, only(child)) }
      : {
          key: lowerExpression(context, childIn(child, "key")),
          value: lowerExpression(context, childIn(child, "value")),
        },
  );
  return { kind: "dict", entries, ...context.span(node) };
}

function lowerCall(context: Lowering, node: PythonNode): Expression {
  const list = childIn(node, "arguments");
  const callee = lowerExpression(context, childIn(node, "function"));
  const given: Argument[] = !list
    ? []
    : list.type === "generator_expression"
      ? [{ kind: "positional", value: lowerExpression(context, list) }]
      : lowerArguments(context, list);
  return liftStar({ kind: "call", callee, arguments: given, ...context.span(node) });
}

/** The arguments of a call, or the bases of a class. */
export function lowerArguments(context: Lowering, list: PythonNode): Argument[] {
  return namedChildren(list).map((child): Argument => {
    switch (child.type) {
      case "keyword_argument": {
        const name = childIn(child, "name");
        return {
          kind: "keyword",
          name: name ? nameIn(context, name) : "",
          value: lowerExpression(context, childIn(child, "value")),
        };
      }
      case "list_splat":
        return { kind: "spread", value: lowerExpression(context, only(child)) };
      case "dictionary_splat":
        return { kind: "dictSpread", value: lowerExpression(context, only(child)) };
      default:
        return { kind: "positional", value: lowerExpression(context, child) };
    }
  });
}

function lowerSubscript(context: Lowering, node: PythonNode): Expression {
  const items = node.children
    .filter((child) => child.field === "subscript" && child.isNamed)
    .map((child) => lowerExpression(context, child));
  const [first] = items;
  const isTuple = items.length !== 1 || hasToken(node, ",") || first?.kind === "spread";
  const index: Expression =
    !isTuple && first
      ? first
      : {
          kind: "tuple",
          items,
          start: first?.start ?? context.span(node).start,
          end: items.at(-1)?.end ?? context.span(node).end,
        };
  return liftStar({
    kind: "index",
    object: lowerExpression(context, childIn(node, "value")),
    index,
    ...context.span(node),
  });
}

function lowerSlice(context: Lowering, node: PythonNode): Expression {
  const bounds: (Expression | undefined)[] = [undefined, undefined, undefined];
  let slot = 0;
  for (const child of node.children) {
    if (child.type === ":") slot++;
    else if (child.isNamed && child.type !== "comment" && child.type !== "ERROR")
      bounds[slot] = lowerExpression(context, child);
  }
  return { kind: "slice", lower: bounds[0], upper: bounds[1], step: bounds[2], ...context.span(node) };
}

function comprehension(context: Lowering, node: PythonNode, form: ComprehensionExpression["form"]): Expression {
  const body = childIn(node, "body");
  const clauses = namedChildren(node)
    .filter((child) => child.field !== "body")
    .map(
      (child): ComprehensionClause =>
        child.type === "if_clause"
          ? { kind: "if", test: lowerExpression(context, only(child)) }
          : {
              kind: "for",
              target: lowerExpression(context, childIn(child, "left")),
              iterable: lowerExpression(context, childIn(child, "right")),
            },
    );
  if (form === "dict" && body?.type === "pair") {
    const key = lowerExpression(context, childIn(body, "key"));
    return {
      kind: "comprehension",
      form,
      key,
      element: lowerExpression(context, childIn(body, "value")),
      clauses,
      ...context.span(node),
    };
  }
  return { kind: "comprehension", form, element: lowerExpression(context, body), clauses, ...context.span(node) };
}

/** The parameters of a function or lambda. */
export function lowerParameters(context: Lowering, list: PythonNode): Parameter[] {
  const found: { form: Parameter["form"]; node: PythonNode }[] = [];
  let isAfterStar = false;
  for (const child of namedChildren(list)) {
    if (child.type === "positional_separator") for (const before of found) before.form = "positional";
    else if (child.type === "keyword_separator") isAfterStar = true;
    else {
      const form = parameterForm(child);
      found.push({ node: child, form: form === "plain" && isAfterStar ? "keyword" : form });
      if (form === "variadic") isAfterStar = true;
    }
  }
  return found.map(({ node, form }) => lowerParameter(context, node, form));
}

function parameterForm(node: PythonNode): Parameter["form"] {
  const inner = node.type === "typed_parameter" ? (only(node) ?? node) : node;
  if (inner.type === "list_splat_pattern") return "variadic";
  return inner.type === "dictionary_splat_pattern" ? "keywords" : "plain";
}

function lowerParameter(context: Lowering, node: PythonNode, form: Parameter["form"]): Parameter {
  const initial = childIn(node, "value");
  const annotation = childIn(node, "type");
  const named = childIn(node, "name") ?? (node.type === "typed_parameter" ? only(node) : node) ?? node;
  const name = named.type === "identifier" ? named : (only(named) ?? named);
  const written = nameIn(context, name);
  return {
    name: written === context.placeholder ? "" : written,
    form,
    initial: initial && lowerExpression(context, initial),
    annotation: annotation && lowerExpression(context, annotation),
    ...context.span(node),
  };
}

function operatorText(context: Lowering, node: PythonNode): string {
  const operator = node.children.find((child) => child.field === "operator");
  return operator ? textOf(context, operator) : "";
}
