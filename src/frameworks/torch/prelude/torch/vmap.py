"""vmap, one entry after the other. A module of its own: torch has functions named like Python's (`range`)."""

import torch._native as _native


def vmap(func, in_dims=0, out_dims=0, randomness="error", **options):
    def mapped(*args, **kwargs):
        dims = in_dims if isinstance(in_dims, (tuple, list)) else (in_dims,) * len(args)
        count = next(_sizes(arg, dim) for arg, dim in zip(args, dims) if dim is not None)
        results = [
            func(*[arg if dim is None else _select(arg, dim, i) for arg, dim in zip(args, dims)], **kwargs) for i in range(count)
        ]
        if isinstance(results[0], tuple):
            return tuple(_native.stack([result[k] for result in results], out_dims) for k in range(len(results[0])))
        return _native.stack(results, out_dims)

    return mapped


def _sizes(arg, dim):
    return _sizes(arg[0], dim) if isinstance(arg, (tuple, list)) else arg.size(dim)


def _select(arg, dim, i):
    if isinstance(arg, (tuple, list)):
        return type(arg)(_select(item, dim, i) for item in arg)
    return arg.select(dim, i)
