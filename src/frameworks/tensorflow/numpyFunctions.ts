/** NumPy's functions over TensorFlow's tensors: `tf.experimental.numpy`, and what `keras.ops` has in common with NumPy. */

import { Raised } from "../../interpreter/tracer";
import type { BuiltinValue, TensorLibrary, Value } from "../../interpreter/values";
import { functionEntries } from "../numpy/arrays";
import { type ArrayHome, arrayEntries, builtinOf, builtinsOf } from "../numpy/dispatch";
import { linalgFunctions } from "../numpy/linalg";
import { arrayMethods } from "../numpy/methods";
import { specialEntries } from "../numpy/scipy";
import { jaxConventions } from "../numpy/types";

/** Numbers of Python give way to the tensors beside them, as with JAX. */
function homeOf(arrays: TensorLibrary): ArrayHome {
  return {
    arrays,
    conventions: jaxConventions,
    prefix: "tnp",
    at: () => {
      throw new Raised("AttributeError", "'EagerTensor' object has no attribute 'at'");
    },
    findUfuncMethod: () => undefined,
  };
}

export function numpyFunctions(arrays: TensorLibrary): Record<string, Value> {
  return builtinsOf(homeOf(arrays), functionEntries);
}

export function specialFunctions(arrays: TensorLibrary): Record<string, Value> {
  return builtinsOf(homeOf(arrays), specialEntries);
}

export function numpyLinalg(arrays: TensorLibrary): Record<string, Value> {
  return builtinsOf(homeOf(arrays), linalgFunctions);
}

const methodNames =
  "reshape ravel transpose astype clip flatten mean sum max min std var prod any all argmax squeeze swapaxes repeat".split(
    " ",
  );

/** What tensors have as methods once NumPy's behaviour is switched on. */
export function numpyMethods(arrays: TensorLibrary): Map<string, BuiltinValue> {
  const home = homeOf(arrays);
  const listed = methodNames.flatMap((name) => {
    const entry = functionEntries.get(name);
    return entry === undefined ? [] : [[name, builtinOf(home, { ...entry, name })] as const];
  });
  const own = arrayEntries(arrayMethods).get("tolist");
  return new Map([...listed, ...(own === undefined ? [] : [["tolist", builtinOf(home, own)] as const])]);
}
