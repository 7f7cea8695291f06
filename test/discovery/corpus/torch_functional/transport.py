import torch


def plan(c, eps):
    k = torch.exp(-c / eps)
    u = torch.ones(c.shape[0]) / c.shape[0]
    for _ in range(20):
        u = 1.0 / (k @ (1.0 / (k.t() @ u)))
    return u[:, None] * k


def sinkhorn_divergence(x, y, eps=0.05):  # @loss
    c = torch.cdist(x, y) ** 2
    return torch.sum(plan(c, eps) * c)


def sliced_wasserstein(x, y, n=50):  # @loss
    theta = torch.nn.functional.normalize(torch.randn(x.shape[1], n), dim=0)
    a = torch.sort(x @ theta, dim=0)[0]
    b = torch.sort(y @ theta, dim=0)[0]
    return ((a - b) ** 2).mean()
