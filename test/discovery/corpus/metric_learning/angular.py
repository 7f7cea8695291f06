import math
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn import Parameter


class MarginHead(nn.Module):
    """Additive angular margin on top of normalised embeddings."""

    def __init__(self, in_features, out_features, s=30.0, m=0.50, easy=False):
        super().__init__()
        self.s = s
        self.weight = Parameter(torch.FloatTensor(out_features, in_features))
        nn.init.xavier_uniform_(self.weight)
        self.easy = easy
        self.cos_m = math.cos(m)
        self.sin_m = math.sin(m)
        self.th = math.cos(math.pi - m)
        self.mm = math.sin(math.pi - m) * m

    def forward(self, input, label):
        cosine = F.linear(F.normalize(input), F.normalize(self.weight))
        sine = torch.sqrt((1.0 - torch.pow(cosine, 2)).clamp(0, 1))
        phi = cosine * self.cos_m - sine * self.sin_m
        phi = torch.where(cosine > 0, phi, cosine) if self.easy else torch.where(cosine > self.th, phi, cosine - self.mm)
        hot = torch.zeros(cosine.size(), device=input.device)
        hot.scatter_(1, label.view(-1, 1).long(), 1)
        output = (hot * phi) + ((1.0 - hot) * cosine)
        output *= self.s
        return output


class AngularMargin(nn.Module):  # @loss
    def __init__(self, in_features, classes, s=64.0, m=0.5):
        super().__init__()
        self.s, self.m = s, m
        self.weight = Parameter(torch.empty(classes, in_features))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, embeddings, labels):
        cosine = F.linear(F.normalize(embeddings), F.normalize(self.weight)).clamp(-1 + 1e-7, 1 - 1e-7)
        theta = torch.acos(cosine)
        hot = F.one_hot(labels, cosine.shape[1]).float()
        logits = torch.cos(theta + self.m * hot) * self.s
        return F.cross_entropy(logits, labels)


class ProxyAnchor(nn.Module):  # @loss
    def __init__(self, classes, size, margin=0.1, alpha=32):
        super().__init__()
        self.proxies = Parameter(torch.randn(classes, size))
        self.classes, self.margin, self.alpha = classes, margin, alpha

    def forward(self, x, t):
        cos = F.linear(F.normalize(x), F.normalize(self.proxies))
        pos_hot = F.one_hot(t, self.classes)
        pos = torch.where(pos_hot == 1, torch.exp(-self.alpha * (cos - self.margin)), torch.zeros_like(cos)).sum(0)
        neg = torch.where(pos_hot == 0, torch.exp(self.alpha * (cos + self.margin)), torch.zeros_like(cos)).sum(0)
        valid = torch.nonzero(pos_hot.sum(0) != 0).numel()
        return torch.log(1 + pos).sum() / valid + torch.log(1 + neg).sum() / self.classes


class CircleObjective(nn.Module):  # @loss
    def __init__(self, m: float = 0.25, gamma: float = 80) -> None:
        super().__init__()
        self.m = m
        self.gamma = gamma
        self.soft_plus = nn.Softplus()

    def forward(self, sp, sn):
        ap = torch.clamp_min(-sp.detach() + 1 + self.m, min=0.0)
        an = torch.clamp_min(sn.detach() + self.m, min=0.0)
        lp = -ap * (sp - (1 - self.m)) * self.gamma
        ln = an * (sn - self.m) * self.gamma
        return self.soft_plus(torch.logsumexp(ln, dim=0) + torch.logsumexp(lp, dim=0))


class ClassCenters(nn.Module):  # @loss
    def __init__(self, classes=10, dim=2):
        super().__init__()
        self.centers = Parameter(torch.randn(classes, dim))

    def forward(self, x, labels):
        n = x.size(0)
        dist = torch.pow(x, 2).sum(1, keepdim=True) + torch.pow(self.centers, 2).sum(1)[None]
        dist = dist.addmm(x, self.centers.t(), beta=1, alpha=-2)
        mask = labels[:, None].eq(torch.arange(self.centers.size(0))[None])
        return (dist * mask.float()).clamp(min=1e-12, max=1e12).sum() / n


def convert_label_to_similarity(features, label):
    sim = features @ features.t()
    same = label[:, None] == label[None]
    return sim[same.triu(1)], sim[(~same).triu(1)]


def hard_negatives(dist, labels):
    same = labels[:, None] == labels[None]
    return dist.masked_fill(same, float("inf")).min(dim=1)[0]


def batch_hard(emb, labels, margin=0.3):  # @loss
    d = torch.cdist(emb, emb)
    same = labels[:, None] == labels[None]
    far = (d * same.float()).max(dim=1)[0]
    return F.relu(far - hard_negatives(d, labels) + margin).mean()
