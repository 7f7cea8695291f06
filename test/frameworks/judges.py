"""Real JAX and real TensorFlow as judges: what a function answers, and the gradients of the sum of its first float answer.

The recorders import it. `find_judge("jax")` needs jax, optax and flax, `find_judge("tensorflow")` TensorFlow and Keras.
"""

import math
import os

import numpy as np

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")


class Jax:
    def __init__(self):
        import jax
        import jax.numpy as jnp
        import jax.scipy  # noqa: F401  cases name it
        import flax
        import optax

        self.jax, self.jnp = jax, jnp
        self.versions = {"jax": jax.__version__, "optax": optax.__version__, "flax": flax.__version__}
        self.imports = "import jax\nimport jax.numpy as jnp\nimport jax.scipy\nimport numpy as np\nimport optax\n"

    def array(self, numbers):
        return self.jnp.asarray(numbers)

    def is_array(self, value):
        return isinstance(value, (self.jax.Array, np.ndarray, np.generic))

    def dtype(self, value):
        return str(value.dtype)

    def run(self, function, arguments):
        """`function` takes the arguments as one dict; gradients by position of the float leaves."""
        leaves, structure = self.jax.tree_util.tree_flatten(arguments)
        places = [i for i, leaf in enumerate(leaves) if is_float(self, leaf)]

        def total(chosen):
            held = list(leaves)
            for place, leaf in zip(places, chosen):
                held[place] = leaf
            answer = function(self.jax.tree_util.tree_unflatten(structure, held))
            first = first_float(self, answer)
            return (0.0 if first is None else self.jnp.sum(first)), answer

        chosen = [leaves[place] for place in places]
        gradients, answer = self.jax.grad(total, has_aux=True)(chosen)
        return function(arguments), {id(leaf): gradient for leaf, gradient in zip(chosen, gradients)}


class TensorFlow:
    def __init__(self):
        import keras
        import tensorflow as tf

        self.tf = tf
        self.versions = {"tensorflow": tf.__version__, "keras": keras.__version__}
        self.imports = "import keras\nimport numpy as np\nimport tensorflow as tf\nfrom keras import ops\nfrom tensorflow.keras import backend as K\n\n"

    def array(self, numbers):
        return self.tf.constant(numbers)

    def is_array(self, value):
        return isinstance(value, (self.tf.Tensor, self.tf.Variable, np.ndarray, np.generic))

    def dtype(self, value):
        return value.dtype.name

    def run(self, function, arguments):
        leaves = [leaf for leaf in self.tf.nest.flatten(arguments) if is_float(self, leaf)]
        with self.tf.GradientTape() as tape:
            tape.watch(leaves)
            answer = function(arguments)
            first = first_float(self, answer)
            total = None if first is None else self.tf.reduce_sum(first)
        slopes = [None] * len(leaves) if total is None else tape.gradient(total, leaves)
        return answer, {id(leaf): None if slope is None else self.tf.convert_to_tensor(slope) for leaf, slope in zip(leaves, slopes)}


def find_judge(name):
    return {"jax": Jax, "tensorflow": TensorFlow}[name]()


def is_float(judge, value):
    return judge.is_array(value) and judge.dtype(value).startswith("float")


def flattened(judge, answer):
    """Arrays and plain numbers of a nested answer, in order."""
    if isinstance(answer, dict):
        return [one for item in answer.values() for one in flattened(judge, item)]
    if isinstance(answer, (list, tuple)):
        return [one for item in answer for one in flattened(judge, item)]
    return [answer] if judge.is_array(answer) or isinstance(answer, (bool, int, float)) else []


def first_float(judge, answer):
    return next((one for one in flattened(judge, answer) if is_float(judge, one)), None)


def plain(value):
    """Nested lists of numbers; those that JSON lacks by their names."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if not isinstance(value, float):
        return plain(np.asarray(value).tolist())
    if math.isfinite(value):
        return float(f"{value:.9g}")
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
