"""Helpers for various likelihood-based losses."""

import numpy as np
import torch as th


def normal_kl(mean1, logvar1, mean2, logvar2):  # @loss
    tensor = None
    for obj in (mean1, logvar1, mean2, logvar2):
        if isinstance(obj, th.Tensor):
            tensor = obj
            break
    assert tensor is not None, "at least one argument must be a Tensor"
    logvar1, logvar2 = [x if isinstance(x, th.Tensor) else th.tensor(x).to(tensor) for x in (logvar1, logvar2)]
    return 0.5 * (-1.0 + logvar2 - logvar1 + th.exp(logvar1 - logvar2) + ((mean1 - mean2) ** 2) * th.exp(-logvar2))


def approx_cdf(x):
    return 0.5 * (1.0 + th.tanh(np.sqrt(2.0 / np.pi) * (x + 0.044715 * th.pow(x, 3))))


def discretized_log_likelihood(x, *, means, log_scales):
    assert x.shape == means.shape == log_scales.shape
    centred = x - means
    inv = th.exp(-log_scales)
    plus = approx_cdf(inv * (centred + 1.0 / 255.0))
    minus = approx_cdf(inv * (centred - 1.0 / 255.0))
    log_plus = th.log(plus.clamp(min=1e-12))
    log_minus = th.log((1.0 - minus).clamp(min=1e-12))
    delta = plus - minus
    return th.where(x < -0.999, log_plus, th.where(x > 0.999, log_minus, th.log(delta.clamp(min=1e-12))))


def mean_flat(tensor):
    return tensor.mean(dim=list(range(1, len(tensor.shape))))
