import torch
from torch import nn
from torch.autograd import grad, Variable

from util import to_device, to_var


def adversarial_ce(x, value: float):  # @loss
    label = to_var(torch.FloatTensor(x.size()).fill_(value), requires_grad=False)
    return nn.functional.binary_cross_entropy(x, label)


def adversarial_w_loss(x, value: bool):  # @loss
    return -torch.mean(x) if value else torch.mean(x)


def gradient_penalty(dnet, target, pred):  # @loss
    alpha = to_device(torch.rand(target.size(0), 1, 1, 1)).expand_as(target)
    interp = Variable(alpha * target.data + (1 - alpha) * pred.data, requires_grad=True)
    output = dnet(interp)
    grads = grad(outputs=output, inputs=interp, grad_outputs=to_device(torch.ones(output.size())), create_graph=True)[0]
    return ((grads.view(grads.size(0), -1).norm(dim=1) - 1) ** 2).mean()


def conditional_input(source, another, conditional):
    return torch.cat((source, another), dim=1) if conditional else another


@torch.no_grad()
def sliced_wasserstein_images(x, y, k=256):
    d = nn.functional.normalize(torch.randn(k, x.size(1)), dim=1)
    a = (x @ d.t()).sort(dim=0).values
    b = (y @ d.t()).sort(dim=0).values
    return (a - b).abs().mean().item()


def perceptual_distance(vgg, x, y):  # @loss
    return sum(nn.functional.l1_loss(a, b) for a, b in zip(vgg(x), vgg(y)))


def total_variation(x):  # @loss
    return torch.mean(torch.abs(x[:, :, :, :-1] - x[:, :, :, 1:])) + torch.mean(torch.abs(x[:, :, :-1, :] - x[:, :, 1:, :]))


def gram(x):
    n, c, h, w = x.size()
    f = x.view(n, c, h * w)
    return f.bmm(f.transpose(1, 2)) / (c * h * w)


def style(vgg, x, y):  # @loss
    return sum(((gram(a) - gram(b)) ** 2).mean() for a, b in zip(vgg(x), vgg(y)))
