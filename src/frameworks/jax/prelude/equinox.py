"""equinox: models as dataclasses that are trees, and transformations that leave alone what is no array."""

import dataclasses
import functools

import jax
import jax.numpy as jnp
from jax import tree_util as _tree_util


def field(*, converter=None, static=False, metadata=None, **options):
    return dataclasses.field(metadata={**(metadata or {}), "static": static, "converter": converter}, **options)


def static_field(**options):
    return field(static=True, **options)


class Module:
    """A dataclass of its annotated fields, which are its children where they are not static."""

    _has_fields_init = True

    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        # An `__init__` that somebody wrote is kept by the classes that derive from its own.
        cls._has_fields_init = cls._has_fields_init and "__init__" not in cls.__dict__
        dataclasses.dataclass(cls, init=cls._has_fields_init, repr=False, eq=False)
        _tree_util._register_fields(cls, lambda one: not (one.metadata or {}).get("static", False))

    def __setattr__(self, name, value):
        one = type(self).__dataclass_fields__.get(name)
        convert = None if one is None else (one.metadata or {}).get("converter")
        object.__setattr__(self, name, value if convert is None else convert(value))


# What of a tree is meant.


def is_array(element):
    return isinstance(element, jnp.ndarray)


def is_inexact_array(element):
    return is_array(element) and jnp.issubdtype(element.dtype, jnp.floating)


def is_array_like(element):
    return is_array(element) or isinstance(element, (int, float, bool))


def is_inexact_array_like(element):
    return is_inexact_array(element) or isinstance(element, float)


def _is_none(one):
    return one is None


def _mask(spec, tree, is_leaf):
    """A function, or booleans for whole parts of the tree, as one boolean a leaf."""
    if callable(spec):
        return [bool(spec(leaf)) for leaf in _tree_util.tree_leaves(tree, is_leaf)]
    if isinstance(spec, bool):
        return [spec] * len(_tree_util.tree_leaves(tree, is_leaf))
    if isinstance(spec, dict):
        return [one for key in sorted(tree) for one in _mask(spec[key], tree[key], is_leaf)]
    own, children = _tree_util._node_children(spec), _tree_util._node_children(tree)
    pairs = zip(spec, tree) if own is None else zip(own, children)
    return [one for part, inner in pairs for one in _mask(part, inner, is_leaf)]


def filter(pytree, filter_spec, inverse=False, replace=None, is_leaf=None):
    kept = iter(_mask(filter_spec, pytree, is_leaf))
    return _tree_util.tree_map(lambda leaf: leaf if next(kept) != inverse else replace, pytree, is_leaf=is_leaf)


def partition(pytree, filter_spec, replace=None, is_leaf=None):
    return filter(pytree, filter_spec, False, replace, is_leaf), filter(pytree, filter_spec, True, replace, is_leaf)


def combine(*pytrees, is_leaf=None):
    first = lambda *leaves: next((leaf for leaf in leaves if leaf is not None), None)
    return _tree_util.tree_map(first, *pytrees, is_leaf=_is_none)


def tree_at(where, pytree, replace=None, replace_fn=None, is_leaf=None):
    chosen = where(pytree)
    several = isinstance(chosen, (tuple, list)) and (replace_fn is not None or isinstance(replace, (tuple, list)))
    targets = list(chosen) if several else [chosen]
    given = list(replace) if several and replace_fn is None else [replace]
    return _replaced(pytree, targets, given if replace_fn is None else [replace_fn(one) for one in targets])


def _replaced(tree, targets, values):
    for target, value in zip(targets, values):
        if tree is target:
            return value
    if isinstance(tree, (tuple, list)):
        parts = [_replaced(part, targets, values) for part in tree]
        return type(tree)(*parts) if hasattr(tree, "_fields") else type(tree)(parts)
    if isinstance(tree, dict):
        return {key: _replaced(tree[key], targets, values) for key in tree}
    children = _tree_util._node_children(tree)
    return tree if children is None else _tree_util._node_with(tree, [_replaced(part, targets, values) for part in children])


def tree_equal(*pytrees, **options):
    first, *rest = [_tree_util.tree_leaves(tree) for tree in pytrees]
    return all(len(first) == len(other) and all(bool(jnp.all(a == b)) for a, b in zip(first, other)) for other in rest)


def apply_updates(model, updates):
    move = lambda update, leaf: leaf if update is None else leaf + update
    return _tree_util.tree_map(move, updates, model, is_leaf=_is_none)


# Transformations.


def filter_jit(fun=None, **options):
    return (lambda function: function) if fun is None else fun


filter_checkpoint = filter_custom_jvp = filter_jit


def filter_value_and_grad(fun=None, *, has_aux=False, **options):
    if fun is None:
        return lambda function: filter_value_and_grad(function, has_aux=has_aux)

    @functools.wraps(fun)
    def both(*args, **kwargs):
        (first, *others), kwargs = jax._positional(fun, args, kwargs)
        moved, fixed = partition(first, is_inexact_array_like)
        inner = lambda chosen: fun(combine(chosen, fixed), *others, **kwargs)
        return jax.value_and_grad(inner, has_aux=has_aux)(moved)

    return both


def filter_grad(fun=None, *, has_aux=False, **options):
    if fun is None:
        return lambda function: filter_grad(function, has_aux=has_aux)

    @functools.wraps(fun)
    def gradient(*args, **kwargs):
        result, gradients = filter_value_and_grad(fun, has_aux=has_aux)(*args, **kwargs)
        return (gradients, result[1]) if has_aux else gradients

    return gradient


def filter_jvp(fn, primals, tangents):
    return jax.jvp(fn, primals, tangents)


def filter_vjp(fun, *primals, has_aux=False):
    return jax.vjp(fun, *primals, has_aux=has_aux)


class if_array:
    def __init__(self, axis):
        self.axis = axis


def filter_vmap(fun=None, *, in_axes=if_array(0), out_axes=if_array(0), axis_name=None, axis_size=None):
    if fun is None:
        return lambda function: filter_vmap(function, in_axes=in_axes, out_axes=out_axes, axis_size=axis_size)

    @functools.wraps(fun)
    def mapped(*args):
        axes = in_axes if isinstance(in_axes, (tuple, list)) else (in_axes,) * len(args)
        given = [_mapped_axes(arg, axis.axis if isinstance(axis, if_array) else axis) for arg, axis in zip(args, axes)]
        joined = out_axes.axis if isinstance(out_axes, if_array) else out_axes
        return jax.vmap(fun, tuple(given), joined, axis_size=axis_size)(*args)

    return mapped


filter_pmap = filter_vmap


def _mapped_axes(tree, axis):
    """The axis where there is an array, and none elsewhere."""
    if axis is None or isinstance(axis, (tuple, list, dict)):
        return axis
    return _tree_util.tree_map(lambda leaf: axis if is_array(leaf) else None, tree)


def error_if(x, pred, msg, **options):
    return x


branched_error_if = error_if


def tree_inference(pytree, value):
    return pytree


def filter_eval_shape(fun, *args, **kwargs):
    return fun(*args, **kwargs)


def filter_closure_convert(fn, *args, **kwargs):
    return fn


# Layers are modules.
from equinox import nn
