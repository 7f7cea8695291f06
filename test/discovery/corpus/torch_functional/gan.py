import torch
import torch.nn.functional as F


def discriminator_hinge(real_logits, fake_logits):  # @loss
    return F.relu(1.0 - real_logits).mean() + F.relu(1.0 + fake_logits).mean()


def generator_hinge(fake_logits):  # @loss
    return -fake_logits.mean()


def wasserstein_critic(real_scores, fake_scores):  # @loss
    return fake_scores.mean() - real_scores.mean()


def non_saturating_g(fake_logits):  # @loss
    return F.softplus(-fake_logits).mean()


def lsgan_d(d_real, d_fake):  # @loss
    return 0.5 * (((d_real - 1) ** 2).mean() + (d_fake ** 2).mean())


def weights_init(m):
    name = m.__class__.__name__
    if "Conv" in name:
        m.weight.data.normal_(0.0, 0.02)


def sample_noise(n, d):
    return torch.randn(n, d)


def interpolate(z0, z1, steps=8):
    t = torch.linspace(0, 1, steps)[:, None]
    return (1 - t) * z0 + t * z1
