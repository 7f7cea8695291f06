/**
 * The language-neutral tree: what every later stage reads instead of source text.
 *
 * A file is a list of chunks, its top-level statements. Offsets inside a chunk count from the chunk's own start, so a
 * chunk whose text did not change is the same object in the next version of the file: nothing that was learnt about it
 * (lowering, discovery) has to be learnt again, and a syntax error in one chunk never touches another.
 */

export type Language = "python" | "typescript";

/** A file as it is being edited. `chunks` are in the order of the text and do not overlap. */
export interface Module {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  readonly chunks: readonly PlacedChunk[];
  /** Only notebooks: the text of every cell, empty for those that hold no code. */
  readonly cells?: readonly string[];
}

/** Where a chunk stands: `offset` in UTF-16 units from the file's (or, in a notebook, the cell's) start. */
export interface PlacedChunk {
  readonly offset: number;
  /** 0-based index of the notebook's cell; absent in plain files. */
  readonly cell?: number;
  readonly chunk: Chunk;
}

/** One top-level statement (or a run of half-typed text) and its tree. Identity means "unchanged since last time". */
export interface Chunk {
  readonly text: string;
  readonly statements: readonly Statement[];
  /** Comments of the chunk and of the lines directly above it, in order. */
  readonly comments: readonly Comment[];
  /** What the parser could not read; empty in healthy code. */
  readonly errors: readonly SyntaxFault[];
}

/** UTF-16 offsets within the chunk's text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Comment extends Span {
  /** Without the marker (`#`, `//`), trimmed. */
  readonly text: string;
}

export interface SyntaxFault extends Span {
  readonly message: string;
}

/** A span together with the chunk it counts in: enough to find the text again after the file has moved around it. */
export interface Place extends Span {
  readonly chunk: Chunk;
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | NameExpression
  | NumberExpression
  | ImaginaryExpression
  | StringExpression
  | TemplateExpression
  | ConstantExpression
  | SequenceExpression
  | DictExpression
  | UnaryExpression
  | BinaryExpression
  | CompareExpression
  | LogicalExpression
  | ConditionalExpression
  | CallExpression
  | MemberExpression
  | IndexExpression
  | SliceExpression
  | LambdaExpression
  | ComprehensionExpression
  | WalrusExpression
  | SpreadExpression
  | AwaitExpression
  | YieldExpression
  | ErrorExpression;

export interface NameExpression extends Span {
  readonly kind: "name";
  readonly name: string;
}

export interface NumberExpression extends Span {
  readonly kind: "number";
  readonly value: number;
  /** `1` is whole, `1.0` and `1e3` are not. */
  readonly isWhole: boolean;
}

/** `2j`. */
export interface ImaginaryExpression extends Span {
  readonly kind: "imaginary";
  readonly value: number;
}

export interface StringExpression extends Span {
  readonly kind: "string";
  readonly value: string;
}

/** An f-string or template literal: text and embedded expressions, in order. */
export interface TemplateExpression extends Span {
  readonly kind: "template";
  readonly parts: readonly (string | TemplateField)[];
}

export interface TemplateField {
  readonly value: Expression;
  /** Python's format specification after `:`, and its `!r` or `!s` conversion. */
  readonly format?: string;
  readonly conversion?: "r" | "s" | "a";
}

export interface ConstantExpression extends Span {
  readonly kind: "constant";
  readonly value: "true" | "false" | "none" | "undefined" | "ellipsis";
}

export interface SequenceExpression extends Span {
  readonly kind: "tuple" | "list" | "set";
  readonly items: readonly Expression[];
}

export interface DictExpression extends Span {
  readonly kind: "dict";
  /** A missing key marks a spread: `{**other}`. */
  readonly entries: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
}

export type UnaryOperator = "-" | "+" | "~" | "not" | "typeof";
export interface UnaryExpression extends Span {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "<<" | ">>" | "&" | "|" | "^";
export interface BinaryExpression extends Span {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type CompareOperator =
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!="
  | "==="
  | "!=="
  | "in"
  | "not in"
  | "is"
  | "is not"
  | "instanceof";
/** A chain `a < b <= c` holds three operands and two operators. */
export interface CompareExpression extends Span {
  readonly kind: "compare";
  readonly operands: readonly Expression[];
  readonly operators: readonly CompareOperator[];
}

export interface LogicalExpression extends Span {
  readonly kind: "logical";
  readonly operator: "and" | "or" | "??";
  readonly left: Expression;
  readonly right: Expression;
}

export interface ConditionalExpression extends Span {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface CallExpression extends Span {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** JavaScript's `new`. */
  readonly isNew?: boolean;
}

export type Argument =
  | { readonly kind: "positional"; readonly value: Expression }
  | { readonly kind: "keyword"; readonly name: string; readonly value: Expression }
  | { readonly kind: "spread"; readonly value: Expression }
  | { readonly kind: "dictSpread"; readonly value: Expression };

export interface MemberExpression extends Span {
  readonly kind: "member";
  readonly object: Expression;
  readonly name: string;
  /** Where the name itself stands, for squiggles. */
  readonly nameSpan: Span;
}

export interface IndexExpression extends Span {
  readonly kind: "index";
  readonly object: Expression;
  readonly index: Expression;
}

export interface SliceExpression extends Span {
  readonly kind: "slice";
  readonly lower: Expression | undefined;
  readonly upper: Expression | undefined;
  readonly step: Expression | undefined;
}

export interface LambdaExpression extends Span {
  readonly kind: "lambda";
  readonly parameters: readonly Parameter[];
  readonly body: Expression | readonly Statement[];
}

export interface ComprehensionExpression extends Span {
  readonly kind: "comprehension";
  readonly form: "list" | "set" | "dict" | "generator";
  readonly element: Expression;
  /** Only for `dict`: the key; `element` is then the value. */
  readonly key?: Expression;
  readonly clauses: readonly ComprehensionClause[];
}

export type ComprehensionClause =
  | { readonly kind: "for"; readonly target: Expression; readonly iterable: Expression }
  | { readonly kind: "if"; readonly test: Expression };

export interface WalrusExpression extends Span {
  readonly kind: "walrus";
  readonly name: string;
  readonly value: Expression;
}

export interface SpreadExpression extends Span {
  readonly kind: "spread";
  readonly value: Expression;
}

export interface AwaitExpression extends Span {
  readonly kind: "await";
  readonly value: Expression;
}

export interface YieldExpression extends Span {
  readonly kind: "yield";
  readonly value: Expression | undefined;
  readonly isDelegate: boolean;
}

/** Text that is no expression (yet). */
export interface ErrorExpression extends Span {
  readonly kind: "errorExpression";
}

// ---------------------------------------------------------------- statements

export type Statement =
  | ExpressionStatement
  | AssignStatement
  | AugmentedAssignStatement
  | FunctionStatement
  | ClassStatement
  | ReturnStatement
  | IfStatement
  | ForStatement
  | WhileStatement
  | PlainStatement
  | RaiseStatement
  | TryStatement
  | WithStatement
  | AssertStatement
  | ImportStatement
  | FromImportStatement
  | ScopeStatement
  | DeleteStatement
  | MatchStatement
  | ErrorStatement;

export type Block = readonly Statement[];

export interface ExpressionStatement extends Span {
  readonly kind: "expression";
  readonly value: Expression;
}

/** `a = b = value`, `a: T = value`, `const {a, b} = value`. A bare annotation has no value. */
export interface AssignStatement extends Span {
  readonly kind: "assign";
  readonly targets: readonly Expression[];
  readonly value: Expression | undefined;
  readonly annotation: Expression | undefined;
  /** JavaScript's declaration keyword; absent in Python. */
  readonly declares?: "const" | "let" | "var";
}

export interface AugmentedAssignStatement extends Span {
  readonly kind: "augmented";
  readonly target: Expression;
  readonly operator: BinaryOperator | "??" | "and" | "or";
  readonly value: Expression;
}

export interface Parameter extends Span {
  readonly name: string;
  /** `positional`: before Python's `/`. `variadic`: `*args`. `keywords`: `**kwargs`. `keyword`: after `*`. */
  readonly form: "plain" | "positional" | "variadic" | "keyword" | "keywords";
  readonly initial: Expression | undefined;
  readonly annotation: Expression | undefined;
  /** JavaScript's destructured parameter `{a, b = 1}` or `[a, b]`. */
  readonly pattern?: Expression;
}

export interface FunctionStatement extends Span {
  readonly kind: "function";
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | undefined;
  readonly body: Block;
  readonly decorators: readonly Expression[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly docstring: string | undefined;
}

export interface ClassStatement extends Span {
  readonly kind: "class";
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly Argument[];
  readonly body: Block;
  readonly decorators: readonly Expression[];
  readonly docstring: string | undefined;
}

export interface ReturnStatement extends Span {
  readonly kind: "return";
  readonly value: Expression | undefined;
}

/** `elif` is an `if` alone in `otherwise`. */
export interface IfStatement extends Span {
  readonly kind: "if";
  readonly test: Expression;
  readonly body: Block;
  readonly otherwise: Block;
}

export interface ForStatement extends Span {
  readonly kind: "for";
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: Block;
  readonly otherwise: Block;
}

export interface WhileStatement extends Span {
  readonly kind: "while";
  readonly test: Expression;
  readonly body: Block;
  readonly otherwise: Block;
}

export interface PlainStatement extends Span {
  readonly kind: "pass" | "break" | "continue";
}

export interface RaiseStatement extends Span {
  readonly kind: "raise";
  readonly error: Expression | undefined;
  readonly cause: Expression | undefined;
}

export interface TryStatement extends Span {
  readonly kind: "try";
  readonly body: Block;
  readonly handlers: readonly {
    readonly type: Expression | undefined;
    readonly name: string | undefined;
    readonly body: Block;
  }[];
  readonly otherwise: Block;
  readonly lastly: Block;
}

export interface WithStatement extends Span {
  readonly kind: "with";
  readonly items: readonly { readonly context: Expression; readonly target: Expression | undefined }[];
  readonly body: Block;
}

export interface AssertStatement extends Span {
  readonly kind: "assert";
  readonly test: Expression;
  readonly message: Expression | undefined;
}

/** `import a.b as c`: binds `c`, or `a` when there is no alias. */
export interface ImportStatement extends Span {
  readonly kind: "import";
  readonly names: readonly { readonly module: string; readonly alias: string | undefined }[];
}

/** `from ..a import b as c`: `level` counts the leading dots; the name `*` imports all. */
export interface FromImportStatement extends Span {
  readonly kind: "fromImport";
  readonly module: string;
  readonly level: number;
  readonly names: readonly { readonly name: string; readonly alias: string | undefined }[];
}

export interface ScopeStatement extends Span {
  readonly kind: "global" | "nonlocal";
  readonly names: readonly string[];
}

export interface DeleteStatement extends Span {
  readonly kind: "delete";
  readonly targets: readonly Expression[];
}

export interface MatchStatement extends Span {
  readonly kind: "match";
  readonly subject: Expression;
  readonly cases: readonly {
    readonly pattern: Pattern;
    readonly guard: Expression | undefined;
    readonly body: Block;
  }[];
}

export type Pattern =
  | { readonly kind: "capture"; readonly name: string | undefined }
  | { readonly kind: "value"; readonly value: Expression }
  | {
      readonly kind: "sequence";
      readonly items: readonly Pattern[];
      readonly rest: { readonly index: number; readonly name: string | undefined } | undefined;
    }
  | {
      readonly kind: "mapping";
      readonly entries: readonly { readonly key: Expression; readonly pattern: Pattern }[];
      readonly rest: string | undefined;
    }
  | {
      readonly kind: "class";
      readonly type: Expression;
      readonly positional: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    }
  | { readonly kind: "or"; readonly options: readonly Pattern[] }
  | { readonly kind: "as"; readonly pattern: Pattern; readonly name: string };

/** Text that is no statement (yet). */
export interface ErrorStatement extends Span {
  readonly kind: "error";
}
