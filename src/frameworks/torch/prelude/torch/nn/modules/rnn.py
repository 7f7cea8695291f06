"""Recurrent layers, step by step. Gates stand in PyTorch's order: i, f, g, o for LSTM and r, z, n for GRU."""

import math

import torch
import torch.nn.functional as F
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter


class _Cell(Module):
    gates = 1

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)
        rows = self.gates * hidden_size
        self.weight_ih = Parameter(torch.empty(rows, input_size).uniform_(-bound, bound))
        self.weight_hh = Parameter(torch.empty(rows, hidden_size).uniform_(-bound, bound))
        self.register_parameter("bias_ih", Parameter(torch.empty(rows).uniform_(-bound, bound)) if bias else None)
        self.register_parameter("bias_hh", Parameter(torch.empty(rows).uniform_(-bound, bound)) if bias else None)
        self.to(dtype)

    def _parts(self):
        return self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh

    def _start(self, input):
        return input.new_zeros(*input.shape[:-1], self.hidden_size)


class RNNCell(_Cell):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, dtype=dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        return _plain_step(input, self._start(input) if hx is None else hx, self._parts(), self.nonlinearity)


class LSTMCell(_Cell):
    gates = 4

    def forward(self, input, hx=None):
        return _lstm_step(input, (self._start(input), self._start(input)) if hx is None else hx, self._parts())


class GRUCell(_Cell):
    gates = 3

    def forward(self, input, hx=None):
        return _gru_step(input, self._start(input) if hx is None else hx, self._parts())


class RNNBase(Module):
    gates = 1

    def __init__(
        self,
        input_size,
        hidden_size,
        num_layers=1,
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
        device=None,
        dtype=None,
    ):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = dropout
        self.bidirectional = bidirectional
        self.directions = 2 if bidirectional else 1
        bound = 1 / math.sqrt(hidden_size)
        rows = self.gates * hidden_size
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size * self.directions
            for direction in range(self.directions):
                shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden_size)}
                if bias:
                    shapes.update({"bias_ih": (rows,), "bias_hh": (rows,)})
                for name, shape in shapes.items():
                    setattr(self, self._name(name, layer, direction), Parameter(torch.empty(shape).uniform_(-bound, bound)))
        self.to(dtype)

    def flatten_parameters(self):
        pass

    def _name(self, kind, layer, direction):
        return f"{kind}_l{layer}{'_reverse' if direction else ''}"

    def _parts(self, layer, direction):
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        return [getattr(self, self._name(kind, layer, direction), None) for kind in kinds]

    def _run(self, input, start):
        """Answers the outputs of the last layer, and the last state of each layer and direction. `start(index)` is the first."""
        is_batched = input.dim() == 3
        if not is_batched:
            input = input.unsqueeze(1)
        elif self.batch_first:
            input = input.transpose(0, 1)
        finals = []
        for layer in range(self.num_layers):
            directions = []
            for direction in range(self.directions):
                state = start(len(finals), input)
                parts = self._parts(layer, direction)
                outputs = []
                for step in reversed(range(input.size(0))) if direction else range(input.size(0)):
                    state = self._step(input[step], state, parts)
                    outputs.append(state[0] if isinstance(state, tuple) else state)
                directions.append(torch.stack(outputs[::-1] if direction else outputs))
                finals.append(state)
            input = torch.cat(directions, -1) if self.directions == 2 else directions[0]
            if self.dropout > 0 and layer < self.num_layers - 1:
                input = F.dropout(input, self.dropout, self.training)
        if not is_batched:
            return input.squeeze(1), finals
        return (input.transpose(0, 1) if self.batch_first else input), finals

    def _first_state(self, given, index, input):
        if given is None:
            return input.new_zeros(input.size(1), self.hidden_size)
        state = given[index]
        return state if state.dim() == 2 else state.unsqueeze(0)

    def _stacked(self, finals, input):
        stacked = torch.stack(finals)
        return stacked if input.dim() == 3 else stacked.squeeze(1)


class RNN(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", *args, **kwargs):
        super().__init__(input_size, hidden_size, num_layers, *args, **kwargs)
        self.nonlinearity = nonlinearity

    def _step(self, input, state, parts):
        return _plain_step(input, state, parts, self.nonlinearity)

    def forward(self, input, hx=None):
        output, finals = self._run(input, lambda index, batch: self._first_state(hx, index, batch))
        return output, self._stacked(finals, input)


class GRU(RNNBase):
    gates = 3

    def _step(self, input, state, parts):
        return _gru_step(input, state, parts)

    def forward(self, input, hx=None):
        output, finals = self._run(input, lambda index, batch: self._first_state(hx, index, batch))
        return output, self._stacked(finals, input)


class LSTM(RNNBase):
    gates = 4

    def _step(self, input, state, parts):
        return _lstm_step(input, state, parts)

    def forward(self, input, hx=None):
        hidden, cell = (None, None) if hx is None else hx
        output, finals = self._run(
            input,
            lambda index, batch: (self._first_state(hidden, index, batch), self._first_state(cell, index, batch)),
        )
        last_hidden = self._stacked([state[0] for state in finals], input)
        return output, (last_hidden, self._stacked([state[1] for state in finals], input))


def _plain_step(input, hidden, parts, nonlinearity):
    weight_ih, weight_hh, bias_ih, bias_hh = parts
    total = F.linear(input, weight_ih, bias_ih) + F.linear(hidden, weight_hh, bias_hh)
    return torch.tanh(total) if nonlinearity == "tanh" else torch.relu(total)


def _gru_step(input, hidden, parts):
    weight_ih, weight_hh, bias_ih, bias_hh = parts
    from_input = F.linear(input, weight_ih, bias_ih).chunk(3, -1)
    from_hidden = F.linear(hidden, weight_hh, bias_hh).chunk(3, -1)
    reset = torch.sigmoid(from_input[0] + from_hidden[0])
    update = torch.sigmoid(from_input[1] + from_hidden[1])
    candidate = torch.tanh(from_input[2] + reset * from_hidden[2])
    return (1 - update) * candidate + update * hidden


def _lstm_step(input, state, parts):
    hidden, cell = state
    weight_ih, weight_hh, bias_ih, bias_hh = parts
    total = F.linear(input, weight_ih, bias_ih) + F.linear(hidden, weight_hh, bias_hh)
    entry, forget, candidate, exit = total.chunk(4, -1)
    cell = torch.sigmoid(forget) * cell + torch.sigmoid(entry) * torch.tanh(candidate)
    return torch.sigmoid(exit) * torch.tanh(cell), cell
