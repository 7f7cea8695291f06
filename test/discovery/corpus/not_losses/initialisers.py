import math
import torch.nn as nn


def fan(t):
    return t.shape[1], t.shape[0]


def xavier_bound(i, o, gain=1.0):
    return gain * math.sqrt(6.0 / (i + o))


def init_weights(m):
    if isinstance(m, nn.Linear):
        nn.init.xavier_uniform_(m.weight)
        m.bias.data.zero_()
