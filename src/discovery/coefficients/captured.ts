/** What an inner function takes from the functions around it: a factory's `gamma` shapes the loss that it returns. */

import type { FunctionStatement, LambdaExpression, Parameter, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

/** Parameters of enclosing functions that a definition's numbers come from, and the statements that carry them there. */
export interface Captured {
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

/** @param enclosing from the outermost in */
export function capturedBy(
  inner: FunctionStatement | LambdaExpression,
  enclosing: readonly FunctionStatement[],
): Captured {
  const free = mentioned(inner.body);
  for (const { name } of inner.parameters) free.delete(name);
  const parameters: Parameter[] = [];
  const body: Statement[] = [];
  for (const outer of [...enclosing].reverse()) {
    // `alpha_t = 1 - alpha` beside the inner function: who asks for `alpha_t` asks for `alpha`
    for (const statement of bindings(outer).reverse()) {
      if (statement === inner || !namesBoundBy(statement).some((name) => free.has(name))) continue;
      body.unshift(statement);
      for (const name of mentioned(statement)) free.add(name);
    }
    parameters.unshift(...outer.parameters.filter(({ name }) => free.has(name)));
    for (const { name } of outer.parameters) free.delete(name);
  }
  return { parameters, body };
}

function mentioned(node: Parameters<typeof walk>[0]): Set<string> {
  const names = new Set<string>();
  walk(node, (one) => {
    if (one.kind === "name") names.add(one.name);
    return undefined;
  });
  return names;
}

type Binding = Extract<Statement, { kind: "assign" | "function" }>;

/** The assignments and functions of a function's own statements; what stands inside of inner definitions is theirs. */
function bindings(outer: FunctionStatement): Binding[] {
  const found: Binding[] = [];
  walk(outer.body, (node) => {
    if (node.kind === "assign" || node.kind === "function") found.push(node);
    return node.kind !== "function" && node.kind !== "class";
  });
  return found;
}

function namesBoundBy(statement: Binding): readonly string[] {
  return statement.kind === "function"
    ? [statement.name]
    : statement.targets.flatMap((target) => (target.kind === "name" ? [target.name] : []));
}
