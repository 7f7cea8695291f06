from typing import Optional, Union
import torch
import torch.nn as nn
import torch.nn.functional as F


def balance(gate_logits: Union[torch.Tensor, tuple], num_experts: Optional[int] = None, top_k: int = 2) -> torch.Tensor:  # @loss
    r"""Auxiliary load balancing objective of switch transformers."""
    if gate_logits is None or not isinstance(gate_logits, tuple):
        return 0
    joined = torch.cat([g.to(gate_logits[0].device) for g in gate_logits], dim=0)
    weights = F.softmax(joined, dim=-1)
    _, chosen = torch.topk(weights, top_k, dim=-1)
    mask = F.one_hot(chosen, num_experts)
    tokens = torch.mean(mask.float(), dim=0)
    router = torch.mean(weights, dim=0)
    overall = torch.sum(tokens * router.unsqueeze(0))
    return overall * num_experts


def compute_aux_loss(indices: torch.Tensor, router_probs: torch.Tensor, num_experts: int) -> torch.Tensor:  # @loss
    counts = torch.zeros(num_experts, device=indices.device)
    counts.scatter_add_(0, indices.view(-1), torch.ones_like(indices.view(-1), dtype=torch.float))
    f = counts / indices.numel()
    p = router_probs.view(-1, num_experts).mean(dim=0)
    return num_experts * torch.dot(f.type_as(p), p)


def router_z(logits):  # @loss
    return torch.logsumexp(logits, dim=-1).square().mean()


def importance_cv(gates):  # @loss
    importance = gates.sum(0)
    return importance.var() / (importance.mean() ** 2 + 1e-10)


class Router(nn.Module):
    def __init__(self, d, n, k=2):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(d, n) * 0.02)
        self.k = k
        self.n = n

    def forward(self, x):
        logits = x @ self.weight
        probs = F.softmax(logits, dim=-1)
        gates, ids = torch.topk(probs, self.k, dim=-1)
        f = F.one_hot(ids[..., 0], self.n).float().mean(0)
        aux = self.n * (f * probs.mean(0)).sum()
        return gates, ids, aux


class SparseBlock(nn.Module):
    def __init__(self, d, n):
        super().__init__()
        self.router = Router(d, n)
        self.experts = nn.ModuleList([nn.Linear(d, d) for _ in range(n)])

    def forward(self, x):
        gates, ids, aux = self.router(x)
        out = torch.zeros_like(x)
        for i, expert in enumerate(self.experts):
            mask = (ids == i).float() * gates
            out = out + mask.sum(-1, keepdim=True) * expert(x)
        return out, aux
