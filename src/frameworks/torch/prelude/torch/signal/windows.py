"""torch.signal.windows: symmetric unless told otherwise."""

import math

import torch


def _window(formula):
    """`formula(n, last)` of the places and the last of them, which for a periodic window lies behind the end."""

    def window(M, *parameters, sym=True, dtype=None, **options):
        n = torch.arange(M, dtype=torch.float64)
        names = {key: value for key, value in options.items() if key not in ("device", "layout", "requires_grad")}
        made = formula(n, max(M - 1 if sym else M, 1), *parameters, **names)
        return made.to(torch.get_default_dtype() if dtype is None else dtype)

    return window


def _general_cosine(n, last, a):
    angle = 2 * math.pi * n / last
    return sum((-1) ** k * weight * torch.cos(k * angle) for k, weight in enumerate(a))


def _gaussian(n, last, std=1.0):
    return torch.exp(-(((n - last / 2) / std) ** 2) / 2)


def _exponential(n, last, center=None, tau=1.0):
    return torch.exp(-(n - (last / 2 if center is None else center)).abs() / tau)


def _kaiser(n, last, beta=12.0):
    return torch.i0(beta * torch.sqrt((1 - (2 * n / last - 1) ** 2).clamp(min=0))) / torch.i0(torch.tensor(beta, dtype=n.dtype))


general_cosine = _window(_general_cosine)
general_hamming = _window(lambda n, last, alpha=0.54: _general_cosine(n, last, (alpha, 1 - alpha)))
hamming = _window(lambda n, last: _general_cosine(n, last, (0.54, 0.46)))
hann = _window(lambda n, last: _general_cosine(n, last, (0.5, 0.5)))
blackman = _window(lambda n, last: _general_cosine(n, last, (0.42, 0.5, 0.08)))
nuttall = _window(lambda n, last: _general_cosine(n, last, (0.3635819, 0.4891775, 0.1365995, 0.0106411)))
bartlett = _window(lambda n, last: 1 - (2 * n / last - 1).abs())
cosine = _window(lambda n, last: torch.sin(math.pi * (n + 0.5) / (last + 1)))
gaussian = _window(_gaussian)
exponential = _window(_exponential)
kaiser = _window(_kaiser)
