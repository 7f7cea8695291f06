/** JAX as the interpreter sees it: `jax.numpy` shares NumPy's functions, the transformations are written in Python. */

import { sizeOf } from "../../graph/graph";
import type { Library, LibraryModule } from "../../interpreter/library";
import type { Value } from "../../interpreter/values";
import distributions from "../array/prelude/distributions.py";
import special from "../array/prelude/special.py";
import type { ArrayOperation, ArrayTable } from "../numpy/arrayOperation";
import { functionEntries, jaxHome } from "../numpy/arrays";
import { arrayEntries, borrow, builtinsOf } from "../numpy/dispatch";
import { linalgFunctions } from "../numpy/linalg";
import complex from "../numpy/prelude/complex.py";
import fft from "../numpy/prelude/fft.py";
import linalgMore from "../numpy/prelude/linalg.py";
import scipyLinalg from "../numpy/prelude/scipy_linalg.py";
import signal from "../numpy/prelude/signal.py";
import stats from "../numpy/prelude/stats.py";
import moreStats from "../numpy/prelude/stats_more.py";
import { specialEntries } from "../numpy/scipy";
import { sharedPrelude } from "../numpy/shared";
import { typeMembers } from "../numpy/types";
import { gradientNatives } from "../torch/autograd";
import { entriesOf } from "../torch/dispatch";
import { keyedDraws } from "./keys";
import { kinks } from "./kinks";
import chex from "./prelude/chex.py";
import equinox from "./prelude/equinox.py";
import equinoxLayers from "./prelude/equinox_nn.py";
import flatten from "./prelude/flatten.py";
import flax from "./prelude/flax.py";
import flaxCommon from "./prelude/flax_common_utils.py";
import flaxCore from "./prelude/flax_core.py";
import flaxInitializers from "./prelude/flax_initializers.py";
import flaxLayers from "./prelude/flax_layers.py";
import flaxModule from "./prelude/flax_module.py";
import flaxNnx from "./prelude/flax_nnx.py";
import flaxNnxModule from "./prelude/flax_nnx_module.py";
import flaxNormalizing from "./prelude/flax_normalizing.py";
import flaxSequences from "./prelude/flax_sequences.py";
import flaxStruct from "./prelude/flax_struct.py";
import flaxTrainState from "./prelude/flax_train_state.py";
import flaxTraverse from "./prelude/flax_traverse.py";
import formulas from "./prelude/formulas.py";
import haiku from "./prelude/haiku.py";
import haikuInitializers from "./prelude/haiku_initializers.py";
import haikuModule from "./prelude/haiku_module.py";
import image from "./prelude/image.py";
import initializers from "./prelude/initializers.py";
import jax from "./prelude/jax.py";
import jaxCustom from "./prelude/jax_custom.py";
import lax from "./prelude/lax.py";
import laxControl from "./prelude/lax_control.py";
import laxLinalg from "./prelude/lax_linalg.py";
import nn from "./prelude/nn.py";
import ops from "./prelude/ops.py";
import optax from "./prelude/optax.py";
import optaxLosses from "./prelude/optax_losses.py";
import optaxProjections from "./prelude/optax_projections.py";
import optaxSchedules from "./prelude/optax_schedules.py";
import optaxTransforms from "./prelude/optax_transforms.py";
import optaxTree from "./prelude/optax_tree.py";
import random from "./prelude/random.py";
import rlax from "./prelude/rlax.py";
import tree from "./prelude/tree.py";
import windows from "./prelude/windows.py";

const natives: ArrayTable = {
  "stop(input)": (o) => {
    const x = o.term("input");
    return o.result(x.isFloat ? x.stop() : x, o.tensor("input").element);
  },
  "reduce_precision(input, exponent_bits, mantissa_bits)": (o) => {
    const precision = { exponentBits: o.number("exponent_bits"), mantissaBits: o.number("mantissa_bits") };
    return o.result(o.term("input").reducePrecision(precision), o.tensor("input").element);
  },
  "key_uniform(key, shape)": drawn((draws) => draws.uniform()),
  "key_normal(key, shape)": drawn((draws) => draws.normal()),
  "split_key(key, count)": (o) => {
    const draws = keyedDraws(keyOf(o));
    const count = o.number("count");
    const data = Int32Array.from({ length: 2 * count }, () => Math.floor(draws.uniform() * 2 ** 30));
    return o.fresh(o.integers([count, 2], data), "int32");
  },
};

function drawn(draw: (draws: ReturnType<typeof keyedDraws>) => number): (o: ArrayOperation) => Value {
  return (o) => {
    const draws = keyedDraws(keyOf(o));
    const shape = o.numbers(o.value("shape"));
    const data = Float32Array.from({ length: sizeOf(shape) }, () => draw(draws));
    return o.fresh(o.constant(shape, data), "float32");
  };
}

/** Whatever stands for a key: its numbers at the reference. */
function keyOf(o: ArrayOperation): readonly number[] {
  return o.value("key").kind === "none" ? [] : Array.from(o.t.peek(o.term("key").id));
}

/** `jax.tree.map` is `jax.tree_util.tree_map`, `optax.tree.add` is `optax.tree_utils.tree_add`. */
function shortNames(module: string, text: string): string {
  const names = Array.from(text.matchAll(/^(?:def )?tree_(\w+)/gm), ([, name]) => name);
  return names.map((name) => `from ${module} import tree_${name} as ${name}\n`).join("");
}

/** JAX's own derivatives at kinks; elementwise functions stay what they are. */
const kinkEntries = new Map(
  [...arrayEntries(kinks)].map(([name, entry]) => [
    name,
    { ...entry, isElementwise: functionEntries.get(name)?.isElementwise ?? false },
  ]),
);

const { tensorClass } = jaxHome.arrays;
const classes: Readonly<Record<string, Value>> =
  tensorClass === undefined ? {} : { ndarray: tensorClass, Array: tensorClass };
const typing = (names: string): LibraryModule => ({
  members: Object.fromEntries(
    names.split(" ").map((name): [string, Value] => [name, { kind: "token", family: "typing", name }]),
  ),
});
const linalg: LibraryModule = { members: builtinsOf(jaxHome, linalgFunctions) };
const ofJax = (text: string): string =>
  text
    .replaceAll("import numpy as np", "import jax.numpy as np")
    .replaceAll("from numpy import", "from jax.numpy import")
    .replaceAll("from numpy._complex", "from jax.numpy._complex")
    .replaceAll("from numpy.linalg import", "from jax.numpy.linalg import")
    .replaceAll("from scipy", "from jax.scipy");

export const jaxLibrary: Library = {
  modules: {
    jax: { members: classes, prelude: `${jax}\n${jaxCustom}` },
    "jax._native": {
      members: {
        ...builtinsOf(jaxHome, borrow(entriesOf(gradientNatives), false)),
        ...builtinsOf(jaxHome, arrayEntries(natives)),
      },
    },
    "jax.numpy": {
      members: {
        ...builtinsOf(jaxHome, functionEntries),
        ...builtinsOf(jaxHome, kinkEntries),
        ...typeMembers,
        ...classes,
      },
      prelude: `${sharedPrelude}\nfrom jax.numpy._complex import complex64, complex128\n`,
    },
    "jax.numpy._complex": { prelude: ofJax(complex) },
    "jax.numpy.fft": { prelude: ofJax(fft) },
    "jax.numpy.linalg": { ...linalg, prelude: ofJax(linalgMore) },
    "jax.dtypes": { prelude: "from jax.numpy import float0, issubdtype, result_type\n" },
    "jax.flatten_util": { prelude: flatten },
    "jax.image": { prelude: image },
    "jax.lax": { prelude: `${lax}\n${laxControl}` },
    "jax.lax._windows": { prelude: windows },
    "jax.lax.linalg": { ...linalg, prelude: laxLinalg },
    "jax.nn": { prelude: nn },
    "jax.nn.initializers": { prelude: initializers },
    "jax.random": { prelude: random },
    "jax.scipy.special": { members: builtinsOf(jaxHome, specialEntries), prelude: ofJax(special) },
    "jax.ops": { prelude: ops },
    "jax.scipy.linalg": { prelude: ofJax(scipyLinalg) },
    "jax.scipy.signal": { prelude: ofJax(signal) },
    "jax.scipy.stats._continuous": { prelude: ofJax(stats) },
    "jax.scipy.stats": { prelude: `from jax.scipy.stats._continuous import *\n${ofJax(moreStats)}` },
    "jax.tree": { prelude: shortNames("jax.tree_util", tree) },
    "jax.tree_util": { prelude: tree },
    "jax.typing": typing("ArrayLike DTypeLike"),
    chex: { prelude: chex },
    distrax: { prelude: distributions },
    equinox: { prelude: equinox },
    "equinox.nn": { prelude: equinoxLayers },
    flax: { prelude: "from flax import core, linen, struct, traverse_util\n" },
    "flax.linen": { prelude: flax },
    "flax.linen._layers": { prelude: flaxLayers },
    "flax.linen._module": { prelude: flaxModule },
    "flax.linen._normalizing": { prelude: flaxNormalizing },
    "flax.linen._sequences": { prelude: flaxSequences },
    "flax.nnx": { prelude: flaxNnx },
    "flax.nnx._module": { prelude: flaxNnxModule },
    "flax.nnx.initializers": { prelude: flaxInitializers },
    "flax.linen.initializers": { prelude: flaxInitializers },
    "flax.struct": { prelude: flaxStruct },
    "flax.core": { prelude: flaxCore },
    "flax.core.frozen_dict": { prelude: flaxCore },
    "flax.training.train_state": { prelude: flaxTrainState },
    "flax.traverse_util": { prelude: flaxTraverse },
    "flax.training.common_utils": { prelude: flaxCommon },
    haiku: { prelude: haiku },
    "haiku._module": { prelude: haikuModule },
    "haiku.initializers": { prelude: haikuInitializers },
    "jax._formulas": { prelude: formulas },
    rlax: { prelude: rlax },
    jaxtyping: typing(
      "Array ArrayLike Float Float32 Int Int32 Integer Bool Num Real Shaped PRNGKeyArray PyTree Key Scalar",
    ),
    optax: { prelude: optax },
    "optax._transforms": { prelude: optaxTransforms },
    "optax.contrib": { prelude: "" },
    "optax.projections": { prelude: optaxProjections },
    "optax.schedules": { prelude: optaxSchedules },
    "optax.losses": { prelude: optaxLosses },
    "optax.tree": { prelude: shortNames("optax.tree_utils", optaxTree) },
    "optax.tree_utils": { prelude: optaxTree },
  },
};
