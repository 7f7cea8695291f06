import torch
import torch.nn as nn
import torch.nn.functional as F


class SCELoss(nn.Module):  # @loss
    def __init__(self, alpha=0.1, beta=1.0, num_classes=10):
        super().__init__()
        self.alpha = alpha
        self.beta = beta
        self.num_classes = num_classes
        self.ce = nn.CrossEntropyLoss()

    def forward(self, pred, labels):
        ce = self.ce(pred, labels)
        p = F.softmax(pred, dim=1).clamp(min=1e-7, max=1.0)
        onehot = F.one_hot(labels, self.num_classes).float().clamp(min=1e-4, max=1.0)
        rce = -torch.sum(p * torch.log(onehot), dim=1)
        return self.alpha * ce + self.beta * rce.mean()


class GeneralizedCE(nn.Module):  # @loss
    def __init__(self, q=0.7):
        super().__init__()
        self.q = q

    def forward(self, logits, y):
        p = F.softmax(logits, 1)
        py = p[torch.arange(len(y)), y]
        return ((1 - py ** self.q) / self.q).mean()


class EarlyLearningRegularization(nn.Module):  # @loss
    def __init__(self, num_examp, num_classes=10, lam=3.0, beta=0.7):
        super().__init__()
        self.register_buffer("target", torch.zeros(num_examp, num_classes))
        self.lam = lam
        self.beta = beta

    def forward(self, index, output, label):
        y_pred = F.softmax(output, dim=1).clamp(1e-4, 1 - 1e-4)
        y_ = y_pred.detach()
        self.target[index] = self.beta * self.target[index] + (1 - self.beta) * (y_ / y_.sum(1, keepdim=True))
        ce = F.cross_entropy(output, label)
        reg = (1 - (self.target[index] * y_pred).sum(1)).log().mean()
        return ce + self.lam * reg
