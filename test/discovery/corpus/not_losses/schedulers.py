import math
import numpy as np


class LossScaler:
    def __init__(self, init=2.0 ** 16, factor=2.0):
        self.scale, self.factor, self.good = init, factor, 0

    def scale_loss(self, loss):
        return loss * self.scale

    def update(self, overflow):
        self.scale = self.scale / self.factor if overflow else self.scale


def beta_schedule(step, total, low=0.0, high=1.0):
    return low + (high - low) * 1 / (1 + math.exp(-10 * (step / total - 0.5)))


def loss_weight_schedule(epoch):
    return np.exp(-5 * (1 - min(epoch / 80, 1)) ** 2)


def one_cycle(t, total, hi):
    return hi * (1 - abs(2 * t / total - 1))
