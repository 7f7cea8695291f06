"""Records what names real modules have: `dir()` of those that the tables bring along.

`python record.py` writes recorded.json under a Python that has NumPy, SciPy, scikit-learn, JAX, optax, flax, TensorFlow and Keras.
What a module of TensorFlow had in its first releases is read from its twin under `tf.compat.v1`.
"""

import importlib
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

MODULES = """
flax flax.core flax.linen flax.linen.initializers flax.nnx flax.nnx.initializers flax.struct flax.training.common_utils
flax.training.train_state flax.traverse_util
jax jax.dtypes jax.flatten_util jax.image jax.lax jax.lax.linalg jax.nn jax.nn.initializers jax.numpy jax.numpy.fft jax.numpy.linalg
jax.ops jax.random jax.scipy.linalg jax.scipy.signal jax.scipy.special jax.scipy.stats jax.tree jax.tree_util
keras keras.activations keras.backend keras.config keras.initializers keras.layers keras.losses keras.metrics keras.models keras.ops
keras.random keras.regularizers keras.saving keras.utils
numpy numpy.fft numpy.linalg numpy.random
optax optax.losses optax.projections optax.schedules optax.tree optax.tree_utils
scipy.fft scipy.integrate scipy.linalg scipy.ndimage scipy.optimize scipy.signal scipy.spatial.distance scipy.special scipy.stats
sklearn.metrics sklearn.metrics.pairwise
tensorflow tensorflow.debugging tensorflow.image tensorflow.linalg tensorflow.losses tensorflow.math tensorflow.nn tensorflow.ragged
tensorflow.random tensorflow.signal tensorflow.sparse
""".split()


def find(name):
    root, *parts = name.split(".")
    module = importlib.import_module(root)
    for i, part in enumerate(parts):
        path = ".".join([root, *parts[: i + 1]])
        module = getattr(module, part, None) or importlib.import_module(path)
    return module


def names(name):
    found = set(dir(find(name)))
    if name.startswith("tensorflow"):
        first = name.replace("tensorflow", "tensorflow.compat.v1", 1)
        found |= set(dir(find(first)))
    if name == "keras.backend":
        found |= set(dir(importlib.import_module("keras.src.legacy.backend")))
    return " ".join(sorted(one for one in found if not one.startswith("_")))


here = pathlib.Path(__file__).parent
recorded = {name: names(name) for name in MODULES}
(here / "recorded.json").write_text(json.dumps(recorded, indent=2) + "\n")
