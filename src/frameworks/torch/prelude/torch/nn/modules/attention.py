"""Attention with several heads."""

import torch
import torch.nn.functional as F
from torch.nn import init
from torch.nn.modules.linear import Linear
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter


class MultiheadAttention(Module):
    def __init__(
        self,
        embed_dim,
        num_heads,
        dropout=0.0,
        bias=True,
        add_bias_kv=False,
        add_zero_attn=False,
        kdim=None,
        vdim=None,
        batch_first=False,
        device=None,
        dtype=None,
    ):
        super().__init__()
        self.embed_dim = embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        kdim = embed_dim if kdim is None else kdim
        vdim = embed_dim if vdim is None else vdim
        self._qkv_same_embed_dim = kdim == embed_dim and vdim == embed_dim
        if self._qkv_same_embed_dim:
            self.in_proj_weight = Parameter(torch.empty(3 * embed_dim, embed_dim))
            init.xavier_uniform_(self.in_proj_weight)
        else:
            for name, width in (("q", embed_dim), ("k", kdim), ("v", vdim)):
                weight = Parameter(torch.empty(embed_dim, width))
                init.xavier_uniform_(weight)
                self.register_parameter(f"{name}_proj_weight", weight)
        self.register_parameter("in_proj_bias", Parameter(torch.zeros(3 * embed_dim)) if bias else None)
        self.out_proj = Linear(embed_dim, embed_dim, bias=bias)
        self.add_zero_attn = add_zero_attn
        for name in ("bias_k", "bias_v"):
            extra = Parameter(init.xavier_normal_(torch.empty(1, 1, embed_dim))) if add_bias_kv else None
            self.register_parameter(name, extra)
        self.to(dtype)

    def forward(
        self,
        query,
        key,
        value,
        key_padding_mask=None,
        need_weights=True,
        attn_mask=None,
        average_attn_weights=True,
        is_causal=False,
    ):
        is_batched = query.dim() == 3
        if not is_batched:
            query, key, value = (one.unsqueeze(0) for one in (query, key, value))
            key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
        elif not self.batch_first:
            query, key, value = (one.transpose(0, 1) for one in (query, key, value))
        query, key, value = self._extended(*self._projected(query, key, value))
        scores = self._split(query) @ self._split(key).transpose(-2, -1) / self.head_dim**0.5
        scores = self._masked(scores, attn_mask, key_padding_mask)
        weights = torch.softmax(scores, -1)
        mixed = F.dropout(weights, self.dropout, self.training) @ self._split(value)
        output = self.out_proj(mixed.transpose(1, 2).flatten(2))
        if not is_batched:
            output, weights = output.squeeze(0), weights.squeeze(0)
        elif not self.batch_first:
            output = output.transpose(0, 1)
        if not need_weights:
            return output, None
        return output, weights.mean(-3) if average_attn_weights else weights

    def _projected(self, query, key, value):
        if self._qkv_same_embed_dim:
            weights = self.in_proj_weight.chunk(3)
        else:
            weights = (self.q_proj_weight, self.k_proj_weight, self.v_proj_weight)
        biases = (None, None, None) if self.in_proj_bias is None else self.in_proj_bias.chunk(3)
        return [F.linear(one, weight, bias) for one, weight, bias in zip((query, key, value), weights, biases)]

    def _extended(self, query, key, value):
        """A learnt place, and one of zeros, after those that are given."""
        batch = key.shape[0]
        if self.bias_k is not None:
            key = torch.cat([key, self.bias_k.repeat(batch, 1, 1)], 1)
            value = torch.cat([value, self.bias_v.repeat(batch, 1, 1)], 1)
        if self.add_zero_attn:
            nothing = key.new_zeros(batch, 1, self.embed_dim)
            key, value = torch.cat([key, nothing], 1), torch.cat([value, nothing], 1)
        return query, key, value

    def _split(self, rows):
        return rows.unflatten(-1, (self.num_heads, self.head_dim)).transpose(1, 2)

    def _masked(self, scores, attn_mask, key_padding_mask):
        """True, or minus infinity, is what is not looked at."""
        if attn_mask is not None:
            if attn_mask.dim() == 3:
                attn_mask = attn_mask.reshape(-1, self.num_heads, *attn_mask.shape[-2:])
            scores = _without(scores, attn_mask)
        if key_padding_mask is not None:
            scores = _without(scores, key_padding_mask[:, None, None, :])
        return scores


def _without(scores, mask):
    mask = F.pad(mask, (0, scores.shape[-1] - mask.shape[-1]))
    if mask.dtype == torch.bool:
        return scores.masked_fill(mask, float("-inf"))
    return scores + mask
