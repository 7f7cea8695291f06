"""keras.regularizers."""

from tensorflow import _native


class Regularizer:
    def get_config(self):
        return {}


class L1L2(Regularizer):
    def __init__(self, l1=0.0, l2=0.0):
        self.l1, self.l2 = l1, l2

    def __call__(self, x):
        total = 0.0
        if self.l1:
            total = total + self.l1 * _native.reduce_sum(_native.abs(x))
        if self.l2:
            total = total + self.l2 * _native.reduce_sum(_native.square(x))
        return total


class L1(L1L2):
    def __init__(self, l1=0.01, **options):
        super().__init__(l1=l1)


class L2(L1L2):
    def __init__(self, l2=0.01, **options):
        super().__init__(l2=l2)


l1, l2 = L1, L2


def l1_l2(l1=0.01, l2=0.01):
    return L1L2(l1, l2)


def get(identifier):
    return identifier
