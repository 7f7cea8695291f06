import torch
import torch.nn as nn
import torch.nn.functional as F


class SupCon(nn.Module):  # @loss
    """Supervised contrastive objective over a batch of normalised features."""

    def __init__(self, temperature=0.07, base_temperature=0.07):
        super().__init__()
        self.temperature = temperature
        self.base_temperature = base_temperature

    def forward(self, features, labels):
        mask = torch.eq(labels[:, None], labels[None, :]).float()
        logits = torch.matmul(features, features.t()) / self.temperature
        logits = logits - logits.max(dim=1, keepdim=True)[0].detach()
        keep = 1 - torch.eye(len(labels), device=features.device)
        exp = torch.exp(logits) * keep
        log_prob = logits - torch.log(exp.sum(1, keepdim=True))
        mean_log = (mask * keep * log_prob).sum(1) / (mask * keep).sum(1)
        return -(self.temperature / self.base_temperature) * mean_log.mean()


class ProxyAnchor(nn.Module):  # @loss
    def __init__(self, n_classes=100, dim=64, margin=0.1, alpha=32):
        super().__init__()
        self.proxies = nn.Parameter(torch.randn(n_classes, dim))
        self.margin = margin
        self.alpha = alpha

    def forward(self, x, y):
        cos = F.linear(F.normalize(x), F.normalize(self.proxies))
        hot = F.one_hot(y, self.proxies.size(0)).float()
        pos = torch.exp(-self.alpha * (cos - self.margin)) * hot
        neg = torch.exp(self.alpha * (cos + self.margin)) * (1 - hot)
        return torch.log(1 + pos.sum(0)).mean() + torch.log(1 + neg.sum(0)).mean()


class ArcMarginProduct(nn.Module):
    def __init__(self, d_in, d_out, s=30.0, m=0.5):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(d_out, d_in))
        self.s = s
        self.m = m

    def forward(self, x, label):
        cosine = F.linear(F.normalize(x), F.normalize(self.weight))
        theta = torch.acos(cosine.clamp(-1 + 1e-7, 1 - 1e-7))
        hot = F.one_hot(label, cosine.size(1))
        return self.s * torch.cos(theta + self.m * hot)


class CenterLoss(nn.Module):  # @loss
    def __init__(self, num_classes=10, feat_dim=2):
        super().__init__()
        self.centers = nn.Parameter(torch.randn(num_classes, feat_dim))

    def forward(self, x, labels):
        return ((x - self.centers[labels]) ** 2).sum(dim=1).mean() / 2
