import math

import torch
from models import BaseVAE
from torch import nn
from torch.nn import functional as F

from .types_ import *


class FactorVAE(BaseVAE):
    num_iter = 0

    def __init__(self, channels: int, latent: int, dims: List = None, anneal_steps: int = 200, alpha: float = 1.0,
                 beta: float = 6.0, gamma: float = 1.0, **kwargs) -> None:
        super().__init__()
        self.latent = latent
        self.anneal_steps = anneal_steps
        self.alpha = alpha
        self.beta = beta
        self.gamma = gamma
        if dims is None:
            dims = [32, 64, 128]
        self.encoder = nn.Sequential(*[nn.Sequential(nn.Conv2d(channels, d, 3), nn.LeakyReLU()) for d in dims])
        self.fc_mu = nn.Linear(dims[-1] * 4, latent)
        self.fc_var = nn.Linear(dims[-1] * 4, latent)
        self.decoder = nn.Sequential(nn.Linear(latent, 10), nn.Tanh())

    def encode(self, input: Tensor) -> List[Tensor]:
        """
        Encodes the input by passing through the encoder network and returns the latent codes.
        """
        result = torch.flatten(self.encoder(input), start_dim=1)
        return [self.fc_mu(result), self.fc_var(result)]

    def decode(self, z: Tensor) -> Tensor:
        return self.decoder(z).view(-1, 512, 2, 2)

    def reparameterize(self, mu: Tensor, logvar: Tensor) -> Tensor:
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return eps * std + mu

    def forward(self, input: Tensor, **kwargs) -> List[Tensor]:
        mu, log_var = self.encode(input)
        z = self.reparameterize(mu, log_var)
        return [self.decode(z), input, mu, log_var, z]

    def log_density_gaussian(self, x: Tensor, mu: Tensor, logvar: Tensor):
        norm = -0.5 * (math.log(2 * math.pi) + logvar)
        log_density = norm - 0.5 * ((x - mu) ** 2 * torch.exp(-logvar))
        return log_density

    def loss_function(self, *args, **kwargs) -> dict:  # @loss
        """
        Computes the VAE loss function.
        """
        if self.training:
            self.num_iter += 1
        recons, input, mu, log_var, z = args[0], args[1], args[2], args[3], args[4]
        recons_loss = F.mse_loss(recons, input)
        log_q_zx = self.log_density_gaussian(z, mu, log_var).sum(dim=1)
        zeros = torch.zeros_like(z)
        log_p_z = self.log_density_gaussian(z, zeros, zeros).sum(dim=1)
        n, d = z.shape
        mat = self.log_density_gaussian(z.view(n, 1, d), mu.view(1, n, d), log_var.view(1, n, d))
        log_q_z = torch.logsumexp(mat.sum(2), dim=1, keepdim=False)
        log_prod = torch.logsumexp(mat, dim=1, keepdim=False).sum(1)
        kld_loss = (log_prod - log_p_z).mean()
        tc_loss = (log_q_z - log_prod).mean()
        mi_loss = (log_q_zx - log_q_z).mean()
        rate = min(0 + 1 * self.num_iter / self.anneal_steps, 1)
        loss = recons_loss + self.alpha * mi_loss + self.beta * tc_loss + rate * self.gamma * kld_loss
        return {"loss": loss, "Reconstruction_Loss": recons_loss, "KLD": kld_loss, "TC_Loss": tc_loss}

    def sample(self, num_samples: int, device: int, **kwargs) -> Tensor:
        return self.decode(torch.randn(num_samples, self.latent).to(device))

    def generate(self, x: Tensor, **kwargs) -> Tensor:
        return self.forward(x)[0]
