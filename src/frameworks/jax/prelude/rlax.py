"""rlax: the losses of reinforcement learning that agents are written with, for one transition or one sequence."""

import jax
import jax.numpy as jnp
from jax.lax import stop_gradient as _stop


def l2_loss(predictions, targets=None):
    errors = predictions if targets is None else predictions - targets
    return 0.5 * errors**2


def likelihood(predictions, targets):
    return targets * predictions + (1.0 - targets) * (1.0 - predictions)


def log_loss(predictions, targets):
    return -jnp.log(likelihood(predictions, targets))


def huber_loss(x, delta=1.0):
    size = jnp.abs(x)
    quadratic = jnp.minimum(size, delta)
    return 0.5 * quadratic**2 + delta * (size - quadratic)


def _held(target, stop_target_gradients):
    return _stop(target) if stop_target_gradients else target


def td_learning(v_tm1, r_t, discount_t, v_t, stop_target_gradients=True):
    return _held(r_t + discount_t * v_t, stop_target_gradients) - v_tm1


def sarsa(q_tm1, a_tm1, r_t, discount_t, q_t, a_t, stop_target_gradients=True):
    return _held(r_t + discount_t * q_t[a_t], stop_target_gradients) - q_tm1[a_tm1]


def expected_sarsa(q_tm1, a_tm1, r_t, discount_t, q_t, probs_a_t, stop_target_gradients=True):
    return _held(r_t + discount_t * jnp.dot(q_t, probs_a_t), stop_target_gradients) - q_tm1[a_tm1]


def q_learning(q_tm1, a_tm1, r_t, discount_t, q_t, stop_target_gradients=True):
    return _held(r_t + discount_t * jnp.max(q_t), stop_target_gradients) - q_tm1[a_tm1]


def double_q_learning(q_tm1, a_tm1, r_t, discount_t, q_t_value, q_t_selector, stop_target_gradients=True):
    return _held(r_t + discount_t * q_t_value[q_t_selector.argmax()], stop_target_gradients) - q_tm1[a_tm1]


def lambda_returns(r_t, discount_t, v_t, lambda_=1.0, stop_target_gradients=False):
    lambda_ = jnp.ones_like(discount_t) * lambda_
    value, returns = v_t[-1], []
    for i in reversed(range(r_t.shape[0])):
        value = r_t[i] + discount_t[i] * ((1 - lambda_[i]) * v_t[i] + lambda_[i] * value)
        returns.insert(0, value)
    return _held(jnp.stack(returns), stop_target_gradients)


def discounted_returns(r_t, discount_t, v_t, stop_target_gradients=False):
    return lambda_returns(r_t, discount_t, jnp.ones_like(discount_t) * v_t, 1.0, stop_target_gradients)


def td_lambda(v_tm1, r_t, discount_t, v_t, lambda_, stop_target_gradients=True):
    return _held(lambda_returns(r_t, discount_t, v_t, lambda_), stop_target_gradients) - v_tm1


def truncated_generalized_advantage_estimation(r_t, discount_t, lambda_, values, stop_target_gradients=False):
    lambda_ = jnp.ones_like(discount_t) * lambda_
    delta = r_t + discount_t * values[1:] - values[:-1]
    advantage, found = 0.0, []
    for i in reversed(range(r_t.shape[0])):
        advantage = delta[i] + discount_t[i] * lambda_[i] * advantage
        found.insert(0, advantage)
    return _held(jnp.stack(found), stop_target_gradients)


def _log_prob(logits, actions):
    return jnp.take_along_axis(jax.nn.log_softmax(logits), actions[..., None], axis=-1)[..., 0]


def policy_gradient_loss(logits_t, a_t, adv_t, w_t, use_stop_gradient=True):
    return jnp.mean(-_log_prob(logits_t, a_t) * _held(adv_t, use_stop_gradient) * w_t)


def entropy_loss(logits_t, w_t):
    return jnp.mean(jnp.sum(jax.nn.softmax(logits_t) * jax.nn.log_softmax(logits_t), axis=-1) * w_t)


def clipped_surrogate_pg_loss(prob_ratios_t, adv_t, epsilon, use_stop_gradient=True):
    adv_t = _held(adv_t, use_stop_gradient)
    return -jnp.mean(jnp.fmin(prob_ratios_t * adv_t, jnp.clip(prob_ratios_t, 1.0 - epsilon, 1.0 + epsilon) * adv_t))


def categorical_cross_entropy(labels, logits):
    return -jnp.sum(labels * jax.nn.log_softmax(logits))
