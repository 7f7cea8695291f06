import torch
import torch.nn as nn
import torch.nn.functional as F


def masked_lm(logits, labels, pad=0):  # @loss
    flat = F.cross_entropy(logits.reshape(-1, logits.size(-1)), labels.reshape(-1), reduction="none")
    keep = (labels.reshape(-1) != pad).float()
    return (flat * keep).sum() / keep.sum()


def unlikelihood(logits, candidates):  # @loss
    p = F.softmax(logits, dim=-1).gather(-1, candidates)
    return -torch.log((1.0 - p).clamp(min=1e-5)).mean()


class InBatchNegatives(nn.Module):  # @loss
    def __init__(self, scale=20.0):
        super().__init__()
        self.scale = scale
        self.ce = nn.CrossEntropyLoss()

    def forward(self, q, d):
        s = F.normalize(q) @ F.normalize(d).t() * self.scale
        return self.ce(s, torch.arange(s.size(0), device=s.device))


def mean_pool(hidden, mask):
    m = mask.unsqueeze(-1).float()
    return (hidden * m).sum(1) / m.sum(1).clamp(min=1e-9)


def positional_encoding(n, d):
    pos = torch.arange(n)[:, None]
    i = torch.arange(d)[None, :]
    angle = pos / 10000 ** (2 * (i // 2) / d)
    return torch.where(i % 2 == 0, torch.sin(angle), torch.cos(angle))


def top_p_filter(logits, p=0.9):
    s, idx = logits.sort(descending=True)
    cum = s.softmax(-1).cumsum(-1)
    s[cum > p] = float("-inf")
    return torch.zeros_like(logits).scatter(-1, idx, s)


def bits_per_char(nll):
    return nll / 0.6931


def edit_distance(a, b):
    d = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        prev, d[0] = d[0], i
        for j, y in enumerate(b, 1):
            prev, d[j] = d[j], min(d[j] + 1, d[j - 1] + 1, prev + (x != y))
    return d[-1]
