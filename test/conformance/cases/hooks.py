"""What a program does with gradients on their way, or sees of them: hooks on tensors and parameters, kept gradients."""

import torch
import torch.nn.functional as F
from torch import nn


def unrolled(values, targets, scales):
    """Hooks are asked while going back, when the loop's variable has its last value."""
    total = 0
    for step in range(values.size(1)):
        error = F.huber_loss(values[:, step], targets[:, step], reduction="none")
        if step > 0:
            error.register_hook(lambda grad: grad / scales[:, step])
        total = total + error
    return total.mean()


def reversed_for_domains(features, task, domain):
    """An alias of a leaf is hooked, not the leaf itself."""
    mirrored = features.view_as(features)
    mirrored.register_hook(lambda grad: -0.3 * grad)
    return (features @ task).square().mean() + torch.sigmoid(mirrored @ domain).sum()


def hooked_late(x, seen):
    """A hook sees what was used before it, two follow each other, and one that was removed is not asked."""
    y = torch.tanh(x) * 3
    loss = (y**2).sum()
    y.register_hook(lambda grad: grad.clamp(-1, 1))
    y.register_hook(lambda grad: grad * 2 + 0.1)
    removed = y.register_hook(lambda grad: grad * 100)
    removed.remove()
    z = y * seen
    z.register_hook(print)
    return loss + z.sum()


class Attentive(nn.Module):
    """Weights channels by a gradient that a hook kept."""

    def __init__(self):
        super().__init__()
        self.channels = nn.Conv2d(2, 3, 2)
        self.scores = nn.Linear(3, 2)
        self.kept = []

    def keep(self, grad):
        self.kept.append(grad)

    def forward(self, image, target):
        maps = F.relu(self.channels(image))
        maps.register_hook(self.keep)
        maps.retain_grad()
        scores = self.scores(maps.mean((2, 3)))
        scores[:, 0].sum().backward(retain_graph=True)
        weights = self.kept[-1].mean((2, 3), keepdim=True)
        attention = F.relu((weights * maps).sum(1)) + 0.1 * maps.grad.abs().sum(1)
        return F.mse_loss(attention, target) + scores.logsumexp(1).mean()


def guarded(x):
    def check(grad):
        if torch.isnan(grad).any():
            raise ValueError("no number")
        norm = grad.norm()
        if norm > 1:
            return grad / norm
        return grad

    y = x.exp()
    y.register_hook(check)
    return y.log().sum() + (y * y).sum()


class Damped(nn.Module):
    """A layer's backward hook hands on less to what stands before it, its forward hook keeps what it answered."""

    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(3, 2), nn.Linear(2, 2)
        self.answers, self.arrived = [], []
        self.second.register_forward_hook(lambda module, args, result: self.answers.append(result))
        self.second.register_full_backward_hook(self.damp)

    def damp(self, module, of_arguments, of_results):
        self.arrived.append(of_results[0])
        return (of_arguments[0] * 0.25 + of_results[0].sum(1, keepdim=True),)

    def forward(self, x):
        hidden = torch.tanh(self.first(x))
        score = self.second(hidden).square().sum() + hidden.sum()
        score.backward(retain_graph=True, inputs=[x])
        weights = F.softmax(self.arrived[-1], 1)
        return score + (weights * self.answers[-1]).sum()
