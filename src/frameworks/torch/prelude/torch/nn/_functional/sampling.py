"""Looking a picture or a volume up at given places: grid_sample, and the grids of affine maps."""

import itertools
import math

import torch


def affine_grid(theta, size, align_corners=None):
    """[N, …, axes]: where each output element looks, in coordinates from -1 to 1, the last axis first."""
    axes = []
    for extent in size[2:]:
        steps = torch.linspace(-1, 1, extent) if extent > 1 else torch.zeros(1)
        axes.append(steps if align_corners else steps * (extent - 1) / extent)
    grids = torch.meshgrid(*axes, indexing="ij")
    base = torch.stack([*reversed(grids), torch.ones_like(grids[0])], -1).flatten(0, -2)
    return (base @ theta.transpose(1, 2)).reshape(size[0], *size[2:], len(axes))


def grid_sample(input, grid, mode="bilinear", padding_mode="zeros", align_corners=None):
    """[N, C, H, W] looked up at [N, h, w, 2], or volumes at three coordinates; those run from -1 to 1, the last axis first."""
    extents = input.shape[2:]
    places = [_pixel(grid[..., -1 - axis], extent, align_corners) for axis, extent in enumerate(extents)]
    if mode == "bicubic":
        return _cubic(input, places, padding_mode, align_corners)
    places = [_padded(place, extent, padding_mode, align_corners) for place, extent in zip(places, extents)]
    if mode == "nearest":
        return _looked_up(input, [torch.round(place) for place in places]) + 0 * torch.round(grid.sum(-1)).unsqueeze(1)
    lowest = [torch.floor(place).detach() for place in places]
    shares = [(place - low).unsqueeze(1) for place, low in zip(places, lowest)]
    total = 0
    for corner in itertools.product((0, 1), repeat=len(extents)):
        weight = math.prod(share if step else 1 - share for share, step in zip(shares, corner))
        total = total + _looked_up(input, [low + step for low, step in zip(lowest, corner)]) * weight
    return total


def _pixel(coordinate, extent, align_corners):
    return (coordinate + 1) / 2 * (extent - 1) if align_corners else ((coordinate + 1) * extent - 1) / 2


def _padded(place, extent, padding_mode, align_corners):
    """A place inside, unless zeros are meant to be outside."""
    if padding_mode == "zeros":
        return place
    if padding_mode == "reflection":
        low, span = (0.0, float(extent - 1)) if align_corners else (-0.5, float(extent))
        if span > 0:
            folded = (place - low).abs() % (2 * span)
            place = span - (folded - span).abs() + low
    # The bounds themselves get no gradient.
    inside = (place > 0) & (place < extent - 1)
    return torch.where(inside, place, place.detach().clamp(0, extent - 1))


def _cubic(input, places, padding_mode, align_corners):
    """Four elements on each axis; which they are is padded, not the place between them."""
    lowest = [torch.floor(place).detach() for place in places]
    taps = list(itertools.product(range(-1, 3), repeat=len(places)))
    total = 0
    for tap in taps:
        weight = math.prod(_key((place - low - step).abs()) for place, low, step in zip(places, lowest, tap))
        sources = [
            torch.round(_padded(low + step, extent, padding_mode, align_corners))
            for low, step, extent in zip(lowest, tap, input.shape[2:])
        ]
        total = total + _looked_up(input, sources) * weight.unsqueeze(1)
    return total


def _key(distance):
    """Keys' kernel with a = -0.75."""
    near = (1.25 * distance - 2.25) * distance**2 + 1
    far = -0.75 * (((distance - 5) * distance + 8) * distance - 4)
    return torch.where(distance <= 1, near, far)


def _looked_up(input, places):
    """Zero outside the picture."""
    count, channels, *extents = input.shape
    inside = True
    index = 0
    for place, extent in zip(places, extents):
        inside = (place >= 0) & (place <= extent - 1) & inside
        index = index * extent + place.clamp(0, extent - 1).long()
    index = index.reshape(count, 1, -1).expand(count, channels, places[0][0].numel())
    values = input.flatten(2).gather(2, index).reshape(count, channels, *places[0].shape[1:])
    return torch.where(inside.unsqueeze(1), values, torch.zeros_like(values))
