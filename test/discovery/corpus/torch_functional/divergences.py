import torch
import torch.nn.functional as F


def gaussian_kl(mu, logvar):  # @loss
    return -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())


def kl_normal(qm, qv, pm, pv):  # @loss
    terms = torch.log(pv) - torch.log(qv) + qv / pv + (qm - pm).pow(2) / pv - 1
    return 0.5 * terms.sum(-1)


def jensen_shannon(p_logits, q_logits):  # @loss
    p = F.softmax(p_logits, dim=-1)
    q = F.softmax(q_logits, dim=-1)
    m = 0.5 * (p + q)
    return 0.5 * (F.kl_div(m.log(), p, reduction="batchmean") + F.kl_div(m.log(), q, reduction="batchmean"))


def rbf_kernel(x, y, sigma=1.0):
    d = torch.cdist(x, y) ** 2
    return torch.exp(-d / (2 * sigma ** 2))


def mmd(x, y, sigma=1.0):  # @loss
    return rbf_kernel(x, x, sigma).mean() + rbf_kernel(y, y, sigma).mean() - 2 * rbf_kernel(x, y, sigma).mean()


def coral(source, target):  # @loss
    d = source.size(1)
    cs = torch.cov(source.t())
    ct = torch.cov(target.t())
    return (cs - ct).pow(2).sum() / (4 * d * d)


def reparameterize(mu, logvar):
    std = torch.exp(0.5 * logvar)
    return mu + std * torch.randn_like(std)


def log_normal_pdf(sample, mean, logvar):
    return -0.5 * ((sample - mean) ** 2 * torch.exp(-logvar) + logvar).sum(dim=1)
