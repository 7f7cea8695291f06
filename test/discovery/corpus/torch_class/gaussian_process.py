"""A Gaussian process that is fitted by its evidence: the evidence gets larger, the loss is written where it is turned round."""

import torch


class Process:
    def __init__(self, inputs, targets, noise=0.1):
        self.inputs = inputs
        self.targets = targets
        self.noise = noise

    def covariance(self):
        distance = (self.inputs[:, None] - self.inputs[None]).square().sum(-1)
        return torch.exp(-0.5 * distance) + self.noise * torch.eye(len(self.inputs))

    def marginal_log_likelihood(self):
        factor = torch.linalg.cholesky(self.covariance())
        solved = torch.linalg.solve_triangular(factor, self.targets[:, None], upper=False).squeeze(-1)
        return -factor.diagonal().log().sum() - 0.5 * (solved @ solved)
