"""autograd: derivatives of functions of NumPy's arrays."""

import numpy as np
from numpy import _native


def _value_and_slopes(fun, argnum, args, kwargs):
    points = [_native.fresh(np.asarray(args[i]) * 1.0) for i in ([argnum] if isinstance(argnum, int) else argnum)]
    given = list(args)
    for i, point in zip([argnum] if isinstance(argnum, int) else argnum, points):
        given[i] = point
    value = fun(*given, **kwargs)
    slopes = _native.grad([np.sum(value)], points, None, True, True)
    slopes = [np.zeros_like(point) if slope is None else slope for slope, point in zip(slopes, points)]
    return value, slopes[0] if isinstance(argnum, int) else tuple(slopes)


def _called(fun, make, argnum=0):
    if fun is None:
        return lambda function: make(function, argnum)
    return make(fun, argnum)


def value_and_grad(fun=None, argnum=0):
    return _called(fun, lambda function, number: lambda *args, **kwargs: _value_and_slopes(function, number, args, kwargs), argnum)


def grad(fun=None, argnum=0):
    return _called(fun, lambda function, number: lambda *args, **kwargs: _value_and_slopes(function, number, args, kwargs)[1], argnum)


elementwise_grad = egrad = grad


def jacobian(fun=None, argnum=0):
    def make(function, number):
        def rows(*args, **kwargs):
            shape = np.shape(function(*args, **kwargs))
            count = int(np.prod(shape)) if shape else 1
            parts = [_value_and_slopes(lambda *given, **named: np.ravel(np.asarray(function(*given, **named)))[i], number, args, kwargs)[1] for i in range(count)]
            return np.reshape(np.stack(parts), tuple(shape) + tuple(np.shape(args[number])))

        return rows

    return _called(fun, make, argnum)


def hessian(fun=None, argnum=0):
    return jacobian(grad(fun, argnum), argnum)


def make_vjp(fun, x):
    return (lambda g: grad(lambda one: np.sum(fun(one) * g))(x)), fun(x)


def derivative(func, x0, dx=1.0, n=1, args=(), order=3):
    """scipy.misc.derivative: what its differences tend to as their step does to nothing."""
    for _ in range(n):
        func = grad(func)
    return func(x0, *args)
