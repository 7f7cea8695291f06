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


def vjp(func, *primals, has_aux=False):
    points = [torch._native.fresh(primal) for primal in primals]
    result = func(*points)
    value = result[0] if has_aux else result

    def pull(cotangents):
        outputs = value if isinstance(value, tuple) else (value,)
        given = cotangents if isinstance(value, tuple) else (cotangents,)
        return torch.autograd.grad(outputs, points, list(given), create_graph=True, allow_unused=True)

    return (value, pull, result[1]) if has_aux else (value, pull)


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    """The derivative of the pulled-back cotangent by the cotangent, along the tangents."""
    value, pull, *aux = vjp(func, *primals, has_aux=has_aux)
    is_tuple = isinstance(value, tuple)
    outputs = value if is_tuple else (value,)
    cotangents = [torch._native.fresh(torch.zeros_like(output)) for output in outputs]
    pulled = pull(tuple(cotangents) if is_tuple else cotangents[0])
    reached = [(one, tangent) for one, tangent in zip(pulled, tangents) if one is not None]
    along = torch.autograd.grad(
        [one for one, _ in reached], cotangents, [tangent for _, tangent in reached], create_graph=True, allow_unused=True
    )
    moved = tuple(torch.zeros_like(output) if one is None else one for one, output in zip(along, outputs))
    return (value, moved if is_tuple else moved[0], *aux)


def linearize(func, *primals):
    value = func(*primals)
    return value, lambda *tangents: jvp(func, primals, tangents)[1]


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    """The module's forward with other tensors in place of its own."""
    dicts = parameter_and_buffer_dicts
    given = {}
    for one in dicts if isinstance(dicts, (list, tuple)) else [dicts]:
        given.update(one)
    held = []
    for path, tensor in given.items():
        *owners, name = path.split(".")
        owner = module
        for part in owners:
            owner = getattr(owner, part)
        registry = owner._parameters if name in owner._parameters else owner._buffers
        held.append((registry, name, registry[name]))
        registry[name] = tensor
    try:
        return module(*(args if isinstance(args, tuple) else () if args is None else (args,)), **(kwargs or {}))
    finally:
        for registry, name, tensor in held:
            registry[name] = tensor


def stack_module_state(models):
    """Parameters and buffers of equal modules, stacked."""
    names = [[dict(one.named_parameters()) for one in models], [dict(one.named_buffers()) for one in models]]
    return tuple({name: torch.stack([one[name].detach() for one in states]) for name in states[0]} for states in names)


def hessian(func, argnums=0):
    return jacrev(jacrev(func, argnums), argnums)
