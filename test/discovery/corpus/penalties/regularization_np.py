import numpy as np


class JumpReg:  # @loss
    def __init__(self, alpha=0.01):
        self.alpha = alpha

    def regularize(self, W):
        total = 0.0
        for t in range(len(W) - 1):
            total += np.abs(W[t + 1] - W[t]).sum()
        return self.alpha * total

    def get_gradient(self, W):
        out = np.zeros(np.array(W).shape)
        for t in range(len(W) - 1):
            out[t + 1] += np.sign(W[t + 1] - W[t])
            out[t] -= np.sign(W[t + 1] - W[t])
        return self.alpha * out


class Regularizer:
    def __init__(self, rate):
        self.rate = rate


class Ridge(Regularizer):
    def __init__(self, rate):
        super().__init__(rate)


class L2Regularizer(Regularizer):  # @loss
    def loss(self, weights):
        return 0.5 * self.rate * np.sum(np.power(weights, 2))

    def grad(self, weights):
        return self.rate * weights

    def __repr__(self):
        return "l2"
