import torch


def layers_alike(real_layers, fake_layers):  # @loss
    """Layer matching loss"""
    loss = 0.0
    for real, fake in zip(real_layers, fake_layers):
        loss += torch.mean(torch.abs(real.detach() - fake))
    return loss


def generator(judged):  # @loss
    """Adversarial loss of the generator"""
    losses = [torch.mean((1.0 - one) ** 2.0) for one in judged]
    return sum(losses), losses


def discriminator(judged_real, judged_fake):  # @loss
    """Discriminator loss"""
    reals, fakes = [], []
    for real, fake in zip(judged_real, judged_fake):
        reals.append(torch.mean((1.0 - real) ** 2.0))
        fakes.append(torch.mean(fake**2.0))
    return sum(reals) + sum(fakes), reals, fakes


def windows(sizes, device):
    return [torch.hann_window(size, device=device) for size in sizes]
