"""jax.tree and jax.tree_util: nested tuples, lists, dicts and None, with everything else as leaves."""


def tree_flatten(tree, is_leaf=None):
    leaves = []
    _collect(tree, leaves, is_leaf)
    return leaves, _Structure(tree, is_leaf)


class _Structure:
    def __init__(self, tree, is_leaf=None):
        self.tree = tree
        self.is_leaf = is_leaf
        self.num_leaves = len(tree_leaves(tree, is_leaf))

    def unflatten(self, leaves):
        return tree_unflatten(self, leaves)


def _collect(tree, leaves, is_leaf):
    if is_leaf is not None and is_leaf(tree):
        leaves.append(tree)
    elif isinstance(tree, (tuple, list)):
        for part in tree:
            _collect(part, leaves, is_leaf)
    elif isinstance(tree, dict):
        for key in sorted(tree):
            _collect(tree[key], leaves, is_leaf)
    elif tree is not None:
        leaves.append(tree)


def _rebuild(tree, leaves, is_leaf):
    if is_leaf is not None and is_leaf(tree):
        return next(leaves)
    if isinstance(tree, (tuple, list)):
        parts = [_rebuild(part, leaves, is_leaf) for part in tree]
        return type(tree)(*parts) if hasattr(tree, "_fields") else type(tree)(parts)
    if isinstance(tree, dict):
        return {key: _rebuild(tree[key], leaves, is_leaf) for key in sorted(tree)}
    return None if tree is None else next(leaves)


def tree_unflatten(structure, leaves):
    return _rebuild(structure.tree, iter(leaves), structure.is_leaf)


def tree_leaves(tree, is_leaf=None):
    leaves = []
    _collect(tree, leaves, is_leaf)
    return leaves


def tree_structure(tree, is_leaf=None):
    return _Structure(tree, is_leaf)


def tree_map(f, tree, *rest, is_leaf=None):
    columns = [tree_leaves(one, is_leaf) for one in (tree,) + rest]
    return _rebuild(tree, iter([f(*row) for row in zip(*columns)]), is_leaf)


def tree_reduce(function, tree, initializer=None, is_leaf=None):
    leaves = tree_leaves(tree, is_leaf)
    if initializer is None:
        initializer, leaves = leaves[0], leaves[1:]
    for leaf in leaves:
        initializer = function(initializer, leaf)
    return initializer


def tree_all(tree):
    return all(tree_leaves(tree))


def tree_transpose(outer, inner, tree):
    rows = tree_leaves(tree)
    return tree_unflatten(inner, [tree_unflatten(outer, rows[i :: inner.num_leaves]) for i in range(inner.num_leaves)])


def register_pytree_node_class(cls):
    return cls


def register_pytree_node(*args, **kwargs):
    pass


def register_dataclass(cls=None, *args, **kwargs):
    return cls


def Partial(function, *args, **kwargs):
    from functools import partial

    return partial(function, *args, **kwargs)


map, leaves, flatten, unflatten, structure, reduce = tree_map, tree_leaves, tree_flatten, tree_unflatten, tree_structure, tree_reduce
