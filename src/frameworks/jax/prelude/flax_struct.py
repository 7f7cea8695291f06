"""flax.struct: dataclasses whose copies differ in a few fields."""

import dataclasses

from jax.tree_util import _register_fields


def dataclass(cls=None, **options):
    if cls is None:
        return lambda given: dataclass(given, **options)
    made = dataclasses.dataclass(cls)
    made.replace = lambda self, **changes: dataclasses.replace(self, **changes)
    return _register_fields(made, lambda one: (one.metadata or {}).get("pytree_node", True))


class PyTreeNode:
    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        dataclass(cls)


def field(pytree_node=True, **options):
    return dataclasses.field(metadata={"pytree_node": pytree_node}, **options)
