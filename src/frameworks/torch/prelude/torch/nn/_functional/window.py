"""Whatever slides a window over the last axes: convolution, pooling, unfold and fold. Windows are gathered, then multiplied or reduced."""

import math

import torch
from torch.nn._functional.padding import pad


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return _convolution(input, weight, bias, stride, padding, dilation, groups, 1)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return _convolution(input, weight, bias, stride, padding, dilation, groups, 2)


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return _convolution(input, weight, bias, stride, padding, dilation, groups, 3)


def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    return _transposed_convolution(input, weight, bias, stride, padding, output_padding, groups, dilation, 1)


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    return _transposed_convolution(input, weight, bias, stride, padding, output_padding, groups, dilation, 2)


def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    return _transposed_convolution(input, weight, bias, stride, padding, output_padding, groups, dilation, 3)


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    return _average(input, kernel_size, stride, padding, ceil_mode, count_include_pad, None, 1)


def avg_pool2d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
):
    return _average(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, 2)


def avg_pool3d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
):
    return _average(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override, 3)


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return _maximum(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices, 1)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return _maximum(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices, 2)


def max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return _maximum(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices, 3)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return _power_average(input, norm_type, kernel_size, stride, ceil_mode, 1)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return _power_average(input, norm_type, kernel_size, stride, ceil_mode, 2)


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return _power_average(input, norm_type, kernel_size, stride, ceil_mode, 3)


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _unpooled(input, indices, kernel_size, stride, padding, output_size, 1)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _unpooled(input, indices, kernel_size, stride, padding, output_size, 2)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    return _unpooled(input, indices, kernel_size, stride, padding, output_size, 3)


def adaptive_avg_pool1d(input, output_size):
    return _adaptive(input, output_size, 1, lambda cell, axis: cell.mean(axis))


def adaptive_avg_pool2d(input, output_size):
    return _adaptive(input, output_size, 2, lambda cell, axis: cell.mean(axis))


def adaptive_avg_pool3d(input, output_size):
    return _adaptive(input, output_size, 3, lambda cell, axis: cell.mean(axis))


def adaptive_max_pool1d(input, output_size, return_indices=False):
    return _adaptive_max(input, output_size, 1, return_indices)


def adaptive_max_pool2d(input, output_size, return_indices=False):
    return _adaptive_max(input, output_size, 2, return_indices)


def adaptive_max_pool3d(input, output_size, return_indices=False):
    return _adaptive_max(input, output_size, 3, return_indices)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """Windows as columns: [N, C·k, L]."""
    kernel, dilation, padding, stride = (_each(value, 2) for value in (kernel_size, dilation, padding, stride))
    padded = pad(input, _both_sides(padding))
    windows, _ = _windows(padded, kernel, stride, dilation)
    return windows.flatten(-3, -2)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """The transpose of unfold: overlapping values are summed."""
    output, kernel, dilation, padding, stride = (
        _each(value, 2) for value in (output_size, kernel_size, dilation, padding, stride)
    )
    is_batched = input.dim() == 3
    columns = input if is_batched else input.unsqueeze(0)
    size = [extent + 2 * edge for extent, edge in zip(output, padding)]
    index, _ = _window_index(size, kernel, stride, dilation)
    channels = columns.size(1) // math.prod(kernel)
    columns = columns.reshape(columns.size(0), channels, -1)
    summed = columns.new_zeros(columns.size(0), channels, math.prod(size))
    summed = summed.index_add(2, index.reshape(-1), columns).reshape(columns.size(0), channels, *size)
    summed = pad(summed, [-edge for edge in _both_sides(padding)])
    return summed if is_batched else summed.squeeze(0)


def _convolution(input, weight, bias, stride, padding, dilation, groups, dims):
    is_batched = input.dim() == dims + 2
    if not is_batched:
        input = input.unsqueeze(0)
    kernel, stride, dilation = list(weight.shape[2:]), _each(stride, dims), _each(dilation, dims)
    padded = pad(input, _convolution_padding(padding, kernel, dilation, dims))
    windows, sizes = _windows(padded, kernel, stride, dilation)
    batch, channels, taps, places = windows.shape
    # [N, groups, C/groups·k, L] against [groups, O/groups, C/groups·k]
    columns = windows.reshape(batch, groups, channels // groups * taps, places)
    filters = weight.reshape(groups, weight.size(0) // groups, -1)
    output = (filters @ columns).reshape(batch, weight.size(0), *sizes)
    if bias is not None:
        output = output + bias.view([1, -1] + [1] * dims)
    return output if is_batched else output.squeeze(0)


def _transposed_convolution(input, weight, bias, stride, padding, output_padding, groups, dilation, dims):
    """A convolution of the input, spread out by the stride, with the turned-round kernel."""
    is_batched = input.dim() == dims + 2
    if not is_batched:
        input = input.unsqueeze(0)
    stride, padding, extra, dilation = (_each(value, dims) for value in (stride, padding, output_padding, dilation))
    for axis in range(dims):
        input = _spread(input, 2 + axis, stride[axis])
    edges = []
    for axis in reversed(range(dims)):
        reach = dilation[axis] * (weight.size(2 + axis) - 1) - padding[axis]
        edges.extend([reach, reach + extra[axis]])
    inner = weight.reshape(groups, weight.size(0) // groups, *weight.shape[1:]).transpose(1, 2)
    turned = inner.flip(list(range(3, 3 + dims))).flatten(0, 1)
    output = _convolution(pad(input, edges), turned, bias, 1, 0, dilation, groups, dims)
    return output if is_batched else output.squeeze(0)


def _spread(input, axis, stride):
    """Puts stride - 1 zeros between neighbours."""
    if stride == 1:
        return input
    spread = torch.stack([input] + [torch.zeros_like(input)] * (stride - 1), axis + 1).flatten(axis, axis + 1)
    return spread.narrow(axis, 0, spread.size(axis) - (stride - 1))


def _convolution_padding(padding, kernel, dilation, dims):
    if padding == "valid":
        return [0] * (2 * dims)
    if padding != "same":
        return _both_sides(_each(padding, dims))
    edges = []
    for extent, step in zip(reversed(kernel), reversed(dilation)):
        total = step * (extent - 1)
        edges.extend([total // 2, total - total // 2])
    return edges


def _average(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor, dims):
    kernel, padding = _each(kernel_size, dims), _each(padding, dims)
    stride = _each(kernel_size if stride is None else stride, dims)
    counted, filler = _pool_padding(input, kernel, stride, [1] * dims, padding, ceil_mode, dims)
    windows, sizes = _windows(pad(pad(input, counted), filler), kernel, stride, [1] * dims)
    total = windows.sum(-2)
    if divisor is None:
        # The window's part inside the padding counts or not; what ceil_mode adds behind it never does.
        inside = torch.ones(input.shape[-dims:])
        inside = pad(pad(inside, counted, value=1.0 if count_include_pad else 0.0), filler)
        divisor = _windows(inside, kernel, stride, [1] * dims)[0].sum(-2)
    return (total / divisor).reshape(*input.shape[:-dims], *sizes)


def _maximum(input, kernel_size, stride, padding, dilation, ceil_mode, return_indices, dims):
    """Of equals the first takes the gradient."""
    kernel, padding, dilation = (_each(value, dims) for value in (kernel_size, padding, dilation))
    stride = _each(kernel_size if not stride else stride, dims)
    edges, filler = _pool_padding(input, kernel, stride, dilation, padding, ceil_mode, dims)
    lowest = float("-inf")
    padded = pad(pad(input, edges, value=lowest), filler, value=lowest)
    if not return_indices and max(kernel) <= 5:
        # the last axis first: then the first of equals is the first in the order of the elements
        for axis in reversed(range(dims)):
            padded = _running_maximum(padded, axis - dims, kernel[axis], stride[axis], dilation[axis])
        return padded
    windows, sizes = _windows(padded, kernel, stride, dilation)
    greatest, index = windows.max(-2)
    shape = (*input.shape[:-dims], *sizes)
    if not return_indices:
        return greatest.reshape(shape)
    places = torch.arange(math.prod(input.shape[-dims:])).reshape(input.shape[-dims:])
    places = _windows(pad(pad(places, edges), filler), kernel, stride, dilation)[0]
    return greatest.reshape(shape), places.expand(windows.shape).gather(-2, index.unsqueeze(-2)).reshape(shape)


def _running_maximum(input, axis, extent, stride, dilation):
    """Of a window along one axis, by comparing its places one after another; axis after axis, the first of equals stays."""
    reach = input.shape[axis] - (extent - 1) * dilation
    before = (slice(None),) * (input.dim() + axis)
    greatest, *others = [input[(*before, slice(i * dilation, i * dilation + reach, stride))] for i in range(extent)]
    for other in others:
        greatest = torch.where((other > greatest) | other.isnan(), other, greatest)
    return greatest


def _unpooled(input, indices, kernel_size, stride, padding, output_size, dims):
    """The maxima back at their places, zeros elsewhere."""
    kernel, padding = _each(kernel_size, dims), _each(padding, dims)
    stride = _each(kernel_size if not stride else stride, dims)
    if output_size is None:
        pooled = input.shape[-dims:]
        size = [(pooled[i] - 1) * stride[i] - 2 * padding[i] + kernel[i] for i in range(dims)]
    else:
        size = list(output_size)[-dims:]
    flat = input.new_zeros(*input.shape[:-dims], math.prod(size))
    return flat.scatter(-1, indices.flatten(-dims), input.flatten(-dims)).reshape(*input.shape[:-dims], *size)


def _power_average(input, norm_type, kernel_size, stride, ceil_mode, dims):
    """The windows' norm, as PyTorch has it: from the mean of powers."""
    mean = _average(input**norm_type, kernel_size, stride, 0, ceil_mode, True, None, dims)
    return (torch.sign(mean) * torch.relu(mean.abs()) * math.prod(_each(kernel_size, dims))) ** (1.0 / norm_type)


def _adaptive(input, output_size, dims, reduce):
    cells, sizes = _adaptive_cells(input, output_size, dims)
    reduced = torch.stack([reduce(cell.flatten(-dims), -1) for cell in cells], -1)
    return reduced.reshape(*input.shape[:-dims], *sizes)


def _adaptive_max(input, output_size, dims, return_indices):
    greatest = _adaptive(input, output_size, dims, lambda cell, axis: cell.max(axis)[0])
    if not return_indices:
        return greatest
    places = torch.arange(math.prod(input.shape[-dims:])).reshape(input.shape[-dims:]).expand(input.shape)
    cells, sizes = _adaptive_cells(input, output_size, dims)
    chosen = [cell.flatten(-dims).argmax(-1, keepdim=True) for cell in cells]
    cells, sizes = _adaptive_cells(places, output_size, dims)
    found = torch.cat([cell.flatten(-dims).gather(-1, index) for cell, index in zip(cells, chosen)], -1)
    return greatest, found.reshape(*input.shape[:-dims], *sizes)


def _adaptive_cells(input, output_size, dims):
    """Cells of nearly equal extent, which overlap where the sizes do not divide."""
    sizes = [input.size(index - dims) if size is None else size for index, size in enumerate(_each(output_size, dims))]
    cells = [input]
    for index, size in enumerate(sizes):
        axis = input.dim() - dims + index
        extent = input.size(axis)
        bounds = [(cell * extent // size, -(-(cell + 1) * extent // size)) for cell in range(size)]
        cells = [part.narrow(axis, start, end - start) for part in cells for start, end in bounds]
    return cells, sizes


def _pool_padding(input, kernel, stride, dilation, padding, ceil_mode, dims):
    """What the caller asked for on both sides, and what ceil_mode needs behind it for a last, partial window."""
    filler = []
    for axis in reversed(range(dims)):
        extent = input.size(axis - dims) + 2 * padding[axis]
        reach = dilation[axis] * (kernel[axis] - 1) + 1
        count = (extent - reach) // stride[axis] + 1
        if ceil_mode:
            count = -(-(extent - reach) // stride[axis]) + 1
            # A last window must not start in the padding behind the input.
            if (count - 1) * stride[axis] >= input.size(axis - dims) + padding[axis]:
                count -= 1
        filler.extend([0, max(0, (count - 1) * stride[axis] + reach - extent)])
    return _both_sides(padding), filler


def _windows(input, kernel, stride, dilation):
    """[…, taps, places] of […, *spatial], and how many places there are on each axis."""
    dims = len(kernel)
    index, sizes = _window_index(list(input.shape[-dims:]), kernel, stride, dilation)
    flat = input.flatten(-dims)
    gathered = flat.index_select(flat.dim() - 1, index.reshape(-1))
    return gathered.reshape(*input.shape[:-dims], *index.shape), sizes


def _window_index(size, kernel, stride, dilation):
    """Flat positions [taps, places] of every tap at every place."""
    index = torch.zeros(1, 1, dtype=torch.long)
    sizes = []
    for axis, extent in enumerate(size):
        count = (extent - dilation[axis] * (kernel[axis] - 1) - 1) // stride[axis] + 1
        if count < 1:
            raise RuntimeError(f"Kernel size ({kernel[axis]}) can't be greater than actual input size ({extent})")
        taps = torch.arange(kernel[axis]).reshape(1, -1, 1, 1) * dilation[axis]
        places = torch.arange(count).reshape(1, 1, 1, -1) * stride[axis]
        index = index.reshape(index.size(0), 1, index.size(1), 1) * extent + taps + places
        index = index.flatten(0, 1).flatten(1, 2)
        sizes.append(count)
    return index, sizes


def _each(value, dims):
    """One number for every axis, from one number for all or a tuple."""
    if not isinstance(value, (tuple, list)):
        return [value] * dims
    return list(value) if len(value) > 1 else list(value) * dims


def _both_sides(padding):
    """In the order of `pad`: the last axis first."""
    edges = []
    for extent in reversed(padding):
        edges.extend([extent, extent])
    return edges
