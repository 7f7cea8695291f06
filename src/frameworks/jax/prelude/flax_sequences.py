"""flax.linen's layers over sequences: attention and recurrence."""

from typing import Any

import jax.numpy as jnp
from flax.linen._layers import Dense, DenseGeneral
from flax.linen._module import Module, compact
from jax._formulas import dot_product_attention
from jax.nn import sigmoid, tanh


class MultiHeadDotProductAttention(Module):
    num_heads: int
    dtype: Any = None
    param_dtype: Any = None
    qkv_features: Any = None
    out_features: Any = None
    broadcast_dropout: bool = True
    dropout_rate: float = 0.0
    deterministic: Any = None
    precision: Any = None
    kernel_init: Any = None
    bias_init: Any = None
    use_bias: bool = True

    @compact
    def __call__(self, inputs_q, inputs_k=None, inputs_v=None, *, inputs_kv=None, mask=None, deterministic=None, **options):
        inputs_k = inputs_kv if inputs_k is None and inputs_kv is not None else inputs_q if inputs_k is None else inputs_k
        inputs_v = inputs_k if inputs_v is None else inputs_v
        width = self.qkv_features or inputs_q.shape[-1]

        def project(name, x, features, axis=-1):
            return DenseGeneral(features, axis, use_bias=self.use_bias, kernel_init=self.kernel_init, bias_init=self.bias_init, name=name)(x)

        heads = (self.num_heads, width // self.num_heads)
        query, key, value = project("query", inputs_q, heads), project("key", inputs_k, heads), project("value", inputs_v, heads)
        made = dot_product_attention(query, key, value, mask=mask)
        return project("out", made, self.out_features or inputs_q.shape[-1], (-2, -1))


class SelfAttention(MultiHeadDotProductAttention):
    @compact
    def __call__(self, inputs_q, mask=None, deterministic=None, **options):
        return super().__call__(inputs_q, mask=mask)


MultiHeadAttention = MultiHeadDotProductAttention


class _Cell(Module):
    features: int
    kernel_init: Any = None
    recurrent_kernel_init: Any = None
    bias_init: Any = None
    dtype: Any = None
    param_dtype: Any = None

    def gate(self, name, x, use_bias=True):
        init = self.recurrent_kernel_init if name.startswith("h") else self.kernel_init
        return Dense(self.features, use_bias=use_bias, kernel_init=init, bias_init=self.bias_init, name=name)(x)

    def initialize_carry(self, rng, input_shape):
        return jnp.zeros(tuple(input_shape[:-1]) + (self.features,))

    @property
    def num_feature_axes(self):
        return 1


class LSTMCell(_Cell):
    @compact
    def __call__(self, carry, inputs):
        cell, hidden = carry
        i, f, g, o = [self.gate(f"i{name}", inputs, False) + self.gate(f"h{name}", hidden) for name in "ifgo"]
        cell = sigmoid(f) * cell + sigmoid(i) * tanh(g)
        hidden = sigmoid(o) * tanh(cell)
        return (cell, hidden), hidden

    def initialize_carry(self, rng, input_shape):
        empty = jnp.zeros(tuple(input_shape[:-1]) + (self.features,))
        return empty, empty


OptimizedLSTMCell = LSTMCell


class GRUCell(_Cell):
    @compact
    def __call__(self, carry, inputs):
        r = sigmoid(self.gate("ir", inputs) + self.gate("hr", carry, False))
        z = sigmoid(self.gate("iz", inputs) + self.gate("hz", carry, False))
        n = tanh(self.gate("in", inputs) + r * self.gate("hn", carry))
        carry = (1.0 - z) * n + z * carry
        return carry, carry


class SimpleCell(_Cell):
    @compact
    def __call__(self, carry, inputs):
        carry = tanh(self.gate("i", inputs) + self.gate("h", carry, False))
        return carry, carry


class RNN(Module):
    cell: Any
    time_major: bool = False
    return_carry: bool = False
    reverse: bool = False
    keep_order: bool = False

    def __call__(self, inputs, *, initial_carry=None, seq_lengths=None, return_carry=None, reverse=None, **options):
        axis = 0 if self.time_major else inputs.ndim - 2
        steps = jnp.moveaxis(inputs, axis, 0)
        carry = self.cell.initialize_carry(None, steps.shape[1:]) if initial_carry is None else initial_carry
        is_reversed = self.reverse if reverse is None else reverse
        made = []
        for i in reversed(range(steps.shape[0])) if is_reversed else range(steps.shape[0]):
            carry, output = self.cell(carry, steps[i])
            made.append(output)
        if is_reversed and self.keep_order:
            made.reverse()
        outputs = jnp.moveaxis(jnp.stack(made), 0, axis)
        return (carry, outputs) if (self.return_carry if return_carry is None else return_carry) else outputs
