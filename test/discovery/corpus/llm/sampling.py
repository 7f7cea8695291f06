import torch
import torch.nn.functional as F


def top_p(logits, p=0.9):
    s, i = torch.sort(logits, descending=True)
    c = torch.cumsum(F.softmax(s, -1), -1)
    s[c - F.softmax(s, -1) > p] = float("-inf")
    return torch.gather(s, -1, i.argsort(-1))


def repetition_penalty(logits, ids, penalty=1.2):
    score = torch.gather(logits, 1, ids)
    score = torch.where(score < 0, score * penalty, score / penalty)
    return logits.scatter(1, ids, score)


def length_penalty(length, alpha=0.6):
    return ((5 + length) / 6) ** alpha


def beam_score(logp, length, alpha=0.6):
    return logp / length_penalty(length, alpha)


def apply_rope(x, cos, sin):
    a, b = x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)


def alibi(n, heads):
    m = 2 ** (-8 / heads * torch.arange(1, heads + 1))
    return -m[:, None, None] * (torch.arange(n)[None] - torch.arange(n)[:, None]).abs()


def speculative_accept(p, q, x):
    return torch.rand_like(p) < (p.gather(-1, x) / q.gather(-1, x)).clamp(max=1)


def perplexity(model, ids):
    with torch.no_grad():
        return torch.exp(model(ids, labels=ids).loss).item()


def contrast_decode(expert, amateur, alpha=0.1):
    cut = torch.log(torch.tensor(alpha)) + expert.max(-1, keepdim=True)[0]
    return (expert - amateur).masked_fill(expert < cut, float("-inf"))
