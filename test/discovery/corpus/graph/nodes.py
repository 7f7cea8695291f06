import torch
import torch.nn as nn
import torch.nn.functional as F
from torch_geometric.nn import GCNConv


class LogReg(nn.Module):
    def __init__(self, ft_in, nb_classes):
        super().__init__()
        self.fc = nn.Linear(ft_in, nb_classes)
        for m in self.modules():
            self.weights_init(m)

    def weights_init(self, m):
        if isinstance(m, nn.Linear):
            torch.nn.init.xavier_uniform_(m.weight.data)

    def forward(self, seq):
        return self.fc(seq)


class Encoder(torch.nn.Module):
    def __init__(self, i: int, o: int, activation, base=GCNConv, k: int = 2):
        super().__init__()
        self.k = k
        self.conv = nn.ModuleList([base(i, 2 * o)] + [base(2 * o, o)])
        self.activation = activation

    def forward(self, x: torch.Tensor, edges: torch.Tensor):
        for i in range(self.k):
            x = self.activation(self.conv[i](x, edges))
        return x


class Model(torch.nn.Module):
    def __init__(self, encoder: Encoder, hidden: int, proj: int, tau: float = 0.5):
        super().__init__()
        self.encoder: Encoder = encoder
        self.tau: float = tau
        self.fc1 = torch.nn.Linear(hidden, proj)
        self.fc2 = torch.nn.Linear(proj, hidden)

    def forward(self, x: torch.Tensor, edges: torch.Tensor) -> torch.Tensor:
        return self.encoder(x, edges)

    def projection(self, z: torch.Tensor) -> torch.Tensor:
        return self.fc2(F.elu(self.fc1(z)))

    def sim(self, z1: torch.Tensor, z2: torch.Tensor):
        z1 = F.normalize(z1)
        z2 = F.normalize(z2)
        return torch.mm(z1, z2.t())

    def semi_loss(self, z1: torch.Tensor, z2: torch.Tensor):  # @loss
        f = lambda x: torch.exp(x / self.tau)
        same = f(self.sim(z1, z1))
        between = f(self.sim(z1, z2))
        return -torch.log(between.diag() / (same.sum(1) + between.sum(1) - same.diag()))

    def batched_semi_loss(self, z1: torch.Tensor, z2: torch.Tensor, size: int):  # @loss
        n = z1.size(0)
        f = lambda x: torch.exp(x / self.tau)
        indices = torch.arange(0, n)
        losses = []
        for i in range((n - 1) // size + 1):
            mask = indices[i * size:(i + 1) * size]
            same = f(self.sim(z1[mask], z1))
            between = f(self.sim(z1[mask], z2))
            losses.append(-torch.log(between[:, i * size:(i + 1) * size].diag() / (same.sum(1) + between.sum(1))))
        return torch.cat(losses)

    def loss(self, z1: torch.Tensor, z2: torch.Tensor, mean: bool = True, size: int = 0):  # @loss
        h1 = self.projection(z1)
        h2 = self.projection(z2)
        if size == 0:
            l1 = self.semi_loss(h1, h2)
            l2 = self.semi_loss(h2, h1)
        else:
            l1 = self.batched_semi_loss(h1, h2, size)
            l2 = self.batched_semi_loss(h2, h1, size)
        ret = (l1 + l2) * 0.5
        ret = ret.mean() if mean else ret.sum()
        return ret


def drop_feature(x, p):
    mask = torch.empty((x.size(1),), dtype=torch.float32, device=x.device).uniform_(0, 1) < p
    x = x.clone()
    x[:, mask] = 0
    return x
