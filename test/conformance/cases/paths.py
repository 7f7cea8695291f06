"""Where a path to an argument carries nothing, its gradient is zeros; where no path leads there, it has none."""

import torch
from torch import nn


def rounded_quotient(x, y, mode):
    return (x.div(y, rounding_mode=mode) + 0 * y).sum()


def written_nowhere(x, y):
    z = torch.zeros(3)
    nobody = y > 100
    z[nobody] = x[nobody]
    return z.sum() + y.sum()


def empty_slice(x, y):
    z = y * 2
    z[0:0] = x[0:0]
    return z.sum()


def empty_list(x, y):
    z = y * 2
    z[[]] = x[[]]
    return z.sum()


def joined_with_nothing(x, y):
    return torch.cat([x[0:0], y]).sum()


def overwritten(x, y, way):
    z = y.clone()
    if way == "fill":
        z.fill_(3.0)
    elif way == "zero":
        z.zero_()
    elif way == "slice":
        z[:] = 3.0
    elif way == "copy":
        z.copy_(x)
    elif way == "twice":
        z = torch.zeros(3)
        z[0] = y[0]
        z[:] = x
    elif way == "index":
        z = z.index_fill(0, torch.tensor([0, 1, 2]), 1.0)
    else:
        z = z.index_copy(0, torch.tensor([2, 0, 1]), x)
    return z.sum() + x.sum()


class WithoutLabels(torch.autograd.Function):
    """Answers None where it has no gradient, though it keeps the argument."""

    @staticmethod
    def forward(ctx, x, labels):
        ctx.save_for_backward(x, labels)
        return (x - labels).abs().sum()

    @staticmethod
    def backward(ctx, upstream):
        x, labels = ctx.saved_tensors
        return upstream * torch.sign(x - labels), None


def without_labels(x, y):
    return WithoutLabels.apply(x, y)


class Shortest(torch.autograd.Function):
    """Its table starts with infinities, which are written over one by one."""

    @staticmethod
    def forward(ctx, costs):
        rows, columns = costs.shape
        table = torch.full((rows + 1, columns + 1), float("inf"))
        table[0, 0] = 0.0
        for i in range(1, rows + 1):
            for j in range(1, columns + 1):
                before = torch.stack([table[i - 1, j - 1], table[i - 1, j], table[i, j - 1]])
                table[i, j] = costs[i - 1, j - 1] - torch.logsumexp(-before, 0)
        ctx.save_for_backward(costs, table)
        return table[-1, -1]

    @staticmethod
    def backward(ctx, upstream):
        costs, table = ctx.saved_tensors
        return upstream * (table[1:, 1:] - costs).exp()


def shortest(costs):
    return 2 * Shortest.apply(costs)


class Needs(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, upstream):
        x, y = ctx.saved_tensors
        by_x = upstream * y if ctx.needs_input_grad[0] else None
        by_y = upstream * x * 10 if ctx.needs_input_grad[1] else None
        return by_x, by_y


def needs(x, y, cut):
    return Needs.apply(x.detach() if cut else x, y).sum()


class Scaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(2))
        self.unused = nn.Parameter(torch.ones(2))

    def forward(self, x):
        scale = self.scale.clone()
        scale[:] = 2.0
        return (x * scale).sum()


def detached_leaf(x, y):
    """A new leaf on the same numbers: the tensor that it was detached from keeps its own way back."""
    leaf = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad((leaf**3 * y).sum(), leaf, create_graph=True)
    return slope.square().sum() + (x * y).sum()


def written_through(x):
    hidden = x.detach()
    hidden.mul_(2.0)
    return (x * x).sum()


class Normed(nn.Module):
    def __init__(self, width, single):
        super().__init__()
        self.norm = nn.InstanceNorm1d(width, affine=True) if single else nn.InstanceNorm2d(width)

    def forward(self, x):
        return (self.norm(x) ** 3).sum()
