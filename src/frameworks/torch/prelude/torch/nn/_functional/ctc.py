"""Connectionist temporal classification: the likelihood of a label sequence, summed over all its alignments (Graves et al. 2006)."""

import torch
from torch.nn._functional.reduction import reduced

# Finite, so that the gradient of a sum of impossible paths is 0 rather than NaN.
IMPOSSIBLE = -1e30


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    is_batched = log_probs.dim() == 3
    if not is_batched:
        log_probs = log_probs.unsqueeze(1)
    steps, batch, _ = log_probs.shape
    input_lengths = _as_tensor(input_lengths).reshape(-1)
    target_lengths = _as_tensor(target_lengths).reshape(-1)
    padded = _padded(targets, target_lengths, batch)
    loss = _negative_log_likelihood(log_probs, padded, input_lengths, target_lengths, blank)
    running = (torch.arange(steps).unsqueeze(1) < input_lengths).unsqueeze(2)
    emitted = torch.where(running, log_probs, torch.zeros_like(log_probs))
    loss = loss + _logit_gradient(emitted)
    possible = loss < float("inf")
    if zero_infinity:
        loss = torch.where(possible, loss, torch.zeros_like(loss))
    else:
        # A target that no alignment fits has an infinite loss, and a derivative that is not a number.
        loss = loss - torch.log(torch.where(possible, torch.ones_like(loss), 0 * emitted.sum((0, 2))))
    if reduction == "mean":
        return (loss / target_lengths.clamp(min=1)).mean()
    return reduced(loss if is_batched else loss.squeeze(0), reduction)


def _negative_log_likelihood(log_probs, targets, input_lengths, target_lengths, blank):
    """The forward recursion over the labels with blanks between, before and behind them."""
    steps, batch, _ = log_probs.shape
    width = targets.size(1)
    states = 2 * width + 1
    labels = torch.full((batch, states), blank, dtype=torch.long)
    if width > 0:
        labels[:, 1::2] = targets
    # Skipping the blank is allowed between two different labels.
    skips = torch.zeros(batch, states, dtype=torch.bool)
    if width > 1:
        skips[:, 3::2] = targets[:, 1:] != targets[:, :-1]
    emitted = log_probs.gather(2, labels.unsqueeze(0).expand(steps, batch, states))
    position = torch.arange(states)
    alpha = torch.where(position < 2, emitted[0], torch.full_like(emitted[0], IMPOSSIBLE))
    for step in range(1, steps):
        arriving = [alpha, _shifted(alpha, 1), torch.where(skips, _shifted(alpha, 2), torch.full_like(alpha, IMPOSSIBLE))]
        advanced = (torch.logsumexp(torch.stack(arriving), 0) + emitted[step]).clamp(min=IMPOSSIBLE)
        alpha = torch.where((step < input_lengths).unsqueeze(1), advanced, alpha)
    last = (2 * target_lengths).unsqueeze(1)
    at_blank = alpha.gather(1, last).squeeze(1)
    at_label = alpha.gather(1, (last - 1).clamp(min=0)).squeeze(1)
    at_label = torch.where(target_lengths > 0, at_label, torch.full_like(at_label, IMPOSSIBLE))
    likelihood = torch.logsumexp(torch.stack([at_blank, at_label]), 0)
    return torch.where(likelihood > 0.5 * IMPOSSIBLE, -likelihood, torch.full_like(likelihood, float("inf")))


def _logit_gradient(log_probs):
    """
    Zero in value. PyTorch's derivative by log_probs is that by the logits before log_softmax (it adds the softmax), which
    comes to the same where log_softmax stands before the loss.
    """
    probabilities = torch.exp(log_probs)
    return (probabilities - probabilities.detach()).sum((0, 2))


def _shifted(alpha, by):
    filler = torch.full((alpha.size(0), min(by, alpha.size(1))), IMPOSSIBLE)
    return torch.cat([filler, alpha[:, : alpha.size(1) - by]], 1) if alpha.size(1) > by else filler[:, : alpha.size(1)]


def _padded(targets, target_lengths, batch):
    """Labels as rows, also where they came joined in one long row."""
    if targets.dim() == 2:
        return targets
    lengths = [int(length) for length in target_lengths]
    if batch == 1:
        return targets.reshape(1, -1)
    rows = torch.zeros(batch, max(lengths), dtype=torch.long)
    start = 0
    for row, length in enumerate(lengths):
        rows[row, :length] = targets[start : start + length]
        start += length
    return rows


def _as_tensor(lengths):
    return lengths if isinstance(lengths, torch.Tensor) else torch.tensor(lengths)
