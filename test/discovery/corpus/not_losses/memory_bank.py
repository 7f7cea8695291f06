import torch
import torch.nn.functional as F


class Bank:
    def __init__(self, n, d, m=0.5):
        self.x = F.normalize(torch.randn(n, d))
        self.m = m

    @torch.no_grad()
    def update(self, idx, z):
        self.x[idx] = F.normalize(self.m * self.x[idx] + (1 - self.m) * z)

    def nearest(self, z, k=5):
        return (z @ self.x.t()).topk(k, dim=1)
