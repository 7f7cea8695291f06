import torch


class VELoss:  # @loss
    def __init__(self, sigma_min=0.02, sigma_max=100):
        self.sigma_min = sigma_min
        self.sigma_max = sigma_max

    def __call__(self, net, images, labels, augment_pipe=None):
        u = torch.rand([images.shape[0], 1, 1, 1], device=images.device)
        sigma = self.sigma_min * ((self.sigma_max / self.sigma_min) ** u)
        weight = 1 / sigma ** 2
        y, augment_labels = augment_pipe(images) if augment_pipe is not None else (images, None)
        n = torch.randn_like(y) * sigma
        out = net(y + n, sigma, labels, augment_labels=augment_labels)
        loss = weight * ((out - y) ** 2)
        return loss


class ElucidatedLoss:  # @loss
    def __init__(self, p_mean=-1.2, p_std=1.2, sigma_data=0.5):
        self.p_mean = p_mean
        self.p_std = p_std
        self.sigma_data = sigma_data

    def __call__(self, net, images, labels=None):
        rnd = torch.randn([images.shape[0], 1, 1, 1], device=images.device)
        sigma = (rnd * self.p_std + self.p_mean).exp()
        weight = (sigma ** 2 + self.sigma_data ** 2) / (sigma * self.sigma_data) ** 2
        n = torch.randn_like(images) * sigma
        out = net(images + n, sigma, labels)
        return weight * ((out - images) ** 2)


class Preconditioned(torch.nn.Module):
    def __init__(self, model, sigma_data=0.5):
        super().__init__()
        self.model = model
        self.sigma_data = sigma_data

    def forward(self, x, sigma, labels=None):
        skip = self.sigma_data ** 2 / (sigma ** 2 + self.sigma_data ** 2)
        out = sigma * self.sigma_data / (sigma ** 2 + self.sigma_data ** 2).sqrt()
        scale = 1 / (self.sigma_data ** 2 + sigma ** 2).sqrt()
        f = self.model(scale * x, sigma.log() / 4, labels)
        return skip * x + out * f


def sampler(net, latents, steps=18, sigma_min=0.002, sigma_max=80, rho=7):
    i = torch.arange(steps)
    t = (sigma_max ** (1 / rho) + i / (steps - 1) * (sigma_min ** (1 / rho) - sigma_max ** (1 / rho))) ** rho
    x = latents * t[0]
    for a, b in zip(t[:-1], t[1:]):
        d = (x - net(x, a)) / a
        x = x + (b - a) * d
    return x
