"""tensorflow.signal: frames, windows and Fourier transforms by the definition."""

import math

from tensorflow import _native
from tensorflow._complex import Complex as _Complex, _parts


def rfft(input_tensor, fft_length=None, name=None):
    n = input_tensor.shape[-1] if fft_length is None else int(fft_length[0] if isinstance(fft_length, (list, tuple)) else _native.reshape(fft_length, [-1])[0])
    return _transformed(input_tensor, n, n // 2 + 1, -1)


def fft(input, name=None):
    return _transformed(input, input.shape[-1], input.shape[-1], -1)


def ifft(input, name=None):
    made = _transformed(input, input.shape[-1], input.shape[-1], 1)
    return made / float(input.shape[-1])


def _swapped(x):
    return x._map(_swap) if isinstance(x, _Complex) else _swap(x)


def _swap(x):
    rank = len(x.shape)
    return _native.transpose(x, list(range(rank - 2)) + [rank - 1, rank - 2])


def fft2d(input, name=None):
    return _swapped(fft(_swapped(fft(input))))


def ifft2d(input, name=None):
    return _swapped(ifft(_swapped(ifft(input))))


def rfft2d(input_tensor, fft_length=None, name=None):
    return _swapped(fft(_swapped(rfft(input_tensor))))


def irfft(input_tensor, fft_length=None, name=None):
    """The frequencies above the half are the conjugates of those below."""
    real, imag = _parts(input_tensor)
    n = 2 * (real.shape[-1] - 1) if fft_length is None else int(fft_length[0] if isinstance(fft_length, (list, tuple)) else _native.reshape(fft_length, [-1])[0])
    kept = min(n // 2 + 1, real.shape[-1])
    places = _native.cast(_native.range(kept)[:, None] * _native.range(n)[None, :] % n, "float32")
    angle = places * (2 * math.pi / n)
    counts = _native.constant([1.0 if k == 0 or 2 * k == n else 2.0 for k in range(kept)])[:, None] / n
    return _native.tensordot(real[..., :kept], counts * _native.cos(angle), 1) - _native.tensordot(imag[..., :kept], counts * _native.sin(angle), 1)


def irfft2d(input_tensor, fft_length=None, name=None):
    return irfft(_swapped(ifft(_swapped(input_tensor))), None if fft_length is None else fft_length[-1:])


def _rolled(x, axes, back):
    real, imag = _parts(x)
    axes = range(len(real.shape)) if axes is None else [axes] if isinstance(axes, int) else list(axes)
    shifts = [-(real.shape[axis] // 2) if back else real.shape[axis] // 2 for axis in axes]
    roll = lambda part: _native.roll(part, shifts, list(axes))
    return x._map(roll) if isinstance(x, _Complex) else roll(x)


def fftshift(x, axes=None, name=None):
    return _rolled(x, axes, False)


def ifftshift(x, axes=None, name=None):
    return _rolled(x, axes, True)


def _transformed(x, n, kept, sign):
    """The first `kept` of n frequencies; a signal of another length is cut or filled with zeros."""
    real, imag = _parts(x)
    extent = min(n, real.shape[-1])
    places = _native.cast(_native.range(extent)[:, None] * _native.range(kept)[None, :] % n, "float32")
    angle = places * (2 * math.pi / n)
    cosine, sine = _native.cos(angle), sign * _native.sin(angle)
    product = lambda part, table: _native.tensordot(part[..., :extent], table, 1)
    if not isinstance(x, _Complex):
        return _Complex(product(real, cosine), product(real, sine))
    return _Complex(product(real, cosine) - product(imag, sine), product(real, sine) + product(imag, cosine))


def frame(signal, frame_length, frame_step, pad_end=False, pad_value=0, axis=-1, name=None):
    if axis not in (-1, len(signal.shape) - 1):
        raise NotImplementedError("the preview frames the last axis only")
    extent = signal.shape[-1]
    count = -(-extent // frame_step) if pad_end else max(0, 1 + (extent - frame_length) // frame_step)
    missing = max(0, (count - 1) * frame_step + frame_length - extent)
    if missing > 0:
        signal = _native.pad(signal, [[0, 0]] * (len(signal.shape) - 1) + [[0, missing]], constant_values=pad_value)
    return _native.stack([signal[..., i * frame_step : i * frame_step + frame_length] for i in range(count)], axis=-2)


def overlap_and_add(signal, frame_step, name=None):
    count, length = signal.shape[-2], signal.shape[-1]
    total = (count - 1) * frame_step + length
    outer = [[0, 0]] * (len(signal.shape) - 2)
    return _native.add_n([_native.pad(signal[..., i, :], outer + [[i * frame_step, total - length - i * frame_step]]) for i in range(count)])


def _cosine_window(length, periodic, a, b):
    if length == 1:
        return _native.ones([1])
    even = 1 - length % 2
    n = length + (1 if periodic and even else 0) - 1 if periodic else length - 1
    places = _native.cast(_native.range(length), "float32")
    return a - b * _native.cos(2 * math.pi * places / float(n))


def hann_window(window_length, periodic=True, dtype="float32", name=None):
    return _cosine_window(int(window_length), periodic, 0.5, 0.5)


def hamming_window(window_length, periodic=True, dtype="float32", name=None):
    return _cosine_window(int(window_length), periodic, 0.54, 0.46)


def stft(signals, frame_length, frame_step, fft_length=None, window_fn=hann_window, pad_end=False, name=None):
    length = fft_length
    if length is None:
        length = 1
        while length < frame_length:
            length *= 2
    frames = frame(signals, frame_length, frame_step, pad_end)
    if window_fn is not None:
        frames = frames * window_fn(frame_length)
    return rfft(frames, [length])


def inverse_stft_window_fn(frame_step, forward_window_fn=hann_window, name=None):
    """What undoes a window whose frames overlap."""

    def window(frame_length, dtype="float32"):
        forward = forward_window_fn(frame_length)
        count = -(-frame_length // frame_step)
        square = _native.pad(_native.square(forward), [[0, count * frame_step - frame_length]])
        total = _native.reduce_sum(_native.reshape(square, [count, frame_step]), 0)
        return forward / _native.tile(total, [count])[:frame_length]

    return window


def inverse_stft(stfts, frame_length, frame_step, fft_length=None, window_fn=hann_window, name=None):
    frames = irfft(stfts, None if fft_length is None else [fft_length])
    length = frames.shape[-1]
    frames = frames[..., : min(length, frame_length)]
    if length < frame_length:
        frames = _native.pad(frames, [[0, 0]] * (len(frames.shape) - 1) + [[0, frame_length - length]])
    return overlap_and_add(frames if window_fn is None else frames * window_fn(frame_length), frame_step)


def dct(input, type=2, n=None, axis=-1, norm=None, name=None):
    if type != 2:
        raise NotImplementedError("the preview has the discrete cosine transform of type 2 only")
    extent = input.shape[-1]
    places = _native.cast(_native.range(extent), "float32")
    table = 2.0 * _native.cos(math.pi / extent * (places[:, None] + 0.5) * places[None, :])
    if norm == "ortho":
        table = table * _native.concat([[math.sqrt(1 / (4 * extent))], [math.sqrt(1 / (2 * extent))] * (extent - 1)], 0)
    return _native.tensordot(input, table, 1)


def linear_to_mel_weight_matrix(num_mel_bins=20, num_spectrogram_bins=129, sample_rate=8000, lower_edge_hertz=125.0, upper_edge_hertz=3800.0, dtype="float32", name=None):
    mel = lambda hertz: 1127.0 * math.log(1.0 + hertz / 700.0)
    spectrogram = [mel(sample_rate / 2.0 * i / (num_spectrogram_bins - 1)) for i in range(num_spectrogram_bins)]
    low, high = mel(lower_edge_hertz), mel(upper_edge_hertz)
    edges = [low + (high - low) * i / (num_mel_bins + 1) for i in range(num_mel_bins + 2)]
    rows = [
        [max(0.0, min((at - a) / (b - a), (c - at) / (c - b))) for a, b, c in zip(edges, edges[1:], edges[2:])]
        for at in spectrogram[1:]
    ]
    return _native.constant([[0.0] * num_mel_bins] + rows)


def mfccs_from_log_mel_spectrograms(log_mel_spectrograms, name=None):
    return dct(log_mel_spectrograms) / math.sqrt(2.0 * log_mel_spectrograms.shape[-1])
