import torch


class VPSDE:
    def __init__(self, b0=0.1, b1=20.0):
        self.b0, self.b1 = b0, b1

    def beta(self, t):
        return self.b0 + t * (self.b1 - self.b0)

    def marginal(self, x, t):
        c = -0.25 * t ** 2 * (self.b1 - self.b0) - 0.5 * t * self.b0
        return torch.exp(c)[:, None] * x, torch.sqrt(1 - torch.exp(2 * c))

    def prior_logp(self, z):
        return -0.5 * (z ** 2).sum(-1)

    def reverse(self, x, t, score, dt):
        b = self.beta(t)
        return x + (0.5 * b * x + b * score) * dt + torch.sqrt(b * dt) * torch.randn_like(x)
