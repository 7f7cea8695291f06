import numpy as np
import torch
import torch.nn as nn
from torch.distributions.normal import Normal


class Dispatcher(object):
    def __init__(self, n, gates):
        self._gates = gates
        self._n = n
        sorted_experts, order = torch.nonzero(gates).sort(0)
        _, self._expert = sorted_experts.split(1, dim=1)
        self._batch = torch.nonzero(gates)[order[:, 1], 0]
        self._sizes = (gates > 0).sum(0).tolist()
        self._nonzero = torch.gather(gates[self._batch.flatten()], 1, self._expert)

    def dispatch(self, x):
        return torch.split(x[self._batch].squeeze(1), self._sizes, dim=0)

    def combine(self, outs, multiply=True):
        stitched = torch.cat(outs, 0).exp()
        if multiply:
            stitched = stitched.mul(self._nonzero)
        zeros = torch.zeros(self._gates.size(0), outs[-1].size(1), requires_grad=True)
        combined = zeros.index_add(0, self._batch, stitched.float())
        combined[combined == 0] = np.finfo(float).eps
        return combined.log()


class MoE(nn.Module):
    def __init__(self, size, out, n, noisy=True, k=4):
        super().__init__()
        self.noisy = noisy
        self.n = n
        self.k = k
        self.experts = nn.ModuleList([nn.Linear(size, out) for _ in range(n)])
        self.w_gate = nn.Parameter(torch.zeros(size, n), requires_grad=True)
        self.w_noise = nn.Parameter(torch.zeros(size, n), requires_grad=True)
        self.softplus = nn.Softplus()
        self.softmax = nn.Softmax(1)
        self.register_buffer("mean", torch.tensor([0.0]))
        self.register_buffer("std", torch.tensor([1.0]))

    def cv_squared(self, x):  # @loss
        """The squared coefficient of variation of a sample.
        Useful as a loss to encourage a positive distribution to be more uniform.
        """
        eps = 1e-10
        if x.shape[0] == 1:
            return torch.tensor([0], device=x.device, dtype=x.dtype)
        return x.float().var() / (x.float().mean() ** 2 + eps)

    def _gates_to_load(self, gates):
        return (gates > 0).sum(0)

    def _prob_in_top_k(self, clean, noisy, std, top):
        n = clean.size(0)
        m = top.size(1)
        flat = top.flatten()
        at = torch.arange(n, device=clean.device) * m + self.k
        inside = torch.unsqueeze(torch.gather(flat, 0, at), 1)
        outside = torch.unsqueeze(torch.gather(flat, 0, at - 1), 1)
        is_in = torch.gt(noisy, inside)
        normal = Normal(self.mean, self.std)
        return torch.where(is_in, normal.cdf((clean - inside) / std), normal.cdf((clean - outside) / std))

    def gating(self, x, train, epsilon=1e-2):
        clean = x @ self.w_gate
        logits = clean
        if self.noisy and train:
            std = self.softplus(x @ self.w_noise) + epsilon
            noisy = clean + (torch.randn_like(clean) * std)
            logits = noisy
        top, ids = logits.topk(min(self.k + 1, self.n), dim=1)
        gates = torch.zeros_like(logits).scatter(1, ids[:, :self.k], self.softmax(top[:, :self.k]))
        if self.noisy and self.k < self.n and train:
            load = (self._prob_in_top_k(clean, noisy, std, top)).sum(0)
        else:
            load = self._gates_to_load(gates)
        return gates, load

    def forward(self, x, loss_coef=1e-2):
        gates, load = self.gating(x, self.training)
        importance = gates.sum(0)
        loss = self.cv_squared(importance) + self.cv_squared(load)
        loss *= loss_coef
        d = Dispatcher(self.n, gates)
        xs = d.dispatch(x)
        y = d.combine([self.experts[i](xs[i]) for i in range(self.n)])
        return y, loss
