"""einops: axes by their names. Every pattern is a split of the axes, an order, a reduction or repetition, and a join."""

import math

import torch


class EinopsError(RuntimeError):
    pass


def rearrange(tensor, pattern, **axes_lengths):
    return _transformed(tensor, pattern, None, axes_lengths)


def reduce(tensor, pattern, reduction, **axes_lengths):
    return _transformed(tensor, pattern, reduction, axes_lengths)


def repeat(tensor, pattern, **axes_lengths):
    return _transformed(tensor, pattern, "repeat", axes_lengths)


def einsum(*tensors_and_pattern):
    *tensors, pattern = tensors_and_pattern
    letters = {}
    text = ""
    for token in pattern.replace(",", " , ").replace("->", " -> ").split():
        if token in (",", "->", "..."):
            text += token
        else:
            text += letters.setdefault(token, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[len(letters)])
    if torch.is_tensor(tensors[0]):
        return torch.einsum(text, *tensors)
    import numpy

    return numpy.einsum(text, *tensors)


def parse_shape(x, pattern):
    groups = _groups(pattern)
    groups = _with_dots(groups, x.ndim - (len(groups) - 1))
    named = [(group[0], extent) for group, extent in zip(groups, x.shape) if group]
    return {name: extent for name, extent in named if name != "_" and not name.startswith(".")}


def pack(tensors, pattern):
    """Joins tensors along the axis `*`, which stands for any number of axes of each."""
    names = pattern.split()
    before, after = names.index("*"), len(names) - names.index("*") - 1
    shapes, parts = [], []
    for tensor in tensors:
        end = len(tensor.shape) - after
        shapes.append(tuple(tensor.shape[before:end]))
        parts.append(tensor.reshape(*tensor.shape[:before], math.prod(tensor.shape[before:end]), *tensor.shape[end:]))
    return _concatenated(parts, before), shapes


def unpack(tensor, packed_shapes, pattern):
    axis = pattern.split().index("*")
    start, parts = 0, []
    for shape in packed_shapes:
        shape = tuple(shape)
        end = tensor.shape[axis] if -1 in shape else start + math.prod(shape)
        part = tensor[(slice(None),) * axis + (slice(start, end),)]
        parts.append(part.reshape(*tensor.shape[:axis], *shape, *tensor.shape[axis + 1 :]))
        start = end
    return parts


def asnumpy(tensor):
    return tensor.detach().cpu().numpy() if torch.is_tensor(tensor) else tensor


def _transformed(tensor, pattern, reduction, lengths):
    if isinstance(tensor, (list, tuple)):
        tensor = _stacked(tensor)
    left, right = [_groups(side) for side in pattern.split("->")]
    dots = tensor.ndim - (len(left) - 1)
    left, right = [_with_dots(side, dots) for side in (left, right)]
    if len(left) != tensor.ndim:
        raise EinopsError(f"Wrong shape: expected {len(left)} dims. Received {tensor.ndim}-dim tensor: {pattern!r}")
    sizes = dict(lengths)
    for group, extent in zip(left, tensor.shape):
        _infer(group, extent, sizes, pattern)
    source = [name for group in left for name in group]
    target = [name for group in right for name in group]
    kept = [name for name in target if name in source]
    lost = [name for name in source if name not in target]
    new = [name for name in target if name not in source]
    if lost and reduction in (None, "repeat"):
        raise EinopsError(f"Identifiers only on one side of expression (should be on both): {set(lost)}")
    if new and reduction != "repeat":
        raise EinopsError(f"Identifiers only on one side of expression (should be on both): {set(new)}")
    tensor = tensor.reshape([sizes[name] for name in source])
    tensor = _ordered(tensor, [source.index(name) for name in kept + lost])
    if lost:
        tensor = _reduced(tensor, reduction, tuple(range(len(kept), len(source))))
    if new:
        tensor = tensor.reshape([sizes[name] if name in kept else 1 for name in target])
        tensor = _broadcast(tensor, [sizes[name] for name in target])
    return tensor.reshape([math.prod(sizes[name] for name in group) for group in right])


def _groups(side):
    """Names by axis: `b (h w) 1` has [["b"], ["h", "w"], []]. Dots by themselves are no group, as `(...)` is."""
    groups, open_group = [], None
    for token in side.replace("(", " ( ").replace(")", " ) ").split():
        if token == "(":
            open_group = []
        elif token == ")":
            groups.append(open_group)
            open_group = None
        elif open_group is not None:
            open_group.extend([] if token == "1" else [token])
        elif token == "...":
            groups.append(token)
        else:
            groups.append([] if token == "1" else [token])
    return groups


def _with_dots(groups, count):
    dots = [f"...{i}" for i in range(count)]
    result = []
    for group in groups:
        if group == "...":
            result.extend([name] for name in dots)
        else:
            result.append([one for name in group for one in (dots if name == "..." else [name])])
    return result


def _infer(group, extent, sizes, pattern):
    unknown = [name for name in group if name not in sizes]
    known = math.prod(sizes[name] for name in group if name in sizes)
    if len(unknown) > 1:
        raise EinopsError(f"Could not infer sizes for {set(unknown)} in {pattern!r}")
    if unknown:
        sizes[unknown[0]] = extent // known
    if math.prod(sizes[name] for name in group) != extent:
        raise EinopsError(f"Shape mismatch, {extent} != {known} in {pattern!r}")


def _stacked(tensors):
    if torch.is_tensor(tensors[0]):
        return torch.stack(list(tensors))
    import numpy

    return numpy.stack(tensors)


def _concatenated(tensors, axis):
    if torch.is_tensor(tensors[0]):
        return torch.cat(tensors, axis)
    import numpy

    return numpy.concatenate(tensors, axis)


def _ordered(tensor, axes):
    return tensor.permute(axes) if torch.is_tensor(tensor) else tensor.transpose(axes)


def _broadcast(tensor, shape):
    if torch.is_tensor(tensor):
        return tensor.expand(shape)
    import numpy

    return numpy.broadcast_to(tensor, shape)


def _reduced(tensor, reduction, axes):
    if callable(reduction):
        return reduction(tensor, axes)
    if not torch.is_tensor(tensor):
        return getattr(tensor, reduction)(axis=axes)
    if reduction in ("max", "min"):
        return tensor.amax(axes) if reduction == "max" else tensor.amin(axes)
    if reduction in ("sum", "mean"):
        return tensor.sum(axes) if reduction == "sum" else tensor.mean(axes)
    for axis in reversed(axes):
        tensor = getattr(tensor, reduction)(axis)
    return tensor
