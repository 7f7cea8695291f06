import torch
import torch.nn.functional as F
from torch import Tensor


def smoothed_ce(logits: Tensor, labels: Tensor, smoothing: float = 0.1) -> Tensor:  # @loss
    logp = F.log_softmax(logits, dim=-1)
    nll = -logp.gather(1, labels[:, None]).squeeze(1)
    uniform = -logp.mean(dim=-1)
    return ((1 - smoothing) * nll + smoothing * uniform).mean()


def binary_focal(logits, targets, alpha=0.25, gamma=2.0, reduction="mean"):  # @loss
    p = torch.sigmoid(logits)
    bce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    p_t = p * targets + (1 - p) * (1 - targets)
    out = bce * (1 - p_t) ** gamma
    if alpha >= 0:
        out = (alpha * targets + (1 - alpha) * (1 - targets)) * out
    if reduction == "mean":
        return out.mean()
    elif reduction == "sum":
        return out.sum()
    return out


def soft_target_ce(student_logits, soft_labels):  # @loss
    return torch.sum(-soft_labels * F.log_softmax(student_logits, dim=-1), dim=-1).mean()


def poly1(logits, y, epsilon=1.0):  # @loss
    ce = F.cross_entropy(logits, y, reduction="none")
    pt = torch.exp(-ce)
    return (ce + epsilon * (1 - pt)).mean()


def accuracy(logits, labels):
    return (logits.argmax(dim=1) == labels).float().mean()


def top_k_accuracy(output, target, topk=(1, 5)):
    maxk = max(topk)
    _, pred = output.topk(maxk, 1, True, True)
    correct = pred.t().eq(target.view(1, -1))
    return [correct[:k].reshape(-1).float().sum(0) * 100.0 / target.size(0) for k in topk]


def mixup_criterion(criterion, pred, y_a, y_b, lam):  # @loss
    return lam * criterion(pred, y_a) + (1 - lam) * criterion(pred, y_b)


def mixup_data(x, y, alpha=1.0):
    lam = torch.distributions.Beta(alpha, alpha).sample()
    index = torch.randperm(x.size(0))
    return lam * x + (1 - lam) * x[index], y, y[index], lam
