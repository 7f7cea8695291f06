/** Draws that depend on a key alone. */

/** A small generator (mulberry32) started from the key's numbers. */
export function keyedDraws(key: readonly number[]): { readonly uniform: () => number; readonly normal: () => number } {
  let state = key.reduce((hash, number) => Math.imul(hash ^ Math.trunc(number), 0x9e3779b1) + 0x85ebca6b, 0x12345678);
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box and Muller's pair, of which one is used
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
