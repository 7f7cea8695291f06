"""Activations, the softmax family, and normalisation by a norm. Kinks follow PyTorch: the strict side is noted where it matters."""

import math

import torch


def relu(input, inplace=False):
    return _stored(input, torch.relu(input), inplace)


def relu_(input):
    return relu(input, inplace=True)


def threshold(input, threshold, value, inplace=False):
    return _stored(input, torch.where(input > threshold, input, torch.full_like(input, value)), inplace)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    """The derivative is 0 at the bounds themselves, unlike clamp's."""
    outside = (input <= min_val) | (input >= max_val)
    return _stored(input, torch.where(outside, input.detach().clamp(min_val, max_val), input), inplace)


def relu6(input, inplace=False):
    return hardtanh(input, 0.0, 6.0, inplace)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    return _stored(input, torch.where(input > 0, input, input * negative_slope), inplace)


def prelu(input, weight):
    if weight.numel() > 1:
        weight = weight.view([1, -1] + [1] * (input.dim() - 2))
    return torch.where(input > 0, input, input * weight)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    slope = torch.empty_like(input).uniform_(lower, upper) if training else (lower + upper) / 2
    return _stored(input, torch.where(input > 0, input, input * slope), inplace)


def elu(input, alpha=1.0, inplace=False):
    return _stored(input, torch.where(input <= 0, alpha * torch.expm1(input.clamp(max=0)), input), inplace)


def selu(input, inplace=False):
    return _stored(input, 1.0507009873554805 * elu(input, 1.6732632423543772), inplace)


def celu(input, alpha=1.0, inplace=False):
    return _stored(input, torch.where(input <= 0, alpha * torch.expm1(input.clamp(max=0) / alpha), input), inplace)


def glu(input, dim=-1):
    value, gate = input.chunk(2, dim)
    return value * torch.sigmoid(gate)


def gelu(input, approximate="none"):
    if approximate == "tanh":
        inner = math.sqrt(2 / math.pi) * (input + 0.044715 * input**3)
        return 0.5 * input * (1 + torch.tanh(inner))
    return 0.5 * input * (1 + torch.erf(input / math.sqrt(2)))


def silu(input, inplace=False):
    return _stored(input, input * torch.sigmoid(input), inplace)


def mish(input, inplace=False):
    return _stored(input, input * torch.tanh(softplus(input)), inplace)


def softplus(input, beta=1, threshold=20):
    """log(1 + exp(beta x)) / beta, and x itself above the threshold."""
    is_linear = input * beta > threshold
    # Below the threshold only, or the exponential of the rest would bring its overflow into the gradient.
    curved = torch.where(is_linear, torch.zeros_like(input), input * beta)
    return torch.where(is_linear, input, torch.log1p(torch.exp(curved)) / beta)


def logsigmoid(input):
    return -softplus(-input)


def sigmoid(input):
    return torch.sigmoid(input)


def tanh(input):
    return torch.tanh(input)


def softsign(input):
    return input / (1 + input.abs())


def tanhshrink(input):
    return input - torch.tanh(input)


def hardshrink(input, lambd=0.5):
    return torch.where(input.abs() <= lambd, torch.zeros_like(input), input)


def softshrink(input, lambd=0.5):
    shrunk = torch.where(input > lambd, input - lambd, torch.zeros_like(input))
    return torch.where(input < -lambd, input + lambd, shrunk)


def hardsigmoid(input, inplace=False):
    inside = (input > -3) & (input < 3)
    return _stored(input, torch.where(inside, input, input.detach().clamp(-3, 3)) / 6 + 0.5, inplace)


def hardswish(input, inplace=False):
    curved = torch.where(input <= 3, input, torch.zeros_like(input))
    return _stored(input, torch.where(input <= 3, curved * (curved + 3).clamp(min=0) / 6, input), inplace)


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    return torch.softmax(input, _softmax_dim(input) if dim is None else dim, dtype=dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    return softmax(-input, dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    return torch.log_softmax(input, _softmax_dim(input) if dim is None else dim, dtype=dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """`hard` answers a one-hot vector and keeps the gradient of the soft one."""
    gumbels = -torch.empty_like(logits).exponential_().log()
    soft = torch.softmax((logits + gumbels) / tau, dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return torch.zeros_like(logits).scatter(dim, index, 1.0) - soft.detach() + soft


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    return input / input.norm(p, dim, keepdim=True).clamp(min=eps).expand_as(input)


def _softmax_dim(input):
    return 0 if input.dim() in (0, 1, 3) else 1


def _stored(input, result, inplace):
    return input.copy_(result) if inplace else result


def _in_place(function):
    """`elu_(x)` writes `elu(x)` into x."""
    return lambda input, *args, **kwargs: input.copy_(function(input, *args, **kwargs))


celu_ = _in_place(celu)
elu_ = _in_place(elu)
hardtanh_ = _in_place(hardtanh)
leaky_relu_ = _in_place(leaky_relu)
selu_ = _in_place(selu)
threshold_ = _in_place(threshold)
