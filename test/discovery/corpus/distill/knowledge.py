import torch
import torch.nn as nn
import torch.nn.functional as F


class SoftTargets(nn.Module):  # @loss
    def __init__(self, T=4):
        super().__init__()
        self.T = T

    def forward(self, y_s, y_t):
        p_s = F.log_softmax(y_s / self.T, dim=1)
        p_t = F.softmax(y_t / self.T, dim=1)
        return F.kl_div(p_s, p_t, reduction="sum") * (self.T ** 2) / y_s.shape[0]


class AttentionTransfer(nn.Module):  # @loss
    def __init__(self, p=2):
        super().__init__()
        self.p = p

    def forward(self, g_s, g_t):
        return [self.single(a, b) for a, b in zip(g_s, g_t)]

    def single(self, f_s, f_t):
        if f_s.shape[2] > f_t.shape[2]:
            f_s = F.adaptive_avg_pool2d(f_s, (f_t.shape[2],) * 2)
        return (self.at(f_s) - self.at(f_t)).pow(2).mean()

    def at(self, f):
        return F.normalize(f.pow(self.p).mean(1).view(f.size(0), -1))


class SimilarityPreserving(nn.Module):  # @loss
    def forward(self, g_s, g_t):
        return [self.one(a, b) for a, b in zip(g_s, g_t)]

    def one(self, f_s, f_t):
        n = f_s.shape[0]
        a = F.normalize(torch.mm(f_s.view(n, -1), f_s.view(n, -1).t()))
        b = F.normalize(torch.mm(f_t.view(n, -1), f_t.view(n, -1).t()))
        return ((b - a) * (b - a)).view(-1, 1).sum(0) / (n * n)


class Relational(nn.Module):  # @loss
    def __init__(self, w_d=25, w_a=50):
        super().__init__()
        self.w_d = w_d
        self.w_a = w_a

    def forward(self, f_s, f_t):
        with torch.no_grad():
            td = self.pdist(f_t)
            td = td / td[td > 0].mean()
        d = self.pdist(f_s)
        d = d / d[d > 0].mean()
        return self.w_d * F.smooth_l1_loss(d, td)

    @staticmethod
    def pdist(e, eps=1e-12):
        sq = e.pow(2).sum(dim=1)
        return (sq[:, None] + sq[None] - 2 * e @ e.t()).clamp(min=eps).sqrt()


class Connector(nn.Module):
    def __init__(self, s, t):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(a, b, 1) for a, b in zip(s, t)])

    def forward(self, feats):
        return [c(f) for c, f in zip(self.convs, feats)]


def decoupled(student, teacher, target, alpha=1.0, beta=8.0, t=4.0):  # @loss
    hot = F.one_hot(target, student.shape[1]).bool()
    ps, pt = F.softmax(student / t, 1), F.softmax(teacher / t, 1)
    bs = torch.stack([(ps * hot).sum(1), (ps * ~hot).sum(1)], 1)
    bt = torch.stack([(pt * hot).sum(1), (pt * ~hot).sum(1)], 1)
    tckd = F.kl_div(bs.log(), bt, reduction="batchmean") * t ** 2
    nckd = F.kl_div(F.log_softmax(student / t - 1000.0 * hot, 1), F.softmax(teacher / t - 1000.0 * hot, 1), reduction="batchmean") * t ** 2
    return alpha * tckd + beta * nckd
