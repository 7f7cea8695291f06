import torch
import torch.nn as nn
import torch.nn.functional as F


def kd(student, teacher, labels, T=4.0, alpha=0.9):  # @loss
    soft = F.kl_div(F.log_softmax(student / T, dim=1), F.softmax(teacher / T, dim=1), reduction="batchmean") * T * T
    hard = F.cross_entropy(student, labels)
    return alpha * soft + (1 - alpha) * hard


class FitNetHint(nn.Module):  # @loss
    def __init__(self, s_ch, t_ch, weight=100.0):
        super().__init__()
        self.regressor = nn.Conv2d(s_ch, t_ch, 1)
        self.weight = weight

    def forward(self, f_s, f_t):
        return self.weight * (self.regressor(f_s) - f_t).pow(2).mean()


class AttentionTransfer(nn.Module):  # @loss
    def __init__(self, p=2):
        super().__init__()
        self.p = p

    def at(self, f):
        return F.normalize(f.pow(self.p).mean(1).view(f.size(0), -1))

    def forward(self, g_s, g_t):
        return sum((self.at(s) - self.at(t)).pow(2).mean() for s, t in zip(g_s, g_t))


class RKD(nn.Module):  # @loss
    def __init__(self, w_d=25.0, w_a=50.0):
        super().__init__()
        self.w_d = w_d
        self.w_a = w_a

    def forward(self, student, teacher):
        with torch.no_grad():
            td = torch.cdist(teacher, teacher)
            td = td / td[td > 0].mean()
        d = torch.cdist(student, student)
        d = d / d[d > 0].mean()
        return self.w_d * F.smooth_l1_loss(d, td)


class Adapter(nn.Module):
    def __init__(self, dim, r=8):
        super().__init__()
        self.down = nn.Linear(dim, r)
        self.up = nn.Linear(r, dim)

    def forward(self, x):
        return x + self.up(F.gelu(self.down(x)))
