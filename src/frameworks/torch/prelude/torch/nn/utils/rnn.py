"""torch.nn.utils.rnn: sequences of several lengths as one tensor."""

from collections import namedtuple

import torch


def pad_sequence(sequences, batch_first=False, padding_value=0.0):
    longest = max(sequence.size(0) for sequence in sequences)
    rows = []
    for sequence in sequences:
        filler = sequence.new_full((longest - sequence.size(0), *sequence.shape[1:]), padding_value)
        rows.append(torch.cat([sequence, filler], 0))
    return torch.stack(rows, 0 if batch_first else 1)


class PackedSequence(namedtuple("PackedSequence", ["data", "batch_sizes", "sorted_indices", "unsorted_indices"])):
    """Time step after time step, each with the sequences that are long enough."""


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    lengths = torch.as_tensor(lengths).cpu()
    order = unsorted = None
    if not enforce_sorted:
        lengths, order = torch.sort(lengths, descending=True)
        unsorted = torch.argsort(order)
    elif bool((lengths[1:] > lengths[:-1]).any()):
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. "
            "You can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement."
        )
    steps = input.transpose(0, 1) if batch_first else input
    steps = steps if order is None else steps.index_select(1, order)
    sizes = [int((lengths > step).sum()) for step in range(int(lengths.max()))]
    data = torch.cat([steps[step, :size] for step, size in enumerate(sizes)])
    return PackedSequence(data, torch.tensor(sizes), order, unsorted)


def pack_sequence(sequences, enforce_sorted=True):
    lengths = torch.tensor([sequence.size(0) for sequence in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    data, sizes, _, unsorted = sequence
    sizes = [int(size) for size in sizes]
    steps = []
    for part, size in zip(data.split(sizes), sizes):
        filler = part.new_full((sizes[0] - size, *part.shape[1:]), padding_value)
        steps.append(torch.cat([part, filler]))
    for _ in range((total_length or len(steps)) - len(steps)):
        steps.append(torch.full_like(steps[0], padding_value))
    padded = torch.stack(steps)
    lengths = torch.tensor([sum(size > row for size in sizes) for row in range(sizes[0])])
    if unsorted is not None:
        padded, lengths = padded.index_select(1, unsorted), lengths[unsorted]
    return padded.transpose(0, 1) if batch_first else padded, lengths


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [row[: int(length)] for row, length in zip(rows, lengths)]
