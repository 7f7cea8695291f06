import torch
import torch.nn as nn

adversarial = nn.BCELoss()
pixelwise = nn.L1Loss()
lambda_pixel = 100


def train_generator(generator, discriminator, real_a, real_b, optimizer_g, valid):
    fake_b = generator(real_a)
    loss_gan = adversarial(discriminator(fake_b, real_a), valid)
    loss_pixel = pixelwise(fake_b, real_b)
    loss_g = loss_gan + lambda_pixel * loss_pixel  # @sum
    loss_g.backward()
    optimizer_g.step()
    return loss_g


def train_discriminator(d, fake, real, opt):
    loss_real = adversarial(d(real), torch.ones(1))
    loss_fake = adversarial(d(fake.detach()), torch.zeros(1))
    loss_d = 0.5 * loss_real + 0.5 * loss_fake  # @sum
    loss_d.backward()
    opt.step()


def lr_schedule(epoch, base=0.0002):
    return base * (1.0 - max(0, epoch - 100) / 100.0)


def mix_images(a, b, alpha):
    blended = alpha * a + (1 - alpha) * b
    return blended
