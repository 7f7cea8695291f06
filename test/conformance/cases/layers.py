"""Layers inside losses: a network is part of what is differentiated."""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional as F


class PerceptualLoss(nn.Module):
    """Features of a small fixed network instead of pixels."""

    def __init__(self, layers=(1, 3)):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 3, 3, padding=1), nn.ReLU(inplace=True), nn.Conv2d(3, 4, 3, stride=2, padding=1), nn.ELU()
        )
        self.layers = layers
        for p in self.parameters():
            p.requires_grad = False

    def extract(self, x):
        outputs = []
        for i, layer in enumerate(self.features):
            x = layer(x)
            if i in self.layers:
                outputs.append(x)
        return outputs

    def forward(self, a, b):
        return sum(F.l1_loss(x, y) for x, y in zip(self.extract(a), self.extract(b)))


class PatchDiscriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            OrderedDict(
                [
                    ("conv1", nn.Conv2d(1, 4, 4, stride=2, padding=1)),
                    ("act1", nn.LeakyReLU(0.2, True)),
                    ("norm", nn.InstanceNorm2d(4)),
                    ("pool", nn.MaxPool2d(2)),
                    ("conv2", nn.Conv2d(4, 1, 1, bias=False)),
                ]
            )
        )

    def forward(self, x):
        return F.softplus(-self.model(x)).mean()


class NormedMLP(nn.Module):
    def __init__(self, norm="layer", activation="gelu"):
        super().__init__()
        norms = {"layer": nn.LayerNorm(6), "batch": nn.BatchNorm1d(6), "group": nn.GroupNorm(2, 6), "none": nn.Identity()}
        activations = nn.ModuleDict({"gelu": nn.GELU(), "silu": nn.SiLU(), "mish": nn.Mish(), "prelu": nn.PReLU(), "selu": nn.SELU()})
        self.inner = nn.Linear(4, 6)
        self.norm = norms[norm]
        self.act = activations[activation]
        self.head = nn.Linear(6, 3)

    def forward(self, x, target):
        return F.cross_entropy(self.head(self.act(self.norm(self.inner(x)))), target)


class SequenceLoss(nn.Module):
    def __init__(self, cell="lstm", bidirectional=False):
        super().__init__()
        kind = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}[cell]
        self.embed = nn.Embedding(7, 4, padding_idx=0)
        self.rnn = kind(4, 3, batch_first=True, bidirectional=bidirectional)
        self.out = nn.Linear(6 if bidirectional else 3, 7)

    def forward(self, tokens):
        hidden, _ = self.rnn(self.embed(tokens[:, :-1]))
        logits = self.out(hidden)
        return F.cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten(), ignore_index=0)


class AttentionPool(nn.Module):
    def __init__(self, dim=4, heads=2):
        super().__init__()
        self.heads = heads
        self.scale = (dim // heads) ** -0.5
        self.qkv = nn.Linear(dim, dim * 3, bias=False)
        self.query = nn.Parameter(torch.zeros(1, 1, dim))

    def forward(self, x, target, mask=None):
        B, N, C = x.shape
        qkv = self.qkv(x + self.query).reshape(B, N, 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        attn = (q @ k.transpose(-2, -1)) * self.scale
        if mask is not None:
            attn = attn.masked_fill(~mask[:, None, None, :], float("-inf"))
        attn = attn.softmax(dim=-1)
        out = (attn @ v).transpose(1, 2).reshape(B, N, C)
        return F.mse_loss(out.mean(1), target)


class Upsampler(nn.Module):
    def __init__(self):
        super().__init__()
        self.up = nn.ConvTranspose2d(1, 2, 2, stride=2)
        self.shuffle = nn.Sequential(nn.Conv2d(2, 4, 1), nn.PixelShuffle(2), nn.Upsample(scale_factor=0.5, mode="bilinear"))

    def forward(self, x, y):
        return F.mse_loss(self.shuffle(self.up(x)), y)


class Ensemble(nn.Module):
    def __init__(self, members=3):
        super().__init__()
        self.members = nn.ModuleList([nn.Linear(2, 1) for _ in range(members)])
        self.weights = nn.ParameterList([nn.Parameter(torch.ones(1)) for _ in range(members)])
        self.register_buffer("scale", torch.tensor(2.0))

    def forward(self, x, y):
        outputs = torch.stack([w * m(x) for m, w in zip(self.members, self.weights)])
        return self.scale * F.mse_loss(outputs.mean(0), y) + 0.1 * outputs.var(0).mean()


def activation(x, name, **options):
    return getattr(F, name)(x, **options)


def pooled(x, kind, **options):
    return {"max": F.max_pool2d, "avg": F.avg_pool2d, "adaptive": F.adaptive_avg_pool2d}[kind](x, **options)


def attended(query, key, weight, bias, out, **options):
    return F.multi_head_attention_forward(
        query, key, key, query.size(-1), 2, weight, bias, None, None, False, 0.0, out, None, training=False, **options
    )


def attended_apart(query, key, q, k, v, out):
    mixed, weights = F.multi_head_attention_forward(
        query, key, key, query.size(-1), 2, None, None, None, None, True, 0.0, out, None,
        use_separate_proj_weight=True, q_proj_weight=q, k_proj_weight=k, v_proj_weight=v, average_attn_weights=False,
    )
    return mixed.pow(2).mean(), weights


def lazily(x, image):
    """Layers that learn the size of their input, filled with numbers afterwards."""
    line, norm = nn.LazyLinear(2), nn.LazyBatchNorm1d(affine=False)
    conv = nn.LazyConv2d(2, kernel_size=2)
    line(x), conv(image)
    for layer in (line, conv):
        nn.init.constant_(layer.weight, 0.5)
        nn.init.zeros_(layer.bias)
    return line(norm(x) ** 2).mean() + conv(image).pow(2).mean(), line.in_features, conv.in_channels


class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).transpose(-1, -2)


class Parametrized(nn.Module):
    """A bilinear form that stays symmetric, after a layer whose largest singular value is one."""

    def __init__(self):
        super().__init__()
        self.layer = torch.nn.utils.parametrizations.spectral_norm(nn.Linear(3, 3))
        self.form = nn.Linear(3, 3, bias=False)
        torch.nn.utils.parametrize.register_parametrization(self.form, "weight", Symmetric())

    def forward(self, x, y):
        hidden = self.layer(x)
        assert torch.nn.utils.parametrize.is_parametrized(self.form, "weight")
        return F.mse_loss((self.form(hidden) * hidden).sum(1), y) + self.form.weight.abs().mean()
