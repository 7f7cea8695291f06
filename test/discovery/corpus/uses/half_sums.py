import torch
import torch.nn as nn
import torch.nn.functional as F


def train_cycle(g, f, d, a, b, opt):
    gan = nn.MSELoss()
    fake = g(a)
    loss_real = gan(d(b), torch.ones(1))
    loss_fake = gan(d(fake.detach()), torch.zeros(1))
    loss_d = (loss_real + loss_fake) * 0.5  # @sum
    loss_d.backward()
    cycle = F.l1_loss(f(fake), a)
    identity = F.l1_loss(g(b), b)
    total = gan(d(fake), torch.ones(1)) + 10.0 * cycle + 5.0 * identity  # @sum
    total.backward()
    opt.step()


def blend(x, y):
    z = 0.5 * (x + y)
    return z


def train_clip(image, text, scale, opt):
    logits = scale * image @ text.t()
    labels = torch.arange(len(logits))
    loss_i = F.cross_entropy(logits, labels)
    loss_t = F.cross_entropy(logits.t(), labels)
    loss = 0.5 * (loss_i + loss_t)  # @sum
    loss.backward()
    opt.step()
    return 0.5 * (logits.mean() + scale)
