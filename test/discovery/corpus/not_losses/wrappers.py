import torch.nn as nn


class WithLoss(nn.Module):
    def __init__(self, net, criterion):
        super().__init__()
        self.net, self.criterion = net, criterion

    def forward(self, x, y):
        out = self.net(x)
        return self.criterion(out, y), out


class Parallel(nn.DataParallel):
    def gather(self, outputs, device):
        return outputs
