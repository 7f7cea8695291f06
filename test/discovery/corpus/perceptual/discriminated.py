import torch
import torch.nn as nn
import torch.nn.functional as F

from parts.lpips import LPIPS
from parts.discriminator import PatchDiscriminator, weights_init


def adopt_weight(weight, global_step, threshold=0, value=0.0):
    if global_step < threshold:
        weight = value
    return weight


def hinge_d(real, fake):  # @loss
    a = torch.mean(F.relu(1.0 - real))
    b = torch.mean(F.relu(1.0 + fake))
    return 0.5 * (a + b)


def vanilla_d(real, fake):  # @loss
    return 0.5 * (torch.mean(F.softplus(-real)) + torch.mean(F.softplus(fake)))


def measure_perplexity(indices, n):
    hot = F.one_hot(indices, n).float().reshape(-1, n)
    avg = hot.mean(0)
    perplexity = (-(avg * torch.log(avg + 1e-10)).sum()).exp()
    return perplexity, torch.sum(avg > 0)


class LPIPSWithDiscriminator(nn.Module):  # @loss
    def __init__(self, disc_start, logvar_init=0.0, kl_weight=1.0, pixel_weight=1.0, disc_layers=3, disc_channels=3,
                 disc_factor=1.0, disc_weight=1.0, perceptual_weight=1.0, disc_conditional=False, kind="hinge"):
        super().__init__()
        assert kind in ["hinge", "vanilla"]
        self.kl_weight = kl_weight
        self.pixel_weight = pixel_weight
        self.perceptual_loss = LPIPS().eval()
        self.perceptual_weight = perceptual_weight
        self.logvar = nn.Parameter(torch.ones(size=()) * logvar_init)
        self.discriminator = PatchDiscriminator(disc_channels, disc_layers).apply(weights_init)
        self.start = disc_start
        self.disc_loss = hinge_d if kind == "hinge" else vanilla_d
        self.disc_factor = disc_factor
        self.discriminator_weight = disc_weight
        self.disc_conditional = disc_conditional

    def calculate_adaptive_weight(self, nll_loss, g_loss, last_layer=None):
        if last_layer is not None:
            nll_grads = torch.autograd.grad(nll_loss, last_layer, retain_graph=True)[0]
            g_grads = torch.autograd.grad(g_loss, last_layer, retain_graph=True)[0]
        else:
            nll_grads = torch.autograd.grad(nll_loss, self.last_layer[0], retain_graph=True)[0]
            g_grads = torch.autograd.grad(g_loss, self.last_layer[0], retain_graph=True)[0]
        d_weight = torch.norm(nll_grads) / (torch.norm(g_grads) + 1e-4)
        d_weight = torch.clamp(d_weight, 0.0, 1e4).detach()
        return d_weight * self.discriminator_weight

    def forward(self, inputs, reconstructions, posteriors, optimizer_idx, global_step, last_layer=None, cond=None,
                split="train", weights=None):
        rec_loss = torch.abs(inputs.contiguous() - reconstructions.contiguous())
        if self.perceptual_weight > 0:
            p_loss = self.perceptual_loss(inputs.contiguous(), reconstructions.contiguous())
            rec_loss = rec_loss + self.perceptual_weight * p_loss
        nll_loss = rec_loss / torch.exp(self.logvar) + self.logvar
        weighted = nll_loss
        if weights is not None:
            weighted = weights * nll_loss
        weighted = torch.sum(weighted) / weighted.shape[0]
        nll_loss = torch.sum(nll_loss) / nll_loss.shape[0]
        kl_loss = posteriors.kl()
        kl_loss = torch.sum(kl_loss) / kl_loss.shape[0]
        if optimizer_idx == 0:
            if cond is None:
                fake = self.discriminator(reconstructions.contiguous())
            else:
                fake = self.discriminator(torch.cat((reconstructions.contiguous(), cond), dim=1))
            g_loss = -torch.mean(fake)
            if self.disc_factor > 0.0:
                try:
                    d_weight = self.calculate_adaptive_weight(nll_loss, g_loss, last_layer=last_layer)
                except RuntimeError:
                    assert not self.training
                    d_weight = torch.tensor(0.0)
            else:
                d_weight = torch.tensor(0.0)
            factor = adopt_weight(self.disc_factor, global_step, threshold=self.start)
            loss = weighted + self.kl_weight * kl_loss + d_weight * factor * g_loss
            log = {"{}/total_loss".format(split): loss.clone().detach().mean(), "{}/g_loss".format(split): g_loss.detach().mean()}
            return loss, log
        if optimizer_idx == 1:
            real = self.discriminator(inputs.contiguous().detach())
            fake = self.discriminator(reconstructions.contiguous().detach())
            factor = adopt_weight(self.disc_factor, global_step, threshold=self.start)
            d_loss = factor * self.disc_loss(real, fake)
            log = {"{}/disc_loss".format(split): d_loss.clone().detach().mean()}
            return d_loss, log
