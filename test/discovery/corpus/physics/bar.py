import torch


def data_misfit(model, x, t, u_obs):  # @loss
    return torch.mean((model(x, t) - u_obs) ** 2)


def wall(model, x_b, t_b):  # @loss
    return torch.mean(model(x_b, t_b) ** 2)


def start(model, x_ic, t_ic):  # @loss
    return torch.mean((model(x_ic, t_ic) - torch.sin(torch.pi * x_ic)) ** 2)


def diffusion_residual(model, alpha, x, t):
    x = x.clone().detach().requires_grad_(True)
    t = t.clone().detach().requires_grad_(True)
    u = model(x, t)
    u_t = torch.autograd.grad(u, t, torch.ones_like(u), create_graph=True)[0]
    u_x = torch.autograd.grad(u, x, torch.ones_like(u), create_graph=True)[0]
    u_xx = torch.autograd.grad(u_x, x, torch.ones_like(u_x), create_graph=True)[0]
    return u_t - alpha * u_xx


def pde(model, alpha, x, t):  # @loss
    return diffusion_residual(model, alpha, x, t).pow(2).mean()


class WaveObjective:
    def __init__(self, env, wave, w=(1.0, 1.0, 1.0)):
        self.env, self.wave, self.w = env, wave, w

    def residual_loss(self, pinn):  # @loss
        x, t = self.env.interior
        return self.wave(pinn, x, t).pow(2).mean()

    def boundary_loss(self, pinn):  # @loss
        down, up = self.env.boundary
        return self.slope(pinn, *down).pow(2).mean() + self.slope(pinn, *up).pow(2).mean()

    def slope(self, pinn, x, t):
        x = x.requires_grad_(True)
        return torch.autograd.grad(pinn(x, t).sum(), x, create_graph=True)[0]

    def verbose(self, pinn, epoch=0):
        print(epoch, self.residual_loss(pinn).item(), self.boundary_loss(pinn).item())


def limits(pred, lo, hi):  # @loss
    return torch.mean(torch.relu(pred - hi)) + torch.mean(torch.relu(lo - pred))


def exact_solution(x, t, alpha=0.1):
    return torch.exp(-alpha * torch.pi ** 2 * t) * torch.sin(torch.pi * x)
