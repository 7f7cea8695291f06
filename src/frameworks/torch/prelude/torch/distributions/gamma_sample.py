"""Draws from the standard gamma distribution."""

import torch


def standard_gamma(concentration, rounds=8):
    """
    Marsaglia and Tsang (2000), for all elements at once: a proposal is accepted in more than 95 % of the cases, so of eight
    rounds the first accepted one counts. Differentiable through the accepted proposal.
    """
    boost = torch.where(concentration < 1, torch.rand(concentration.shape) ** (1 / concentration), torch.ones_like(concentration))
    shape = torch.where(concentration < 1, concentration + 1, concentration) - 1.0 / 3
    scale = 1 / torch.sqrt(9 * shape)
    chosen = shape
    for _ in range(rounds):
        x = torch.randn(concentration.shape)
        v = (1 + scale * x).clamp(min=1e-6) ** 3
        bound = 0.5 * x**2 + shape - shape * v + shape * torch.log(v)
        accepted = (1 + scale * x > 0) & (torch.log(torch.rand(concentration.shape)) < bound)
        chosen = torch.where(accepted, shape * v, chosen)
    return chosen * boost
