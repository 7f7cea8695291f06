"""Losses of reinforcement learning and preferences with JAX, optax, rlax-style scans and NamedTuples."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import optax
from jax import lax


class Batch(NamedTuple):
    logits: jax.Array
    actions: jax.Array
    behaviour: jax.Array
    advantages: jax.Array


def ppo_clip(logits, actions, behaviour, advantages, clip_eps=0.2, entropy_coeff=0.01, normalize=True):
    batch = Batch(logits, actions, behaviour, advantages)
    log_probs = jax.nn.log_softmax(batch.logits)
    chosen = jnp.take_along_axis(log_probs, batch.actions[..., None], axis=-1).squeeze(-1)
    adv = batch.advantages
    if normalize:
        adv = (adv - adv.mean()) / (adv.std() + 1e-8)
    ratio = jnp.exp(chosen - batch.behaviour)
    unclipped = ratio * adv
    clipped = jnp.clip(ratio, 1 - clip_eps, 1 + clip_eps) * adv
    entropy = -jnp.sum(jnp.exp(log_probs) * log_probs, axis=-1).mean()
    policy = -jnp.minimum(unclipped, clipped).mean()
    return policy - entropy_coeff * entropy, (policy, entropy)


def clipped_value(values, old_values, targets, clip=0.2):
    clipped = old_values + (values - old_values).clip(-clip, clip)
    losses = jnp.square(values - targets)
    losses_clipped = jnp.square(clipped - targets)
    return 0.5 * jnp.maximum(losses, losses_clipped).mean()


def gae(rewards, values, dones, last_value, gamma=0.99, lam=0.95):
    def step(carry, item):
        advantage, next_value = carry
        reward, value, done = item
        delta = reward + gamma * next_value * (1 - done) - value
        advantage = delta + gamma * lam * (1 - done) * advantage
        return (advantage, value), advantage

    _, advantages = lax.scan(
        step, (jnp.zeros_like(last_value), last_value), (rewards, values, dones), reverse=True, unroll=16
    )
    return advantages, advantages + values


def a2c(logits, actions, rewards, values, dones, last_value):
    advantages, returns = gae(rewards, values, dones, last_value)
    log_pi = jax.nn.log_softmax(logits)[jnp.arange(actions.shape[0]), actions]
    actor = -(log_pi * lax.stop_gradient(advantages)).mean()
    critic = optax.l2_loss(values, lax.stop_gradient(returns)).mean()
    return actor + 0.5 * critic


def vtrace_policy(log_rhos, rewards, discounts, values, bootstrap, clip_rho=1.0):
    rhos = jnp.exp(log_rhos)
    clipped = jnp.minimum(clip_rho, rhos)
    cs = jnp.minimum(1.0, rhos)
    next_values = jnp.concatenate([values[1:], bootstrap[None]], axis=0)
    deltas = clipped * (rewards + discounts * next_values - values)

    def body(acc, xs):
        delta, discount, c = xs
        acc = delta + discount * c * acc
        return acc, acc

    _, errors = lax.scan(body, jnp.zeros(()), (deltas, discounts, cs), reverse=True)
    return jnp.sum(errors**2)


def double_dqn(q, q_next_online, q_next_target, actions, rewards, dones, gamma=0.9):
    def one(q, selector, target, a, r, d):
        best = jnp.argmax(selector)
        return lax.stop_gradient(r + gamma * (1 - d) * target[best]) - q[a]

    errors = jax.vmap(one)(q, q_next_online, q_next_target, actions, rewards, dones)
    return jnp.mean(optax.huber_loss(errors))


def c51_projection(logits, target_probs, rewards, support):
    v_min, v_max = support[0], support[-1]
    delta = support[1] - support[0]
    shifted = jnp.clip(rewards[:, None] + 0.9 * support[None, :], v_min, v_max)
    weights = jnp.clip(1 - jnp.abs(shifted[:, None, :] - support[None, :, None]) / delta, 0, 1)
    projected = jnp.sum(weights * target_probs[:, None, :], axis=-1)
    return optax.softmax_cross_entropy(logits, lax.stop_gradient(projected)).mean()


def quantile_huber(theta, target, kappa=1.0):
    tau = (jnp.arange(theta.shape[-1]) + 0.5) / theta.shape[-1]
    delta = target[:, None, :] - theta[:, :, None]
    weight = jnp.abs(tau[None, :, None] - lax.stop_gradient(delta < 0).astype(jnp.float32))
    huber = jnp.where(jnp.abs(delta) <= kappa, 0.5 * delta**2, kappa * (jnp.abs(delta) - 0.5 * kappa))
    return (weight * huber).mean(-1).sum(-1).mean()


def sac_actor(mean, log_std, noise, w, alpha=0.2):
    std = jnp.exp(jnp.clip(log_std, -5, 2))
    pre_tanh = mean + std * noise
    action = jnp.tanh(pre_tanh)
    log_prob = -0.5 * (noise**2 + 2 * jnp.log(std) + jnp.log(2 * jnp.pi))
    log_prob -= 2 * (jnp.log(2.0) - pre_tanh - jax.nn.softplus(-2 * pre_tanh))
    return jnp.mean(alpha * log_prob.sum(-1) - action @ w)


def temperature_loss(log_alpha, log_prob, target_entropy=-2.0):
    return -(jnp.exp(log_alpha) * lax.stop_gradient(log_prob + target_entropy)).mean()


def expectile(q, v, expectile=0.7):
    diff = q - v
    weight = jnp.where(diff > 0, expectile, 1 - expectile)
    return (weight * diff**2).mean()


def awr(log_prob, advantages, beta=3.0):
    weights = jnp.minimum(jnp.exp(advantages * beta), 100.0)
    return -(jax.lax.stop_gradient(weights) * log_prob).mean()


def cql(q_values, actions, targets, alpha=1.0):
    chosen = jnp.sum(q_values * jax.nn.one_hot(actions, q_values.shape[-1]), axis=-1)
    conservative = jax.scipy.special.logsumexp(q_values, axis=-1) - chosen
    return jnp.mean((chosen - targets) ** 2) + alpha * conservative.mean()


def dpo(policy_chosen, policy_rejected, ref_chosen, ref_rejected, beta=0.1, label_smoothing=0.0, loss_type="sigmoid"):
    logits = (policy_chosen - policy_rejected) - (ref_chosen - ref_rejected)
    if loss_type == "sigmoid":
        return (
            -jax.nn.log_sigmoid(beta * logits) * (1 - label_smoothing)
            - jax.nn.log_sigmoid(-beta * logits) * label_smoothing
        ).mean()
    elif loss_type == "hinge":
        return jax.nn.relu(1 - beta * logits).mean()
    elif loss_type == "ipo":
        return jnp.square(logits - 1 / (2 * beta)).mean()
    raise ValueError(f"unknown loss type {loss_type}")


def grpo(log_probs, old_log_probs, ref_log_probs, rewards, mask, beta=0.04, eps=0.2):
    advantages = (rewards - rewards.mean()) / (rewards.std(ddof=1) + 1e-4)
    ratio = jnp.exp(log_probs - old_log_probs)
    surrogate = jnp.minimum(ratio * advantages[:, None], jnp.clip(ratio, 1 - eps, 1 + eps) * advantages[:, None])
    kl = jnp.exp(ref_log_probs - log_probs) - (ref_log_probs - log_probs) - 1
    per_token = -(surrogate - beta * kl)
    return ((per_token * mask).sum(axis=1) / mask.sum(axis=1)).mean()


def reinforce_baseline(logits, actions, rewards, mask, gamma=0.9):
    steps = rewards.shape[0]
    returns = lax.associative_scan(
        lambda a, b: (a[0] * b[0], a[1] * b[0] + b[1]), (jnp.full(steps, gamma), rewards), reverse=True
    )[1]
    baseline = jnp.sum(returns * mask) / jnp.sum(mask)
    nll = optax.softmax_cross_entropy_with_integer_labels(logits, actions)
    return jnp.sum(nll * lax.stop_gradient(returns - baseline) * mask)


class SquashedValue:
    """Values learned under h(x) = sign(x)(sqrt(|x| + 1) - 1) + eps x."""

    def __init__(self, eps=1e-3):
        self.eps = eps

    def transform(self, x):
        return jnp.sign(x) * (jnp.sqrt(jnp.abs(x) + 1) - 1) + self.eps * x

    def __call__(self, predictions, returns):
        return jnp.mean(jnp.square(predictions - self.transform(returns)))
