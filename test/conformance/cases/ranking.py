"""Losses of ranking and recommendation."""

import torch
import torch.nn.functional as F

DEFAULT_EPS = 1e-10
PADDED = -1


def listnet(y_pred, y_true, eps=DEFAULT_EPS, padded_value_indicator=PADDED):
    y_pred = y_pred.clone()
    y_true = y_true.clone()
    mask = y_true == padded_value_indicator
    y_pred[mask] = float("-inf")
    y_true[mask] = float("-inf")
    preds_smax = F.softmax(y_pred, dim=1)
    true_smax = F.softmax(y_true, dim=1)
    preds_log = torch.log(preds_smax + eps)
    return torch.mean(-torch.sum(true_smax * preds_log, dim=1))


def listmle(y_pred, y_true, indices, eps=DEFAULT_EPS):
    y_pred, y_true = y_pred[:, indices], y_true[:, indices]
    y_true_sorted, order = y_true.sort(descending=True, dim=-1)
    mask = y_true_sorted == PADDED
    sorted_by_true = torch.gather(y_pred, dim=1, index=order)
    sorted_by_true[mask] = float("-inf")
    top, _ = sorted_by_true.max(dim=1, keepdim=True)
    minus_max = sorted_by_true - top
    cumsums = torch.cumsum(minus_max.exp().flip(dims=[1]), dim=1).flip(dims=[1])
    observation = torch.log(cumsums + eps) - minus_max
    observation[mask] = 0.0
    return torch.mean(torch.sum(observation, dim=1))


def ranknet(y_pred, y_true):
    i, j = torch.triu_indices(y_pred.size(0), y_pred.size(0), offset=1)
    s = torch.sign(y_true[i] - y_true[j])
    diff = y_pred[i] - y_pred[j]
    return F.binary_cross_entropy_with_logits(diff, (s + 1) / 2)


def lambda_rank(y_pred, y_true, sigma=1.0, eps=1e-10):
    order = y_pred.detach().argsort(descending=True)
    scores, rel = y_pred[order], y_true[order]
    diffs = rel[:, None] - rel[None, :]
    pairs = diffs > 0
    gains = 2.0**rel - 1
    ideal = torch.sort(y_true, descending=True)[0]
    positions = torch.arange(1, len(rel) + 1)
    discounts = torch.log2(1.0 + positions.float())
    max_dcg = ((2.0**ideal - 1) / discounts).sum().clamp(min=eps)
    weights = torch.abs(1 / discounts[:, None] - 1 / discounts[None, :]) * torch.abs(gains[:, None] - gains[None, :])
    weights = weights / max_dcg
    margins = (scores[:, None] - scores[None, :]).clamp(min=-1e8, max=1e8)
    losses = torch.log2(torch.sigmoid(sigma * margins).clamp(min=eps)) * weights
    return -torch.sum(losses[pairs])


def approx_ndcg(y_pred, y_true, alpha=1.0, eps=1e-10):
    gaps = y_pred[:, None, :] - y_pred[:, :, None]
    approx_pos = 1.0 + torch.sum(torch.sigmoid(alpha * gaps), dim=-1) - 0.5
    ideal = torch.sort(y_true, dim=1, descending=True).values
    pos = torch.arange(1, y_true.shape[1] + 1)
    max_dcg = torch.sum((torch.pow(2, ideal) - 1) / torch.log2(1.0 + pos)[None, :], dim=-1).clamp(min=eps)
    dcg = torch.sum((torch.pow(2, y_true) - 1) / torch.log2(1.0 + approx_pos), dim=-1)
    return -torch.mean(dcg / max_dcg)


def bpr(pos_scores, neg_scores, gamma=1e-10):
    return -torch.log(gamma + torch.sigmoid(pos_scores - neg_scores)).mean()


def warp_like(pos, negs, margin=1.0):
    violations = (margin - pos.unsqueeze(1) + negs).clamp(min=0)
    rank = (violations > 0).sum(dim=1)
    weight = torch.log1p(rank.float())
    return (weight * violations.max(dim=1).values).mean()


def sampled_softmax(user, positive, negatives, log_q):
    pos = (user * positive).sum(-1, keepdim=True)
    neg = torch.einsum("bd,nd->bn", user, negatives) - log_q
    return -(pos - torch.logsumexp(torch.cat([pos, neg], -1), -1, keepdim=True)).mean()


def spearman_soft(pred, target, temperature=0.1):
    def soft_rank(x):
        return torch.sigmoid((x[:, None] - x[None, :]) / temperature).sum(1)

    p, t = soft_rank(pred), soft_rank(target)
    p = p - p.mean()
    t = t - t.mean()
    return 1 - (p * t).sum() / (p.norm() * t.norm())


def average_precision(scores, labels, tau=0.05):
    n = scores.numel()
    mask = 1.0 - torch.eye(n)
    pairs = torch.sigmoid((scores[None, :] - scores[:, None]) / tau) * mask
    rank_all = pairs.sum(1) + 1
    rank_pos = (pairs * labels[None, :]).sum(1) + 1
    return 1 - ((rank_pos / rank_all) * labels).sum() / labels.sum()


def hinge_auc(scores, labels):
    pos, neg = scores[labels == 1], scores[labels == 0]
    return torch.square(torch.relu(1 - (pos.view(-1, 1) - neg.view(1, -1)))).mean()
