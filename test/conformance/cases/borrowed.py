"""What losses take from around them: words in arrays of NumPy's, groups by number, a library's functions held by a class."""

import numpy as np
import torch
from torch.distributions import Categorical, NegativeBinomial, Normal


def named_weights(x):
    names = np.array(["low", "high", "mid"])
    order = np.argsort([3.0, 1.0, 2.0])
    weights = {"low": 0.5, "high": 2.0, "mid": 1.0}
    chosen = names[order]
    picked = list(chosen[chosen != "mid"]) + [str(name) for name in names[np.array([True, False, True])]]
    return sum(weights[name] * x.pow(i + 1).mean() for i, name in enumerate(picked)) * len(names) * names.shape[0]


def grouped_by_number(x, group):
    totals = {}
    for value, key in zip(x, group.numpy()):
        totals[key] = totals.get(key, 0.0) + value**2
    seen = set(group.numpy())
    return sum(totals[key] * (k + 1) for k, key in enumerate(sorted(seen))) + float(seen.issubset([1, 2, 7]))


def parameters_of_distributions(x):
    return x.sum() * sum(len(kind.arg_constraints) for kind in (Normal, Categorical, NegativeBinomial))


def counted_by_name(x):
    return (torch.arange(end=4) * x).sum() + torch.arange(end=x.shape[0], dtype=torch.float32).sum() * x.mean()


class FilteredPeak(torch.nn.Module):
    filter = torch.conv1d
    pool = torch.nn.AdaptiveMaxPool1d(1)

    def forward(self, x, w):
        return self.pool(self.filter(x, weight=w, padding=1)).sum()
