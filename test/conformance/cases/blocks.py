"""Whole blocks inside losses: attention, transformer layers, adaptive softmax, volumes."""

import torch
from torch import nn
from torch.nn import functional as F


class Attended(nn.Module):
    def __init__(self, batch_first=True, inner=None, bias=False, extra=False):
        super().__init__()
        self.attention = nn.MultiheadAttention(
            4, 2, bias=bias, add_bias_kv=extra, add_zero_attn=extra, kdim=inner, vdim=inner, batch_first=batch_first
        )

    def forward(self, query, memory, padding=None, mask=None, weights=True):
        out, attention = self.attention(query, memory, memory, key_padding_mask=padding, attn_mask=mask, need_weights=weights)
        return (out**2).mean() + (0.0 if attention is None else attention.sin().mean())


class Encoded(nn.Module):
    def __init__(self, norm_first=False, activation="gelu"):
        super().__init__()
        layer = nn.TransformerEncoderLayer(4, 2, 6, 0.0, activation, batch_first=True, norm_first=norm_first)
        self.encoder = nn.TransformerEncoder(layer, 2)
        for each in self.encoder.layers:
            each.self_attn.in_proj_bias.requires_grad_(False)

    def forward(self, x):
        return self.encoder(x).pow(2).mean() + self.encoder(x).sin().mean()


class RareWords(nn.Module):
    def __init__(self):
        super().__init__()
        self.softmax = nn.AdaptiveLogSoftmaxWithLoss(6, 8, [2, 5], div_value=2.0, head_bias=True)

    def forward(self, hidden, words):
        answer = self.softmax(hidden, words)
        return answer.loss + answer.output.exp().sum()


class Volume(nn.Module):
    def __init__(self):
        super().__init__()
        self.up = nn.ConvTranspose3d(1, 1, 2)
        self.most = nn.MaxPool3d(2, 1)
        self.mean = nn.AvgPool3d(2, 1, padding=1)
        self.cells = nn.AdaptiveAvgPool3d((1, 2, 1))
        self.top = nn.AdaptiveMaxPool3d(1)
        self.wider = nn.ReplicationPad3d(1)
        self.power = nn.LPPool2d(2, 2)

    def forward(self, x):
        near = self.most(x).mean() + self.mean(x).pow(2).mean() + self.cells(x).sin().mean() + self.top(x).mean()
        return near + self.wider(x).cos().mean() + self.up(x).pow(2).mean() + self.power(x[:, 0].abs() + 1).mean()


def padded(x, mode, sizes):
    out = F.pad(x, sizes, mode=mode)
    return (out * torch.arange(out.numel()).view(out.shape) / out.numel()).sum()


def in_place(x, name, arguments):
    out = x * 1
    answer = getattr(F, name)(out, *arguments)
    return (out**2).sum() + answer.sum()


def shuffled(x, groups):
    return (nn.ChannelShuffle(groups)(x.detach()) * x).sum()


def numbered(x, flat):
    rows, columns = torch.div(flat, x.shape[1], rounding_mode="floor"), flat % x.shape[1]
    return x[rows, columns].pow(2).sum() + torch.norm_except_dim(x, 2, 0).sum()


class Translator(nn.Module):
    def __init__(self, norm_first=False):
        super().__init__()
        layer = nn.TransformerDecoderLayer(4, 2, 6, dropout=0.0, batch_first=True, norm_first=norm_first, activation="gelu")
        self.decoder = nn.TransformerDecoder(layer, 2, nn.LayerNorm(4))
        self.head = nn.Linear(4, 5)

    def forward(self, target, memory, tokens, is_padding):
        causal = nn.Transformer.generate_square_subsequent_mask(target.shape[1])
        hidden = self.decoder(target, memory, tgt_mask=causal, memory_key_padding_mask=is_padding)
        return F.cross_entropy(self.head(hidden).transpose(1, 2), tokens)


class Seq2Seq(nn.Module):
    def __init__(self):
        super().__init__()
        self.transformer = nn.Transformer(4, 2, 1, 1, 6, dropout=0.0)

    def forward(self, source, target):
        return self.transformer(source, target).square().mean()


class Bags(nn.Module):
    def __init__(self, mode="mean", padding_idx=None):
        super().__init__()
        self.table = nn.EmbeddingBag(5, 3, mode=mode, padding_idx=padding_idx)

    def forward(self, words, target, offsets=None, weights=None):
        return F.mse_loss(self.table(words, offsets, weights), target)


def smooth_shrinking(picture, target, mode="bilinear"):
    small = F.interpolate(picture, size=target.shape[-2:], mode=mode, antialias=True)
    large = F.interpolate(picture, scale_factor=1.6, mode=mode, antialias=True, align_corners=True)
    return F.l1_loss(small, target) + large.square().mean()
