"""flax.linen: jax.nn's functions, modules, layers, and transformations, which have nothing to trace here."""

import jax
from flax.linen import initializers
from flax.linen._layers import *
from flax.linen._normalizing import *
from flax.linen._sequences import *
from flax.linen._module import Module, Variable, compact, nowrap
from jax import lax as _lax
from jax._formulas import (
    avg_pool, combine_masks, dot_product_attention, dot_product_attention_weights, make_attention_mask, make_causal_mask, max_pool,
)
from jax.nn import (
    celu, elu, gelu, glu, hard_sigmoid, hard_silu, hard_swish, hard_tanh, leaky_relu, log_sigmoid, log_softmax,
    logsumexp, normalize, one_hot, relu, relu6, selu, sigmoid, silu, soft_sign, softmax, softplus, standardize, swish, tanh,
)

zeros_init, ones_init = initializers.zeros_init, initializers.ones_init


def jit(target=None, **options):
    return target if target is not None else jit


remat = checkpoint = remat_scan = jit


def cond(pred, true_fun, false_fun, module, *operands, **options):
    return _lax.cond(pred, lambda *given: true_fun(module, *given), lambda *given: false_fun(module, *given), *operands)


def switch(index, branches, module, *operands, **options):
    return _lax.switch(index, [lambda *given, branch=branch: branch(module, *given) for branch in branches], *operands)


def while_loop(cond_fn, body_fn, module, init, **options):
    return _lax.while_loop(lambda state: cond_fn(module, state), lambda state: body_fn(module, state), init)


def scan(target, in_axes=0, out_axes=0, length=None, reverse=False, **options):
    """A module whose call goes through the first axis, with the same weights for every step."""

    class Scanned(target):
        def __call__(self, carry, *given):
            step = lambda state, parts: target.__call__(self, state, *parts)
            moved = tuple(jax.tree_util.tree_map(lambda x: jax.numpy.moveaxis(x, in_axes, 0), one) for one in given)
            carry, made = _lax.scan(step, carry, moved, length, reverse)
            return carry, jax.tree_util.tree_map(lambda x: jax.numpy.moveaxis(x, 0, out_axes), made)

    return Scanned


def vmap(target, in_axes=0, out_axes=0, axis_size=None, **options):
    class Mapped(target):
        def __call__(self, *given):
            return jax.vmap(lambda *parts: target.__call__(self, *parts), in_axes, out_axes, axis_size=axis_size)(*given)

    return Mapped


def value_and_grad(fn, mdl, *primals, has_aux=False, **options):
    return jax.value_and_grad(lambda *given: fn(mdl, *given), argnums=tuple(range(len(primals))), has_aux=has_aux)(*primals)
