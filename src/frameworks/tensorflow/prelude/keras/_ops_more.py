"""keras.ops that are rarer: networks' blocks, sums of segments, matrices, transforms. Complex numbers are pairs of real ones."""

from tensorflow import _native, nn, signal as _signal
from tensorflow._complex import Complex as _Complex
from tensorflow._numpy import angle, bitwise_not, hamming

bitwise_invert = bitwise_not
bitwise_left_shift, bitwise_right_shift = _native.left_shift, _native.right_shift
depth_to_space, space_to_depth = nn.depth_to_space, nn.space_to_depth


def dtype(x):
    return x.dtype.name


def get_item(x, key):
    return x[key]


def switch(index, branches, *operands):
    return branches[min(max(int(index), 0), len(branches) - 1)](*operands)


def batch_normalization(x, mean, variance, axis, offset=None, scale=None, epsilon=1e-3):
    shape = [extent if i == axis % len(x.shape) else 1 for i, extent in enumerate(x.shape)]
    spread = lambda part: None if part is None else _native.reshape(part, shape)
    return nn.batch_normalization(x, spread(mean), spread(variance), spread(offset), spread(scale), epsilon)


def layer_normalization(x, gamma=None, beta=None, axis=-1, epsilon=None, **options):
    mean, variance = _native.moments(x, axis, None, True)
    made = (x - mean) * _native.rsqrt(variance + (1e-7 if epsilon is None else epsilon))
    made = made if gamma is None else made * gamma
    return made if beta is None else made + beta


def rms_normalization(x, scale=None, axis=-1, epsilon=None):
    made = x * _native.rsqrt(_native.reduce_mean(_native.square(x), axis, True) + (1e-7 if epsilon is None else epsilon))
    return made if scale is None else made * scale


def dot_product_attention(query, key, value, bias=None, mask=None, scale=None, is_causal=False, **options):
    """Tensors of [batch, length, heads, depth]."""
    logits = _native.einsum("BTNH,BSNH->BNTS", query, key) * (query.shape[-1] ** -0.5 if scale is None else scale)
    logits = logits if bias is None else logits + bias
    if mask is not None:
        logits = _native.where(_native.cast(mask, "bool"), logits, -2.3819763e38)
    if is_causal:
        logits = _native.where(_native.band_part(_native.ones_like(logits), -1, 0) > 0, logits, -2.3819763e38)
    return _native.einsum("BNTS,BSNH->BTNH", _native.softmax(logits, -1), value)


def conv_transpose(inputs, kernel, strides=1, padding="valid", output_padding=None, data_format=None, dilation_rate=1):
    return nn.conv_transpose(inputs, kernel, None, strides, padding)


def depthwise_conv(inputs, kernel, strides=1, padding="valid", data_format=None, dilation_rate=1):
    return _native.depthwise_conv2d(inputs, kernel, strides, padding, None, dilation_rate)


def separable_conv(inputs, depthwise_kernel, pointwise_kernel, strides=1, padding="valid", data_format=None, dilation_rate=1):
    spread = depthwise_conv(inputs, depthwise_kernel, strides, padding, None, dilation_rate)
    return _native.conv2d(spread, pointwise_kernel, 1, "VALID")


def _adapted(inputs, output_size, reduce):
    """Of as many windows as asked for, each from the floor of its start to the ceiling of its end."""
    spatial = len(inputs.shape) - 2
    sizes = [output_size] * spatial if isinstance(output_size, int) else list(output_size)
    for axis, size in enumerate(sizes, 1):
        extent = inputs.shape[axis]
        before = (slice(None),) * axis
        windows = [inputs[before + (slice(i * extent // size, -(-(i + 1) * extent // size)),)] for i in range(size)]
        inputs = _native.concat([reduce(window, axis, True) for window in windows], axis)
    return inputs


def adaptive_average_pool(inputs, output_size, data_format=None):
    return _adapted(inputs, output_size, _native.reduce_mean)


def adaptive_max_pool(inputs, output_size, data_format=None):
    return _adapted(inputs, output_size, _native.reduce_max)


def segment_min(data, segment_ids, num_segments=None, sorted=False):
    return -_native.segment_max(-data, segment_ids, num_segments)


def sparsemax(x, axis=-1):
    line = _native.moveaxis(x, axis, -1)
    ordered = _native.sort(line, -1, "DESCENDING")
    ranks = _native.cast(_native.range(1, line.shape[-1] + 1), "float32")
    totals = _native.cumsum(ordered, -1)
    inside = 1.0 + ranks * ordered > totals
    count = _native.reduce_sum(_native.cast(inside, "float32"), -1, True)
    # as Keras has it: sums of sums, where the projection has one sum
    border = (_native.reduce_sum(_native.where(inside, totals, 0.0), -1, True) - 1.0) / count
    return _native.moveaxis(_native.maximum(line - border, 0.0), -1, axis)


def psnr(x1, x2, max_val):
    return 20.0 * _native.log(_native.cast(max_val, "float32")) / 2.302585092994046 - 10.0 * _native.log(
        _native.reduce_mean(_native.square(x1 - x2))
    ) / 2.302585092994046


def cdist(x1, x2, p=2.0, **options):
    apart = _native.abs(_native.expand_dims(x1, -2) - _native.expand_dims(x2, -3))
    return _native.sqrt(_native.reduce_sum(_native.square(apart), -1)) if p == 2 else _native.pow(_native.reduce_sum(_native.pow(apart, p), -1), 1.0 / p)


def cholesky_inverse(x, upper=False):
    lower = _native.matrix_transpose(x) if upper else x
    return _native.inv(_native.matmul(lower, lower, transpose_b=True))


def solve_triangular(a, b, lower=False):
    is_line = len(b.shape) == len(a.shape) - 1
    made = _native.triangular_solve(a, _native.expand_dims(b, -1) if is_line else b, lower)
    return _native.squeeze(made, -1) if is_line else made


def polar(abs_, angle):
    return _Complex(abs_ * _native.cos(angle), abs_ * _native.sin(angle))


def view_as_complex(x):
    return _Complex(x[..., 0], x[..., 1])


def view_as_real(x):
    return _native.stack([x.real(), x.imag()], -1)


def rfft(x, fft_length=None):
    made = _signal.rfft(x, None if fft_length is None else [fft_length])
    return made.real(), made.imag()


def fft(x):
    made = _signal.fft(_Complex(*x))
    return made.real(), made.imag()


def fft2(x):
    made = _signal.fft2d(_Complex(*x))
    return made.real(), made.imag()


def ifft2(x):
    made = _signal.ifft2d(_Complex(*x))
    return made.real(), made.imag()


def irfft(x, fft_length=None):
    made = _signal.irfft(_Complex(*x), None if fft_length is None else [fft_length])
    return made


def extract_sequences(x, sequence_length, sequence_stride):
    return _signal.frame(x, sequence_length, sequence_stride)


def stft(x, sequence_length, sequence_stride, fft_length, window="hann", center=True):
    if center:
        x = _native.pad(x, [[0, 0]] * (len(x.shape) - 1) + [[fft_length // 2, fft_length // 2]], "REFLECT")
    frames = _signal.frame(x, fft_length, sequence_stride)
    if window is not None:
        makers = {"hann": _signal.hann_window, "hamming": _signal.hamming_window}
        shape = makers[window](sequence_length) if isinstance(window, str) else window
        before = (fft_length - sequence_length) // 2
        frames = frames * _native.pad(shape, [[before, fft_length - sequence_length - before]])
    return rfft(frames, fft_length)


def associative_scan(f, elems, reverse=False, axis=0):
    parts = _native.unstack(elems, axis=axis)
    parts = list(reversed(parts)) if reverse else parts
    results = [parts[0]]
    for part in parts[1:]:
        results.append(f(results[-1], part))
    return _native.stack(list(reversed(results)) if reverse else results, axis)
