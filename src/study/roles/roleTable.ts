/** What each role means for an input: its shape in a layout, its element type, its numbers at the reference and its range on an axis. */

import type { Role } from "../request";

/** Sizes that a layout's letters stand for. */
export interface Sizes {
  /** Samples, classes, features, steps, height, width. */
  readonly N: number;
  readonly C: number;
  readonly D: number;
  readonly T: number;
  readonly H: number;
  readonly W: number;
  /** Features are as many as each input's own use says. */
  readonly isOwn?: true;
}

type Letter = Exclude<keyof Sizes, "isOwn"> | "1" | "2" | "4";

/** How the inputs of one loss are laid out together. `each` is the shape of whatever is compared element by element. */
export interface Layout {
  readonly name:
    | "vector"
    | "column"
    | "features"
    | "image"
    | "sequence"
    | "scalar"
    | "volume"
    | "channels"
    | "map"
    | "voxels"
    | "channelsLast";
  readonly each: readonly Letter[];
  /** Scores over classes, and the class indexes that go with them. */
  readonly scores: readonly Letter[];
  readonly indexes: readonly Letter[];
}

export const layouts: readonly Layout[] = [
  { name: "vector", each: ["N"], scores: ["N", "C"], indexes: ["N"] },
  { name: "column", each: ["N", "1"], scores: ["N", "C"], indexes: ["N"] },
  { name: "features", each: ["N", "D"], scores: ["N", "C"], indexes: ["N"] },
  { name: "sequence", each: ["N", "T"], scores: ["N", "T", "C"], indexes: ["N", "T"] },
  { name: "image", each: ["N", "1", "H", "W"], scores: ["N", "C", "H", "W"], indexes: ["N", "H", "W"] },
  { name: "volume", each: ["N", "T", "D"], scores: ["N", "T", "C"], indexes: ["N", "T"] },
  { name: "scalar", each: [], scores: ["C"], indexes: [] },
  { name: "channels", each: ["N", "C", "H", "W"], scores: ["N", "C", "H", "W"], indexes: ["N", "H", "W"] },
  { name: "map", each: ["N", "H", "W"], scores: ["N", "C", "H", "W"], indexes: ["N", "H", "W"] },
  { name: "voxels", each: ["N", "1", "T", "H", "W"], scores: ["N", "C", "T", "H", "W"], indexes: ["N", "T", "H", "W"] },
  { name: "channelsLast", each: ["N", "H", "W", "1"], scores: ["N", "H", "W", "C"], indexes: ["N", "H", "W"] },
];

/** Which layout is tried first where one has too few axes: the least is the first, what has no more comes last. */
export function placeAmongDeeper(layout: Layout, shallow: Layout): number {
  const scores = layout.scores.length - shallow.scores.length;
  // steps of vectors instead of steps
  if (scores === 0 && shallow.name === "sequence" && layout.each.length > shallow.each.length) return 0;
  return scores > 0 ? scores : Number.POSITIVE_INFINITY;
}

type ShapeKind =
  | "edges"
  | "edgeRows"
  | "classes"
  | "each"
  | "scores"
  | "indexes"
  | "embedding"
  | "boxes"
  | "images"
  | "scalar"
  | "samples";

/** Numbers of an input at the reference, from an element's position. All draws are seeded. */
export interface Position {
  /** Flat index, and the index along the first axis. */
  readonly flat: number;
  readonly sample: number;
  /** Along the class axis, where there is one. */
  readonly entry: number;
  readonly sizes: Sizes;
  /** The class of the first sample. */
  readonly first: number;
  readonly draw: () => number;
  /** The same draws for every input of a study: what belongs together is alike. */
  readonly shared: () => number;
}

export interface RoleFacts {
  readonly shape: ShapeKind;
  readonly dtype: "float32" | "int64" | "bool" | "none";
  /** For an axis over it. */
  readonly range: readonly [from: number, to: number];
  readonly value: (at: Position) => number;
  /** Higher is the more telling x. 0: never an axis by itself. */
  readonly asAxis: number;
}

const spread = (at: Position, scale: number) => scale * (2 * at.draw() - 1);

export const roleTable: { readonly [R in Role]: RoleFacts } = {
  prediction: { shape: "each", dtype: "float32", range: [-5, 5], value: (at) => spread(at, 2), asAxis: 100 },
  target: { shape: "each", dtype: "float32", range: [-5, 5], value: () => 0, asAxis: 20 },
  residual: { shape: "each", dtype: "float32", range: [-5, 5], value: (at) => spread(at, 2), asAxis: 95 },
  binaryLogits: { shape: "each", dtype: "float32", range: [-6, 6], value: (at) => spread(at, 2), asAxis: 99 },
  logits: { shape: "scores", dtype: "float32", range: [-6, 6], value: (at) => spread(at, 1), asAxis: 98 },
  probabilities: { shape: "scores", dtype: "float32", range: [0, 1], value: (at) => 1 / at.sizes.C, asAxis: 94 },
  binaryProbabilities: {
    shape: "each",
    dtype: "float32",
    range: [0, 1],
    value: (at) => 0.2 + 0.6 * at.draw(),
    asAxis: 97,
  },
  logProbabilities: { shape: "each", dtype: "float32", range: [-5, 0], value: () => -1, asAxis: 90 },
  classLogProbabilities: {
    shape: "scores",
    dtype: "float32",
    range: [-5, 0],
    value: (at) => -Math.log(at.sizes.C),
    asAxis: 96,
  },
  classIndex: {
    shape: "indexes",
    dtype: "int64",
    range: [0, 1],
    value: (at) => (at.sample + at.first) % at.sizes.C,
    asAxis: 0,
  },
  // the first class is the most frequent one
  classCounts: {
    shape: "classes",
    dtype: "float32",
    range: [1, 50],
    value: ({ flat, sizes: { C } }) => 10 * Math.max(1, C - flat),
    asAxis: 5,
  },
  // each to its next one
  edgeIndex: {
    shape: "edges",
    dtype: "int64",
    range: [0, 1],
    value: ({ flat, sample, sizes: { N } }) => (flat + sample) % N,
    asAxis: 0,
  },
  edgeList: {
    shape: "edgeRows",
    dtype: "int64",
    range: [0, 1],
    value: ({ flat, sample, sizes: { N } }) => (sample + (flat % 2)) % N,
    asAxis: 0,
  },
  binaryLabels: { shape: "each", dtype: "float32", range: [0, 1], value: (at) => 1 - (at.flat % 2), asAxis: 0 },
  signedLabels: { shape: "samples", dtype: "float32", range: [-1, 1], value: (at) => 1 - 2 * (at.flat % 2), asAxis: 0 },
  oneHot: {
    shape: "scores",
    dtype: "float32",
    range: [0, 1],
    value: (at) => (at.entry === at.sample % at.sizes.C ? 1 : 0),
    asAxis: 0,
  },
  weights: { shape: "each", dtype: "float32", range: [0, 2], value: () => 1, asAxis: 12 },
  mask: { shape: "each", dtype: "float32", range: [0, 1], value: () => 1, asAxis: 0 },
  advantage: { shape: "each", dtype: "float32", range: [-2, 2], value: () => 1, asAxis: 15 },
  positive: { shape: "each", dtype: "float32", range: [0.01, 5], value: (at) => 0.5 + at.draw(), asAxis: 60 },
  embedding: {
    shape: "embedding",
    dtype: "float32",
    range: [-3, 3],
    value: (at) => 2 * at.shared() - 1 + spread(at, 0.3),
    asAxis: 80,
  },
  boxes: {
    shape: "boxes",
    dtype: "float32",
    range: [-2, 4],
    value: (at) => (at.entry < 2 ? 0 : 2) + 0.1 * at.draw(),
    asAxis: 85,
  },
  images: { shape: "images", dtype: "float32", range: [0, 1], value: (at) => at.draw(), asAxis: 70 },
  features: { shape: "embedding", dtype: "float32", range: [-3, 3], value: (at) => spread(at, 1), asAxis: 45 },
  taskLosses: { shape: "scalar", dtype: "float32", range: [0, 4], value: () => 1, asAxis: 75 },
  scalarLoss: { shape: "scalar", dtype: "float32", range: [0, 4], value: () => 1, asAxis: 75 },
  lengths: { shape: "samples", dtype: "int64", range: [1, 8], value: (at) => at.sizes.T, asAxis: 0 },
  number: { shape: "scalar", dtype: "none", range: [0, 2], value: () => 1, asAxis: 30 },
  model: { shape: "scalar", dtype: "none", range: [0, 1], value: () => 0, asAxis: 0 },
  lossFunction: { shape: "scalar", dtype: "none", range: [0, 1], value: () => 0, asAxis: 0 },
  option: { shape: "scalar", dtype: "none", range: [0, 1], value: () => 0, asAxis: 0 },
};

export const roleNames: readonly string[] = Object.keys(roleTable);

export function isRole(word: string): word is Role {
  return Object.hasOwn(roleTable, word);
}

/** The shape of an input of this role in a layout. */
export function shapeOfRole(role: Role, layout: Layout, sizes: Sizes): readonly number[] {
  return lettersOf(roleTable[role].shape, layout).map((letter) =>
    letter === "1" ? 1 : letter === "2" ? 2 : letter === "4" ? 4 : sizes[letter],
  );
}

/** Layouts in which a picture has the shape of everything else. */
const ownImages: readonly Layout["name"][] = ["channels", "voxels", "channelsLast"];

/** Where vectors of features lie in a layout that has more than samples. */
const embeddings: { readonly [N in Layout["name"]]?: readonly Letter[] } = {
  volume: ["N", "T", "D"],
  image: ["N", "D", "H", "W"],
  channels: ["N", "D", "H", "W"],
  map: ["N", "D", "H", "W"],
  voxels: ["N", "D", "T", "H", "W"],
  channelsLast: ["N", "H", "W", "D"],
};

function lettersOf(kind: ShapeKind, layout: Layout): readonly Letter[] {
  switch (kind) {
    case "each":
      return layout.each;
    case "scores":
      return layout.scores;
    case "indexes":
      return layout.indexes;
    case "embedding":
      return embeddings[layout.name] ?? ["N", "D"];
    case "boxes":
      return layout.name === "sequence" ? ["N", "T", "4"] : ["N", "4"];
    case "images":
      return ownImages.includes(layout.name) ? layout.each : ["N", "1", "H", "W"];
    case "classes":
      return ["C"];
    case "edges":
      return ["2", "N"];
    case "edgeRows":
      return ["N", "2"];
    case "samples":
      return layout.each.length === 0 ? [] : ["N"];
    case "scalar":
      return [];
    default:
      return kind satisfies never;
  }
}

/** The position along which a role's entries compete (classes, coordinates); the last axis unless the layout is an image. */
export function entryAxis(role: Role, layout: Layout): number | undefined {
  const kind = roleTable[role].shape;
  if (kind === "boxes") return lettersOf(kind, layout).length - 1;
  if (kind !== "scores") return undefined;
  return layout.scores.indexOf("C");
}
