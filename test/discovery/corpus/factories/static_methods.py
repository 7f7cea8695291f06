import torch
import torch.nn.functional as F


class Objectives:
    @staticmethod
    def mse(a, b):  # @loss
        return ((a - b) ** 2).mean()

    @staticmethod
    def hinge_margin(pos, neg, margin=1.0):  # @loss
        return torch.clamp(margin - pos + neg, min=0).mean()

    @classmethod
    def name(cls):
        return cls.__name__


class GANLosses:
    def __init__(self, real_label=0.9, fake_label=0.0):
        self.real_label = real_label
        self.fake_label = fake_label

    def discriminator_loss(self, real_logits, fake_logits):  # @loss
        real = F.binary_cross_entropy_with_logits(real_logits, torch.full_like(real_logits, self.real_label))
        fake = F.binary_cross_entropy_with_logits(fake_logits, torch.full_like(fake_logits, self.fake_label))
        return (real + fake) / 2

    def generator_loss(self, fake_logits):  # @loss
        return F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))


class Normalizer:
    def __init__(self, mean=0.0, std=1.0):
        self.mean = mean
        self.std = std

    def __call__(self, x):
        return (x - self.mean) / self.std

    def inverse(self, z):
        return z * self.std + self.mean
