import torch
import torch.nn.functional as F

DEFAULT_EPS = 1e-10
PADDED = -1


def list_net(y_pred, y_true, eps=DEFAULT_EPS, padded=PADDED):  # @loss
    """
    Listwise objective over top-one probabilities.
    :return: loss value, a torch.Tensor
    """
    y_pred = y_pred.clone()
    y_true = y_true.clone()
    mask = y_true == padded
    y_pred[mask] = float("-inf")
    y_true[mask] = float("-inf")
    p = F.softmax(y_pred, dim=1) + eps
    t = F.softmax(y_true, dim=1)
    return torch.mean(-torch.sum(t * torch.log(p), dim=1))


def list_mle(y_pred, y_true, eps=DEFAULT_EPS, padded=PADDED):  # @loss
    shuffle = torch.randperm(y_pred.shape[-1])
    y_pred, y_true = y_pred[:, shuffle], y_true[:, shuffle]
    ordered, idx = y_true.sort(descending=True, dim=-1)
    mask = ordered == padded
    preds = torch.gather(y_pred, 1, idx)
    preds[mask] = float("-inf")
    top, _ = preds.max(dim=1, keepdim=True)
    shifted = preds - top
    cums = torch.cumsum(shifted.exp().flip(dims=[1]), dim=1).flip(dims=[1])
    observed = torch.log(cums + eps) - shifted
    observed[mask] = 0.0
    return torch.mean(torch.sum(observed, dim=1))


def rank_net(y_pred, y_true, sigma=1.0):  # @loss
    s = (y_pred[:, :, None] - y_pred[:, None, :]) * sigma
    t = torch.sign(y_true[:, :, None] - y_true[:, None, :])
    return torch.mean(F.softplus(-s * t) * (t != 0).float())


def grouped(y_true, y_pred, groups, w=1):  # @loss
    start, total = 0, 0
    for g in groups:
        total += list_net(y_pred[start:start + g], y_true[start:start + g]) * w
        start += g
    return total / len(groups)


def dcg(y_pred, y_true, ats=None):
    order = torch.argsort(y_pred, descending=True, dim=-1)
    gains = torch.pow(2, torch.gather(y_true, 1, order)) - 1
    discounts = 1.0 / torch.log2(torch.arange(gains.shape[1]).float() + 2.0)
    return torch.cumsum(gains * discounts, dim=1)


def ndcg(y_pred, y_true):
    ideal = dcg(y_true, y_true)
    return dcg(y_pred, y_true) / ideal.clamp(min=1e-9)


def mrr(y_pred, y_true):
    order = torch.argsort(y_pred, descending=True, dim=-1)
    hits = torch.gather(y_true, 1, order)
    _, first = torch.max(hits, dim=1)
    return 1.0 / (first.float() + 1)


def bpr(pos_scores, neg_scores):  # @loss
    return -torch.log(torch.sigmoid(pos_scores - neg_scores) + 1e-8).mean()


def approx_ndcg(y_pred, y_true, alpha=1.0):  # @loss
    diffs = y_pred[:, :, None] - y_pred[:, None, :]
    ranks = 1.0 + torch.sigmoid(-alpha * diffs).sum(-1) - 0.5
    gains = torch.pow(2.0, y_true) - 1.0
    ideal = dcg(y_true, y_true)[:, -1].clamp(min=DEFAULT_EPS)
    return -torch.mean((gains / torch.log2(1.0 + ranks)).sum(-1) / ideal)
