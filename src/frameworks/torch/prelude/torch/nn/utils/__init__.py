"""torch.nn.utils: parameters as one vector, and bounds on gradients."""

import torch
from torch.nn.utils.weights import remove_spectral_norm, remove_weight_norm, spectral_norm, weight_norm


def parameters_to_vector(parameters):
    return torch.cat([parameter.reshape(-1) for parameter in parameters])


def vector_to_parameters(vec, parameters):
    start = 0
    with torch.no_grad():
        for parameter in parameters:
            count = parameter.numel()
            parameter.copy_(vec[start : start + count].reshape(parameter.shape))
            start += count


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False):
    gradients = _gradients(parameters)
    if not gradients:
        return torch.tensor(0.0)
    total = torch.stack([gradient.norm(norm_type) for gradient in gradients]).norm(norm_type)
    share = (max_norm / (total + 1e-6)).clamp(max=1.0)
    for gradient in gradients:
        gradient.mul_(share)
    return total


def clip_grad_value_(parameters, clip_value):
    for gradient in _gradients(parameters):
        gradient.clamp_(-clip_value, clip_value)


def _gradients(parameters):
    parameters = [parameters] if isinstance(parameters, torch.Tensor) else parameters
    return [parameter.grad for parameter in parameters if parameter.grad is not None]
