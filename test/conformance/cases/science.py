"""Losses of survival analysis, physics, meta-learning, fairness and regularisation."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def cox_partial(log_h, durations, events, eps=1e-7):
    idx = durations.sort(descending=True)[1]
    events = events[idx]
    log_h = log_h[idx].view(-1)
    gamma = log_h.max()
    log_cumsum_h = log_h.sub(gamma).exp().cumsum(0).add(eps).log().add(gamma)
    return -log_h.sub(log_cumsum_h).mul(events).sum().div(events.sum())


def cox_risk_sets(risk, time, event):
    at_risk = (time[None, :] >= time[:, None]).float()
    log_sum = torch.log(torch.mm(at_risk, torch.exp(risk).unsqueeze(1))).squeeze(1)
    return -torch.mean((risk - log_sum) * event)


def discrete_hazard(phi, idx_durations, events):
    events = events.view(-1, 1).float()
    idx = idx_durations.view(-1, 1)
    y_bce = torch.zeros_like(phi).scatter(1, idx, events)
    bce = F.binary_cross_entropy_with_logits(phi, y_bce, reduction="none")
    return bce.cumsum(1).gather(1, idx).view(-1).mean()


def weibull(log_scale, log_shape, t, event):
    k = torch.exp(log_shape)
    z = (t / torch.exp(log_scale)) ** k
    log_hazard = log_shape - k * log_scale + (k - 1) * torch.log(t)
    return -(event * log_hazard - z).mean()


class HeatEquation(nn.Module):
    """u_t = kappa u_xx, at points of the inside and of the start."""

    def __init__(self, kappa=0.1):
        super().__init__()
        self.u = nn.Sequential(nn.Linear(2, 6), nn.Tanh(), nn.Linear(6, 1))
        self.log_kappa = nn.Parameter(torch.tensor(kappa).log())

    def residual(self, x, t):
        x.requires_grad_(True)
        t.requires_grad_(True)
        u = self.u(torch.cat([x, t], dim=1))
        u_t = torch.autograd.grad(u, t, torch.ones_like(u), create_graph=True)[0]
        u_x = torch.autograd.grad(u, x, torch.ones_like(u), create_graph=True)[0]
        u_xx = torch.autograd.grad(u_x, x, torch.ones_like(u_x), create_graph=True)[0]
        return u_t - self.log_kappa.exp() * u_xx

    def forward(self, x, t, x0):
        start = self.u(torch.cat([x0, torch.zeros_like(x0)], dim=1))
        initial = (start - torch.sin(torch.pi * x0)).pow(2).mean()
        return self.residual(x, t).pow(2).mean() + 10.0 * initial


def oscillator(omega, t, y):
    """Residual of y'' + omega^2 y with finite differences."""
    dt = t[1] - t[0]
    acc = (y[2:] - 2 * y[1:-1] + y[:-2]) / dt**2
    return torch.mean((acc + omega**2 * y[1:-1]) ** 2)


def maml(w, b, x_support, y_support, x_query, y_query, inner_lr=0.1, steps=2):
    fast = [w, b]
    for _ in range(steps):
        loss = F.mse_loss(x_support @ fast[0] + fast[1], y_support)
        grads = torch.autograd.grad(loss, fast, create_graph=True)
        fast = [p - inner_lr * g for p, g in zip(fast, grads)]
    return F.mse_loss(x_query @ fast[0] + fast[1], y_query)


def gradient_reweighting(pred, target, val_pred, val_target):
    """Learned sample weights by one look ahead."""
    eps = torch.zeros(pred.size(0), requires_grad=True)
    loss = torch.sum(F.mse_loss(pred, target, reduction="none") * eps)
    grad = torch.autograd.grad(loss, eps, create_graph=True)[0]
    weights = torch.clamp(grad, min=0)
    norm = weights.sum()
    weights = weights / norm if norm != 0 else weights
    return (weights.detach() * (pred - target) ** 2).sum() + F.mse_loss(val_pred, val_target)


class ElasticNet(nn.Module):
    def __init__(self, features=3, l1=0.01, l2=0.1):
        super().__init__()
        self.linear = nn.Linear(features, 1)
        self.l1, self.l2 = l1, l2

    def forward(self, x, y):
        loss = F.mse_loss(self.linear(x).squeeze(-1), y)
        for name, param in self.named_parameters():
            if "bias" in name:
                continue
            loss = loss + self.l1 * param.abs().sum() + self.l2 * param.pow(2.0).sum()
        return loss


class EWC(nn.Module):
    def __init__(self, lam=100.0):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))
        self.lam = lam

    def forward(self, x, y, anchors, fisher):
        ce = F.cross_entropy(self.model(x), y)
        penalty = 0
        for (n, p) in self.model.named_parameters():
            penalty += (fisher * (p - anchors) ** 2).sum()
        return ce + self.lam / 2 * penalty


def demographic_parity(logits, group, labels, weight=1.0):
    p = torch.sigmoid(logits)
    gap = p[group == 0].mean() - p[group == 1].mean()
    return F.binary_cross_entropy_with_logits(logits, labels) + weight * gap.abs()


def group_dro(losses, groups, q, n_groups=3, step_size=0.5):
    counts = torch.bincount(groups, minlength=n_groups).clamp(min=1)
    group_losses = torch.zeros(n_groups).index_add(0, groups, losses) / counts
    q = q * torch.exp(step_size * group_losses.detach())
    q = q / q.sum()
    return torch.dot(group_losses, q)


def irm_penalty(logits, y):
    scale = torch.tensor(1.0, requires_grad=True)
    loss = F.binary_cross_entropy_with_logits(logits * scale, y)
    grad = torch.autograd.grad(loss, [scale], create_graph=True)[0]
    return loss + 10.0 * torch.sum(grad**2)


def cvar(losses, alpha=0.7):
    var = torch.quantile(losses, alpha)
    return var + torch.clamp(losses - var, min=0).mean() / (1 - alpha)


def softmin_tasks(losses, temperature=2.0):
    stacked = torch.stack(losses)
    return -torch.logsumexp(-stacked / temperature, dim=0) * temperature


class DynamicWeightAverage:
    def __init__(self, T=2.0):
        self.T = T
        self.history = []

    def loss(self, losses, previous, before):
        r = torch.tensor(previous) / torch.tensor(before)
        weights = len(previous) * F.softmax(r / self.T, dim=0)
        self.history.append([w.item() for w in weights])
        return sum(w * l for w, l in zip(weights, losses))


def spectral_norm_penalty(W, u, iterations=3):
    for _ in range(iterations):
        v = F.normalize(W.t() @ u, dim=0)
        u = F.normalize(W @ v, dim=0)
    return torch.dot(u.detach(), W @ v.detach()) ** 2


def orthogonality(W):
    gram = W @ W.mT
    return torch.linalg.norm(gram - torch.eye(W.shape[0])) ** 2


def log_det_barrier(A, eps=1e-3):
    return -torch.logdet(A @ A.T + eps * torch.eye(A.size(0)))


def gaussian_process_nll(x, y, log_length, log_noise):
    d = (x[:, None] - x[None, :]) ** 2
    K = torch.exp(-0.5 * d / torch.exp(log_length) ** 2) + torch.exp(log_noise) * torch.eye(len(x))
    L = torch.linalg.cholesky(K)
    alpha = torch.cholesky_solve(y.unsqueeze(1), L)
    return 0.5 * (y.unsqueeze(1) * alpha).sum() + L.diagonal().log().sum()


def quaternion_angle(q1, q2):
    q1, q2 = F.normalize(q1, dim=-1), F.normalize(q2, dim=-1)
    return (2 * torch.acos(torch.clamp((q1 * q2).sum(-1).abs(), max=1 - 1e-6))).mean()


def geodesic(R1, R2):
    m = torch.bmm(R1, R2.transpose(1, 2))
    cos = (m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2] - 1) / 2
    return torch.acos(torch.clamp(cos, -1 + 1e-6, 1 - 1e-6)).mean()


def chamfer(a, b):
    d = torch.cdist(a, b)
    return d.min(dim=2)[0].mean() + d.min(dim=1)[0].mean()


def periodic(pred, target):
    return (1 - torch.cos(pred - target)).mean() + torch.atan2(torch.sin(pred - target), torch.cos(pred - target)).abs().mean()


def nuclear(x, way="norm"):
    if way == "svd":
        return torch.svd(x)[1].sum()
    if way == "linalg":
        return torch.linalg.svdvals(x).sum()
    if way == "matrix":
        return torch.linalg.matrix_norm(x, "nuc").sum() + torch.linalg.norm(x, 2)
    return torch.norm(x, "nuc")


def spectral_penalty(features, k=1):
    _, s, _ = torch.svd(features)
    return (s[:k] ** 2).sum()


def subspace_gap(source, target, k=2):
    u, _, _ = torch.linalg.svd(source.t(), full_matrices=False)
    v, _, _ = torch.linalg.svd(target.t(), full_matrices=False)
    u, v = u[:, :k], v[:, :k]
    return (u @ u.t() - v @ v.t()).pow(2).sum()


def low_rank_residual(x, k=1):
    u, s, v = x.svd()
    return (x - u[..., :k] * s[..., None, :k] @ v[..., :k].transpose(-2, -1)).abs().sum()


def log_euclidean(x, y):
    def logarithm(z):
        values, vectors = torch.linalg.eigh(z.t() @ z + 0.1 * torch.eye(z.shape[1]))
        return vectors @ torch.diag(values.log()) @ vectors.t()

    return (logarithm(x) - logarithm(y)).pow(2).sum() + torch.linalg.eigvalsh(x.t() @ x)[-1]
