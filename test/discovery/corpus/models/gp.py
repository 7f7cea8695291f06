import torch
import torch.nn as nn


class ExactGP(nn.Module):
    def __init__(self, x, y):
        super().__init__()
        self.x, self.y = x, y
        self.log_scale = nn.Parameter(torch.zeros(1))
        self.log_noise = nn.Parameter(torch.zeros(1))

    def kernel(self, a, b):
        d = torch.cdist(a / self.log_scale.exp(), b / self.log_scale.exp())
        return torch.exp(-0.5 * d ** 2)

    def forward(self, xs):
        k = self.kernel(self.x, self.x) + self.log_noise.exp() * torch.eye(len(self.x))
        ks = self.kernel(xs, self.x)
        return ks @ torch.linalg.solve(k, self.y)

    def neg_log_marginal(self):  # @loss
        k = self.kernel(self.x, self.x) + self.log_noise.exp() * torch.eye(len(self.x))
        l = torch.linalg.cholesky(k)
        a = torch.cholesky_solve(self.y[:, None], l)
        return 0.5 * (self.y @ a).squeeze() + torch.log(torch.diagonal(l)).sum()


def expected_improvement(mu, sigma, best):
    z = (mu - best) / sigma
    n = torch.distributions.Normal(0, 1)
    return (mu - best) * n.cdf(z) + sigma * n.log_prob(z).exp()
