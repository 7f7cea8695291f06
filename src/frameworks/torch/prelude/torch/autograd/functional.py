"""Derivatives of functions as tensors: jacobian, hessian and products with them."""

import torch


def _tuple(value):
    return value if isinstance(value, tuple) else (value,)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    points = tuple(torch._native.fresh(point) for point in _tuple(inputs))
    output = func(*points)
    rows = []
    for element in output.reshape(-1).unbind():
        rows.append(torch.autograd.grad(element, points, create_graph=create_graph, allow_unused=True))
    blocks = []
    for k, point in enumerate(points):
        parts = [torch.zeros_like(point) if row[k] is None else row[k] for row in rows]
        blocks.append(torch.stack(parts).reshape(tuple(output.shape) + tuple(point.shape)))
    return tuple(blocks) if isinstance(inputs, tuple) else blocks[0]


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    def gradient(point):
        return torch.autograd.grad(func(point), point, create_graph=True)[0]

    if isinstance(inputs, tuple):
        raise NotImplementedError("hessian of several inputs is not supported yet")
    return jacobian(gradient, inputs, create_graph=create_graph)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    points = tuple(torch._native.fresh(point) for point in _tuple(inputs))
    output = func(*points)
    gradients = torch.autograd.grad(output, points, v, create_graph=create_graph, allow_unused=True)
    return output, gradients if isinstance(inputs, tuple) else gradients[0]


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    points = tuple(torch._native.fresh(point) for point in _tuple(inputs))
    output = func(*points)
    dummy = torch.zeros_like(output).requires_grad_()
    backward = torch.autograd.grad(output, points, dummy, create_graph=True)
    product = torch.autograd.grad(backward, dummy, _tuple(v), create_graph=create_graph)[0]
    return output, product


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    point = torch._native.fresh(inputs)
    output = func(point)
    gradient = torch.autograd.grad(output, point, create_graph=True)[0]
    return output, torch.autograd.grad(gradient, point, v, create_graph=create_graph)[0]


vhp = hvp
