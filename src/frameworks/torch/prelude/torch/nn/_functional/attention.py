"""Attention as plain functions."""

import math

import torch
from torch.nn._functional.padding import pad


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False):
    """A mask of booleans tells what may be looked at; one of numbers is added."""
    if enable_gqa:
        key = key.repeat_interleave(query.size(-3) // key.size(-3), -3)
        value = value.repeat_interleave(query.size(-3) // value.size(-3), -3)
    scores = query @ key.transpose(-2, -1) * (1 / math.sqrt(query.size(-1)) if scale is None else scale)
    if is_causal:
        attn_mask = torch.ones(query.size(-2), key.size(-2), dtype=torch.bool).tril()
    if attn_mask is not None:
        if attn_mask.dtype == torch.bool:
            scores = scores.masked_fill(~attn_mask, float("-inf"))
        else:
            scores = scores + attn_mask
    weights = torch.dropout(torch.softmax(scores, -1), dropout_p, dropout_p > 0)
    return weights @ value


def multi_head_attention_forward(
    query,
    key,
    value,
    embed_dim_to_check,
    num_heads,
    in_proj_weight,
    in_proj_bias,
    bias_k,
    bias_v,
    add_zero_attn,
    dropout_p,
    out_proj_weight,
    out_proj_bias,
    training=True,
    key_padding_mask=None,
    need_weights=True,
    attn_mask=None,
    use_separate_proj_weight=False,
    q_proj_weight=None,
    k_proj_weight=None,
    v_proj_weight=None,
    static_k=None,
    static_v=None,
    average_attn_weights=True,
    is_causal=False,
):
    """Places come first, the batch second; without a batch there are places and features only."""
    width = query.shape[-1]
    if width != embed_dim_to_check:
        raise AssertionError(f"was expecting embedding dimension of {embed_dim_to_check}, but got {width}")
    if is_causal and attn_mask is None:
        raise RuntimeError("Need attn_mask if specifying the is_causal hint.")
    if static_k is not None or static_v is not None:
        raise NotImplementedError("static_k and static_v are not supported here")
    is_batched = query.dim() == 3
    if is_batched:
        query, key, value = (one.transpose(0, 1) for one in (query, key, value))
    else:
        query, key, value = (one.unsqueeze(0) for one in (query, key, value))
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    weights = (q_proj_weight, k_proj_weight, v_proj_weight) if use_separate_proj_weight else in_proj_weight.chunk(3)
    biases = (None, None, None) if in_proj_bias is None else in_proj_bias.chunk(3)
    query, key, value = (
        torch.nn.functional.linear(one, weight, bias) for one, weight, bias in zip((query, key, value), weights, biases)
    )
    key, value = _extended(key, value, bias_k, bias_v, add_zero_attn)
    query, key, value = (one.unflatten(-1, (num_heads, -1)).transpose(1, 2) for one in (query, key, value))
    scores = query @ key.transpose(-2, -1) / (width // num_heads) ** 0.5
    looked = torch.softmax(_masked(scores, num_heads, attn_mask, key_padding_mask), -1)
    mixed = torch.dropout(looked, dropout_p, training) @ value
    output = torch.nn.functional.linear(mixed.transpose(1, 2).flatten(2), out_proj_weight, out_proj_bias)
    output = output.transpose(0, 1) if is_batched else output.squeeze(0)
    if not need_weights:
        return output, None
    looked = looked if is_batched else looked.squeeze(0)
    return output, looked.mean(-3) if average_attn_weights else looked


def _extended(key, value, bias_k, bias_v, add_zero_attn):
    """A learnt place, and one of zeros, after those that are given."""
    batch, _, width = key.shape
    if bias_k is not None:
        key = torch.cat([key, bias_k.repeat(batch, 1, 1)], 1)
        value = torch.cat([value, bias_v.repeat(batch, 1, 1)], 1)
    if add_zero_attn:
        nothing = key.new_zeros(batch, 1, width)
        key, value = torch.cat([key, nothing], 1), torch.cat([value, nothing], 1)
    return key, value


def _masked(scores, num_heads, attn_mask, key_padding_mask):
    """True, or minus infinity, is what is not looked at."""
    if attn_mask is not None:
        if attn_mask.dim() == 3:
            attn_mask = attn_mask.reshape(-1, num_heads, *attn_mask.shape[-2:])
        scores = _without(scores, attn_mask)
    if key_padding_mask is not None:
        scores = _without(scores, key_padding_mask[:, None, None, :])
    return scores


def _without(scores, mask):
    mask = pad(mask, (0, scores.shape[-1] - mask.shape[-1]))
    if mask.dtype in (torch.bool, torch.uint8):
        return scores.masked_fill(mask.bool(), float("-inf"))
    return scores + mask
