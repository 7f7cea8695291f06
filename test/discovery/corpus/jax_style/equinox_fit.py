import equinox as eqx
import jax
import jax.numpy as jnp
import optax


@eqx.filter_value_and_grad
def objective(model, x, y):  # @loss
    pred = jax.vmap(model)(x)
    return jnp.mean((pred - y) ** 2)


@eqx.filter_jit
def make_step(model, x, y, state, opt):
    value, grads = objective(model, x, y)
    updates, state = opt.update(grads, state)
    return value, eqx.apply_updates(model, updates), state


def sample_batch(key, x, y, n):
    idx = jax.random.choice(key, len(x), (n,))
    return x[idx], y[idx]


def per_token(logits, tokens, mask):  # @loss
    ce = optax.softmax_cross_entropy_with_integer_labels(logits, tokens)
    return (ce * mask).sum() / mask.sum()
