"""jax.tree_util: nested tuples, lists, dicts, None and registered classes, with everything else as leaves."""

import copy
import dataclasses


# A registered class holds how its objects are taken apart and put together.


def register_pytree_node(nodetype, flatten_func, unflatten_func, flatten_with_keys_func=None):
    nodetype.__jax_node__ = (flatten_func, unflatten_func)


def register_pytree_node_class(cls):
    register_pytree_node(cls, lambda tree: tree.tree_flatten(), lambda data, children: cls.tree_unflatten(data, children))
    return cls


def register_pytree_with_keys(nodetype, flatten_with_keys, unflatten_func, flatten_func=None):
    def flatten(tree):
        children, data = flatten_with_keys(tree)
        return [child for key, child in children], data

    register_pytree_node(nodetype, flatten_func or flatten, unflatten_func)


def register_pytree_with_keys_class(cls):
    register_pytree_with_keys(cls, lambda tree: tree.tree_flatten_with_keys(), lambda data, children: cls.tree_unflatten(data, children))
    return cls


def register_static(cls):
    register_pytree_node(cls, lambda tree: ((), tree), lambda tree, children: tree)
    return cls


def _register_fields(cls, is_data):
    """A dataclass whose fields are children where `is_data` says so; the others go along."""

    def names(tree):
        return [one.name for one in dataclasses.fields(tree) if is_data(one) and hasattr(tree, one.name)]

    def unflatten(like, children):
        made = copy.copy(like)
        for name, child in zip(names(like), children):
            object.__setattr__(made, name, child)
        return made

    register_pytree_node(cls, lambda tree: ([getattr(tree, name) for name in names(tree)], tree), unflatten)
    return cls


def register_dataclass(nodetype=None, data_fields=None, meta_fields=(), drop_fields=()):
    if nodetype is None:
        return lambda cls: register_dataclass(cls, data_fields, meta_fields, drop_fields)
    if data_fields is not None:
        return _register_fields(nodetype, lambda one: one.name in data_fields)
    return _register_fields(nodetype, lambda one: not (one.metadata or {}).get("static", False))


def _node_children(tree):
    """The children of an object of a registered class; None for everything else."""
    found = getattr(type(tree), "__jax_node__", None)
    return None if found is None else list(found[0](tree)[0])


def _node_with(tree, children):
    flatten, unflatten = type(tree).__jax_node__
    return unflatten(flatten(tree)[1], children)


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
        children = _node_children(tree)
        if children is None:
            leaves.append(tree)
        else:
            _collect(children, leaves, is_leaf)


def _rebuild(tree, leaves, is_leaf):
    if is_leaf is not None and is_leaf(tree):
        return next(leaves)
    if isinstance(tree, (tuple, list)):
        parts = [_rebuild(part, leaves, is_leaf) for part in tree]
        return type(tree)(*parts) if hasattr(tree, "_fields") else type(tree)(parts)
    if isinstance(tree, dict):
        return {key: _rebuild(tree[key], leaves, is_leaf) for key in sorted(tree)}
    if tree is None:
        return None
    children = _node_children(tree)
    return next(leaves) if children is None else _node_with(tree, [_rebuild(part, leaves, is_leaf) for part in children])


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


class DictKey:
    def __init__(self, key):
        self.key = key

    def __str__(self):
        return f"[{self.key!r}]"


class SequenceKey:
    def __init__(self, idx):
        self.idx = idx

    def __str__(self):
        return f"[{self.idx}]"


class GetAttrKey:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return f".{self.name}"


def keystr(keys, simple=False, separator=""):
    return separator.join(str(key) for key in keys)


def tree_leaves_with_path(tree, is_leaf=None):
    found = []
    _collect_with_path(tree, (), found, is_leaf)
    return found


def _collect_with_path(tree, path, found, is_leaf):
    children = _node_children(tree)
    if is_leaf is not None and is_leaf(tree):
        found.append((path, tree))
    elif isinstance(tree, (tuple, list)):
        for i, part in enumerate(tree):
            key = GetAttrKey(tree._fields[i]) if hasattr(tree, "_fields") else SequenceKey(i)
            _collect_with_path(part, path + (key,), found, is_leaf)
    elif isinstance(tree, dict):
        for key in sorted(tree):
            _collect_with_path(tree[key], path + (DictKey(key),), found, is_leaf)
    elif children is not None:
        names = [one.name for one in dataclasses.fields(tree)] if dataclasses.is_dataclass(tree) else list(range(len(children)))
        for name, part in zip(names, children):
            _collect_with_path(part, path + (GetAttrKey(name),), found, is_leaf)
    elif tree is not None:
        found.append((path, tree))


def tree_flatten_with_path(tree, is_leaf=None):
    return tree_leaves_with_path(tree, is_leaf), _Structure(tree, is_leaf)


def tree_map_with_path(f, tree, *rest, is_leaf=None):
    columns = [tree_leaves(one, is_leaf) for one in rest]
    rows = zip(tree_leaves_with_path(tree, is_leaf), *columns)
    return _rebuild(tree, iter([f(path, leaf, *others) for (path, leaf), *others in rows]), is_leaf)


def all_leaves(iterable, is_leaf=None):
    return all(len(tree_leaves(one, is_leaf)) == 1 and _node_children(one) is None for one in iterable)


def treedef_is_leaf(treedef):
    return treedef.num_leaves == 1 and tree_leaves(treedef.tree)[0] is treedef.tree


def Partial(function, *args, **kwargs):
    from functools import partial

    return partial(function, *args, **kwargs)
