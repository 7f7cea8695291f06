"""jax: transformations of functions. Compilation and placement change no number and pass functions on as they are."""

import inspect
from functools import wraps as _wraps

import jax.numpy as jnp
from jax import _native, tree_util

__version__ = "0.4.30"


def _passed_on(fun=None, *args, **options):
    return (lambda function: function) if fun is None else fun


jit = checkpoint = remat = named_call = _passed_on


class _Context:
    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __call__(self, function):
        return function


named_scope = disable_jit = debug_nans = default_device = default_matmul_precision = ensure_compile_time_eval = _Context


class config:
    @staticmethod
    def update(name, value):
        pass


class debug:
    @staticmethod
    def print(*args, **kwargs):
        pass

    @staticmethod
    def callback(*args, **kwargs):
        pass


def device_put(x, device=None):
    return x


def device_get(x):
    return x


def block_until_ready(x):
    return x


def devices(backend=None):
    return ["cpu"]


local_devices = devices


def device_count(backend=None):
    return 1


local_device_count = device_count


def default_backend():
    return "cpu"


def process_index():
    return 0


def _positional(fun, args, kwargs):
    """Keywords that name the next parameters, put in their places."""
    names = [name for name, one in inspect.signature(fun).parameters.items() if str(one.kind) != "VAR_KEYWORD"]
    held = list(args)
    for name in names[len(args) :]:
        if name not in kwargs:
            break
        held.append(kwargs[name])
    return tuple(held), {name: kwargs[name] for name in kwargs if name not in names[len(args) : len(held)]}


# Derivatives. Arguments and results may be nested; gradients have the structure of what they are by.


def _opened(args, argnums):
    """The arguments with fresh leaves at the wanted places, and those leaves."""
    positions = (argnums,) if isinstance(argnums, int) else tuple(argnums)
    held = list(args)
    points = []
    for position in positions:
        leaves, structure = tree_util.tree_flatten(held[position])
        fresh = [_native.fresh(jnp.asarray(leaf) * 1.0) for leaf in leaves]
        held[position] = tree_util.tree_unflatten(structure, fresh)
        points.extend(fresh)
    chosen = [held[position] for position in positions]
    return held, points, chosen[0] if isinstance(argnums, int) else tuple(chosen)


def _gradients(value, points, cotangent=None):
    found = _native.grad((jnp.asarray(value),), points, None if cotangent is None else (cotangent,), True, True)
    return [jnp.zeros_like(point) if one is None else one for one, point in zip(found, points)]


def value_and_grad(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False, reduce_axes=()):
    @_wraps(fun)
    def both(*args, **kwargs):
        args, kwargs = _positional(fun, args, kwargs)
        held, points, chosen = _opened(args, argnums)
        result = fun(*held, **kwargs)
        value = result[0] if has_aux else result
        # a single element counts as a number: which of both it is depends on inputs that the preview chose
        if jnp.size(value) != 1:
            raise TypeError(f"Gradient only defined for scalar-output functions. Output had shape: {jnp.shape(value)}.")
        gradients = _gradients(value, points)
        return result, tree_util.tree_unflatten(tree_util.tree_structure(chosen), gradients)

    return both


def grad(fun, argnums=0, has_aux=False, holomorphic=False, allow_int=False, reduce_axes=()):
    both = value_and_grad(fun, argnums, has_aux)

    @_wraps(fun)
    def gradient(*args, **kwargs):
        result, gradients = both(*args, **kwargs)
        return (gradients, result[1]) if has_aux else gradients

    return gradient


def vjp(fun, *primals, has_aux=False):
    held, points, chosen = _opened(primals, tuple(range(len(primals))))
    result = fun(*held)
    value = result[0] if has_aux else result

    def pull_back(cotangents):
        outputs, given = tree_util.tree_leaves(value), tree_util.tree_leaves(cotangents)
        totals = [jnp.zeros_like(point) for point in points]
        for output, cotangent in zip(outputs, given):
            totals = [total + one for total, one in zip(totals, _gradients(output, points, jnp.asarray(cotangent)))]
        return tree_util.tree_unflatten(tree_util.tree_structure(chosen), totals)

    return (value, pull_back, result[1]) if has_aux else (value, pull_back)


def jvp(fun, primals, tangents, has_aux=False):
    held, points, chosen = _opened(primals, tuple(range(len(primals))))
    result = fun(*held)
    value = result[0] if has_aux else result
    moves = [jnp.asarray(one) * 1.0 for one in tree_util.tree_leaves(tuple(tangents))]
    moved = tree_util.tree_map(lambda output: _pushed(output, points, moves), value)
    return (value, moved, result[1]) if has_aux else (value, moved)


def _pushed(output, points, moves):
    """The derivative of an output along the moves of the points: the pull-back's own derivative, for it is linear in the cotangent."""
    output = jnp.asarray(output)
    cotangent = _native.fresh(jnp.ones_like(output))
    total = 0.0
    for gradient, move in zip(_gradients(output, points, cotangent), moves):
        total = total + jnp.sum(gradient * move)
    return _gradients(total, [cotangent])[0]


def linearize(fun, *primals):
    return fun(*primals), lambda *tangents: jvp(fun, primals, tangents)[1]


def jacrev(fun, argnums=0, has_aux=False, **options):
    @_wraps(fun)
    def jacobian(*args, **kwargs):
        held, points, chosen = _opened(args, argnums)
        result = fun(*held, **kwargs)
        value = result[0] if has_aux else result
        structure = tree_util.tree_structure(chosen)

        def of(output):
            output = jnp.asarray(output)
            rows = [_gradients(one, points) for one in jnp.ravel(output)]
            columns = [jnp.reshape(jnp.stack([row[i] for row in rows]), output.shape + point.shape) for i, point in enumerate(points)]
            return tree_util.tree_unflatten(structure, columns)

        found = tree_util.tree_map(of, value)
        return (found, result[1]) if has_aux else found

    return jacobian


jacfwd = jacobian = jacrev


def hessian(fun, argnums=0, has_aux=False, **options):
    return jacrev(jacrev(fun, argnums, has_aux), argnums, has_aux)


# Mapping over axes: one call an element, the results joined again.


def _sizes(tree, axes):
    if axes is None:
        return []
    if isinstance(tree, (tuple, list)):
        parts = axes if isinstance(axes, (tuple, list)) else [axes] * len(tree)
        return [size for part, axis in zip(tree, parts) for size in _sizes(part, axis)]
    if isinstance(tree, dict):
        return [size for key in tree for size in _sizes(tree[key], axes[key] if isinstance(axes, dict) else axes)]
    children = tree_util._node_children(tree)
    if children is not None:
        return [size for part, axis in zip(children, _axes_of(children, axes)) for size in _sizes(part, axis)]
    return [] if tree is None else [jnp.shape(tree)[axes]]


def _axes_of(children, axes):
    """One axis for all, or an object of the same class that has one for each."""
    own = tree_util._node_children(axes)
    return [axes] * len(children) if own is None else own


def _element(tree, axes, i):
    if axes is None or tree is None:
        return tree
    if isinstance(tree, (tuple, list)):
        parts = axes if isinstance(axes, (tuple, list)) else [axes] * len(tree)
        made = [_element(part, axis, i) for part, axis in zip(tree, parts)]
        return type(tree)(*made) if hasattr(tree, "_fields") else type(tree)(made)
    if isinstance(tree, dict):
        return {key: _element(tree[key], axes[key] if isinstance(axes, dict) else axes, i) for key in tree}
    children = tree_util._node_children(tree)
    if children is not None:
        return tree_util._node_with(tree, [_element(part, axis, i) for part, axis in zip(children, _axes_of(children, axes))])
    return jnp.asarray(tree)[(slice(None),) * (axes % jnp.ndim(tree)) + (i,)]


def _joined(results, axes):
    first = results[0]
    if isinstance(first, (tuple, list)):
        parts = axes if isinstance(axes, (tuple, list)) else [axes] * len(first)
        made = [_joined([result[k] for result in results], parts[k]) for k in range(len(first))]
        return type(first)(*made) if hasattr(first, "_fields") else type(first)(made)
    if isinstance(first, dict):
        return {key: _joined([result[key] for result in results], axes[key] if isinstance(axes, dict) else axes) for key in sorted(first)}
    if first is None or axes is None:
        return first
    children = tree_util._node_children(first)
    if children is not None:
        columns = zip(*[tree_util._node_children(result) for result in results])
        return tree_util._node_with(first, [_joined(list(column), axis) for column, axis in zip(columns, _axes_of(children, axes))])
    return jnp.stack([jnp.asarray(result) for result in results], axis=axes)


def vmap(fun, in_axes=0, out_axes=0, axis_name=None, axis_size=None, spmd_axis_name=None):
    @_wraps(fun)
    def mapped(*args, **kwargs):
        args, kwargs = _positional(fun, args, kwargs)
        axes = tuple(in_axes) if isinstance(in_axes, (tuple, list)) else (in_axes,) * len(args)
        sizes = [size for arg, axis in zip(args, axes) for size in _sizes(arg, axis)] + [size for key in kwargs for size in _sizes(kwargs[key], 0)]
        count = axis_size if axis_size is not None else sizes[0]
        if any(size != count for size in sizes):
            raise ValueError(f"vmap got inconsistent sizes for array axes to be mapped: {sizes}")
        results = []
        for i in range(count):
            own = [_element(arg, axis, i) for arg, axis in zip(args, axes)]
            results.append(fun(*own, **{key: _element(kwargs[key], 0, i) for key in kwargs}))
        return _joined(results, out_axes)

    return mapped


pmap = vmap


def tree_map(f, tree, *rest, is_leaf=None):
    return tree_util.tree_map(f, tree, *rest, is_leaf=is_leaf)


class ShapeDtypeStruct:
    def __init__(self, shape, dtype, **options):
        self.shape, self.dtype = shape, dtype


def eval_shape(fun, *args, **kwargs):
    return tree_util.tree_map(lambda one: ShapeDtypeStruct(one.shape, one.dtype), fun(*args, **kwargs))
