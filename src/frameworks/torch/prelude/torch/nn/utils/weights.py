"""Weights written as functions of others: by norm and direction, or divided by their largest singular value."""

import torch
import torch.nn.functional as F
from torch.nn import Parameter


def weight_norm(module, name="weight", dim=0):
    weight = getattr(module, name)
    del module._parameters[name]
    module.register_parameter(name + "_g", Parameter(_length(weight.detach(), dim)))
    module.register_parameter(name + "_v", Parameter(weight.detach()))
    return _renewed(module, name, _WeightNorm(name, dim))


def remove_weight_norm(module, name="weight"):
    return _removed(module, name, (name + "_g", name + "_v"))


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    weight = getattr(module, name)
    dim = _output_axis(module) if dim is None else dim
    matrix = _as_matrix(weight.detach(), dim)
    del module._parameters[name]
    module.register_parameter(name + "_orig", Parameter(weight.detach()))
    module.register_buffer(name + "_u", F.normalize(torch.randn(matrix.size(0)), dim=0, eps=eps))
    module.register_buffer(name + "_v", F.normalize(torch.randn(matrix.size(1)), dim=0, eps=eps))
    return _renewed(module, name, _SpectralNorm(name, n_power_iterations, eps, dim))


def remove_spectral_norm(module, name="weight"):
    return _removed(module, name, (name + "_orig", name + "_u", name + "_v"))


class _WeightNorm:
    def __init__(self, name, dim):
        self.name = name
        self.dim = dim

    def __call__(self, module, inputs):
        length, direction = getattr(module, self.name + "_g"), getattr(module, self.name + "_v")
        object.__setattr__(module, self.name, direction * (length / _length(direction, self.dim)))


class _SpectralNorm:
    """The singular vectors are renewed by power iteration while training, and are constants to the gradient."""

    def __init__(self, name, n_power_iterations, eps, dim):
        self.name = name
        self.rounds = n_power_iterations
        self.eps = eps
        self.dim = dim

    def __call__(self, module, inputs):
        weight = getattr(module, self.name + "_orig")
        u, v = getattr(module, self.name + "_u"), getattr(module, self.name + "_v")
        matrix = _as_matrix(weight, self.dim)
        if module.training:
            with torch.no_grad():
                for _ in range(self.rounds):
                    v.copy_(F.normalize(torch.mv(matrix.t(), u), dim=0, eps=self.eps))
                    u.copy_(F.normalize(torch.mv(matrix, v), dim=0, eps=self.eps))
        sigma = torch.dot(u.clone(), torch.mv(matrix, v.clone()))
        object.__setattr__(module, self.name, weight / sigma)


def _renewed(module, name, hook):
    hook(_Resting(module), None)
    module.register_forward_pre_hook(hook)
    return module


class _Resting:
    """A module that is looked at before it is trained."""

    training = False

    def __init__(self, module):
        object.__setattr__(self, "_module", module)

    def __getattr__(self, name):
        return getattr(self._module, name)

    def __setattr__(self, name, value):
        object.__setattr__(self._module, name, value)


def _removed(module, name, parts):
    weight = getattr(module, name).detach()
    for part in parts:
        module._parameters.pop(part, None)
        module._buffers.pop(part, None)
    module._forward_pre_hooks.clear()
    module.register_parameter(name, Parameter(weight))
    return module


def _length(weight, dim):
    """The norm of each slice along dim; of the whole where it is None or -1."""
    if dim is None or dim == -1:
        return weight.norm()
    others = [axis for axis in range(weight.dim()) if axis != dim]
    return weight.pow(2).sum(others, keepdim=True).sqrt()


def _as_matrix(weight, dim):
    if dim != 0:
        weight = weight.permute(dim, *[axis for axis in range(weight.dim()) if axis != dim])
    return weight.reshape(weight.size(0), -1)


def _output_axis(module):
    return 1 if type(module).__name__.startswith("ConvTranspose") else 0
