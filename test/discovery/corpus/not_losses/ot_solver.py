import torch


def sinkhorn(c, eps=0.1, n=50):
    k = torch.exp(-c / eps)
    u = torch.ones(c.shape[0])
    for _ in range(n):
        v = 1.0 / (k.t() @ u)
        u = 1.0 / (k @ v)
    return u[:, None] * k * v[None]


def cost_matrix(x, y, p=2):
    return (x[:, None] - y[None]).abs().pow(p).sum(-1)


def barycentric(plan, y):
    return plan @ y / plan.sum(1, keepdim=True)
