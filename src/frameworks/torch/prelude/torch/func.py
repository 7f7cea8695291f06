"""torch.func: functions that are derivatives of functions."""

import torch
from torch import vmap
from torch.autograd import functional


def grad(func, argnums=0, has_aux=False):
    both = grad_and_value(func, argnums, has_aux)

    def gradient(*args, **kwargs):
        result = both(*args, **kwargs)
        return (result[0], result[1][1]) if has_aux else result[0]

    return gradient


def grad_and_value(func, argnums=0, has_aux=False):
    def both(*args, **kwargs):
        positions = argnums if isinstance(argnums, tuple) else (argnums,)
        points = [torch._native.fresh(args[position]) for position in positions]
        held = list(args)
        for position, point in zip(positions, points):
            held[position] = point
        result = func(*held, **kwargs)
        value = result[0] if has_aux else result
        gradients = torch.autograd.grad(value, points, create_graph=True, allow_unused=True)
        return gradients if isinstance(argnums, tuple) else gradients[0], result

    return both


def jacrev(func, argnums=0, **options):
    def jacobian(*args):
        def alone(point):
            held = list(args)
            held[argnums] = point
            return func(*held)

        return functional.jacobian(alone, args[argnums], create_graph=True)

    return jacobian


jacfwd = jacrev


def hessian(func, argnums=0):
    return jacrev(jacrev(func, argnums), argnums)
