/** A tree as text: one statement a line, every nested expression in brackets, unreadable text as `⟂`. */

import type { Argument, Block, Expression, Parameter, Pattern, Statement } from "../../src/syntax/tree";

export function printBlock(block: Block, indent = ""): string {
  return block.map((statement) => printStatement(statement, indent)).join("\n");
}

function printStatement(node: Statement, indent: string): string {
  const inner = `${indent}  `;
  const below = (head: string, block: Block) => `${indent}${head}:\n${printBlock(block, inner)}`;
  switch (node.kind) {
    case "expression":
      return indent + print(node.value);
    case "assign": {
      const annotation = node.annotation ? `: ${print(node.annotation)}` : "";
      return indent + node.targets.map(print).join(" = ") + annotation + (node.value ? ` = ${print(node.value)}` : "");
    }
    case "augmented":
      return `${indent}${print(node.target)} ${node.operator}= ${print(node.value)}`;
    case "function": {
      const flags = (node.isAsync ? "async " : "") + (node.isGenerator ? "generator " : "");
      const returns = node.returns ? ` -> ${print(node.returns)}` : "";
      const above = node.decorators.map((decorator) => `${indent}@${print(decorator)}\n`).join("");
      return (
        above + below(`${flags}def ${node.name}(${node.parameters.map(parameter).join(", ")})${returns}`, node.body)
      );
    }
    case "class": {
      const above = node.decorators.map((decorator) => `${indent}@${print(decorator)}\n`).join("");
      return above + below(`class ${node.name}(${node.bases.map(argument).join(", ")})`, node.body);
    }
    case "return":
      return `${indent}return${node.value ? ` ${print(node.value)}` : ""}`;
    case "if":
      return below(`if ${print(node.test)}`, node.body) + otherwise(node.otherwise, indent);
    case "for":
      return (
        below(`for ${print(node.target)} in ${print(node.iterable)}`, node.body) + otherwise(node.otherwise, indent)
      );
    case "while":
      return below(`while ${print(node.test)}`, node.body) + otherwise(node.otherwise, indent);
    case "pass":
    case "break":
    case "continue":
      return indent + node.kind;
    case "raise":
      return `${indent}raise${node.error ? ` ${print(node.error)}` : ""}${node.cause ? ` from ${print(node.cause)}` : ""}`;
    case "try":
      return [
        below("try", node.body),
        ...node.handlers.map((handler) =>
          below(
            `except${handler.type ? ` ${print(handler.type)}` : ""}${handler.name ? ` as ${handler.name}` : ""}`,
            handler.body,
          ),
        ),
        ...(node.otherwise.length > 0 ? [below("else", node.otherwise)] : []),
        ...(node.lastly.length > 0 ? [below("finally", node.lastly)] : []),
      ].join("\n");
    case "with":
      return below(
        `with ${node.items.map((item) => print(item.context) + (item.target ? ` as ${print(item.target)}` : "")).join(", ")}`,
        node.body,
      );
    case "assert":
      return `${indent}assert ${print(node.test)}${node.message ? `, ${print(node.message)}` : ""}`;
    case "import":
      return `${indent}import ${node.names.map((name) => name.module + (name.alias ? ` as ${name.alias}` : "")).join(", ")}`;
    case "fromImport":
      return `${indent}from ${".".repeat(node.level)}${node.module} import ${node.names.map((name) => name.name + (name.alias ? ` as ${name.alias}` : "")).join(", ")}`;
    case "global":
    case "nonlocal":
      return `${indent}${node.kind} ${node.names.join(", ")}`;
    case "delete":
      return `${indent}del ${node.targets.map(print).join(", ")}`;
    case "match": {
      const cases = node.cases.map(
        (one) =>
          `${inner}case ${pattern(one.pattern)}${one.guard ? ` if ${print(one.guard)}` : ""}:\n${printBlock(one.body, `${inner}  `)}`,
      );
      return `${indent}match ${print(node.subject)}:\n${cases.join("\n")}`;
    }
    case "error":
      return `${indent}⟂`;
    default:
      return node satisfies never;
  }
}

function otherwise(block: Block, indent: string): string {
  return block.length > 0 ? `\n${indent}else:\n${printBlock(block, `${indent}  `)}` : "";
}

export function print(node: Expression): string {
  switch (node.kind) {
    case "name":
      return node.name;
    case "number":
      return String(node.value) + (node.isWhole || !Number.isInteger(node.value) ? "" : ".0");
    case "imaginary":
      return `${node.value}j`;
    case "string":
      return JSON.stringify(node.value);
    case "template":
      return `f[${node.parts
        .map((part) =>
          typeof part === "string"
            ? JSON.stringify(part)
            : `{${print(part.value)}${part.conversion ? `!${part.conversion}` : ""}${part.format !== undefined ? `:${part.format}` : ""}}`,
        )
        .join(" ")}]`;
    case "constant":
      return { true: "True", false: "False", none: "None", undefined: "undefined", ellipsis: "..." }[node.value];
    case "tuple":
      return `(${node.items.map(print).join(", ")}${node.items.length === 1 ? "," : ""})`;
    case "list":
      return `[${node.items.map(print).join(", ")}]`;
    case "set":
      return `{${node.items.map(print).join(", ")}}`;
    case "dict":
      return `{${node.entries.map((entry) => (entry.key ? `${print(entry.key)}: ${print(entry.value)}` : `**${print(entry.value)}`)).join(", ")}}`;
    case "unary":
      return `(${node.operator}${node.operator === "not" ? " " : ""}${print(node.operand)})`;
    case "binary":
    case "logical":
      return `(${print(node.left)} ${node.operator} ${print(node.right)})`;
    case "compare":
      return `(${node.operands.map((operand, i) => (i > 0 ? `${node.operators[i - 1]} ` : "") + print(operand)).join(" ")})`;
    case "conditional":
      return `(${print(node.then)} if ${print(node.test)} else ${print(node.otherwise)})`;
    case "call":
      return `${print(node.callee)}(${node.arguments.map(argument).join(", ")})`;
    case "member":
      return `${print(node.object)}.${node.name === "" ? "⟂" : node.name}`;
    case "index":
      return `${print(node.object)}[${print(node.index)}]`;
    case "slice":
      return [node.lower, node.upper, node.step].map((bound) => (bound ? print(bound) : "")).join(":");
    case "lambda":
      return `(lambda ${node.parameters.map(parameter).join(", ")}: ${isExpression(node.body) ? print(node.body) : "…"})`;
    case "comprehension": {
      const clauses = node.clauses.map((clause) =>
        clause.kind === "for" ? `for ${print(clause.target)} in ${print(clause.iterable)}` : `if ${print(clause.test)}`,
      );
      return `${node.form}<${node.key ? `${print(node.key)}: ` : ""}${print(node.element)} ${clauses.join(" ")}>`;
    }
    case "walrus":
      return `(${node.name} := ${print(node.value)})`;
    case "spread":
      return `*${print(node.value)}`;
    case "await":
      return `(await ${print(node.value)})`;
    case "yield":
      return `(yield${node.isDelegate ? " from" : ""}${node.value ? ` ${print(node.value)}` : ""})`;
    case "errorExpression":
      return "⟂";
    default:
      return node satisfies never;
  }
}

function isExpression(body: Expression | Block): body is Expression {
  return !Array.isArray(body);
}

function argument(given: Argument): string {
  switch (given.kind) {
    case "positional":
      return print(given.value);
    case "keyword":
      return `${given.name}=${print(given.value)}`;
    case "spread":
      return `*${print(given.value)}`;
    case "dictSpread":
      return `**${print(given.value)}`;
    default:
      return given satisfies never;
  }
}

function parameter(node: Parameter): string {
  const mark = { plain: "", positional: "/", variadic: "*", keyword: "kw ", keywords: "**" }[node.form];
  return (
    mark +
    node.name +
    (node.annotation ? `: ${print(node.annotation)}` : "") +
    (node.initial ? `=${print(node.initial)}` : "")
  );
}

function pattern(node: Pattern): string {
  switch (node.kind) {
    case "capture":
      return node.name ?? "_";
    case "value":
      return `=${print(node.value)}`;
    case "sequence": {
      const items = node.items.map(pattern);
      if (node.rest) items.splice(node.rest.index, 0, `*${node.rest.name ?? "_"}`);
      return `[${items.join(", ")}]`;
    }
    case "mapping":
      return `{${[...node.entries.map((entry) => `${print(entry.key)}: ${pattern(entry.pattern)}`), ...(node.rest ? [`**${node.rest}`] : [])].join(", ")}}`;
    case "class":
      return `${print(node.type)}(${[...node.positional.map(pattern), ...node.keywords.map((keyword) => `${keyword.name}=${pattern(keyword.pattern)}`)].join(", ")})`;
    case "or":
      return node.options.map(pattern).join(" | ");
    case "as":
      return `${pattern(node.pattern)} as ${node.name}`;
    default:
      return node satisfies never;
  }
}
