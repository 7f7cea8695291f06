"""torch.special where it is a series."""

import torch


def gammainc(input, other):
    """x^a e^-x Σ xⁿ / Γ(a + n + 1). PyTorch has a derivative by the second argument only."""
    a, x = torch.broadcast_tensors(torch.as_tensor(input).detach().double(), torch.as_tensor(other).double())
    safe = torch.where(x > 0, x, torch.ones_like(x))
    term = 1 / torch.where(a > 0, a, torch.ones_like(a))
    total = term
    for n in range(1, 20 + int(4 * float(safe.detach().max()))):
        term = term * safe / (a + n)
        total = total + term
    value = torch.exp(a * torch.log(safe) - safe - torch.lgamma(a)) * total
    value = torch.where(x > 0, torch.where(a > 0, value, 1.0), 0.0)
    return value.to(torch.result_type(torch.as_tensor(input), torch.as_tensor(other)))


def gammaincc(input, other):
    return 1 - gammainc(input, other)
