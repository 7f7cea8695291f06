import typing
from dataclasses import dataclass

import numpy as np
import torch
import torch.autograd as autograd
from torch.nn.functional import mse_loss

nu = 0.025


def interior(u, points, pde):  # @loss
    """Computes the PDE residual of a PINN"""
    return mse_loss(pde(u, points), torch.zeros(points.shape[0]))


def boundary_loss(u, points, bcs=None):  # @loss
    x = points[..., 0].flatten()
    t = points[..., 1].flatten()
    return mse_loss(u(x, t), bcs(points))


def residual(model, x, t):
    x.requires_grad_(True)
    u = model(torch.cat([x, t], dim=1))
    u_x = autograd.grad(u, x, grad_outputs=torch.ones_like(u), create_graph=True)[0]
    u_t = autograd.grad(u, t, grad_outputs=torch.ones_like(u), create_graph=True)[0]
    u_xx = autograd.grad(u_x, x, grad_outputs=torch.ones_like(u_x), create_graph=True)[0]
    return u_t + u * u_x - nu * u_xx


def residual_pde(xt, model):  # @loss
    """Compute PDE residual loss at collocation points"""
    x = xt[:, 0:1].clone().detach().requires_grad_(True)
    t = xt[:, 1:].clone().detach().requires_grad_(True)
    with torch.enable_grad():
        u = model(torch.cat([x, t], dim=1))
        du_dt = torch.autograd.grad(u, t, grad_outputs=torch.ones_like(u), create_graph=True)[0]
        du_dx = torch.autograd.grad(u, x, grad_outputs=torch.ones_like(u), create_graph=True)[0]
        d2 = torch.autograd.grad(du_dx, x, grad_outputs=torch.ones_like(du_dx), create_graph=True)[0]
        f = du_dt + u * du_dx - nu * d2
    return torch.mean(f ** 2)


class PhysicsLoss:  # @loss
    def __init__(self, pde):
        self.pde = pde

    def __call__(self, model, x: torch.Tensor) -> torch.Tensor:
        r = self.pde.residual(model, x)
        return torch.mean(r ** 2)


@dataclass
class ResidualLoss:  # @loss
    """Container for PDE and boundary residual losses."""

    pde: torch.Tensor
    bc: typing.Optional[torch.Tensor]

    def total(self, w_pde: float = 1.0, w_bc: float = 1.0) -> torch.Tensor:
        parts = [w_pde * torch.mean(self.pde ** 2)]
        if self.bc is not None:
            parts.append(w_bc * torch.mean(self.bc ** 2))
        return sum(parts)


@dataclass
class Grid:
    n: int = 100
    lo: float = -1.0
    hi: float = 1.0

    def points(self):
        return torch.linspace(self.lo, self.hi, self.n)


def PDELoss(model, x, t, nu):  # @loss
    """
    Return:
        - mean of residual : scalar
    """
    u = model(torch.cat([x, t], dim=1))
    gx, gt = autograd.grad(outputs=[u.sum()], inputs=[x, t], create_graph=True)
    (gxx,) = autograd.grad(outputs=[gx.sum()], inputs=[x], create_graph=True)
    r = gt + u * gx - nu * gxx
    return (r ** 2).mean()


def relative_l2(pred, exact):
    return np.linalg.norm(pred - exact, 2) / np.linalg.norm(exact, 2)


def sample_domain(n, lb, ub):
    return lb + (ub - lb) * np.random.rand(n, 2)
