"""The rarer corners of PyTorch that losses reach into."""

import math
from copy import deepcopy
from functools import lru_cache
from itertools import combinations, product

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from scipy.optimize import linear_sum_assignment
from scipy.stats import norm
from torch import distributions as D
from torch.distributions import Normal, Beta, Dirichlet, Bernoulli, Categorical, MultivariateNormal, Independent
from torch.distributions.kl import kl_divergence


class GHMC(nn.Module):
    """Gradient harmonising: samples weigh by how rare their gradient norm is."""

    def __init__(self, bins=10, momentum=0, use_sigmoid=True):
        super().__init__()
        self.bins = bins
        self.momentum = momentum
        edges = torch.arange(bins + 1).float() / bins
        self.register_buffer("edges", edges)
        self.edges[-1] += 1e-6
        if momentum > 0:
            self.register_buffer("acc_sum", torch.zeros(bins))

    def forward(self, pred, target, label_weight):
        target, label_weight = target.float(), label_weight.float()
        edges = self.edges
        weights = torch.zeros_like(pred)
        g = torch.abs(pred.sigmoid().detach() - target)
        valid = label_weight > 0
        tot = max(valid.float().sum().item(), 1.0)
        n = 0
        for i in range(self.bins):
            inds = (g >= edges[i]) & (g < edges[i + 1]) & valid
            num_in_bin = inds.sum().item()
            if num_in_bin > 0:
                if self.momentum > 0:
                    self.acc_sum[i] = self.momentum * self.acc_sum[i] + (1 - self.momentum) * num_in_bin
                    weights[inds] = tot / self.acc_sum[i]
                else:
                    weights[inds] = tot / num_in_bin
                n += 1
        if n > 0:
            weights = weights / n
        return F.binary_cross_entropy_with_logits(pred, target, weights, reduction="sum") / tot


class SeesawLoss(nn.Module):
    def __init__(self, p=0.8, q=2.0, num_classes=4, eps=1e-2):
        super().__init__()
        self.p, self.q, self.eps, self.num_classes = p, q, eps, num_classes
        self.register_buffer("cum_samples", torch.zeros(num_classes, dtype=torch.float))

    def forward(self, cls_score, labels):
        for u_l in labels.unique():
            inds_ = labels == u_l.item()
            self.cum_samples[u_l] += inds_.sum()
        onehot_labels = F.one_hot(labels, self.num_classes)
        seesaw_weights = cls_score.new_ones(onehot_labels.size())
        if self.p > 0:
            ratio = self.cum_samples[None, :].clamp(min=1) / self.cum_samples[:, None].clamp(min=1)
            index = (ratio < 1.0).float()
            sample_weights = ratio.pow(self.p) * index + (1 - index)
            seesaw_weights = seesaw_weights * sample_weights[labels.long(), :]
        if self.q > 0:
            scores = F.softmax(cls_score.detach(), dim=1)
            self_scores = scores[torch.arange(0, len(scores)).long(), labels.long()]
            score_matrix = scores / self_scores[:, None].clamp(min=self.eps)
            index = (score_matrix > 1.0).float()
            seesaw_weights = seesaw_weights * (score_matrix.pow(self.q) * index + (1 - index))
        cls_score = cls_score + (seesaw_weights.log() * (1 - onehot_labels))
        return F.cross_entropy(cls_score, labels)


class AutomaticWeightedLoss(nn.Module):
    def __init__(self, num=2):
        super().__init__()
        params = torch.ones(num, requires_grad=True)
        self.params = torch.nn.Parameter(params)

    def forward(self, *x):
        loss_sum = 0
        for i, loss in enumerate(x):
            loss_sum += 0.5 / (self.params[i] ** 2) * loss + torch.log(1 + self.params[i] ** 2)
        return loss_sum


class NamedWeights(nn.Module):
    def __init__(self, tasks=("a", "b")):
        super().__init__()
        self.log_sigma = nn.ParameterDict({t: nn.Parameter(torch.zeros(1)) for t in tasks})

    def forward(self, losses):
        total = torch.zeros(1)
        for name, value in losses.items():
            total = total + torch.exp(-2 * self.log_sigma[name]) * value / 2 + self.log_sigma[name]
        return {"total": total.squeeze(), "weights": [torch.exp(-2 * s).item() for s in self.log_sigma.values()]}


class CombinedLoss(nn.Module):
    def __init__(self, alpha=0.7):
        super().__init__()
        self.alpha = alpha
        self.losses = nn.ModuleDict({"ce": nn.CrossEntropyLoss(), "kd": nn.KLDivLoss(reduction="batchmean")})

    def forward(self, student, teacher, target):
        ce = self.losses["ce"](student, target)
        kd = self.losses["kd"](F.log_softmax(student, 1), F.softmax(teacher, 1))
        return self.alpha * ce + (1 - self.alpha) * kd


class EMATracker:
    """State that is kept between calls."""

    def __init__(self, decay=0.9):
        self.decay = decay
        self.mean = None

    def __call__(self, loss):
        value = loss.detach()
        self.mean = value if self.mean is None else self.decay * self.mean + (1 - self.decay) * value
        return loss / (self.mean + 1e-8)


def gumbel_free_relaxation(logits, uniform, tau=0.5):
    gumbels = -torch.log(-torch.log(uniform))
    y = ((logits + gumbels) / tau).softmax(-1)
    index = y.max(-1, keepdim=True)[1]
    hard = torch.zeros_like(logits).scatter_(-1, index, 1.0)
    return ((hard - y.detach() + y) * torch.arange(logits.size(-1))).sum()


def independent_policy(mean, log_std, action, advantage):
    dist = Independent(Normal(mean, log_std.exp()), 1)
    return -(dist.log_prob(action) * advantage).mean() - 0.01 * dist.entropy().mean()


def beta_policy(a, b, action):
    dist = Beta(F.softplus(a) + 1, F.softplus(b) + 1)
    return -dist.log_prob(action).mean() - 0.1 * dist.entropy().mean() + dist.mean.sum() + dist.variance.sum()


def dirichlet_prior(alpha, target):
    p, q = Dirichlet(alpha), Dirichlet(torch.ones_like(alpha))
    return kl_divergence(p, q).mean() - p.log_prob(target).mean()


def bernoulli_likelihood(logits, x):
    return -Independent(Bernoulli(logits=logits), 1).log_prob(x).mean()


def mixture_family(weights, loc, scale, x):
    mixture = D.MixtureSameFamily(D.Categorical(logits=weights), D.Independent(D.Normal(loc, scale), 1))
    return -mixture.log_prob(x).mean()


def full_covariance(mu, tril, x):
    dist = MultivariateNormal(mu, scale_tril=torch.tril(tril, -1) + torch.diag_embed(F.softplus(torch.diagonal(tril, dim1=-2, dim2=-1))))
    return -dist.log_prob(x).mean()


def categorical_kl(p, q):
    return kl_divergence(Categorical(logits=p), Categorical(logits=q)).mean()


def tanh_normal(mean, log_std, action):
    base = D.Normal(mean, log_std.exp())
    dist = D.TransformedDistribution(base, [D.transforms.TanhTransform(cache_size=1)])
    return -dist.log_prob(action).sum(-1).mean()


def laplace_and_student(x, loc, scale):
    return -(D.Laplace(loc, scale).log_prob(x) + D.StudentT(3.0, loc, scale).log_prob(x) + D.Cauchy(loc, scale).log_prob(x)).mean()


def count_models(rate, counts, logits):
    zinb = D.NegativeBinomial(total_count=3.0, logits=logits).log_prob(counts)
    return -(D.Poisson(rate).log_prob(counts) + zinb + D.Gamma(rate, 2.0).log_prob(counts + 1)).mean()


def vmapped_norms(xs):
    return torch.stack([x.norm() for x in xs]).max() + sum(x.abs().mean() for x in xs)


def tensordot_and_friends(a, b):
    c = torch.tensordot(a, b, dims=([1], [0]))
    k = torch.kron(a[:2, :2], b[:2, :2])
    t = torch.addmv(a[0], a.t(), a[:, 0]) if a.size(0) == a.size(1) else a[0]
    m = torch.baddbmm(a[None], a[None], b[None, :, : a.size(1)], beta=0.5)
    return c.sum() + k.trace() + t.prod() + m.mean() + torch.linalg.norm(a, ord="fro") + torch.linalg.vector_norm(b, 3)


def cumulative(x):
    a = torch.cumprod(x, dim=0)[-1]
    b = torch.logcumsumexp(x, dim=-1)
    c = torch.flip(torch.cumsum(torch.flip(x, [1]), 1), [1])
    return a.sum() + b[:, -1].mean() + c[:, 0].max()


def segments(x, index):
    n = int(index.max()) + 1
    sums = torch.zeros(n, x.size(1)).index_add_(0, index, x)
    counts = torch.bincount(index, minlength=n).clamp(min=1).unsqueeze(1)
    means = sums / counts
    spread = torch.zeros(n).scatter_add_(0, index, ((x - means[index]) ** 2).sum(1))
    return spread.mean() + torch.pdist(means).clamp(max=2.0).sum()


def discriminative(embedding, labels, delta_var=0.5, delta_dist=1.5):
    """Pull to the instance's mean, push means apart."""
    loss_var = embedding.new_zeros(())
    means = []
    ids = torch.unique(labels)
    for k in ids:
        if k == 0:
            continue
        members = embedding[:, labels == k]
        mean = members.mean(dim=1)
        means.append(mean)
        loss_var = loss_var + (torch.norm(members - mean[:, None], dim=0) - delta_var).clamp(min=0).pow(2).mean()
    loss_var = loss_var / max(len(means), 1)
    loss_dist = embedding.new_zeros(())
    for a, b in combinations(means, 2):
        loss_dist = loss_dist + torch.clamp(2 * delta_dist - torch.norm(a - b), min=0.0) ** 2
    return loss_var + loss_dist + 0.001 * sum(m.norm() for m in means)


def soft_argmax_with_grid(heat):
    h, w = heat.shape[-2:]
    ys, xs = torch.meshgrid(torch.linspace(-1, 1, h), torch.linspace(-1, 1, w), indexing="ij")
    p = heat.flatten(-2).softmax(-1).view_as(heat)
    return torch.stack([(p * xs).sum((-2, -1)), (p * ys).sum((-2, -1))], -1).square().sum()


def warp(image, flow):
    n, c, h, w = image.shape
    gy, gx = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
    grid = torch.stack((gx, gy), 0).float()[None] + flow
    grid = torch.stack([2 * grid[:, 0] / (w - 1) - 1, 2 * grid[:, 1] / (h - 1) - 1], dim=-1)
    return (F.grid_sample(image, grid, align_corners=True) - image).abs().mean()


def patches(x, size=2):
    u = F.unfold(x, size, stride=size)
    v = x.unfold(2, size, size).unfold(3, size, size)
    return (u.mean(1) ** 2).sum() + v.amax((-1, -2)).sum() + F.pad(x, (1, 1, 0, 2), mode="replicate").std()


def laplacian_pyramid(a, b, levels=2):
    loss = 0.0
    kernel = torch.tensor([1.0, 2.0, 1.0])
    kernel = (kernel[:, None] * kernel[None, :] / 16).view(1, 1, 3, 3)
    for level in range(levels):
        da = F.conv2d(F.pad(a, [1] * 4, mode="reflect"), kernel, stride=2)
        db = F.conv2d(F.pad(b, [1] * 4, mode="reflect"), kernel, stride=2)
        up = lambda z, like: F.interpolate(z, size=like.shape[-2:], mode="bilinear", align_corners=False)
        loss = loss + 2.0**level * F.l1_loss(a - up(da, a), b - up(db, b))
        a, b = da, db
    return loss + F.l1_loss(a, b)


def frequency(a, b):
    return (torch.fft.rfft(a).abs() - torch.fft.rfft(b).abs()).abs().mean()


def focal_frequency(pred, target, alpha=1.0):
    p, t = torch.fft.fft2(pred, norm="ortho"), torch.fft.fft2(target, norm="ortho")
    p, t = torch.stack([p.real, p.imag], -1), torch.stack([t.real, t.imag], -1)
    weight = torch.sqrt(((p - t) ** 2).sum(-1)) ** alpha
    weight = (weight / weight.max(-1).values.max(-1).values[:, :, None, None]).clamp(0.0, 1.0).detach()
    return (weight * ((p - t) ** 2).sum(-1)).mean()


def spectral_distance(a, b, n_fft=8, hop=4):
    window = torch.hann_window(n_fft)

    def magnitude(x):
        frames = x.unfold(-1, n_fft, hop) * window
        angle = 2 * math.pi * torch.arange(n_fft // 2 + 1)[:, None] * torch.arange(n_fft)[None, :] / n_fft
        real, imag = frames @ torch.cos(angle).T, frames @ torch.sin(angle).T
        return torch.sqrt(real**2 + imag**2 + 1e-8)

    ma, mb = magnitude(a), magnitude(b)
    return torch.norm(mb - ma, p="fro") / torch.norm(mb, p="fro") + F.l1_loss(torch.log(ma), torch.log(mb))


def numpy_constants(x):
    weights = np.array([0.1, 0.2, 0.7])
    scale = np.sqrt(2.0 * np.pi) + np.exp(-1) + np.clip(3.0, 0, 1) + np.float32(2.5)
    return (x * torch.from_numpy(weights).float()).sum() / scale + float(np.mean([1, 2, 3]))


def anneal(x, step: int, total: int = 100, kind: str = "cosine"):
    ratio = min(step / total, 1.0)
    beta = {"linear": ratio, "cosine": 0.5 * (1 - math.cos(math.pi * ratio)), "sigmoid": 1 / (1 + math.exp(-10 * (ratio - 0.5)))}[kind]
    return beta * (x**2).mean() + (1 - beta) * x.abs().mean()


def permutation_invariant(pred, target):
    """Best of all assignments."""
    best = None
    for perm in [(0, 1), (1, 0)]:
        loss = sum(F.mse_loss(pred[:, i], target[:, j]) for i, j in enumerate(perm))
        best = loss if best is None or loss < best else best
    return best


def si_sdr(est, ref, eps=1e-8):
    ref = ref - torch.mean(ref, dim=-1, keepdim=True)
    est = est - torch.mean(est, dim=-1, keepdim=True)
    proj = torch.sum(ref * est, -1, keepdim=True) * ref / (torch.sum(ref**2, -1, keepdim=True) + eps)
    noise = est - proj
    return -10 * torch.log10(torch.sum(proj**2, -1) / (torch.sum(noise**2, -1) + eps) + eps).mean()


def normalised_gradient_balance(shared, w1, w2, alpha=0.5):
    """GradNorm: losses' gradients towards a shared layer get one size."""
    l1 = (shared @ w1).pow(2).mean()
    l2 = (shared @ w2).abs().mean()
    g1 = torch.autograd.grad(l1, shared, retain_graph=True, create_graph=True)[0].norm()
    g2 = torch.autograd.grad(l2, shared, retain_graph=True, create_graph=True)[0].norm()
    mean = ((g1 + g2) / 2).detach()
    return (g1 - mean).abs() + (g2 - mean).abs() + alpha * (l1 + l2)


def sharpness_aware(w, x, y, rho=0.05):
    loss = F.mse_loss(x @ w, y)
    g = torch.autograd.grad(loss, w)[0]
    e = rho * g / (g.norm() + 1e-12)
    return F.mse_loss(x @ (w + e), y)


def hvp(w, v):
    f = (w**3).sum() + (w[0] * w[1]).exp()
    g = torch.autograd.grad(f, w, create_graph=True)[0]
    return torch.autograd.grad((g * v.detach()).sum(), w, create_graph=True)[0].norm()


def virtual_adversarial(x, weight, d, xi=1e-1, eps=1.0):
    with torch.no_grad():
        pred = F.softmax(x @ weight, dim=1)
    d = F.normalize(d, dim=1)
    d.requires_grad_()
    adv = F.kl_div(F.log_softmax((x + xi * d) @ weight, dim=1), pred, reduction="batchmean")
    adv_d = torch.autograd.grad(adv, d)[0]
    d = F.normalize(adv_d, dim=1)
    return F.kl_div(F.log_softmax((x + eps * d) @ weight, dim=1), pred, reduction="batchmean")


def inner_optimizer(x, y, lr=0.1):
    """A few steps of plain gradient descent, not differentiated."""
    model = nn.Linear(2, 1)
    with torch.no_grad():
        model.weight.fill_(0.5)
        model.bias.zero_()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for _ in range(3):
        optimizer.zero_grad()
        loss = F.mse_loss(model(x.detach()), y.detach())
        loss.backward()
        optimizer.step()
    return F.mse_loss(model(x), y) + 0.0 * deepcopy(model).weight.sum()


@lru_cache(maxsize=None)
def binomial(n, k):
    return 1 if k in (0, n) else binomial(n - 1, k - 1) + binomial(n - 1, k)


def bernstein(x, coefficients):
    n = len(coefficients) - 1
    terms = [binomial(n, k) * x**k * (1 - x) ** (n - k) * c for k, c in enumerate(coefficients)]
    return torch.stack(terms).sum(0).mean()


def grid_of_pairs(a, b, weights=(1.0, 0.5)):
    total = a.new_tensor(0.0)
    for (i, wa), (j, wb) in product(enumerate(weights), repeat=2):
        if i == j and wa != wb:
            continue
        total += wa * wb * (a[i] - b[j]).abs().pow(1.5).sum()
    return total


def ragged(sequences, targets):
    padded = nn.utils.rnn.pad_sequence(sequences, batch_first=True, padding_value=0.0)
    lengths = torch.tensor([len(s) for s in sequences])
    mask = torch.arange(padded.size(1)).expand(len(sequences), -1) < lengths.unsqueeze(1)
    return ((padded - targets) ** 2 * mask).sum() / mask.sum()


def matched_pairs(pred, target, width=1.0):
    gap = pred.unsqueeze(2) - target.unsqueeze(1)
    cost = width * gap[..., 0] ** 2 + gap[..., 1].abs()
    total = 0.0
    for one in range(cost.shape[0]):
        rows, columns = linear_sum_assignment(cost[one].detach().cpu().numpy())
        total = total + cost[one, rows, columns].sum()
    return total / cost.shape[0]


def bell_labels(logits, labels, spread=0.8):
    count = logits.shape[1]
    rows = np.stack([norm.pdf(range(count), middle, spread) for middle in range(count)])
    soft = torch.from_numpy(rows[labels.numpy()]).float()
    return -(soft / soft.sum(1, keepdim=True) * F.log_softmax(logits, 1)).sum(1).mean()


def cut_and_wrapped(x):
    circular = F.pad(x, (-1, 2), mode="circular").mul(torch.arange(1.0, 6.0)).sum()
    return circular + F.pad(x, (1, -2), mode="replicate").square().sum() + F.pad(x, (-1, 2), mode="reflect").pow(3).sum()


def split_at_tensors(x):
    parts = torch.tensor_split(x, torch.tensor([1, 3])), torch.tensor_split(x, torch.tensor(3)), (torch.diff(x, 0, 0, x[:1]),)
    return sum(i * part.square().sum() for group in parts for i, part in enumerate(group, 1))


def weighted_covariance(x, counts, shares):
    both = torch.cov(x, fweights=counts, aweights=shares)
    return torch.cov(x, fweights=counts).sum() + torch.cov(x, aweights=shares, correction=0).square().sum() + both.trace()


def ordered_places(x, at):
    order = torch.argsort(x.detach())
    return torch.searchsorted(x.detach(), at, sorter=order).sum() * torch.repeat_interleave(x, 2, output_size=12).square().sum()


def wide_chances(logits):
    extreme = torch.tensor([0.0, 1.0, 1e-12], dtype=torch.float64)
    certain = D.Bernoulli(probs=extreme).log_prob(torch.tensor([1.0, 0.0, 1.0], dtype=torch.float64)).sum()
    named = D.StudentT(df=3.0, scale=2.0).log_prob(logits).sum() + D.Laplace(logits, 1.0, False).cdf(torch.zeros(3)).sum()
    return certain * logits.sum() + named + D.Uniform(low=-5.0, high=5.0 + logits.abs()).entropy().sum()
