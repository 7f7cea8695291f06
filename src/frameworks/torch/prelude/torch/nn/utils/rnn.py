"""torch.nn.utils.rnn: sequences of several lengths as one tensor."""

import torch


def pad_sequence(sequences, batch_first=False, padding_value=0.0):
    longest = max(sequence.size(0) for sequence in sequences)
    rows = []
    for sequence in sequences:
        filler = sequence.new_full((longest - sequence.size(0), *sequence.shape[1:]), padding_value)
        rows.append(torch.cat([sequence, filler], 0))
    return torch.stack(rows, 0 if batch_first else 1)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [row[: int(length)] for row, length in zip(rows, lengths)]
