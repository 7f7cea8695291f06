import torch
import torch.nn as nn
import torch.nn.functional as F


class LearnedCriterion(nn.Module):  # @loss
    def __init__(self, hidden=32):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(2, hidden), nn.ReLU(), nn.Linear(hidden, 1), nn.Softplus())

    def forward(self, prediction, target):
        return self.body(torch.stack([prediction, target], dim=-1)).mean()


class Energy(nn.Module):
    def __init__(self, d=2):
        super().__init__()
        self.net = nn.Linear(d, 1)

    def forward(self, x):
        return self.net(x).squeeze(-1)


def maml_inner(model, loss_fn, x, y, lr=0.01):
    loss = loss_fn(model(x), y)
    grads = torch.autograd.grad(loss, model.parameters(), create_graph=True)
    return [p - lr * g for p, g in zip(model.parameters(), grads)]


def score_matching(score, x, sigma=0.1):  # @loss
    noise = torch.randn_like(x) * sigma
    s = score(x + noise)
    return 0.5 * ((s + noise / sigma ** 2) ** 2).sum(dim=-1).mean()
