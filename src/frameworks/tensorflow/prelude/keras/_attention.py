"""keras.layers of attention, and projections by an equation."""

from tensorflow import _native
from keras import activations
from keras._layer import Layer


class Attention(Layer):
    def __init__(self, use_scale=False, score_mode="dot", dropout=0.0, **options):
        super().__init__(name=options.get("name"))
        self.use_scale, self.score_mode = use_scale, score_mode

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(), initializer="ones", name="scale") if self.use_scale else None
        self.concat_score_weight = self.add_weight(shape=(), initializer="ones", name="concat_score_weight") if self.score_mode == "concat" else None

    def score(self, query, key):
        if self.score_mode == "concat":
            joined = _native.expand_dims(query, -2) + _native.expand_dims(key, -3)
            joined = joined if self.scale is None else self.scale * joined
            return self.concat_score_weight * _native.reduce_sum(_native.tanh(joined), -1)
        scores = _native.matmul(query, key, transpose_b=True)
        return scores if self.scale is None else scores * self.scale

    def call(self, inputs, mask=None, return_attention_scores=False, training=None, use_causal_mask=False):
        query, value = inputs[0], inputs[1]
        scores = self.score(query, inputs[2] if len(inputs) > 2 else value)
        seen = None if mask is None or mask[-1] is None else _native.expand_dims(mask[-1], -2)
        if use_causal_mask:
            causal = _native.band_part(_native.ones_like(scores), -1, 0) > 0
            seen = causal if seen is None else _native.logical_and(seen, causal)
        if seen is not None:
            scores = scores - 1e9 * (1.0 - _native.cast(seen, "float32"))
        weights = _native.softmax(scores, -1)
        result = _native.matmul(weights, value)
        if mask is not None and mask[0] is not None:
            result = result * _native.cast(_native.expand_dims(mask[0], -1), "float32")
        return (result, weights) if return_attention_scores else result


class AdditiveAttention(Attention):
    def __init__(self, use_scale=True, dropout=0.0, **options):
        super().__init__(use_scale, name=options.get("name"))

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[0][-1],), name="scale") if self.use_scale else None

    def score(self, query, key):
        joined = _native.tanh(_native.expand_dims(query, -2) + _native.expand_dims(key, -3))
        return _native.reduce_sum(joined if self.scale is None else self.scale * joined, -1)


class EinsumDense(Layer):
    def __init__(
        self, equation, output_shape, activation=None, bias_axes=None, kernel_initializer="glorot_uniform", bias_initializer="zeros", **options
    ):
        super().__init__(name=options.get("name"))
        self.equation, self.activation, self.bias_axes = equation.replace(" ", ""), activations.get(activation), bias_axes
        self.partial_output_shape = (output_shape,) if isinstance(output_shape, int) else tuple(output_shape)
        self.kernel_initializer, self.bias_initializer = kernel_initializer, bias_initializer

    def build(self, input_shape):
        left, made = self.equation.split("->")
        given, weights = left.split(",")
        outputs = made.replace("...", "")
        known = dict(zip(reversed(given.replace("...", "")), reversed(list(input_shape))))
        for letter, extent in zip(reversed(outputs), reversed(self.partial_output_shape)):
            if letter not in known and extent is not None:
                known[letter] = extent
        self.kernel = self.add_weight(shape=tuple(known[letter] for letter in weights), initializer=self.kernel_initializer, name="kernel")
        if self.bias_axes is not None:
            first = min(outputs.index(letter) for letter in self.bias_axes)
            shape = tuple(known[letter] if letter in self.bias_axes else 1 for letter in outputs[first:])
            self.bias = self.add_weight(shape=shape, initializer=self.bias_initializer, name="bias")

    def call(self, inputs, training=None):
        made = _native.einsum(self.equation, inputs, self.kernel)
        return self.activation(made if self.bias_axes is None else made + self.bias)


class MultiHeadAttention(Layer):
    def __init__(
        self, num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, kernel_initializer="glorot_uniform",
        bias_initializer="zeros", **options
    ):
        super().__init__(name=options.get("name"))
        self.num_heads, self.key_dim, self.value_dim, self.use_bias = num_heads, key_dim, value_dim or key_dim, use_bias
        self.kernel_initializer, self.bias_initializer, self.output_width = kernel_initializer, bias_initializer, output_shape

    def project(self, equation, shape, bias_axes):
        return EinsumDense(
            equation, shape, bias_axes=bias_axes if self.use_bias else None, kernel_initializer=self.kernel_initializer,
            bias_initializer=self.bias_initializer
        )

    def build(self, input_shape):
        width = self.output_width or input_shape[-1]
        self.query_dense = self.project("abc,cde->abde", (None, self.num_heads, self.key_dim), "de")
        self.key_dense = self.project("abc,cde->abde", (None, self.num_heads, self.key_dim), "de")
        self.value_dense = self.project("abc,cde->abde", (None, self.num_heads, self.value_dim), "de")
        self.output_dense = self.project("abcd,cde->abe", (None, width), "e")

    def call(
        self, query, value, key=None, query_mask=None, value_mask=None, key_mask=None, attention_mask=None,
        return_attention_scores=False, training=None, use_causal_mask=False
    ):
        if query_mask is not None or value_mask is not None or key_mask is not None:
            raise NotImplementedError("the preview has attention_mask only, no masks of the query, the value or the key")
        q, k, v = self.query_dense(query), self.key_dense(value if key is None else key), self.value_dense(value)
        scores = _native.einsum("aecd,abcd->acbe", k, q / self.key_dim**0.5)
        seen = None if attention_mask is None else _native.cast(attention_mask, "bool")
        if seen is not None and len(seen.shape) == 3:
            seen = _native.expand_dims(seen, 1)
        if use_causal_mask:
            causal = _native.band_part(_native.ones_like(scores), -1, 0) > 0
            seen = causal if seen is None else _native.logical_and(seen, causal)
        if seen is not None:
            scores = scores + (1.0 - _native.cast(seen, "float32")) * -3e38
        weights = _native.softmax(scores, -1)
        made = self.output_dense(_native.einsum("acbe,aecd->abcd", weights, v))
        return (made, weights) if return_attention_scores else made
