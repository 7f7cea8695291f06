"""Padding, resampling and rearranging of the axes behind the channels."""

import math

import torch


def pad(input, pad, mode="constant", value=None):
    """`pad` counts from the last axis: (before, after) of the last, then of the one before it."""
    if len(pad) % 2 != 0:
        raise RuntimeError("Padding length must be divisible by 2")
    for position in range(len(pad) // 2):
        axis = input.dim() - 1 - position
        before, after = pad[2 * position], pad[2 * position + 1]
        if mode == "constant":
            input = _constant(input, axis, before, after, 0.0 if value is None else value)
        elif mode == "circular" and (before < 0 or after < 0):
            # what is cut does not come round again
            input = _constant(input, axis, min(before, 0), min(after, 0), 0.0)
            places = _source(input.size(axis), max(before, 0), max(after, 0), mode)
            input = input.index_select(axis, places)
        elif before != 0 or after != 0:
            input = input.index_select(axis, _source(input.size(axis), before, after, mode))
    return input


def _constant(input, axis, before, after, value):
    """Negative extents cut."""
    cut_before, cut_after = max(0, -before), max(0, -after)
    if cut_before or cut_after:
        input = input.narrow(axis, cut_before, input.size(axis) - cut_before - cut_after)
    parts = [input]
    shape = list(input.shape)
    if before > 0:
        shape[axis] = before
        parts.insert(0, input.new_full(shape, value))
    if after > 0:
        shape[axis] = after
        parts.append(input.new_full(shape, value))
    return torch.cat(parts, axis) if len(parts) > 1 else input


def _source(extent, before, after, mode):
    """Which element stands at each place of the padded axis."""
    places = torch.arange(-before, extent + after)
    if mode == "replicate":
        return places.clamp(0, extent - 1)
    if mode == "circular":
        return places % extent
    if mode == "reflect":
        if before >= extent or after >= extent:
            raise RuntimeError(
                "Padding size should be less than the corresponding input dimension, "
                f"but got: padding ({before}, {after}) at an extent of {extent}"
            )
        return (extent - 1) - (extent - 1 - places.abs()).abs()
    raise NotImplementedError(f"Unrecognised padding mode {mode}")


def interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False
):
    """Axis by axis: linear, bilinear and trilinear, bicubic, nearest and area all factor."""
    dims = input.dim() - 2
    if size is not None and scale_factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    needed = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5}.get(mode, dims + 2)
    if not 1 <= dims <= 3 or needed != dims + 2:
        raise NotImplementedError(
            f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {dims + 2}D) for the modes: "
            f"nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got {mode})"
        )
    factors = _each(scale_factor, dims)
    sizes = _each(size, dims)
    for index in range(dims):
        axis, factor = 2 + index, factors[index]
        extent = input.size(axis)
        target = sizes[index] if size is not None else int(math.floor(extent * factor))
        is_given = factor is not None and not recompute_scale_factor
        step = 1 / factor if is_given else extent / target
        if antialias:
            input = _smoothed(input, axis, target, step, mode, align_corners)
        elif mode in ("linear", "bilinear", "trilinear"):
            input = _linear(input, axis, target, step, align_corners)
        elif mode == "bicubic":
            input = _cubic(input, axis, target, step, align_corners)
        elif mode == "area":
            input = _area(input, axis, target)
        elif mode in ("nearest", "nearest-exact"):
            shift = 0.5 if mode == "nearest-exact" else 0.0
            places = torch.floor((torch.arange(target) + shift) * step).clamp(0, extent - 1).long()
            input = input.index_select(axis, places)
        else:
            raise NotImplementedError(f"unknown mode of interpolation: {mode!r}")
    return input


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, "nearest")


def upsample_bilinear(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, "bilinear", True)


def constant_pad_nd(input, pad, value=0):
    return globals()["pad"](input, pad, "constant", value)


def _places(extent, target, step, align_corners):
    """Where each output element lies on the input's axis."""
    if align_corners:
        return torch.arange(target) * ((extent - 1) / (target - 1) if target > 1 else 0.0)
    return (torch.arange(target) + 0.5) * step - 0.5


def _linear(input, axis, target, step, align_corners):
    extent = input.size(axis)
    places = _places(extent, target, step, align_corners).clamp(min=0)
    lower = torch.floor(places).long().clamp(max=extent - 1)
    upper = (lower + 1).clamp(max=extent - 1)
    share = _along(places - lower, input, axis)
    return input.index_select(axis, lower) * (1 - share) + input.index_select(axis, upper) * share


def _smoothed(input, axis, target, step, mode, align_corners):
    """Weights of a kernel that is stretched as far as the picture shrinks, and add up to 1 inside it."""
    if mode not in ("bilinear", "bicubic"):
        raise ValueError("Anti-alias option is restricted to bilinear and bicubic modes and requires a 4-D tensor as input")
    extent = input.size(axis)
    if align_corners:
        step = (extent - 1) / (target - 1) if target > 1 else 0.0
    stretch = max(step, 1.0)
    centre = step * (torch.arange(target, dtype=torch.float64) + 0.5)
    radius = (1 if mode == "bilinear" else 2) * stretch
    first = torch.trunc(centre - radius + 0.5).clamp(min=0)
    last = torch.trunc(centre + radius + 0.5).clamp(max=extent)
    place = torch.arange(extent, dtype=torch.float64)
    distance = ((place - centre.unsqueeze(1) + 0.5) / stretch).abs()
    if mode == "bilinear":
        weights = (1 - distance).clamp(min=0)
    else:
        near = (1.5 * distance - 2.5) * distance**2 + 1
        far = -0.5 * (((distance - 5) * distance + 8) * distance - 4)
        weights = torch.where(distance < 1, near, torch.where(distance < 2, far, 0.0))
    weights = weights * ((place >= first.unsqueeze(1)) & (place < last.unsqueeze(1)))
    weights = (weights / weights.sum(1, keepdim=True)).to(input.dtype)
    return (input.transpose(axis, -1) @ weights.t()).transpose(axis, -1)


def _cubic(input, axis, target, step, align_corners):
    """Keys' kernel with a = -0.75."""
    places = _places(input.size(axis), target, step, align_corners)
    lower = torch.floor(places)
    total = 0
    for tap in range(-1, 3):
        distance = (places - lower - tap).abs()
        near = (1.25 * distance - 2.25) * distance**2 + 1
        far = -0.75 * (((distance - 5) * distance + 8) * distance - 4)
        source = (lower.long() + tap).clamp(0, input.size(axis) - 1)
        total = total + input.index_select(axis, source) * _along(torch.where(distance <= 1, near, far), input, axis)
    return total


def _area(input, axis, target):
    extent = input.size(axis)
    cells = []
    for cell in range(target):
        start, end = cell * extent // target, -(-(cell + 1) * extent // target)
        cells.append(input.narrow(axis, start, end - start).mean(axis))
    return torch.stack(cells, axis)


def _along(values, input, axis):
    return values.view([-1 if position == axis else 1 for position in range(input.dim())])


def _each(value, dims):
    return list(value) if isinstance(value, (tuple, list)) else [value] * dims


def pixel_shuffle(input, upscale_factor):
    """[…, C·r², H, W] to […, C, H·r, W·r]."""
    r = upscale_factor
    *lead, channels, height, width = input.shape
    blocks = input.reshape(*lead, channels // r**2, r, r, height, width)
    count = len(lead)
    order = [count, count + 3, count + 1, count + 4, count + 2]
    return blocks.permute(*range(count), *order).reshape(*lead, channels // r**2, height * r, width * r)


def channel_shuffle(input, groups):
    """Takes the channels from each group in turn."""
    batch, channels, *rest = input.shape
    return input.reshape(batch, groups, channels // groups, *rest).transpose(1, 2).reshape(input.shape)


def pixel_unshuffle(input, downscale_factor):
    r = downscale_factor
    *lead, channels, height, width = input.shape
    blocks = input.reshape(*lead, channels, height // r, r, width // r, r)
    count = len(lead)
    order = [count, count + 2, count + 4, count + 1, count + 3]
    return blocks.permute(*range(count), *order).reshape(*lead, channels * r**2, height // r, width // r)
