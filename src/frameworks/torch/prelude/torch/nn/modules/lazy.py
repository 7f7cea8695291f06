"""Layers that learn the size of their input from the first one: until then what depends on it is empty."""

import torch
from torch.nn.modules.conv import Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from torch.nn.modules.linear import Linear
from torch.nn.modules.module import Module
from torch.nn.modules.normalization import (
    BatchNorm1d,
    BatchNorm2d,
    BatchNorm3d,
    InstanceNorm1d,
    InstanceNorm2d,
    InstanceNorm3d,
)
from torch.nn.parameter import Parameter


class LazyModuleMixin:
    _is_settled = False

    def has_uninitialized_params(self):
        return not self._is_settled

    def initialize_parameters(self, input):
        raise NotImplementedError(f"initialize_parameters is not implemented for {type(self).__name__}")

    def __call__(self, *args, **kwargs):
        if not self._is_settled:
            self.initialize_parameters(*args, **kwargs)
            object.__setattr__(self, "_is_settled", True)
        return Module.__call__(self, *args, **kwargs)


class LazyLinear(LazyModuleMixin, Linear):
    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, out_features, bias, dtype=dtype)

    def initialize_parameters(self, input):
        self.in_features = input.shape[-1]
        if self.weight.numel() == 0:
            self.weight = Parameter(self.weight.new_zeros(self.out_features, self.in_features))
            self.reset_parameters()


class _LazyConv(LazyModuleMixin):
    def __init__(self, out_channels, kernel_size, *args, **kwargs):
        super().__init__(0, out_channels, kernel_size, *args, **kwargs)

    def initialize_parameters(self, input):
        self.in_channels = input.shape[-1 - self.dims]
        if self.weight.numel() == 0:
            self.weight = Parameter(self.weight.new_zeros(self._weight_shape()))
            self.reset_parameters()


class LazyConv1d(_LazyConv, Conv1d):
    pass


class LazyConv2d(_LazyConv, Conv2d):
    pass


class LazyConv3d(_LazyConv, Conv3d):
    pass


class LazyConvTranspose1d(_LazyConv, ConvTranspose1d):
    pass


class LazyConvTranspose2d(_LazyConv, ConvTranspose2d):
    pass


class LazyConvTranspose3d(_LazyConv, ConvTranspose3d):
    pass


class _LazyNorm(LazyModuleMixin):
    def __init__(self, *args, **kwargs):
        super().__init__(0, *args, **kwargs)

    def initialize_parameters(self, input):
        self.num_features = input.shape[1]
        if self.affine and self.weight.numel() == 0:
            self.weight = Parameter(torch.ones(self.num_features))
            self.bias = Parameter(torch.zeros(self.num_features))
        if self.track_running_stats and self.running_mean.numel() == 0:
            self.running_mean = torch.zeros(self.num_features)
            self.running_var = torch.ones(self.num_features)


class LazyBatchNorm1d(_LazyNorm, BatchNorm1d):
    pass


class LazyBatchNorm2d(_LazyNorm, BatchNorm2d):
    pass


class LazyBatchNorm3d(_LazyNorm, BatchNorm3d):
    pass


class LazyInstanceNorm1d(_LazyNorm, InstanceNorm1d):
    pass


class LazyInstanceNorm2d(_LazyNorm, InstanceNorm2d):
    pass


class LazyInstanceNorm3d(_LazyNorm, InstanceNorm3d):
    pass
