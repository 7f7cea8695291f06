"""Losses that lean on JAX's transformations: own derivatives, scans, maps, branches, trees and flax modules."""

import dataclasses
from functools import partial
from typing import Any, Callable

import flax.linen as nn
import jax
import jax.numpy as jnp
import optax
from flax import struct
from jax import lax
from jax.tree_util import tree_map, tree_reduce


@jax.custom_vjp
def reverse_gradient(x, scale):
    return x


reverse_gradient.defvjp(lambda x, scale: (x, scale), lambda scale, g: (-scale * g, None))


def domain_adversarial(features, w, domains, scale=0.7):
    logits = reverse_gradient(features, scale) @ w
    return optax.sigmoid_binary_cross_entropy(logits, domains).mean()


@jax.custom_jvp
def safe_log(x):
    return jnp.log(jnp.maximum(x, 1e-6))


@safe_log.defjvp
def _safe_log_jvp(primals, tangents):
    (x,), (t,) = primals, tangents
    return safe_log(x), t / jnp.maximum(x, 0.1)


def guarded_entropy(p):
    return -jnp.sum(p * safe_log(p), axis=-1).mean()


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def clip_gradient(x, limit):
    return x


def _clip_fwd(x, limit):
    return x, None


def _clip_bwd(limit, _, g):
    return (jnp.clip(g, -limit, limit),)


clip_gradient.defvjp(_clip_fwd, _clip_bwd)


def clipped_backprop(x, y, limit=0.05):
    return jnp.sum((clip_gradient(x, limit) - y) ** 2)


def binarized(x, target):
    hard = (x > 0).astype(x.dtype)
    soft = jax.nn.sigmoid(x)
    return jnp.mean((soft + lax.stop_gradient(hard - soft) - target) ** 2)


def gru_sequence(params, xs, targets):
    def cell(h, x):
        both = jnp.concatenate([h, x])
        z = jax.nn.sigmoid(params["z"] @ both)
        candidate = jnp.tanh(params["h"] @ both)
        h = (1 - z) * h + z * candidate
        return h, h

    _, states = lax.scan(cell, jnp.zeros(params["z"].shape[0]), xs)
    return jnp.mean((states @ params["out"] - targets) ** 2)


def crf_nll(emissions, transitions, tags):
    score = emissions[jnp.arange(tags.shape[0]), tags].sum() + transitions[tags[:-1], tags[1:]].sum()

    def forward(alpha, emission):
        return jax.nn.logsumexp(alpha[:, None] + transitions + emission[None, :], axis=0), None

    alpha, _ = lax.scan(forward, emissions[0], emissions[1:])
    return jax.nn.logsumexp(alpha) - score


def adaptive_penalty(x, threshold=1.0):
    size = jnp.sum(x**2)
    return lax.cond(size > threshold, lambda s: jnp.sqrt(s), lambda s: 0.5 * s + 0.5, size)


def switched(x, which):
    return lax.switch(which, [jnp.abs, jnp.square, lambda t: jnp.log1p(t**2)], x).sum()


def meta_loss(w, support, query, inner_lr=0.1, steps=2):
    def loss(w, data):
        x, y = data
        return jnp.mean((x @ w - y) ** 2)

    for _ in range(steps):
        w = w - inner_lr * jax.grad(loss)(w, support)
    return loss(w, query)


def tree_regularized(params, anchors, strength=0.1):
    squares = tree_map(lambda p, a: jnp.sum((p - a) ** 2), params, anchors)
    penalty = tree_reduce(lambda total, one: total + one, squares, 0.0)
    return jnp.sum(jnp.tanh(params["encoder"]["w"])) + strength * penalty + 0.01 * optax.global_norm(params)


def hutchinson(w, x, v):
    force = lambda x: jnp.sin(w @ x)
    y, pullback = jax.vjp(force, x)
    return jnp.dot(pullback(v)[0], v) + jnp.sum(y**2)


def jacobian_penalty(w, x):
    f = lambda x: jax.nn.softplus(w @ x)
    return jnp.sum(jax.jacfwd(f)(x) ** 2) + jnp.sum(jax.jacrev(f)(x) * w)


def pairwise_map(x, y):
    def distance(a, b):
        return jnp.sqrt(jnp.sum((a - b) ** 2) + 1e-9)

    table = jax.vmap(jax.vmap(distance, in_axes=(None, 0)), in_axes=(0, None))(x, y)
    return jnp.min(table, axis=1).mean() + jnp.min(table, axis=0).mean()


def listwise(scores, relevance, lengths):
    def one(item):
        s, r, n = item
        mask = jnp.arange(s.shape[0]) < n
        s = jnp.where(mask, s, -1e9)
        return -jnp.sum(jnp.where(mask, r * jax.nn.log_softmax(s), 0.0))

    return lax.map(one, (scores, relevance, lengths)).mean()


def dynamic_window(signal, start, width=3):
    part = lax.dynamic_slice(signal, (start,), (width,))
    rest = lax.dynamic_update_slice(signal, jnp.zeros(width), (start,))
    return jnp.var(part) + 0.1 * jnp.sum(rest**2)


def make_weighted_loss(weights: dict) -> Callable:
    def loss(outputs, targets):
        parts = {
            "mse": jnp.mean((outputs - targets) ** 2),
            "mae": jnp.mean(jnp.abs(outputs - targets)),
            "max": jnp.max(jnp.abs(outputs - targets)),
        }
        return sum(weights.get(name, 0.0) * value for name, value in parts.items()), parts

    return loss


weighted_loss = make_weighted_loss({"mse": 1.0, "max": 0.25})


@struct.dataclass
class Margins:
    positive: float = 0.9
    negative: float = 0.1
    down: float = 0.5


def capsule_margin(lengths, labels, down=0.5):
    margins = Margins().replace(down=down)
    present = labels * jax.nn.relu(margins.positive - lengths) ** 2
    absent = margins.down * (1 - labels) * jax.nn.relu(lengths - margins.negative) ** 2
    return (present + absent).sum(-1).mean()


@dataclasses.dataclass
class LossConfig:
    recon: float = 1.0
    kl: float = 0.5
    free_bits: float = 0.1


@dataclasses.dataclass(frozen=True)
class FreeBits:
    config: LossConfig = dataclasses.field(default_factory=LossConfig)

    def __call__(self, recon, x, mu, logvar):
        kl = 0.5 * (jnp.exp(logvar) + mu**2 - 1 - logvar)
        kl = jnp.maximum(kl, self.config.free_bits).sum(-1)
        return self.config.recon * jnp.sum((recon - x) ** 2) + self.config.kl * kl.sum()


class Uncertainty(nn.Module):
    tasks: int
    dtype: Any = jnp.float32

    @nn.compact
    def __call__(self, losses):
        log_vars = self.param("log_vars", nn.initializers.constant(0.5), (self.tasks,))
        return jnp.sum(jnp.exp(-log_vars) * losses + log_vars)


def uncertainty_weighting(log_vars, losses):
    return Uncertainty(tasks=3).apply({"params": {"log_vars": log_vars}}, losses)


class Critic(nn.Module):
    hidden: int = 4

    @nn.compact
    def __call__(self, x):
        x = nn.tanh(nn.Dense(self.hidden)(x))
        return nn.Dense(1)(x).squeeze(-1)


def wgan_gp(params, real, fake, mix):
    critic = Critic()
    score = lambda x: critic.apply({"params": params}, x)
    middle = fake + mix[:, None] * (real - fake)
    slopes = jax.grad(lambda x: score(x).sum())(middle)
    penalty = jnp.mean((jnp.linalg.norm(slopes, axis=1) - 1) ** 2)
    return score(fake).mean() - score(real).mean() + 10.0 * penalty


def fixed_point(a, b, iterations=12):
    def step(carry):
        i, x = carry
        return i + 1, jnp.tanh(a @ lax.stop_gradient(x) + b)

    x0 = jnp.zeros_like(b)
    _, x = lax.while_loop(lambda carry: carry[0] < iterations, step, (0, lax.stop_gradient(x0)))
    return x


def implicit_target(a, b, y):
    x = lax.stop_gradient(fixed_point(lax.stop_gradient(a), lax.stop_gradient(b)))
    return jnp.sum((jnp.tanh(a @ x + b) - y) ** 2)


def segment_balanced(losses, groups, num_groups=3):
    totals = jax.ops.segment_sum(losses, groups, num_segments=num_groups)
    counts = jax.ops.segment_sum(jnp.ones_like(losses), groups, num_segments=num_groups)
    return jnp.mean(totals / jnp.maximum(counts, 1))


def topk_hard_mining(losses, k=3):
    hardest, _ = lax.top_k(losses, k)
    return hardest.mean() + 0.1 * jnp.percentile(losses, 25)


def worst_of_each(losses, groups, num_groups=3):
    """Several updates of one place come one after the other."""
    worst = jnp.full(num_groups, -10.0).at[groups].max(losses)
    best = jax.ops.segment_min(losses, groups, num_segments=num_groups)
    return jnp.sum(worst**2) - jnp.sum(best)


def scattered_columns(table, rows, columns, updates):
    return jnp.sum(table.at[rows, columns].add(updates) ** 2) + jnp.sum(table.at[:, columns].min(0.25))


def pyramid(prediction, target):
    half = (prediction.shape[0] // 2, prediction.shape[1] // 2)
    coarse = jnp.mean((jax.image.resize(prediction, half, "linear") - jax.image.resize(target, half, method="bilinear")) ** 2)
    fine = jnp.mean(jax.image.resize(prediction, (7, 6), "bilinear") ** 2)
    return coarse + fine + jnp.sum(jax.image.resize(target, (3, 9), "nearest"))
