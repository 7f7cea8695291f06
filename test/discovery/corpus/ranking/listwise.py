import torch
import torch.nn.functional as F


def bpr(pos_scores, neg_scores):  # @loss
    return -(pos_scores - neg_scores).sigmoid().log().mean()


def listnet(y_pred, y_true):  # @loss
    return torch.mean(-torch.sum(F.softmax(y_true, dim=1) * F.log_softmax(y_pred, dim=1), dim=1))


def ranknet(s_i, s_j, t_ij):  # @loss
    return F.binary_cross_entropy_with_logits(s_i - s_j, t_ij)


def margin_ranking(pos, neg, margin=0.2):  # @loss
    return (margin - pos + neg).clamp(min=0).sum()


def dcg(relevance, k=10):
    r = relevance[:k].float()
    return ((2 ** r - 1) / torch.log2(torch.arange(2, len(r) + 2).float())).sum()


def ndcg(scores, relevance, k=10):
    order = scores.argsort(descending=True)
    return dcg(relevance[order], k) / dcg(relevance.sort(descending=True)[0], k)


def hit_rate(ranks, k=10):
    return (ranks <= k).float().mean()
