"""keras.activations."""

from tensorflow._native import elu, gelu, hard_sigmoid, leaky_relu, log_sigmoid, log_softmax, mish, relu, relu6, selu, sigmoid
from tensorflow._native import silu, softmax, softplus, softsign, tanh
from tensorflow._native import exp as exponential

swish = silu


def linear(x):
    return x


_named = {
    "elu": elu, "exponential": exponential, "gelu": gelu, "hard_sigmoid": hard_sigmoid, "leaky_relu": leaky_relu, "linear": linear,
    "log_sigmoid": log_sigmoid, "log_softmax": log_softmax, "mish": mish, "relu": relu, "relu6": relu6, "selu": selu,
    "sigmoid": sigmoid, "silu": silu, "swish": silu, "softmax": softmax, "softplus": softplus, "softsign": softsign, "tanh": tanh,
}


def _shared(name):
    """Those that keras.ops has too."""

    def activation(x, *arguments, **options):
        from keras import ops

        return getattr(ops, name)(x, *arguments, **options)

    return activation


_more = (
    "celu", "glu", "hard_shrink", "hard_silu", "hard_tanh", "soft_shrink", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus",
    "tanh_shrink", "threshold"
)
_named.update({name: _shared(name) for name in _more})
celu, glu, hard_shrink, hard_silu, hard_tanh, soft_shrink, sparse_plus, sparse_sigmoid, sparsemax, squareplus, tanh_shrink, threshold = [
    _named[name] for name in _more
]
hard_swish = _named["hard_swish"] = hard_silu


def serialize(activation):
    return activation.__name__


def get(identifier):
    if identifier is None:
        return linear
    if not isinstance(identifier, str):
        return identifier
    if identifier not in _named:
        raise ValueError(f"Could not interpret activation function identifier: {identifier}")
    return _named[identifier]


deserialize = get
