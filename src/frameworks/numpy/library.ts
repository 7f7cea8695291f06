/** NumPy and SciPy as the interpreter sees them: modules to import, with members of ours and preludes in Python. */

import { sizeOf } from "../../graph/graph";
import type { Library } from "../../interpreter/library";
import type { Value } from "../../interpreter/values";
import { float, none } from "../../interpreter/values";
import special from "../array/prelude/special.py";
import type { ArrayOperation, ArrayTable } from "./arrayOperation";
import { functionEntries, numpyHome } from "./arrays";
import { assignments } from "./assignment";
import { arrayEntries, builtinsOf } from "./dispatch";
import { elsewhere, gradientMembers } from "./elsewhere";
import { linalgFunctions } from "./linalg";
import complex from "./prelude/complex.py";
import fft from "./prelude/fft.py";
import linalg from "./prelude/linalg.py";
import ndimage from "./prelude/ndimage.py";
import numpyAlone from "./prelude/numpy.py";
import random from "./prelude/random.py";
import scipyLinalg from "./prelude/scipy_linalg.py";
import signal from "./prelude/signal.py";
import signalFilter from "./prelude/signal_filter.py";
import specialMore from "./prelude/special_more.py";
import stats from "./prelude/stats.py";
import statsFamilies from "./prelude/stats_families.py";
import moreStats from "./prelude/stats_more.py";
import texts from "./prelude/texts.py";
import { specialEntries } from "./scipy";
import { sharedPrelude } from "./shared";
import { typeMembers } from "./types";

const drawn =
  (draw: (o: ArrayOperation) => number) =>
  (o: ArrayOperation): Value => {
    if (!o.has("size")) return float(draw(o));
    const shape = o.numbers(o.value("size"));
    const data = Float32Array.from({ length: sizeOf(shape) }, () => draw(o));
    return o.fresh(o.constant(shape, data), o.conventions.float);
  };

/** Behind `np.random` and `jax.random`. */
export const draws: ArrayTable = {
  "draw_uniform(size=None)": drawn((o) => o.t.random.uniform()),
  "draw_normal(size=None)": drawn((o) => o.t.random.normal()),
  "reseed(seed)": (o) => {
    o.t.random.reseed(o.number("seed"));
    return none;
  },
};

/** JAX's linear algebra raises nothing. */
const linalgError = "\n\nclass LinAlgError(ValueError):\n    pass\n";

const { tensorClass } = numpyHome.arrays;

export const numpyLibrary: Library = {
  modules: {
    ...elsewhere,
    numpy: {
      members: {
        ...builtinsOf(numpyHome, functionEntries),
        ...typeMembers,
        ...(tensorClass === undefined ? {} : { ndarray: tensorClass }),
      },
      prelude: `${sharedPrelude}\n${numpyAlone}\nfrom numpy._complex import complex64, complex128\n`,
    },
    "numpy._native": { members: { ...builtinsOf(numpyHome, arrayEntries(draws)), ...gradientMembers } },
    "numpy._complex": { prelude: complex },
    "numpy._texts": { prelude: texts },
    "numpy.fft": { prelude: fft },
    "numpy.linalg": { members: builtinsOf(numpyHome, linalgFunctions), prelude: `${linalg}${linalgError}` },
    "numpy.random": { prelude: random },
    "numpy.typing": {
      members: Object.fromEntries(
        ["NDArray", "ArrayLike", "DTypeLike"].map((name): [string, Value] => [
          name,
          { kind: "token", family: "typing", name },
        ]),
      ),
    },
    "scipy.fft": { prelude: fft },
    "scipy.linalg": {
      prelude: `${scipyLinalg}from numpy.linalg import LinAlgError, eigvalsh, lstsq, norm, pinv, svdvals\n`,
    },
    "scipy.ndimage": { prelude: ndimage },
    "scipy.ndimage.morphology": { prelude: "from scipy.ndimage import distance_transform_edt\n" },
    "scipy.ndimage.filters": { prelude: "from scipy.ndimage import convolve, correlate\n" },
    "scipy.optimize": { members: builtinsOf(numpyHome, arrayEntries(assignments)) },
    "scipy.signal": { prelude: `${signal}\n${signalFilter}` },
    "scipy.special": { members: builtinsOf(numpyHome, specialEntries), prelude: `${special}\n${specialMore}` },
    "scipy.stats._continuous": { prelude: stats },
    "scipy.stats": { prelude: `from scipy.stats._continuous import *\n${moreStats}\n${statsFamilies}` },
  },
};
