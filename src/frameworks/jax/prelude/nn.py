"""jax.nn: activations and their kin, with JAX's derivatives at kinks."""

import jax.numpy as jnp
from jax import lax as _lax
from jax.scipy.special import expit as sigmoid, log_softmax as _log_softmax, logsumexp, softmax as _softmax


def relu(x):
    return jnp.where(x > 0, x, 0.0)


def relu6(x):
    return jnp.where(x > 6, 6.0, jnp.where((x > 0) & (x < 6), x, _lax.stop_gradient(jnp.clip(x, 0, 6))))


def softplus(x):
    return jnp.logaddexp(x, 0.0)


def log_sigmoid(x):
    return -softplus(-x)


def squareplus(x, b=4):
    return (x + jnp.sqrt(jnp.square(x) + b)) / 2.0


def sparse_plus(x):
    return jnp.where(x <= -1.0, 0.0, jnp.where(x >= 1.0, x, (x + 1.0) ** 2 / 4))


def sparse_sigmoid(x):
    return 0.5 * jnp.clip(x + 1.0, 0.0, 2.0)


def soft_sign(x):
    return x / (jnp.abs(x) + 1)


def silu(x):
    return x * sigmoid(x)


swish = silu


def mish(x):
    return x * jnp.tanh(softplus(x))


def gelu(x, approximate=True):
    if approximate:
        return x * 0.5 * (1.0 + jnp.tanh(0.7978845608028654 * (x + 0.044715 * x**3)))
    return 0.5 * x * _lax.erfc(-x * 0.7071067811865476)


def elu(x, alpha=1.0):
    return jnp.where(x > 0, x, alpha * jnp.expm1(jnp.where(x > 0, 0.0, x)))


def selu(x):
    return 1.0507009873554805 * elu(x, 1.6732632423543772)


def celu(x, alpha=1.0):
    return jnp.maximum(x, 0.0) + alpha * jnp.expm1(jnp.minimum(x, 0.0) / alpha)


def leaky_relu(x, negative_slope=1e-2):
    return jnp.where(x >= 0, x, negative_slope * x)


def hard_tanh(x):
    return jnp.where(x > 1, 1.0, jnp.where(x < -1, -1.0, x))


def hard_sigmoid(x):
    return relu6(x + 3.0) / 6.0


def hard_silu(x):
    return x * hard_sigmoid(x)


hard_swish = hard_silu


def tanh(x):
    return jnp.tanh(x)


def identity(x):
    return x


def glu(x, axis=-1):
    first, second = jnp.split(x, 2, axis)
    return first * sigmoid(second)


def softmax(x, axis=-1, where=None, initial=None):
    if where is not None:
        x = jnp.where(where, x, -jnp.inf)
    return _softmax(x, axis=axis)


def log_softmax(x, axis=-1, where=None, initial=None):
    if where is not None:
        x = jnp.where(where, x, -jnp.inf)
    return _log_softmax(x, axis=axis)


def logmeanexp(x, axis=None, where=None, keepdims=False):
    total = logsumexp(x, axis=axis, keepdims=keepdims)
    return total - jnp.log(x.size / total.size)


def standardize(x, axis=-1, mean=None, variance=None, epsilon=1e-5, where=None):
    mean = jnp.mean(x, axis=axis, keepdims=True, where=where) if mean is None else mean
    variance = jnp.mean(jnp.square(x), axis=axis, keepdims=True, where=where) - jnp.square(mean) if variance is None else variance
    return (x - mean) * _lax.rsqrt(variance + epsilon)


normalize = standardize


def one_hot(x, num_classes, dtype=jnp.float32, axis=-1):
    x = jnp.asarray(x)
    axis = axis % (x.ndim + 1)
    classes = jnp.arange(num_classes).reshape([num_classes if i == axis else 1 for i in range(x.ndim + 1)])
    return (jnp.expand_dims(x, axis) == classes).astype(dtype)


def log1mexp(x):
    """ln(1 - e⁻ˣ)"""
    is_low = x < 0.6931471805599453
    return jnp.where(is_low, jnp.log(-jnp.expm1(-jnp.where(is_low, x, 0.5))), jnp.log1p(-jnp.exp(-jnp.where(is_low, 1.0, x))))


def dot_product_attention(query, key, value, bias=None, mask=None, *, scale=None, is_causal=False, **options):
    """Tensors of [..., length, heads, depth]; fewer heads of keys serve several of queries each."""
    if key.shape[-2] != query.shape[-2]:
        key, value = [jnp.repeat(one, query.shape[-2] // one.shape[-2], axis=-2) for one in (key, value)]
    logits = jnp.einsum("...qhd,...khd->...hqk", query, key) * (query.shape[-1] ** -0.5 if scale is None else scale)
    logits = logits if bias is None else logits + bias
    least = -0.7 * float(jnp.finfo(jnp.float32).max)
    if is_causal:
        logits = jnp.where(jnp.tril(jnp.ones(logits.shape[-2:])) > 0, logits, least)
    logits = logits if mask is None else jnp.where(mask, logits, least)
    return jnp.einsum("...hqk,...khd->...qhd", softmax(logits, axis=-1), value)
