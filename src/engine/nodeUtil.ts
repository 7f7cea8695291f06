/**
 * What tfjs asks of Node's `util`, by the language's own means. The worker is one bundle for Node and for browsers: it cannot
 * import `util`, yet tfjs wants it as soon as it sees that it runs in Node. esbuild.js puts this file in its place.
 */

export const TextEncoder = globalThis.TextEncoder;
export const TextDecoder = globalThis.TextDecoder;

export const types = {
  isFloat32Array: (value: unknown) => value instanceof Float32Array,
  isInt32Array: (value: unknown) => value instanceof Int32Array,
  isUint8Array: (value: unknown) => value instanceof Uint8Array,
  isUint8ClampedArray: (value: unknown) => value instanceof Uint8ClampedArray,
};
