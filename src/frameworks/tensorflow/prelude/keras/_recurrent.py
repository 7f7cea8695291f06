"""keras.layers that go through time, [batch, time, features], one step after the other."""

import copy

from tensorflow import _native
from keras import activations, initializers
from keras._layer import Layer


class _Cell(Layer):
    """One step. `gates` columns of weights stand side by side."""

    gates = 1

    def __init__(
        self, units, activation="tanh", recurrent_activation="sigmoid", use_bias=True, kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal", bias_initializer="zeros", unit_forget_bias=True, reset_after=True, **options
    ):
        super().__init__(name=options.get("name"))
        self.units, self.use_bias = units, use_bias
        self.activation = activations.get(activation)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.kernel_initializer, self.recurrent_initializer = kernel_initializer, recurrent_initializer
        self.bias_initializer, self.unit_forget_bias, self.reset_after = bias_initializer, unit_forget_bias, reset_after
        self.state_size = self.output_size = units

    def build(self, input_shape):
        width = self.units * self.gates
        self.kernel = self.add_weight(shape=(input_shape[-1], width), initializer=self.kernel_initializer, name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(self.units, width), initializer=self.recurrent_initializer, name="recurrent_kernel")
        if self.use_bias:
            self.bias = self.add_weight(shape=self.bias_shape(width), initializer=self.bias_maker(), name="bias")

    def bias_shape(self, width):
        return (width,)

    def bias_maker(self):
        return self.bias_initializer

    def get_initial_state(self, batch_size):
        return [_native.zeros([batch_size, self.units])]

    def split(self, x):
        return [x[:, i * self.units : (i + 1) * self.units] for i in range(self.gates)]


class SimpleRNNCell(_Cell):
    def call(self, inputs, states, training=None):
        made = inputs @ self.kernel + states[0] @ self.recurrent_kernel
        made = self.activation(made + self.bias if self.use_bias else made)
        return made, [made]


class LSTMCell(_Cell):
    """Gates in Keras's order: input, forget, cell, output."""

    gates = 4

    def __init__(self, units, **options):
        super().__init__(units, **options)
        self.state_size = [units, units]

    def bias_maker(self):
        if not self.unit_forget_bias:
            return self.bias_initializer
        make = initializers.get(self.bias_initializer)
        return lambda shape, dtype=None: _native.concat(
            [make((self.units,)), _native.ones([self.units]), make((2 * self.units,))], 0
        )

    def get_initial_state(self, batch_size):
        return [_native.zeros([batch_size, self.units]), _native.zeros([batch_size, self.units])]

    def call(self, inputs, states, training=None):
        hidden, carry = states
        made = inputs @ self.kernel + hidden @ self.recurrent_kernel
        i, f, c, o = self.split(made + self.bias if self.use_bias else made)
        carry = self.recurrent_activation(f) * carry + self.recurrent_activation(i) * self.activation(c)
        hidden = self.recurrent_activation(o) * self.activation(carry)
        return hidden, [hidden, carry]


class GRUCell(_Cell):
    """Gates in Keras's order: update, reset, candidate."""

    gates = 3

    def bias_shape(self, width):
        return (2, width) if self.reset_after else (width,)

    def call(self, inputs, states, training=None):
        (hidden,) = states
        given = inputs @ self.kernel
        if self.use_bias:
            given = given + (self.bias[0] if self.reset_after else self.bias)
        z, r, candidate = self.split(given)
        if self.reset_after:
            recurrent = hidden @ self.recurrent_kernel
            own_z, own_r, own = self.split(recurrent + self.bias[1] if self.use_bias else recurrent)
            z, r = self.recurrent_activation(z + own_z), self.recurrent_activation(r + own_r)
            candidate = self.activation(candidate + r * own)
        else:
            for_z, for_r, for_candidate = self.split(self.recurrent_kernel)
            z, r = self.recurrent_activation(z + hidden @ for_z), self.recurrent_activation(r + hidden @ for_r)
            candidate = self.activation(candidate + (r * hidden) @ for_candidate)
        hidden = z * hidden + (1.0 - z) * candidate
        return hidden, [hidden]


class StackedRNNCells(Layer):
    def __init__(self, cells, **options):
        super().__init__()
        self.cells = list(cells)

    def get_initial_state(self, batch_size):
        return [cell.get_initial_state(batch_size) for cell in self.cells]

    def call(self, inputs, states, training=None):
        later = []
        for cell, state in zip(self.cells, states):
            inputs, state = cell(inputs, state)
            later.append(state)
        return inputs, later


class RNN(Layer):
    def __init__(self, cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, **options):
        super().__init__(name=options.get("name"))
        self.cell = StackedRNNCells(cell) if isinstance(cell, (list, tuple)) else cell
        self.return_sequences, self.return_state, self.go_backwards = return_sequences, return_state, go_backwards

    def call(self, sequences, initial_state=None, mask=None, training=None):
        states = initial_state
        if states is None:
            states = self.cell.get_initial_state(sequences.shape[0])
        elif not isinstance(states, (list, tuple)):
            states = [states]
        outputs, steps = [], list(range(sequences.shape[1]))
        for step in reversed(steps) if self.go_backwards else steps:
            output, later = self.cell(sequences[:, step], list(states))
            if mask is not None:
                seen = _native.expand_dims(mask[:, step], -1)
                later = [_native.where(seen, new, old) for new, old in zip(later, states)]
                output = _native.where(seen, output, outputs[-1] if outputs else _native.zeros_like(output))
            states = later
            outputs.append(output)
        made = _native.stack(outputs, 1) if self.return_sequences else outputs[-1]
        return (made, *states) if self.return_state else made


class _Recurrent(RNN):
    cell_class = SimpleRNNCell

    def __init__(self, units, activation="tanh", return_sequences=False, return_state=False, go_backwards=False, **options):
        cell = self.cell_class(units, activation=activation, **options)
        super().__init__(cell, return_sequences, return_state, go_backwards, name=options.get("name"))
        self.units = units


class SimpleRNN(_Recurrent):
    pass


class LSTM(_Recurrent):
    cell_class = LSTMCell


class GRU(_Recurrent):
    cell_class = GRUCell


CuDNNLSTM, CuDNNGRU = LSTM, GRU


class Bidirectional(Layer):
    def __init__(self, layer, merge_mode="concat", backward_layer=None, **options):
        super().__init__()
        self.forward_layer, self.merge_mode = layer, merge_mode
        if backward_layer is None:
            backward_layer = copy.copy(layer)
            backward_layer.go_backwards = not layer.go_backwards
            backward_layer.cell = copy.copy(layer.cell)
        self.backward_layer = backward_layer

    def call(self, inputs, mask=None, training=None):
        forward, backward = self.forward_layer(inputs, mask=mask), self.backward_layer(inputs, mask=mask)
        if self.forward_layer.return_sequences:
            backward = _native.reverse(backward, [1])
        if self.merge_mode == "concat":
            return _native.concat([forward, backward], -1)
        if self.merge_mode in ("sum", "ave"):
            return (forward + backward) / (1 if self.merge_mode == "sum" else 2)
        return forward * backward if self.merge_mode == "mul" else [forward, backward]


class TimeDistributed(Layer):
    def __init__(self, layer, **options):
        super().__init__()
        self.layer = layer

    def call(self, inputs, training=None, mask=None):
        if mask is not None:
            raise NotImplementedError("the preview has no mask of a time-distributed layer")
        return _native.stack([self.layer(inputs[:, step]) for step in range(inputs.shape[1])], 1)


class Masking(Layer):
    def __init__(self, mask_value=0.0, **options):
        super().__init__()
        self.mask_value = mask_value

    def call(self, inputs):
        seen = _native.reduce_any(_native.not_equal(inputs, self.mask_value), -1, True)
        return inputs * _native.cast(seen, "float32")
