"""Trees of tuples, lists and dicts, taken apart into leaves and put together again."""

from collections import OrderedDict


class TreeSpec:
    def __init__(self, rebuild, parts):
        self._rebuild = rebuild
        self._parts = parts

    @property
    def num_leaves(self):
        return 1 if self._parts is None else sum(part.num_leaves for part in self._parts)

    def _filled(self, leaves):
        """From an iterator over leaves."""
        return next(leaves) if self._parts is None else self._rebuild([part._filled(leaves) for part in self._parts])


def _taken_apart(tree):
    """The subtrees and what puts them together again; None for a leaf."""
    if isinstance(tree, dict):
        keys = list(tree)
        make = OrderedDict if isinstance(tree, OrderedDict) else dict
        return list(tree.values()), lambda parts: make(zip(keys, parts))
    if isinstance(tree, tuple) and hasattr(tree, "_fields"):
        return list(tree), lambda parts: type(tree)(*parts)
    if isinstance(tree, (list, tuple)):
        return list(tree), tuple if isinstance(tree, tuple) else list
    return None


def tree_flatten(tree, is_leaf=None):
    apart = None if is_leaf is not None and is_leaf(tree) else _taken_apart(tree)
    if apart is None:
        return [tree], TreeSpec(None, None)
    leaves, specs = [], []
    for part in apart[0]:
        found, spec = tree_flatten(part, is_leaf)
        leaves.extend(found)
        specs.append(spec)
    return leaves, TreeSpec(apart[1], specs)


def tree_unflatten(leaves, treespec):
    return treespec._filled(iter(leaves))


def tree_leaves(tree, is_leaf=None):
    return tree_flatten(tree, is_leaf)[0]


def tree_structure(tree, is_leaf=None):
    return tree_flatten(tree, is_leaf)[1]


def tree_map(func, tree, *rests, is_leaf=None):
    leaves, spec = tree_flatten(tree, is_leaf)
    others = [tree_leaves(rest, is_leaf) for rest in rests]
    return tree_unflatten([func(*each) for each in zip(leaves, *others)], spec)


def tree_map_only(type_or_types, func, tree):
    return tree_map(lambda leaf: func(leaf) if isinstance(leaf, type_or_types) else leaf, tree)


def tree_all(pred, tree):
    return all(pred(leaf) for leaf in tree_leaves(tree))


def tree_any(pred, tree):
    return any(pred(leaf) for leaf in tree_leaves(tree))
