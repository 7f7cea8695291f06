import paddle
import paddle.nn as nn
import paddle.nn.functional as F


class DetectionCost(nn.Layer):  # @loss
    def __init__(self, alpha=0.25, gamma=2.0):
        super().__init__()
        self.alpha, self.gamma = alpha, gamma

    def forward(self, logit, label):
        p = F.sigmoid(logit)
        ce = F.binary_cross_entropy_with_logits(logit, label, reduction="none")
        pt = p * label + (1 - p) * (1 - label)
        return (self.alpha * (1 - pt) ** self.gamma * ce).mean()


class ConvBN(nn.Layer):
    def __init__(self, i, o):
        super().__init__()
        self.conv = nn.Conv2D(i, o, 3)
        self.bn = nn.BatchNorm2D(o)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))
