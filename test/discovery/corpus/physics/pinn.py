import torch
import torch.nn as nn


class PINN(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2, width), nn.Tanh(), nn.Linear(width, 1))

    def forward(self, x, t):
        return self.net(torch.cat([x, t], dim=1))


def pde_residual(model, x, t, c=1.0):
    u = model(x, t)
    u_t = torch.autograd.grad(u.sum(), t, create_graph=True)[0]
    u_x = torch.autograd.grad(u.sum(), x, create_graph=True)[0]
    return u_t + c * u_x


def total_objective(model, x, t, x0, u0, lambda_ic=10.0):  # @loss
    r = pde_residual(model, x, t)
    ic = model(x0, torch.zeros_like(x0)) - u0
    return (r ** 2).mean() + lambda_ic * (ic ** 2).mean()


def analytic(x, t, c=1.0):
    return torch.sin(x - c * t)


def relative_l2(pred, exact):
    return (torch.norm(pred - exact) / torch.norm(exact)).item()
