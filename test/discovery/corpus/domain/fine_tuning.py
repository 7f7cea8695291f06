import functools
from collections import OrderedDict

import torch
import torch.nn as nn


class L2Regularization(nn.Module):  # @loss
    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self):
        output = 0.0
        for param in self.model.parameters():
            output += 0.5 * torch.norm(param) ** 2
        return output


class StartingPoint(nn.Module):  # @loss
    def __init__(self, source: nn.Module, target: nn.Module):
        super().__init__()
        self.target = target
        self.start = {}
        for name, param in source.named_parameters():
            self.start[name] = param.detach()

    def forward(self):
        output = 0.0
        for name, param in self.target.named_parameters():
            output += 0.5 * torch.norm(param - self.start[name]) ** 2
        return output


class Behaviour(nn.Module):  # @loss
    def __init__(self):
        super().__init__()

    def forward(self, outputs_source, outputs_target):
        output = 0.0
        for a, b in zip(outputs_source.values(), outputs_target.values()):
            output += 0.5 * (torch.norm(b - a.detach()) ** 2)
        return output


class ChannelBehaviour(nn.Module):  # @loss
    def __init__(self, attention):
        super().__init__()
        self.attention = attention

    def forward(self, outputs_source, outputs_target):
        output = 0.0
        for i, (a, b) in enumerate(zip(outputs_source.values(), outputs_target.values())):
            n, c, h, w = a.shape
            a = a.reshape(n, c, h * w)
            b = b.reshape(n, c, h * w)
            d = torch.norm(b - a.detach(), 2, 2)
            d = c * torch.mul(self.attention[i], d ** 2) / (h * w)
            output += 0.5 * torch.sum(d)
        return output


def get_attribute(obj, attr, *args):
    def _getattr(obj, attr):
        return getattr(obj, attr, *args)

    return functools.reduce(_getattr, [obj] + attr.split("."))


class LayerGetter:
    def __init__(self, model, layers, keep=True):
        self._model = model
        self.layers = layers
        self.keep = keep

    def __call__(self, *args, **kwargs):
        seen = OrderedDict()
        handles = []
        for name in self.layers:
            layer = get_attribute(self._model, name)

            def hook(module, input, output, name=name):
                seen[name] = output

            handles.append(layer.register_forward_hook(hook))
        output = self._model(*args, **kwargs) if self.keep else None
        for h in handles:
            h.remove()
        return seen, output
