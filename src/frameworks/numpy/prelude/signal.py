"""scipy.signal: linear filters, which programs discount rewards with."""

import numpy as np


def convolve(in1, in2, mode="full", method="auto"):
    return np.convolve(in1, in2, mode)
