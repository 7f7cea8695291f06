/** What a callable takes and how its results are called, read from its definition. */

import type { BuiltinValue, FunctionValue } from "../../interpreter/values";
import type { Block, Expression, Parameter as SyntaxParameter } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { isLibraryName } from "../roles/libraryNames";

export interface Parameter {
  readonly name: string;
  readonly form: SyntaxParameter["form"];
  readonly hasDefault: boolean;
  /** The default, where it is a plain number. */
  readonly initial?: number;
  /** The default, where it is a text or a truth. */
  readonly option?: string | boolean;
  /** The default is `None`. */
  readonly isOptional?: boolean;
  /** The words of its type hint. */
  readonly annotation: string | undefined;
}

export interface Signature {
  readonly parameters: readonly Parameter[];
  /** The statements that compute, for guessing roles; empty where they are not written in the program's language. */
  readonly body: Block;
  /** Names of the results, from the `return` statement; empty when it does not tell. */
  readonly results: readonly string[];
  /** What is written about it: the docstring, comments beside parameters and inside. */
  readonly documentation?: readonly string[];
}

/** @param skipped leading parameters that are given already (`self`) */
export function signatureOf(callee: FunctionValue | BuiltinValue, skipped: number): Signature {
  if (callee.kind === "builtin")
    return { parameters: parametersOfBuiltin(callee).slice(skipped), body: [], results: [] };
  const wrapped = wrappedBy(callee);
  if (wrapped !== undefined) return signatureOf(wrapped, skipped);
  const body = bodyOf(callee);
  const spelled = parametersOf(callee.definition.parameters).slice(skipped);
  const documentation = documentationOf(callee);
  return { parameters: [...spelled, ...keysRead(spelled, body)], body, results: resultNames(body), documentation };
}

/** A comment on a parameter's line is about it; inside it says itself what it is about. */
function documentationOf({ definition, chunk }: FunctionValue): readonly string[] {
  const docstring = definition.kind === "function" ? definition.docstring : undefined;
  const inside = chunk.comments.filter(({ start, end }) => start >= definition.start && end <= definition.end);
  const comments = inside.map(({ start, text }) => {
    const beside = definition.parameters.findLast((one) => one.end <= start);
    const isBeside = beside !== undefined && /^[ \t,)]*$/.test(chunk.text.slice(beside.end, start));
    return isBeside ? `${beside.name}: ${text}` : text;
  });
  return [...(docstring === undefined ? [] : [docstring]), ...comments];
}

/** What the body takes out of its `**kwargs` without an alternative: parameters that the signature does not spell. */
function keysRead(spelled: readonly Parameter[], body: Block): readonly Parameter[] {
  const rest = spelled.find(({ form }) => form === "keywords")?.name;
  if (rest === undefined) return [];
  const isRest = (expression: Expression) => expression.kind === "name" && expression.name === rest;
  const keys = new Set<string>();
  walk(body, (node) => {
    if (node.kind === "index" && isRest(node.object) && node.index.kind === "string") keys.add(node.index.value);
    if (node.kind !== "call" || node.callee.kind !== "member" || node.callee.name !== "pop") return;
    const [key, ...others] = node.arguments;
    if (isRest(node.callee.object) && key?.value.kind === "string" && others.length === 0) keys.add(key.value.value);
  });
  return [...keys].map((name) => ({
    name,
    form: "keyword",
    hasDefault: false,
    annotation: undefined,
  }));
}

/** The function behind a decorator's wrapper that takes whatever comes (`functools.wraps` remembers it). */
export function wrappedBy(callee: FunctionValue): FunctionValue | undefined {
  const wrapped = callee.attributes.get("__wrapped__");
  const takesAnything = callee.definition.parameters.every(({ form }) => form === "variadic" || form === "keywords");
  return takesAnything && wrapped?.kind === "function" ? wrapped : undefined;
}

export function parametersOf(parameters: readonly SyntaxParameter[]): readonly Parameter[] {
  return parameters.map(({ name, form, initial, annotation }) => ({
    name,
    form,
    hasDefault: initial !== undefined,
    ...(initial?.kind === "number" ? { initial: initial.value } : {}),
    ...optionOf(initial),
    ...(initial?.kind === "constant" && initial.value === "none" ? { isOptional: true } : {}),
    annotation: annotation === undefined ? undefined : annotationText(annotation),
  }));
}

function optionOf(initial: Expression | undefined): Pick<Parameter, "option"> {
  if (initial?.kind === "string") return { option: initial.value };
  const isTruth = initial?.kind === "constant" && (initial.value === "true" || initial.value === "false");
  return isTruth ? { option: initial.value === "true" } : {};
}

/** Names in an annotation, enough to tell `Tensor`, `list[Tensor]`, `float` and `str` apart. */
function annotationText(annotation: Expression): string {
  const words: string[] = [];
  walk(annotation, (node) => {
    if (node.kind === "name" || node.kind === "member") words.push(node.name);
    if (node.kind === "string") words.push(node.value);
  });
  return words.join(" ");
}

function parametersOfBuiltin(callee: BuiltinValue): readonly Parameter[] {
  return (callee.signature ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "*" && part !== "/")
    .map((part) => {
      const [name = "", initial] = part.split("=");
      const form = name.startsWith("**") ? "keywords" : name.startsWith("*") ? "variadic" : "plain";
      return {
        name: name.replace(/^\*+/, ""),
        form,
        hasDefault: initial !== undefined,
        annotation: undefined,
      };
    });
}

export function bodyOf(callee: FunctionValue): Block {
  return blockOf(callee.body);
}

/** A lambda's expression is what it returns. */
export function blockOf(body: Block | Expression): Block {
  return isBlock(body) ? body : [{ kind: "return", value: body, start: body.start, end: body.end }];
}

function isBlock(body: Block | Expression): body is Block {
  return Array.isArray(body);
}

/** `return total, policy` names its results; so do the keys of a returned dict. */
export function resultNames(body: Block): readonly string[] {
  let names: readonly string[] = [];
  walk(body, (node) => {
    if (node.kind === "function" || node.kind === "class" || node.kind === "lambda") return false;
    if (node.kind === "return" && node.value) names = namesOf(node.value);
    return true;
  });
  return names;
}

/** `loss` of `tf.reduce_mean(loss)`, `loss.mean()` */
function reducedIn(item: Expression): Expression {
  if (item.kind !== "call" || item.callee.kind !== "member") return item;
  const { object, name } = item.callee;
  if (!/^(mean|sum|reduce_mean|reduce_sum)$/.test(name)) return item;
  const of = isLibraryName(object) ? item.arguments[0]?.value : object;
  return of?.kind === "name" ? of : item;
}

function namesOf(expression: Expression): readonly string[] {
  if (expression.kind === "name" || expression.kind === "member") return [expression.name];
  if (expression.kind === "tuple" || expression.kind === "list") {
    const plain = expression.items.map((item) => namesOf(item)[0]);
    return expression.items.map((item, i) => {
      const [reduced] = namesOf(reducedIn(item));
      return plain[i] ?? (plain.includes(reduced) ? undefined : reduced) ?? `output ${i}`;
    });
  }
  if (expression.kind === "dict")
    return expression.entries.map(({ key }, i) => (key?.kind === "string" ? key.value : `output ${i}`));
  return [];
}
