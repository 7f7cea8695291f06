"""vmap, one entry after the other. A module of its own: torch has functions named like Python's (`range`)."""

import torch._native as _native


def vmap(func, in_dims=0, out_dims=0, randomness="error", **options):
    def mapped(*args, **kwargs):
        dims = in_dims if isinstance(in_dims, (tuple, list)) else (in_dims,) * len(args)
        count = next(_sizes(arg, dim) for arg, dim in zip(args, dims) if dim is not None)
        results = [
            func(*[_select(arg, dim, i) for arg, dim in zip(args, dims)], **kwargs) for i in range(count)
        ]
        return _stacked(results, out_dims)

    return mapped


def _stacked(results, dim):
    first = results[0]
    if isinstance(first, dict):
        return {key: _stacked([result[key] for result in results], dim) for key in first}
    if isinstance(first, (tuple, list)):
        dims = dim if isinstance(dim, (tuple, list)) else [dim] * len(first)
        return type(first)(_stacked([result[k] for result in results], one) for k, one in enumerate(dims))
    return _native.stack(results, dim)


def _sizes(arg, dim):
    """Of the first tensor in what may be nested; `dim` may be nested alike."""
    if isinstance(arg, dict):
        arg, dim = list(arg.values()), list(dim.values()) if isinstance(dim, dict) else dim
    if isinstance(arg, (tuple, list)):
        dims = dim if isinstance(dim, (tuple, list)) else [dim] * len(arg)
        return next(_sizes(item, one) for item, one in zip(arg, dims) if one is not None)
    return arg.size(dim)


def _select(arg, dim, i):
    if dim is None:
        return arg
    if isinstance(arg, dict):
        return {key: _select(item, dim[key] if isinstance(dim, dict) else dim, i) for key, item in arg.items()}
    if isinstance(arg, (tuple, list)):
        dims = dim if isinstance(dim, (tuple, list)) else [dim] * len(arg)
        return type(arg)(_select(item, one, i) for item, one in zip(arg, dims))
    return arg.select(dim, i)
