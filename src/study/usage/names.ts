/** What reading one body knows of its local names: what each stands for, or was made from. */

import type { Expression, FunctionStatement, LambdaExpression } from "../../syntax/tree";

export interface Names {
  /** Local names that stand for a path with its meaning. */
  readonly paths: Map<string, string>;
  /** Local names whose value has the shape of these paths. */
  readonly shapes: Map<string, readonly string[]>;
  /** Local names of what a call made (`criterion = nn.CrossEntropyLoss()`), by the last word of that call. */
  readonly made: Map<string, string>;
  /** Local names of chances that the program made (`p = torch.sigmoid(x)`). */
  readonly chances: Set<string>;
  /** Local names of classes as rows: `hot = F.one_hot(y, k)`. */
  readonly oneHots: Set<string>;
  /** Local names of what counts the samples: `labels = torch.arange(n)`. */
  readonly places: Set<string>;
  /** Local names of what is 1 everywhere: `ones = torch.ones_like(p)`. */
  readonly ones: Set<string>;
  /** Local names of sums (`n = mask.sum()`), by what is summed. */
  readonly sums: Map<string, string>;
  /** Local names of complements: `p` of `q = 1 - p`. */
  readonly complements: Map<string, Expression>;
  /** Local names of margins (`short = 1 - y * score`), by the factors of their product. */
  readonly margins: Map<string, readonly [Expression, Expression]>;
  /** Local names of products, by their factors. */
  readonly products: Map<string, readonly [Expression, Expression]>;
  /** Local names of what was made of each entry of a list: `[f(x) for x in xs]`. */
  readonly lists: Map<string, string>;
  /** Local names of dicts of functions, one of which is called by its key: `{"boxes": self.box_loss}[kind](x)`. */
  readonly tables: Map<string, Extract<Expression, { kind: "dict" }>>;
  /** Local names of orders (`order = labels.argsort()`): the paths that have as many entries. */
  readonly orders: Map<string, readonly string[]>;
  /** Local names of what was put together, by its parts: `both = torch.cat([a, b])`. */
  readonly joined: Map<string, readonly Expression[]>;
  /** Local names of entries in their turn (`one = targets[i]`), by what they are entries of. */
  readonly entries: Map<string, string>;
  /** Local names of what was computed, by the inputs that it was computed from alone. */
  readonly sources: Map<string, string>;
  /** Local names of what got a new axis: `x = a.unsqueeze(1)`. */
  readonly raised: Map<string, Expression>;
  /** Local names of identity matrices. */
  readonly identities: Set<string>;
  /** Names of absolute values. */
  readonly absolutes: Set<string>;
  /** Functions that the program defines on its way. */
  readonly functions: Map<string, FunctionStatement | LambdaExpression>;
  /** Local names that count: `for i in range(n)`. */
  readonly counters: Set<string>;
  /** Local names that hold a mapping's keys. */
  readonly keys: Set<string>;
}

/** A body's names before anything is read: those that stand for inputs, and what has their shapes. */
export function createNames(
  paths: Map<string, string>,
  shapes: ReadonlyMap<string, readonly string[]>,
  made: ReadonlyMap<string, string>,
): Names {
  return {
    paths,
    shapes: new Map([...shapes, ...[...paths].map(([name, path]) => [name, [path]] as const)]),
    made: new Map(made),
    chances: new Set(),
    ones: new Set(),
    oneHots: new Set(),
    complements: new Map(),
    sums: new Map(),
    margins: new Map(),
    products: new Map(),
    places: new Set(),
    lists: new Map(),
    tables: new Map(),
    orders: new Map(),
    functions: new Map(),
    counters: new Set(),
    entries: new Map(),
    identities: new Set(),
    absolutes: new Set(),
    sources: new Map(),
    raised: new Map(),
    joined: new Map(),
    keys: new Set(),
  };
}
