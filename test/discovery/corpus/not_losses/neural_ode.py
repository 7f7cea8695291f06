import torch
import torch.nn as nn


class Dynamics(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(d, 64), nn.Tanh(), nn.Linear(64, d))

    def forward(self, t, y):
        return self.f(y ** 3)


def rk4(f, t, y, h):
    a = f(t, y)
    b = f(t + h / 2, y + h * a / 2)
    c = f(t + h / 2, y + h * b / 2)
    return y + h * (a + 2 * b + 2 * c + f(t + h, y + h * c)) / 6


def divergence(f, y):
    return sum(torch.autograd.grad(f[:, i].sum(), y, create_graph=True)[0][:, i] for i in range(y.shape[1]))
