"""Losses of classification: imbalance, noise, margins, distillation."""

import math
from typing import Optional

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.parameter import Parameter


class BinaryFocalLoss(nn.Module):
    def __init__(self, alpha=0.25, gamma=2.0, reduction="mean"):
        super().__init__()
        self.alpha, self.gamma, self.reduction = alpha, gamma, reduction

    def forward(self, logits, targets):
        bce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
        p_t = torch.exp(-bce)
        alpha_t = self.alpha * targets + (1 - self.alpha) * (1 - targets)
        focal = alpha_t * (1 - p_t) ** self.gamma * bce
        return {"mean": focal.mean, "sum": focal.sum}.get(self.reduction, lambda: focal)()


class FocalLoss(nn.Module):
    def __init__(self, gamma=2, alpha: Optional[list] = None, ignore_index=-1):
        super().__init__()
        self.gamma = gamma
        self.ignore_index = ignore_index
        if isinstance(alpha, (float, int)):
            alpha = [alpha, 1 - alpha]
        self.alpha = torch.tensor(alpha) if alpha is not None else None

    def forward(self, input, target):
        if input.dim() > 2:
            input = input.view(input.size(0), input.size(1), -1).transpose(1, 2).contiguous().view(-1, input.size(1))
        target = target.view(-1)
        valid = target != self.ignore_index
        input, target = input[valid], target[valid]
        if target.numel() == 0:
            return input.sum() * 0
        logpt = F.log_softmax(input, dim=-1).gather(1, target.view(-1, 1)).squeeze(1)
        pt = logpt.detach().exp()
        if self.alpha is not None:
            logpt = logpt * self.alpha.gather(0, target)
        return (-((1 - pt) ** self.gamma) * logpt).mean()


class LabelSmoothing(nn.Module):
    def __init__(self, classes, smoothing=0.1, dim=-1):
        super().__init__()
        self.confidence = 1.0 - smoothing
        self.smoothing = smoothing
        self.cls = classes
        self.dim = dim

    def forward(self, pred, target):
        pred = pred.log_softmax(dim=self.dim)
        with torch.no_grad():
            true_dist = torch.zeros_like(pred)
            true_dist.fill_(self.smoothing / (self.cls - 1))
            true_dist.scatter_(1, target.data.unsqueeze(1), self.confidence)
        return torch.mean(torch.sum(-true_dist * pred, dim=self.dim))


def soft_cross_entropy(logits, soft):
    return -(soft * F.log_softmax(logits, dim=1)).sum(dim=1).mean()


def poly1(logits, labels, epsilon=1.0):
    one_hot = F.one_hot(labels, num_classes=logits.shape[-1]).float()
    pt = (one_hot * F.softmax(logits, dim=-1)).sum(dim=-1)
    return (F.cross_entropy(logits, labels, reduction="none") + epsilon * (1 - pt)).mean()


class AsymmetricLoss(nn.Module):
    def __init__(self, gamma_neg=4, gamma_pos=1, clip=0.05, eps=1e-8):
        super().__init__()
        self.gamma_neg, self.gamma_pos, self.clip, self.eps = gamma_neg, gamma_pos, clip, eps

    def forward(self, x, y):
        xs_pos = torch.sigmoid(x)
        xs_neg = 1 - xs_pos
        if self.clip is not None and self.clip > 0:
            xs_neg = (xs_neg + self.clip).clamp(max=1)
        loss = y * torch.log(xs_pos.clamp(min=self.eps)) + (1 - y) * torch.log(xs_neg.clamp(min=self.eps))
        if self.gamma_neg > 0 or self.gamma_pos > 0:
            pt = xs_pos * y + xs_neg * (1 - y)
            gamma = self.gamma_pos * y + self.gamma_neg * (1 - y)
            loss *= torch.pow(1 - pt, gamma)
        return -loss.sum()


def symmetric_cross_entropy(logits, labels, a=0.1, b=1.0, A=-4):
    ce = F.cross_entropy(logits, labels)
    prob = torch.clamp(F.softmax(logits, dim=1), min=1e-7, max=1.0)
    onehot = torch.clamp(F.one_hot(labels, logits.size(1)).float(), min=math.exp(A), max=1.0)
    rce = -1 * torch.sum(prob * torch.log(onehot), dim=1)
    return a * ce + b * rce.mean()


def generalized_cross_entropy(logits, labels, q=0.7):
    p = F.softmax(logits, 1)
    p_y = torch.gather(p, 1, labels[:, None])
    return ((1 - p_y**q) / q).mean()


def bootstrapped(logits, labels, beta=0.8, hard=True):
    log_p = F.log_softmax(logits, dim=1)
    ce = F.nll_loss(log_p, labels, reduction="none")
    if hard:
        guess = logits.argmax(dim=1)
        own = F.nll_loss(log_p, guess, reduction="none")
    else:
        own = -(log_p.exp() * log_p).sum(1)
    return (beta * ce + (1 - beta) * own).mean()


class LDAMLoss(nn.Module):
    def __init__(self, cls_num_list, max_m=0.5, s=30):
        super().__init__()
        m_list = 1.0 / torch.sqrt(torch.sqrt(torch.tensor(cls_num_list, dtype=torch.float32)))
        self.m_list = m_list * (max_m / m_list.max())
        self.s = s

    def forward(self, x, target):
        index = torch.zeros_like(x, dtype=torch.bool)
        index.scatter_(1, target.view(-1, 1), True)
        batch_m = torch.matmul(self.m_list[None, :], index.float().transpose(0, 1)).view(-1, 1)
        output = torch.where(index, x - batch_m, x)
        return F.cross_entropy(self.s * output, target)


def class_balanced(logits, labels, samples_per_cls, beta=0.999):
    effective = [1.0 - beta**n for n in samples_per_cls]
    weights = [(1.0 - beta) / e for e in effective]
    total = sum(weights)
    weights = torch.tensor([w / total * len(weights) for w in weights])
    return F.cross_entropy(logits, labels, weight=weights)


def logit_adjusted(logits, labels, prior, tau=1.0):
    return F.cross_entropy(logits + tau * torch.log(prior + 1e-12), labels)


def distillation(student, teacher, labels, T=4.0, alpha=0.7):
    soft = F.kl_div(F.log_softmax(student / T, dim=1), F.softmax(teacher / T, dim=1), reduction="batchmean") * (T * T)
    hard = F.cross_entropy(student, labels)
    return alpha * soft + (1.0 - alpha) * hard, soft, hard


def decoupled_kd(student, teacher, labels, alpha=1.0, beta=2.0, T=2.0):
    mask = torch.zeros_like(student).scatter_(1, labels.unsqueeze(1), 1).bool()
    p_s, p_t = F.softmax(student / T, dim=1), F.softmax(teacher / T, dim=1)
    s2 = torch.cat([(p_s * mask).sum(1, keepdim=True), (p_s * ~mask).sum(1, keepdim=True)], dim=1)
    t2 = torch.cat([(p_t * mask).sum(1, keepdim=True), (p_t * ~mask).sum(1, keepdim=True)], dim=1)
    tckd = F.kl_div(torch.log(s2), t2, reduction="sum") * T**2 / labels.shape[0]
    log_s = F.log_softmax(student / T - 1000.0 * mask, dim=1)
    soft_t = F.softmax(teacher / T - 1000.0 * mask, dim=1)
    nckd = F.kl_div(log_s, soft_t, reduction="sum") * T**2 / labels.shape[0]
    return alpha * tckd + beta * nckd


class ArcMarginProduct(nn.Module):
    def __init__(self, in_features, out_features, s=30.0, m=0.50, easy_margin=False):
        super().__init__()
        self.s, self.m, self.easy_margin = s, m, easy_margin
        self.weight = Parameter(torch.FloatTensor(out_features, in_features))
        nn.init.xavier_uniform_(self.weight)
        self.cos_m, self.sin_m = math.cos(m), math.sin(m)
        self.th, self.mm = math.cos(math.pi - m), math.sin(math.pi - m) * m

    def forward(self, input, label):
        cosine = F.linear(F.normalize(input), F.normalize(self.weight))
        sine = torch.sqrt((1.0 - torch.pow(cosine, 2)).clamp(0, 1))
        phi = cosine * self.cos_m - sine * self.sin_m
        if self.easy_margin:
            phi = torch.where(cosine > 0, phi, cosine)
        else:
            phi = torch.where(cosine > self.th, phi, cosine - self.mm)
        one_hot = torch.zeros(cosine.size())
        one_hot.scatter_(1, label.view(-1, 1).long(), 1)
        output = (one_hot * phi) + ((1.0 - one_hot) * cosine)
        return F.cross_entropy(output * self.s, label)


class CosFace(nn.Module):
    def __init__(self, dim, classes, scale=16.0, margin=0.35):
        super().__init__()
        self.W = nn.Parameter(torch.randn(classes, dim))
        self.scale, self.margin = scale, margin

    def forward(self, embeddings, labels):
        cos = F.normalize(embeddings, dim=1) @ F.normalize(self.W, dim=1).t()
        cos[torch.arange(len(labels)), labels] -= self.margin
        return F.cross_entropy(self.scale * cos, labels)


class CenterLoss(nn.Module):
    def __init__(self, num_classes=3, feat_dim=2):
        super().__init__()
        self.num_classes = num_classes
        self.centers = nn.Parameter(torch.randn(num_classes, feat_dim))

    def forward(self, x, labels):
        batch_size = x.size(0)
        distmat = (
            torch.pow(x, 2).sum(dim=1, keepdim=True).expand(batch_size, self.num_classes)
            + torch.pow(self.centers, 2).sum(dim=1, keepdim=True).expand(self.num_classes, batch_size).t()
        )
        distmat = torch.addmm(distmat, x, self.centers.t(), beta=1, alpha=-2)
        classes = torch.arange(self.num_classes).long()
        mask = labels.unsqueeze(1).expand(batch_size, self.num_classes).eq(classes.expand(batch_size, self.num_classes))
        dist = distmat * mask.float()
        return dist.clamp(min=1e-12, max=1e12).sum() / batch_size


def ohem(logits, labels, ratio=0.5):
    losses = F.cross_entropy(logits, labels, reduction="none")
    keep = max(1, int(ratio * losses.numel()))
    hardest, _ = losses.topk(keep)
    return hardest.mean()


def multiclass_hinge(scores, labels, margin=1.0):
    correct = scores[torch.arange(scores.shape[0]), labels].unsqueeze(1)
    margins = torch.maximum(torch.zeros_like(scores), scores - correct + margin)
    margins[torch.arange(scores.shape[0]), labels] = 0
    return margins.sum() / scores.shape[0]


def squared_hinge(scores, y):
    return torch.mean(torch.clamp(1 - y * scores, min=0) ** 2)


def exponential(scores, y):
    return torch.exp(-y * scores).mean()


def brier(logits, labels):
    p = logits.softmax(-1)
    return ((p - F.one_hot(labels, p.shape[-1])) ** 2).sum(-1).mean()


def entropy_minimization(logits):
    p = F.softmax(logits, dim=1)
    return -(p * torch.log(p + 1e-5)).sum(dim=1).mean()


def jensen_shannon(p_logits, q_logits):
    p, q = p_logits.softmax(-1), q_logits.softmax(-1)
    m = torch.clamp((p + q) / 2.0, 1e-7, 1).log()
    return (F.kl_div(m, p, reduction="batchmean") + F.kl_div(m, q, reduction="batchmean")) / 2


def confidence_penalty(logits, labels, weight=0.1):
    dist = torch.distributions.Categorical(logits=logits)
    return F.cross_entropy(logits, labels) - weight * dist.entropy().mean()


def mixup_criterion(pred, y_a, y_b, lam):
    criterion = nn.CrossEntropyLoss()
    return lam * criterion(pred, y_a) + (1 - lam) * criterion(pred, y_b)


def evidential_classification(logits, labels, epoch=5, annealing=10):
    evidence = F.relu(logits)
    alpha = evidence + 1
    S = alpha.sum(dim=1, keepdim=True)
    y = F.one_hot(labels, logits.size(1)).float()
    fit = ((y - alpha / S) ** 2 + alpha * (S - alpha) / (S * S * (S + 1))).sum(dim=1)
    a = y + (1 - y) * alpha
    total = a.sum(dim=1, keepdim=True)
    kl = (
        torch.lgamma(total).squeeze(1)
        - torch.lgamma(a).sum(1)
        - math.lgamma(logits.size(1))
        + ((a - 1) * (torch.digamma(a) - torch.digamma(total))).sum(1)
    )
    return (fit + min(1.0, epoch / annealing) * kl).mean()


def ordinal_coral(logits, levels):
    return -torch.mean(torch.sum(F.logsigmoid(logits) * levels + (F.logsigmoid(logits) - logits) * (1 - levels), dim=1))


def taylor_cross_entropy(logits, labels, n=2):
    fn = torch.ones_like(logits)
    denom = 1.0
    for i in range(1, n + 1):
        denom *= i
        fn = fn + logits.pow(i) / denom
    return F.nll_loss((fn / fn.sum(dim=1, keepdims=True)).log(), labels)


def fixmatch(weak, strong, threshold=0.6):
    pseudo = torch.softmax(weak.detach(), dim=-1)
    top, labels = torch.max(pseudo, dim=-1)
    mask = top.ge(threshold).float()
    return (F.cross_entropy(strong, labels, reduction="none") * mask).mean()
