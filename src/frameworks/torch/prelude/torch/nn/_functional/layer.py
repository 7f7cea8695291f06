"""Layers without weights of their own: linear maps, embeddings, dropout, normalisation."""

import torch
import torch._native as _native


def linear(input, weight, bias=None):
    output = input @ weight.t() if weight.dim() == 2 else input @ weight
    return output if bias is None else output + bias


def bilinear(input1, input2, weight, bias=None):
    output = torch.einsum("...i,kij,...j->...k", input1, weight, input2)
    return output if bias is None else output + bias


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    """The row of the padding index gets no gradient."""
    if max_norm is not None:
        norm = weight.detach().norm(norm_type, 1, keepdim=True)
        weight = weight * torch.where(norm > max_norm, max_norm / (norm + 1e-7), torch.ones_like(norm))
    if padding_idx is not None:
        row = torch.arange(weight.size(0)).unsqueeze(1) == padding_idx % weight.size(0)
        weight = torch.where(row, weight.detach(), weight)
    return weight[input]


def embedding_bag(
    input,
    weight,
    offsets=None,
    max_norm=None,
    norm_type=2,
    scale_grad_by_freq=False,
    mode="mean",
    sparse=False,
    per_sample_weights=None,
    include_last_offset=False,
    padding_idx=None,
):
    """Rows in bags: a bag is a row of `input`, or the part of it between two offsets. The padding index counts for nothing."""
    rows = embedding(input.flatten(), weight, padding_idx, max_norm, norm_type)
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.reshape(-1, 1)
    if input.dim() == 2:
        count = input.size(0)
        bag = torch.arange(count).repeat_interleave(input.size(1))
    else:
        starts = offsets[:-1] if include_last_offset else offsets
        count = starts.size(0)
        bag = (torch.arange(input.size(0)).unsqueeze(1) >= starts).sum(1) - 1
    if padding_idx is not None:
        kept = input.flatten() != padding_idx % weight.size(0)
        rows, bag = rows[kept], bag[kept]
    places = bag.unsqueeze(1).expand(rows.shape)
    bags = rows.new_zeros(count, weight.size(1))
    if mode == "max":
        return bags.scatter_reduce(0, places, rows, "amax", include_self=False)
    total = bags.scatter_add(0, places, rows)
    if mode == "sum":
        return total
    sizes = torch.zeros(count).index_add(0, bag, torch.ones(bag.shape)).clamp(min=1)
    return total / sizes.unsqueeze(1)


def one_hot(tensor, num_classes=-1):
    if tensor.dtype != torch.int64:
        raise RuntimeError("one_hot is only applicable to index tensor.")
    if not _native.all_at_reference(tensor >= 0):
        raise RuntimeError("Class values must be non-negative.")
    if num_classes < 0:
        num_classes = int(tensor.max()) + 1
    elif not _native.all_at_reference(tensor < num_classes):
        raise RuntimeError("Class values must be smaller than num_classes.")
    return (tensor.unsqueeze(-1) == torch.arange(num_classes)).long()


def dropout(input, p=0.5, training=True, inplace=False):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    return _dropped(input, input.shape, p, training, inplace)


def dropout1d(input, p=0.5, training=True, inplace=False):
    return _dropped(input, input.shape[:-1] + (1,), p, training, inplace)


def dropout2d(input, p=0.5, training=True, inplace=False):
    return _dropped(input, input.shape[:-2] + (1, 1), p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    return _dropped(input, input.shape[:-3] + (1, 1, 1), p, training, inplace)


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    """Keeps mean and variance of what selu gives (Klambauer et al. 2017)."""
    if not training or p == 0:
        return input
    saturation = -1.7580993408473766
    scale = ((1 - p) * (1 + p * saturation**2)) ** -0.5
    kept = torch.bernoulli(torch.full_like(input, 1 - p))
    return scale * (input * kept + saturation * (1 - kept)) - scale * p * saturation


feature_alpha_dropout = alpha_dropout


def _dropped(input, shape, p, training, inplace):
    if not training or p == 0:
        return input
    if p == 1:
        return input * 0
    kept = torch.bernoulli(torch.full(shape, 1 - p))
    output = input * kept / (1 - p)
    return input.copy_(output) if inplace else output


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    axes = tuple(range(-len(normalized_shape), 0))
    if tuple(input.shape[axes[0] :]) != tuple(normalized_shape):
        raise RuntimeError(
            f"Given normalized_shape={list(normalized_shape)}, expected input with shape "
            f"{['*', *normalized_shape]}, but got input of size {list(input.shape)}"
        )
    output = _standardised(input, axes, eps)
    if weight is not None:
        output = output * weight
    return output if bias is None else output + bias


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    if input.size(1) % num_groups != 0:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, "
            f"but got input of shape {list(input.shape)} and num_groups={num_groups}"
        )
    grouped = input.reshape(input.size(0), num_groups, -1)
    return _scaled(_standardised(grouped, (2,), eps).reshape(input.shape), weight, bias)


def instance_norm(
    input,
    running_mean=None,
    running_var=None,
    weight=None,
    bias=None,
    use_input_stats=True,
    momentum=0.1,
    eps=1e-5,
):
    if not use_input_stats:
        return batch_norm(input, running_mean, running_var, weight, bias, False, momentum, eps)
    return _scaled(_standardised(input, tuple(range(2, input.dim())), eps), weight, bias)


def batch_norm(
    input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5
):
    axes = (0,) + tuple(range(2, input.dim()))
    if not training:
        shape = _channel_shape(input)
        output = (input - running_mean.view(shape)) / torch.sqrt(running_var.view(shape) + eps)
        return _scaled(output, weight, bias)
    if input.numel() == input.size(1):
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    if running_mean is not None:
        count = input.numel() / input.size(1)
        with torch.no_grad():
            mean = input.mean(axes)
            variance = ((input - input.mean(axes, keepdim=True)) ** 2).sum(axes) / max(count - 1, 1)
            running_mean.copy_((1 - momentum) * running_mean + momentum * mean)
            running_var.copy_((1 - momentum) * running_var + momentum * variance)
    return _scaled(_standardised(input, axes, eps), weight, bias)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    eps = torch.finfo(torch.float32).eps if eps is None else eps
    axes = tuple(range(-len(normalized_shape), 0))
    normed = input * torch.rsqrt(input.pow(2).mean(axes, keepdim=True) + eps)
    return normed if weight is None else normed * weight


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    squares = input**2
    before = torch.zeros_like(squares[:, :1]).repeat_interleave(size // 2, 1)
    after = torch.zeros_like(squares[:, :1]).repeat_interleave((size - 1) // 2, 1)
    padded = torch.cat([before, squares, after], 1)
    channels = input.size(1)
    total = sum(padded[:, shift : shift + channels] for shift in range(size))
    return input / (k + alpha * total / size) ** beta


def _standardised(input, axes, eps):
    centred = input - input.mean(axes, keepdim=True)
    variance = (centred**2).mean(axes, keepdim=True)
    return centred / torch.sqrt(variance + eps)


def _scaled(input, weight, bias):
    """Scale and shift of each channel (axis 1)."""
    shape = _channel_shape(input)
    if weight is not None:
        input = input * weight.view(shape)
    return input if bias is None else input + bias.view(shape)


def _channel_shape(input):
    return [1, -1] + [1] * (input.dim() - 2)
