import jax
import jax.numpy as jnp
import flax.linen as nn


def nt_xent(z, temperature=0.1):  # @loss
    z = z / jnp.linalg.norm(z, axis=-1, keepdims=True)
    s = z @ z.T / temperature
    n = z.shape[0] // 2
    s = s - 1e9 * jnp.eye(2 * n)
    labels = jnp.concatenate([jnp.arange(n) + n, jnp.arange(n)])
    return -jnp.mean(jax.nn.log_softmax(s)[jnp.arange(2 * n), labels])


class Projector(nn.Module):
    d: int = 128

    @nn.compact
    def __call__(self, x):
        return nn.Dense(self.d)(nn.relu(nn.Dense(self.d)(x)))


def vicreg_variance(z, gamma=1.0):  # @loss
    return jnp.mean(nn.relu(gamma - jnp.sqrt(jnp.var(z, axis=0) + 1e-4)))


def off_diagonal(x):
    return x - jnp.diag(jnp.diag(x))


def cov_reg(z):  # @loss
    z = z - z.mean(0)
    c = z.T @ z / (len(z) - 1)
    return (off_diagonal(c) ** 2).sum() / z.shape[1]
