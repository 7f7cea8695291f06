/**
 * What is known about a value of a program without running it: which inputs it comes from, what was done to them on the
 * way, and whether a better prediction makes it smaller.
 */

/** What was done, as a set of bits. */
export const mark = {
  /** Two different inputs were subtracted (or measured against each other). */
  difference: 1 << 0,
  log: 1 << 1,
  exponential: 1 << 2,
  /** Two inputs multiplied. */
  product: 1 << 3,
  /** One-sided: relu, clamp from below, minimum and maximum. */
  margin: 1 << 4,
  /** Square, absolute value, norm. */
  magnitude: 1 << 5,
  /** Reduced to one number. */
  reduced: 1 << 6,
  /** Reduced along an axis. */
  partlyReduced: 1 << 7,
  negated: 1 << 8,
  /** Taken from a number: `1 - x`. */
  complement: 1 << 9,
  ratio: 1 << 10,
  /** Came out of a library's or this file's loss. */
  lossCall: 1 << 11,
  /** An input or attribute that is called a loss. */
  lossNamed: 1 << 12,
  /** A sum of losses of which at least one is weighted. */
  weightedLosses: 1 << 13,
  discrete: 1 << 14,
  /** Came out of a network. */
  network: 1 << 15,
  /** Left the tensor world: `.item()`, `.numpy()`, `float()`. */
  extracted: 1 << 16,
  learnable: 1 << 17,
  similarity: 1 << 18,
  gradient: 1 << 19,
  decibel: 1 << 20,
  /** A function or class, not a number. */
  callable: 1 << 21,
  sliced: 1 << 22,
  /** Multiplied by a number or coefficient. */
  scaled: 1 << 23,
  text: 1 << 24,
  /** A minus sign in front of something whose direction is not known yet. */
  minus: 1 << 25,
  /** A class of named values: `LossOutput(loss=…, kl=…)` is a tuple with names. */
  record: 1 << 26,
  /** What is left of a number after a product of two inputs, one-sided: `max(0, 1 - y * score)`. */
  hinge: 1 << 27,
} as const;

/** `1`: smaller is better; `-1`: larger is better; `0`: nothing is known. */
export type Direction = -1 | 0 | 1;

export interface Flow {
  /** The inputs that it comes from, by name. */
  readonly roots: ReadonlySet<string>;
  readonly marks: number;
  readonly direction: Direction;
  /** A plain number known from the source. */
  readonly constant?: number;
  /** Tuples, lists, and the values of dicts. */
  readonly items?: readonly Flow[];
  /** Of a callable: what a call returns, where that is known. */
  readonly returns?: Flow;
  /** Of a callable: a call makes an object that can be called in turn. */
  readonly isClass?: boolean;
  /** Of a callable: the operation that it is, `relu` for `nn.ReLU()`. */
  readonly operation?: string;
}

export const nothing: Flow = { roots: new Set(), marks: 0, direction: 0 };

export function root(name: string, marks = 0): Flow {
  return { roots: new Set([name]), marks, direction: 0 };
}

export function has(flow: Flow, marks: number): boolean {
  return (flow.marks & marks) !== 0;
}

export function marked(flow: Flow, marks: number, direction: Direction = flow.direction): Flow {
  return { roots: flow.roots, marks: flow.marks | marks, direction };
}

export function without(flow: Flow, marks: number): Flow {
  return { roots: flow.roots, marks: flow.marks & ~marks, direction: flow.direction };
}

/** Either of several values, or all of them together. */
export function join(flows: readonly Flow[]): Flow {
  const [first, second] = flows;
  if (!first) return nothing;
  if (!second) return first;
  const roots = new Set<string>();
  let marks = 0;
  let direction: Direction = 0;
  let isTorn = false;
  for (const flow of flows) {
    for (const name of flow.roots) roots.add(name);
    marks |= flow.marks;
    if (flow.direction !== 0 && direction !== 0 && flow.direction !== direction) isTorn = true;
    if (flow.direction !== 0) direction = flow.direction;
  }
  return { roots, marks, direction: isTorn ? 0 : direction };
}

export function flipped(direction: Direction): Direction {
  return direction === 0 ? 0 : direction === 1 ? -1 : 1;
}

/** Direction of a product: nothing known about one side leaves the other's. */
export function multiplied(a: Direction, b: Direction): Direction {
  if (a === 0) return b;
  if (b === 0) return a;
  return a === b ? 1 : -1;
}

/** Whether the two come from the same inputs, so that comparing them compares an input with itself. */
export function haveSameRoots(a: Flow, b: Flow): boolean {
  if (a.roots.size !== b.roots.size) return false;
  for (const name of a.roots) if (!b.roots.has(name)) return false;
  return true;
}

/** A tuple's or list's parts as one value. */
export function whole(flow: Flow): Flow {
  return flow.items ? join([flow, ...flow.items.map(whole)]) : flow;
}

/** Two alternatives; tuples of the same shape stay tuples. */
export function either(a: Flow, b: Flow): Flow {
  if (a.items && b.items && a.items.length === b.items.length) {
    const others = b.items;
    return { ...join([a, b]), items: a.items.map((item, i) => either(item, others[i] ?? nothing)) };
  }
  if (a.items?.[0] && b.items?.[0]) {
    const [short, long] = a.items.length < b.items.length ? [a.items, b.items] : [b.items, a.items];
    return { ...join([a, b]), items: long.map((item, i) => (short[i] ? either(item, short[i]) : item)) };
  }
  // `(loss, outputs) if return_outputs else loss`: what comes first is what both give.
  if (a.items?.[0]) return { ...join([a, b]), items: [either(a.items[0], b), ...a.items.slice(1)] };
  if (b.items?.[0]) return either(b, a);
  return join([a, b]);
}

/** What a loop over a value hands out. */
export function elementOf(flow: Flow): Flow {
  if (!flow.items) return flow;
  return (
    flow.items.reduce<Flow | undefined>((sofar, item) => (sofar ? either(sofar, item) : item), undefined) ?? nothing
  );
}

/** What a call of a known function returns: what was done to its arguments before, and what the function does. */
export function applied(summary: Flow, given: Flow): Flow {
  const carried = given.marks & ~(mark.callable | mark.text | mark.extracted | mark.minus);
  const fill = (flow: Flow): Flow => ({
    roots: given.roots,
    marks: (flow.marks & ~mark.callable) | carried,
    direction: flow.direction !== 0 ? flow.direction : given.direction,
    ...(flow.items ? { items: flow.items.map(fill) } : {}),
  });
  return fill(summary);
}

/** Loss-like on its own: what a weighted sum of losses adds up. */
export function isLossLike(flow: Flow): boolean {
  if (has(flow, mark.lossCall | mark.lossNamed | mark.weightedLosses)) return true;
  return (
    has(flow, mark.reduced) &&
    has(flow, mark.magnitude | mark.log | mark.margin | mark.negated | mark.complement) &&
    flow.roots.size > 0
  );
}
