/** Modules beside NumPy's own that programs over its arrays import: SciPy's distances, scikit-learn's metrics, autograd, CuPy, Numba. */

import type { LibraryModule } from "../../interpreter/library";
import { gradientNatives } from "../torch/autograd";
import { entriesOf } from "../torch/dispatch";
import { numpyHome } from "./arrays";
import { borrow, builtinsOf } from "./dispatch";
import autograd from "./prelude/autograd.py";
import integrate from "./prelude/integrate.py";
import numba from "./prelude/numba.py";
import sklearnMetrics from "./prelude/sklearn_metrics.py";
import sklearnPairwise from "./prelude/sklearn_pairwise.py";
import spatialDistance from "./prelude/spatial_distance.py";

/** For `autograd`: derivatives inside a program. */
export const gradientMembers = builtinsOf(numpyHome, borrow(entriesOf(gradientNatives), false));

const copies = (root: string, modules: readonly string[], from: string): readonly [string, LibraryModule][] =>
  modules.map((name) => [`${root}${name}`, { prelude: `from ${from}${name} import *\n` }]);

const normal = "pdf logpdf cdf logcdf sf logsf";

export const elsewhere: Readonly<Record<string, LibraryModule>> = {
  ...Object.fromEntries([
    ...copies("autograd.numpy", ["", ".linalg", ".fft", ".random"], "numpy"),
    ...copies("autograd.scipy", [".linalg", ".signal", ".special", ".stats"], "scipy"),
    ...copies("cupy", ["", ".linalg", ".fft", ".random"], "numpy"),
    ...copies("cupyx.scipy", [".special", ".linalg", ".ndimage"], "scipy"),
  ]),
  autograd: { prelude: autograd },
  "autograd.scipy": { prelude: "" },
  "autograd.scipy.misc": { prelude: "from scipy.special import logsumexp\n" },
  "autograd.scipy.stats.norm": {
    prelude: normal
      .split(" ")
      .map(
        (name) =>
          `def ${name}(x, loc=0.0, scale=1.0):\n    from scipy.stats import norm\n\n    return norm.${name}(x, loc, scale)\n`,
      )
      .join("\n\n"),
  },
  numba: { prelude: numba },
  "scipy.integrate": { prelude: integrate },
  "scipy.misc": { prelude: "from autograd import derivative\nfrom scipy.special import comb, factorial, logsumexp\n" },
  "scipy.spatial": { prelude: "" },
  "scipy.spatial.distance": { prelude: spatialDistance },
  "sklearn.metrics": {
    prelude: `${sklearnMetrics}\n\nfrom sklearn.metrics.pairwise import euclidean_distances, pairwise_distances\n`,
  },
  "sklearn.metrics.pairwise": { prelude: sklearnPairwise },
};
