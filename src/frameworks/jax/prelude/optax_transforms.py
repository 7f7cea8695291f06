"""optax's transformations of gradients, as far as an inner step of a loss uses them, and its schedules."""

import math
from typing import Any as _Any, NamedTuple as _NamedTuple

import jax.numpy as jnp
from jax import tree_util as _tree_util
from optax.tree_utils import tree_l2_norm as _tree_l2_norm

_map = _tree_util.tree_map


class GradientTransformation(_NamedTuple):
    init: _Any
    update: _Any


GradientTransformationExtraArgs = GradientTransformation


class EmptyState(_NamedTuple):
    pass


class _CountState(_NamedTuple):
    count: _Any


class ScaleByAdamState(_NamedTuple):
    count: _Any
    mu: _Any
    nu: _Any


class TraceState(_NamedTuple):
    trace: _Any


OptState = Params = Updates = Schedule = object


def _zeros(params):
    return _map(jnp.zeros_like, params)


def _stateless(change):
    return GradientTransformation(lambda params: EmptyState(), lambda updates, state, params=None, **options: (change(updates, params), state))


def identity():
    return _stateless(lambda updates, params: updates)


def set_to_zero():
    return _stateless(lambda updates, params: _zeros(updates))


def scale(step_size):
    return _stateless(lambda updates, params: _map(lambda g: step_size * g, updates))


def scale_by_schedule(step_size_fn):
    def update(updates, state, params=None, **options):
        size = step_size_fn(state.count)
        return _map(lambda g: size * g, updates), _CountState(state.count + 1)

    return GradientTransformation(lambda params: _CountState(0), update)


def scale_by_learning_rate(learning_rate, flip_sign=True):
    sign = -1 if flip_sign else 1
    return scale_by_schedule(lambda count: sign * learning_rate(count)) if callable(learning_rate) else scale(sign * learning_rate)


def clip(max_delta):
    return _stateless(lambda updates, params: _map(lambda g: jnp.clip(g, -max_delta, max_delta), updates))


def clip_by_global_norm(max_norm):
    def change(updates, params):
        norm = _tree_l2_norm(updates)
        return _map(lambda g: jnp.where(norm < max_norm, g, g / norm * max_norm), updates)

    return _stateless(change)


def add_decayed_weights(weight_decay=0.0, mask=None):
    return _stateless(lambda updates, params: _map(lambda g, p: g + weight_decay * p, updates, params))


def trace(decay, nesterov=False, accumulator_dtype=None):
    def update(updates, state, params=None, **options):
        later = _map(lambda g, t: g + decay * t, updates, state.trace)
        return (_map(lambda g, t: g + decay * t, updates, later) if nesterov else later), TraceState(later)

    return GradientTransformation(lambda params: TraceState(_zeros(params)), update)


def scale_by_adam(b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, mu_dtype=None, *, nesterov=False):
    def update(updates, state, params=None, **options):
        count = state.count + 1
        mu = _map(lambda g, m: (1 - b1) * g + b1 * m, updates, state.mu)
        nu = _map(lambda g, v: (1 - b2) * g**2 + b2 * v, updates, state.nu)
        ahead = _map(lambda g, m: b1 * m / (1 - b1 ** (count + 1)) + (1 - b1) * g / (1 - b1**count), updates, mu) if nesterov else _map(lambda m: m / (1 - b1**count), mu)
        made = _map(lambda m, v: m / (jnp.sqrt(v / (1 - b2**count) + eps_root) + eps), ahead, nu)
        return made, ScaleByAdamState(count, mu, nu)

    return GradientTransformation(lambda params: ScaleByAdamState(0, _zeros(params), _zeros(params)), update)


def scale_by_rms(decay=0.9, eps=1e-8, initial_scale=0.0, **options):
    def update(updates, state, params=None, **options):
        nu = _map(lambda g, v: (1 - decay) * g**2 + decay * v, updates, state.trace)
        return _map(lambda g, v: g / (jnp.sqrt(v) + eps), updates, nu), TraceState(nu)

    return GradientTransformation(lambda params: TraceState(_map(lambda p: jnp.full_like(p, initial_scale), params)), update)


def scale_by_rss(initial_accumulator_value=0.1, eps=1e-7):
    def update(updates, state, params=None, **options):
        total = _map(lambda g, t: g**2 + t, updates, state.trace)
        return _map(lambda g, t: jnp.where(t > 0, g / jnp.sqrt(t + eps), 0.0), updates, total), TraceState(total)

    return GradientTransformation(lambda params: TraceState(_map(lambda p: jnp.full_like(p, initial_accumulator_value), params)), update)


def chain(*transformations):
    def update(updates, state, params=None, **options):
        later = []
        for one, own in zip(transformations, state):
            updates, own = one.update(updates, own, params, **options)
            later.append(own)
        return updates, tuple(later)

    return GradientTransformation(lambda params: tuple(one.init(params) for one in transformations), update)


def sgd(learning_rate, momentum=None, nesterov=False, accumulator_dtype=None):
    return chain(trace(momentum, nesterov) if momentum is not None else identity(), scale_by_learning_rate(learning_rate))


def adam(learning_rate, b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, mu_dtype=None, *, nesterov=False):
    return chain(scale_by_adam(b1, b2, eps, eps_root, nesterov=nesterov), scale_by_learning_rate(learning_rate))


def nadam(learning_rate, b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, mu_dtype=None):
    return adam(learning_rate, b1, b2, eps, eps_root, nesterov=True)


def adamw(learning_rate, b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, mu_dtype=None, weight_decay=1e-4, mask=None, *, nesterov=False):
    return chain(scale_by_adam(b1, b2, eps, eps_root, nesterov=nesterov), add_decayed_weights(weight_decay, mask), scale_by_learning_rate(learning_rate))


def rmsprop(learning_rate, decay=0.9, eps=1e-8, initial_scale=0.0, eps_in_sqrt=True, centered=False, momentum=None, nesterov=False, **options):
    moving = trace(momentum, nesterov) if momentum is not None else identity()
    root = _rooted(decay, eps, initial_scale) if eps_in_sqrt else scale_by_rms(decay, eps, initial_scale)
    return chain(root, scale_by_learning_rate(learning_rate), moving)


def _rooted(decay, eps, initial_scale):
    def update(updates, state, params=None, **options):
        nu = _map(lambda g, v: (1 - decay) * g**2 + decay * v, updates, state.trace)
        return _map(lambda g, v: g / jnp.sqrt(v + eps), updates, nu), TraceState(nu)

    return GradientTransformation(lambda params: TraceState(_map(lambda p: jnp.full_like(p, initial_scale), params)), update)


def adagrad(learning_rate, initial_accumulator_value=0.1, eps=1e-7):
    return chain(scale_by_rss(initial_accumulator_value, eps), scale_by_learning_rate(learning_rate))


def incremental_update(new_tensors, old_tensors, step_size):
    return _map(lambda new, old: step_size * new + (1.0 - step_size) * old, new_tensors, old_tensors)


def periodic_update(new_tensors, old_tensors, steps, update_period):
    return _map(lambda new, old: jnp.where(steps % update_period == 0, new, old), new_tensors, old_tensors)


# Schedules.


def constant_schedule(value):
    return lambda count: value


def polynomial_schedule(init_value, end_value, power, transition_steps, transition_begin=0):
    def schedule(count):
        share = 1 - jnp.clip(count - transition_begin, 0, transition_steps) / transition_steps
        return (init_value - end_value) * share**power + end_value

    return schedule


def linear_schedule(init_value, end_value, transition_steps, transition_begin=0):
    return polynomial_schedule(init_value, end_value, 1, transition_steps, transition_begin)


def exponential_decay(init_value, transition_steps, decay_rate, transition_begin=0, staircase=False, end_value=None):
    def schedule(count):
        steps = (count - transition_begin) / transition_steps
        made = jnp.where(count <= transition_begin, init_value, init_value * jnp.power(decay_rate, jnp.floor(steps) if staircase else steps))
        return made if end_value is None else jnp.maximum(made, end_value) if decay_rate < 1 else jnp.minimum(made, end_value)

    return schedule


def cosine_decay_schedule(init_value, decay_steps, alpha=0.0, exponent=1.0):
    def schedule(count):
        cosine = 0.5 * (1 + jnp.cos(math.pi * jnp.minimum(count, decay_steps) / decay_steps))
        return init_value * ((1 - alpha) * cosine**exponent + alpha)

    return schedule


def join_schedules(schedules, boundaries):
    def schedule(count):
        made = schedules[0](count)
        for boundary, later in zip(boundaries, schedules[1:]):
            made = jnp.where(count < boundary, made, later(count - boundary))
        return made

    return schedule


def warmup_cosine_decay_schedule(init_value, peak_value, warmup_steps, decay_steps, end_value=0.0, exponent=1.0):
    alpha = 0.0 if peak_value == 0.0 else end_value / peak_value
    later = cosine_decay_schedule(peak_value, decay_steps - warmup_steps, alpha, exponent)
    return join_schedules([linear_schedule(init_value, peak_value, warmup_steps), later], [warmup_steps])


def warmup_constant_schedule(init_value, peak_value, warmup_steps):
    return linear_schedule(init_value, peak_value, warmup_steps)


def piecewise_constant_schedule(init_value, boundaries_and_scales=None):
    def schedule(count):
        made = init_value
        for boundary, size in sorted((boundaries_and_scales or {}).items()):
            made = jnp.where(count > boundary, made * size, made)
        return made

    return schedule
