"""Short-time Fourier transforms by the definition, as products with matrices of cosines and sines."""

import math

import torch
import torch.nn.functional as F
from torch._complex import Complex


def stft(
    input,
    n_fft,
    hop_length=None,
    win_length=None,
    window=None,
    center=True,
    pad_mode="reflect",
    normalized=False,
    onesided=None,
    return_complex=None,
):
    """[B, T] to [B, frequencies, frames]: windowed frames, each transformed."""
    hop_length = n_fft // 4 if hop_length is None else hop_length
    signal = input.unsqueeze(0) if input.dim() == 1 else input
    if center:
        if pad_mode == "reflect" and signal.size(-1) <= n_fft // 2:
            raise RuntimeError(
                f"Padding size should be less than the corresponding input dimension, but got: padding ({n_fft // 2}, "
                f"{n_fft // 2}) at dimension 2 of input {[1, *signal.shape]}"
            )
        signal = F.pad(signal, (n_fft // 2, n_fft // 2), mode=pad_mode)
    if signal.size(-1) < n_fft:
        raise RuntimeError(f"stft input and window must be long enough: expected 0 < n_fft <= {signal.size(-1)}, got {n_fft}")
    frames = signal.unfold(-1, n_fft, hop_length) * _window(n_fft, win_length, window)
    scale = 1 / math.sqrt(n_fft) if normalized else 1.0
    result = _transformed(frames, n_fft if onesided is False else n_fft // 2 + 1).transpose(1, 2) * scale
    if input.dim() == 1:
        result = result.squeeze(0)
    return result if return_complex else result.view_as_real()


def istft(
    input,
    n_fft,
    hop_length=None,
    win_length=None,
    window=None,
    center=True,
    normalized=False,
    onesided=None,
    length=None,
    return_complex=False,
):
    """Frames transformed back, weighted by the window, added up and divided by what the windows add up to."""
    spectrum = input if isinstance(input, Complex) else torch.view_as_complex(input)
    is_single = spectrum.dim() == 2
    spectrum = spectrum.unsqueeze(0) if is_single else spectrum
    hop_length = n_fft // 4 if hop_length is None else hop_length
    window = _window(n_fft, win_length, window)
    cosine, sine = _waves(n_fft, n_fft // 2 + 1, spectrum.real)
    # all but the first and the Nyquist frequency stand for their conjugates too
    counts = torch.full((n_fft // 2 + 1,), 2.0)
    counts[0] = 1.0
    if n_fft % 2 == 0:
        counts[-1] = 1.0
    scale = counts / (math.sqrt(n_fft) if normalized else n_fft)
    real, imag = spectrum.real.transpose(1, 2) * scale, spectrum.imag.transpose(1, 2) * scale
    frames = (real @ cosine.t() - imag @ sine.t()) * window
    total = n_fft + hop_length * (frames.size(1) - 1)
    signal, weight = _added(frames, hop_length, total), _added((window**2).expand(1, frames.size(1), n_fft), hop_length, total)
    start = n_fft // 2 if center else 0
    end = start + length if length is not None else total - start
    signal = signal[:, start:end] / weight[:, start:end]
    if length is not None and signal.size(1) < length:
        signal = F.pad(signal, (0, length - signal.size(1)))
    return signal[0] if is_single else signal


def _transformed(frames, count):
    """
    The first frequencies of real frames. With n = a b, time n1 b + n2 and frequency k1 + a k2 the sum falls into one over n1
    and one over n2: fewer products, and sums so short that their rounding stays small.
    """
    n = frames.size(-1)
    a = max(divisor for divisor in range(1, math.isqrt(n) + 1) if n % divisor == 0)
    b = n // a
    columns = min(b, (count + a - 1) // a)
    grid = frames.reshape(*frames.shape[:-1], a, b)
    cosine, sine = _waves(a, a, frames)
    real, imag = cosine @ grid, -(sine @ grid)
    cosine, sine = _circle(torch.arange(a).unsqueeze(1) * torch.arange(b), n, frames)
    real, imag = real * cosine + imag * sine, imag * cosine - real * sine
    cosine, sine = _waves(b, columns, frames)
    real, imag = real @ cosine + imag @ sine, imag @ cosine - real @ sine
    flat = [part.transpose(-2, -1).flatten(-2).narrow(-1, 0, count) for part in (real, imag)]
    return Complex(*flat)


def _added(frames, hop, total):
    """Overlapping frames added up where they belong."""
    batch, count, width = frames.shape
    places = torch.arange(count).unsqueeze(1) * hop + torch.arange(width)
    return torch.zeros(batch, total).index_add(1, places.reshape(-1), frames.reshape(batch, -1))


def _window(n_fft, win_length, window):
    """In the middle of a frame."""
    win_length = n_fft if win_length is None else win_length
    window = torch.ones(win_length) if window is None else window
    left = (n_fft - win_length) // 2
    return F.pad(window, (left, n_fft - win_length - left))


def _waves(n, count, like):
    return _circle(torch.arange(n).unsqueeze(1) * torch.arange(count) % n, n, like)


def _circle(place, n, like):
    """
    Cosine and sine of `place` steps out of `n` around the circle, folded into an eighth of it, so that what is 0 or 1 is so exactly.
    In the type of what they are multiplied with.
    """
    place = place.double()
    is_below = place > n / 2
    place = torch.where(is_below, n - place, place)
    is_left = place > n / 4
    place = torch.where(is_left, n / 2 - place, place)
    is_steep = place > n / 8
    angle = torch.where(is_steep, n / 4 - place, place) * (2 * math.pi / n)
    cosine, sine = torch.cos(angle), torch.sin(angle)
    cosine, sine = torch.where(is_steep, sine, cosine), torch.where(is_steep, cosine, sine)
    cosine, sine = torch.where(is_left, -cosine, cosine), torch.where(is_below, -sine, sine)
    dtype = like.dtype if like.is_floating_point() else torch.get_default_dtype()
    return cosine.to(dtype), sine.to(dtype)
