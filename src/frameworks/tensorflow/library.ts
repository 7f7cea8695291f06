/** TensorFlow and Keras as the interpreter sees them: modules to import, with members of ours and preludes in Python. */

import type { Library, LibraryModule } from "../../interpreter/library";
import type { Value } from "../../interpreter/values";
import { typeMembers } from "../numpy/types";
import { dtypeMembers } from "./dtypes";
import { natives } from "./natives";
import { numpyFunctions, numpyLinalg, specialFunctions } from "./numpyFunctions";
import { builtinOf, entriesOf } from "./operation";
import { preludes } from "./preludes";
import { shapeClass } from "./tensorShape";
import { builtinsOf, tensorClass, tensorFlowTensors, variableClass } from "./tensors";

const types: Readonly<Record<string, Value>> = {
  ...dtypeMembers,
  Tensor: tensorClass,
  TensorShape: shapeClass,
  Variable: variableClass,
};

/** One table serves all: names that a module lacks in truth do no harm in code that runs. */
const members: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  "tensorflow._native": {
    ...builtinsOf("tf"),
    ...Object.fromEntries(
      [...entriesOf(natives)].map(([name, entry]) => [name, builtinOf(tensorFlowTensors, "tf", entry)]),
    ),
    ...types,
  },
  ...Object.fromEntries(
    ["tensorflow", "tensorflow.compat.v1", "tensorflow.compat.v2"].map((name) => [
      name,
      { ...builtinsOf("tf"), ...types },
    ]),
  ),
  ...Object.fromEntries(
    [
      ...["math", "nn", "linalg"].flatMap((name) => [`tensorflow.${name}`, `tensorflow.compat.v1.${name}`]),
      ...["math_ops", "array_ops", "nn_ops", "nn", "linalg_ops", "clip_ops", "gen_math_ops", "gen_nn_ops"].map(
        (name) => `tensorflow.python.ops.${name}`,
      ),
      "tensorflow.python.framework.constant_op",
      "tensorflow.python.framework.ops",
      "tensorflow.python.framework.dtypes",
    ].map((name) => [name, { ...builtinsOf(name.replace("tensorflow", "tf")), ...types }]),
  ),
  "tensorflow.bitwise": builtinsOf("tf.bitwise", [
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "left_shift",
    "right_shift",
  ]),
  "tensorflow.dtypes": { ...builtinsOf("tf.dtypes", ["cast", "saturate_cast"]), ...dtypeMembers },
  "tensorflow.experimental.numpy": { ...numpyFunctions(tensorFlowTensors), ...typeMembers, ndarray: tensorClass },
  "tensorflow._numpy": { ...numpyFunctions(tensorFlowTensors), ...typeMembers },
  "tensorflow._special": specialFunctions(tensorFlowTensors),
  "tensorflow._numpy.linalg": numpyLinalg(tensorFlowTensors),
  "keras.ops": builtinsOf("ops"),
  "keras.backend": builtinsOf("K"),
};

export const tensorFlowLibrary: Library = {
  modules: Object.fromEntries(
    [...new Set([...Object.keys(members), ...Object.keys(preludes)])].map((name) => [name, moduleOf(name)]),
  ),
  standIn: { module: "tensorflow.keras.layers", name: "Layer" },
};

function moduleOf(name: string): LibraryModule {
  const own = members[name];
  const prelude = preludes[name];
  return { ...(own === undefined ? {} : { members: own }), ...(prelude === undefined ? {} : { prelude }) };
}
