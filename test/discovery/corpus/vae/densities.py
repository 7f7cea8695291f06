from dataclasses import dataclass

import jax
import jax.numpy as jnp
from jax import random


@dataclass
class Hyper:
    latent: int = 50
    width: int = 200
    beta: float = 1.0


def log_bernoulli(logit, target):
    bce = jnp.maximum(logit, 0.0) - logit * target + jnp.logaddexp(0.0, -jnp.abs(logit))
    return -jnp.sum(bce)


def gaussian_kld(mu, logvar):  # @loss
    return -0.5 * jnp.sum(1.0 + logvar - mu ** 2.0 - jnp.exp(logvar))


def log_normal(x, mean, logvar):
    return -0.5 * (jnp.sum(logvar) + jnp.sum((x - mean) ** 2 / jnp.exp(logvar)))


def kl_std_normal(mu: jnp.ndarray, logvar: jnp.ndarray) -> jnp.ndarray:  # @loss
    """KL(q(z|x)||N(0,1)) per-sample (sum over latent dims)."""
    return 0.5 * jnp.sum(jnp.exp(logvar) + mu ** 2 - 1.0 - logvar, axis=-1)


def recon_bernoulli_logits(x: jnp.ndarray, logits: jnp.ndarray) -> jnp.ndarray:  # @loss
    """Bernoulli negative log-likelihood with logits."""
    axes = tuple(range(1, x.ndim))
    return jnp.sum(jnp.clip(logits, 0) - logits * x + jnp.log1p(jnp.exp(-jnp.abs(logits))), axis=axes)


def sample_latent(mean, logvar, key):
    std = jnp.exp(0.5 * logvar)
    return mean + random.normal(key, logvar.shape) * std


def negative_elbo(params, key, x, encode, decode):  # @loss
    mu, logvar = encode(params, x)
    z = sample_latent(mu, logvar, key)
    return jnp.mean(recon_bernoulli_logits(x, decode(params, z)) + kl_std_normal(mu, logvar))


@jax.jit
def train_step(state, key, x):
    value, grads = jax.value_and_grad(negative_elbo)(state.params, key, x, state.encode, state.decode)
    return state.apply_gradients(grads=grads), value
