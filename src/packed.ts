/**
 * Plain data as one text and one run of bytes. On its way from the core's thread to the panel's page a study is copied six times,
 * three of them value by value in JavaScript; packed, it costs the same whatever is in it.
 */

/** A value of type `T` that can be carried and not be read. */
export interface Packed<T> {
  readonly text: string;
  /** The numbers of its typed arrays, one after the other. */
  readonly numbers: ArrayBuffer;
  /** Never there: keeps packed things of different types apart. */
  readonly holds?: T;
}

/** Plain objects and arrays, strings, booleans, null, all numbers, `Float32Array` and `Float64Array`. What is `undefined` is left out. */
export function pack<T>(value: T): Packed<T> {
  const arrays: { readonly array: NumberArray; readonly at: number }[] = [];
  const places: Place[] = [];
  let bytes = 0;
  /** Where the part stands that is being looked at. */
  const path: (string | number)[] = [];
  const at = (step: string | number, part: unknown): unknown => {
    path.push(step);
    const made = plain(part);
    path.pop();
    return made;
  };
  const plain = (part: unknown): unknown => {
    if (typeof part === "number") {
      if (isInJson(part)) return part;
      places.push({ path: [...path], kind: "number", text: Object.is(part, -0) ? "-0" : String(part) });
      return 0;
    }
    if (typeof part !== "object" || part === null) return part;
    if (part instanceof Float32Array || part instanceof Float64Array) {
      const kind = part instanceof Float32Array ? "f32" : "f64";
      places.push({ path: [...path], kind, at: bytes, length: part.length });
      arrays.push({ array: part, at: bytes });
      // the next one may be of doubles, which must not start between two of them
      bytes += Math.ceil(part.byteLength / 8) * 8;
      return 0;
    }
    if (Array.isArray(part)) return part.map((item, i) => at(i, item));
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, at(key, item)]));
  };
  const letter: Letter = { whole: plain(value), places };
  const numbers = new ArrayBuffer(bytes);
  for (const { array, at } of arrays)
    viewOf(numbers, array instanceof Float32Array ? "f32" : "f64", at, array.length).set(array);
  return { text: JSON.stringify(letter), numbers };
}

/** What was packed; its typed arrays share the buffer that it came in. The cast: `pack` made the text of a `T`. */
export function unpack<T>({ text, numbers }: Packed<T>): T {
  const letter = JSON.parse(text) as Letter;
  for (const place of letter.places) {
    const value = place.kind === "number" ? Number(place.text) : viewOf(numbers, place.kind, place.at, place.length);
    const last = place.path[place.path.length - 1];
    if (last === undefined) return value as T;
    let holder: unknown = letter.whole;
    for (const step of place.path.slice(0, -1)) holder = Reflect.get(Object(holder), step);
    Reflect.set(Object(holder), last, value);
  }
  return letter.whole as T;
}

type NumberArray = Float32Array | Float64Array;
type Path = readonly (string | number)[];

/** What JSON has a word for, and what goes where it has none. */
interface Letter {
  readonly whole: unknown;
  readonly places: readonly Place[];
}

type Place =
  | { readonly path: Path; readonly kind: "f32" | "f64"; readonly at: number; readonly length: number }
  | { readonly path: Path; readonly kind: "number"; readonly text: string };

function isInJson(number: number): boolean {
  return Number.isFinite(number) && !Object.is(number, -0);
}

function viewOf(numbers: ArrayBuffer, kind: "f32" | "f64", at: number, length: number): NumberArray {
  return kind === "f32" ? new Float32Array(numbers, at, length) : new Float64Array(numbers, at, length);
}
