"""Records JAX's and optax's, or TensorFlow's and Keras's own answers at zeros, ties and bounds.

`python record.py jax` writes jax.json from jax.txt, under a Python that has jax and optax; `python record.py tensorflow` likewise.
Each line of the texts is an expression of a and b.
"""

import json
import math
import pathlib
import sys

import numpy as np

name = sys.argv[1]
here = pathlib.Path(__file__).parent
inputs = {"a": [0.0, 1.0, -1.0, 0.5, 0.0, 2.0], "b": [0.0, 1.0, 1.0, -0.5, -2.0, 0.25]}
arrays = [np.array(numbers, np.float32) for numbers in inputs.values()]

if name == "jax":
    import jax
    import jax.numpy as jnp
    import jax.scipy
    import optax

    judges = {"jax": jax.__version__, "optax": optax.__version__}

    def run(case):
        given = [jnp.asarray(array) for array in arrays]
        return case(*given), jax.grad(lambda a, b: jnp.sum(case(a, b)), argnums=(0, 1))(*given)

else:
    import keras
    import tensorflow as tf
    from keras import ops

    judges = {"tensorflow": tf.__version__, "keras": keras.__version__}

    def run(case):
        given = [tf.Variable(array) for array in arrays]
        with tf.GradientTape() as tape:
            value = case(*[tf.convert_to_tensor(variable) for variable in given])
            total = tf.reduce_sum(tf.cast(value, tf.float32))
        slopes = tape.gradient(total, given)
        return value, [np.zeros(6) if slope is None else tf.convert_to_tensor(slope) for slope in slopes]


def plain(value):
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value if isinstance(value, bool) or math.isfinite(value) else str(value)


cases = []
for source in (here / f"{name}.txt").read_text().splitlines():
    value, slopes = run(eval(f"lambda a, b: {source}"))
    gradients = {key: plain(np.asarray(slope).tolist()) for key, slope in zip(inputs, slopes)}
    cases.append({"source": source, "value": plain(np.asarray(value).tolist()), "gradients": gradients})
(here / f"{name}.json").write_text(json.dumps({"judges": judges, "inputs": inputs, "cases": cases}, indent=0) + "\n")
print(len(cases), "cases")
