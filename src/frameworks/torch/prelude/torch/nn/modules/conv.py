"""Convolutions."""

import math

import torch
import torch.nn.functional as F
from torch.nn import init
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter


class _ConvNd(Module):
    """What convolutions of every rank keep. `dims` is the rank."""

    dims = 0

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        bias=True,
        padding_mode="zeros",
        device=None,
        dtype=None,
    ):
        super().__init__()
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = _each(kernel_size, self.dims)
        self.stride = _each(stride, self.dims)
        self.padding = padding if isinstance(padding, str) else _each(padding, self.dims)
        self.dilation = _each(dilation, self.dims)
        self.groups = groups
        self.padding_mode = padding_mode
        self.weight = Parameter(torch.empty(self._weight_shape()))
        self.register_parameter("bias", Parameter(torch.empty(out_channels)) if bias else None)
        self.reset_parameters()
        self.to(dtype)

    def reset_parameters(self):
        bound = 1 / math.sqrt(max(1, math.prod(self._weight_shape()[1:])))
        init.uniform_(self.weight, -bound, bound)
        if self.bias is not None:
            init.uniform_(self.bias, -bound, bound)

    def _weight_shape(self):
        return (self.out_channels, self.in_channels // self.groups, *self.kernel_size)

    def forward(self, input):
        padding = self.padding
        if self.padding_mode != "zeros":
            edges = []
            for extent in reversed(padding):
                edges.extend([extent, extent])
            input = F.pad(input, edges, mode=self.padding_mode)
            padding = 0
        return self._convolve(input, padding)


class Conv1d(_ConvNd):
    dims = 1

    def _convolve(self, input, padding):
        return F.conv1d(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)


class Conv2d(_ConvNd):
    dims = 2

    def _convolve(self, input, padding):
        return F.conv2d(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)


class Conv3d(_ConvNd):
    dims = 3

    def _convolve(self, input, padding):
        return F.conv3d(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)


class _ConvTransposeNd(_ConvNd):
    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        output_padding=0,
        groups=1,
        bias=True,
        dilation=1,
        padding_mode="zeros",
        device=None,
        dtype=None,
    ):
        super().__init__(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode)
        self.output_padding = _each(output_padding, self.dims)
        self.to(dtype)

    def _weight_shape(self):
        return (self.in_channels, self.out_channels // self.groups, *self.kernel_size)


class ConvTranspose1d(_ConvTransposeNd):
    dims = 1

    def _convolve(self, input, padding):
        return F.conv_transpose1d(
            input, self.weight, self.bias, self.stride, padding, self.output_padding, self.groups, self.dilation
        )


class ConvTranspose2d(_ConvTransposeNd):
    dims = 2

    def _convolve(self, input, padding):
        return F.conv_transpose2d(
            input, self.weight, self.bias, self.stride, padding, self.output_padding, self.groups, self.dilation
        )


class ConvTranspose3d(_ConvTransposeNd):
    dims = 3

    def _convolve(self, input, padding):
        return F.conv_transpose3d(
            input, self.weight, self.bias, self.stride, padding, self.output_padding, self.groups, self.dilation
        )


def _each(value, dims):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * dims
