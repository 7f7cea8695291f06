import torch


def pack(seqs, n, pad=0):
    rows, row = [], []
    for s in seqs:
        if len(row) + len(s) > n:
            rows.append(row + [pad] * (n - len(row)))
            row = []
        row = row + s
    return torch.tensor(rows)


def shift_labels(ids, ignore=-100):
    out = ids.clone()
    out[:, :-1] = ids[:, 1:]
    out[:, -1] = ignore
    return out


def position_ids(mask):
    return (mask.cumsum(-1) - 1).clamp(min=0)
