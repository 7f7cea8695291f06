import torch


def lag_lasso(weights, lam=1e-5):  # @loss
    steps = weights[:, 1:] - weights[:, :-1]
    reg_loss = lam * torch.norm(steps, p=1)
    return reg_loss


def grouped(weights, groups, lam_group=1e-4, lam=1e-4):  # @loss
    reg_loss = 0.0
    for group in groups:
        part = weights[..., group]
        reg_loss += lam_group * part.numel() ** 0.5 * torch.norm(part, p=2)
    reg_loss += lam * torch.norm(weights, p=1)
    return reg_loss


def l1_regularization(model, lam=1e-5):  # @loss
    return lam * sum(p.abs().sum() for p in model.parameters())


def grad_norm(model):
    return torch.stack([p.grad.norm() for p in model.parameters()]).norm()


def rescale_by_norm(x, limit):
    n = x.norm()
    return x * limit / n if n > limit else x


def zero_small(weights, threshold=1e-3):
    return torch.where(weights.abs() < threshold, torch.zeros_like(weights), weights)
