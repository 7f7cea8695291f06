import jax
import jax.numpy as jnp
from jax import lax


def rollout(params, s0, actions):
    def body(s, a):
        s = s + params["dt"] * jnp.tanh(params["w"] @ jnp.concatenate([s, a]))
        return s, s

    return lax.scan(body, s0, actions)[1]


def trajectory_misfit(params, s0, actions, observed):  # @loss
    return jnp.sum(jnp.square(rollout(params, s0, actions) - observed))


def l2_reg(params, weight=1e-4):  # @loss
    return weight * sum(jnp.sum(p ** 2) for p in jax.tree_util.tree_leaves(params))


def adam(g, m, v, t, b1=0.9, b2=0.999):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    return m / (1 - b1 ** t) / (jnp.sqrt(v / (1 - b2 ** t)) + 1e-8), m, v


def gelu(x):
    return 0.5 * x * (1 + jnp.tanh(0.79788 * (x + 0.044715 * x ** 3)))
