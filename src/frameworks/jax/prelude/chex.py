"""chex: its assertions hold here; its types are names."""

from typing import Any

Array = ArrayTree = ArrayDevice = ArrayNumpy = Numeric = Scalar = PRNGKey = Shape = ArrayDType = Any


def _holds(*args, **kwargs):
    pass


assert_equal_shape = assert_shape = assert_rank = assert_equal_rank = assert_type = assert_scalar = assert_axis_dimension = _holds
assert_equal_shape_suffix = assert_equal_shape_prefix = assert_tree_all_finite = assert_trees_all_equal_shapes = assert_equal = _holds
assert_is_broadcastable = assert_size = assert_scalar_in = assert_scalar_positive = assert_tree_shape_prefix = assert_is_divisible = _holds


def dataclass(cls=None, **options):
    from dataclasses import dataclass as plain

    return plain(cls) if cls is not None else plain
