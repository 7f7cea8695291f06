"""keras.layers along the axes between the batch and the channels: pooling, padding, resizing, convolutions."""

from tensorflow import _native
from tensorflow import image, nn
from keras import activations
from keras.backend import _require_channels_last
from keras._layer import Layer


class _Reduced(Layer):
    """All places between the batch and the channels as one."""

    def __init__(self, data_format=None, keepdims=False, **options):
        super().__init__()
        _require_channels_last(data_format)
        self.keepdims = keepdims

    def call(self, inputs):
        return self.reduce(inputs, list(range(1, len(inputs.shape) - 1)), self.keepdims)


class GlobalAveragePooling2D(_Reduced):
    def reduce(self, x, axes, keepdims):
        return _native.reduce_mean(x, axes, keepdims)


class GlobalMaxPooling2D(_Reduced):
    def reduce(self, x, axes, keepdims):
        return _native.reduce_max(x, axes, keepdims)


GlobalAveragePooling1D = GlobalAveragePooling3D = GlobalAvgPool1D = GlobalAvgPool2D = GlobalAvgPool3D = GlobalAveragePooling2D
GlobalMaxPooling1D = GlobalMaxPooling3D = GlobalMaxPool1D = GlobalMaxPool2D = GlobalMaxPool3D = GlobalMaxPooling2D


class AveragePooling2D(Layer):
    def __init__(self, pool_size=2, strides=None, padding="valid", **options):
        super().__init__()
        self.options = (pool_size, strides, padding)

    def call(self, inputs):
        return _native.avg_pool2d(inputs, *self.options)


class MaxPooling2D(AveragePooling2D):
    def call(self, inputs):
        return _native.max_pool2d(inputs, *self.options)


AveragePooling1D = AveragePooling3D = AvgPool1D = AvgPool2D = AvgPool3D = AveragePooling2D
MaxPooling1D = MaxPooling3D = MaxPool1D = MaxPool2D = MaxPool3D = MaxPooling2D


def _pairs(given, count):
    """`1`, `(1, 2)` or `((1, 1), (2, 2))`: what is before and after each axis."""
    each = [given] * count if isinstance(given, int) else list(given)
    if count == 1 and len(each) == 2 and isinstance(each[0], int):
        return [each]
    return [[one, one] if isinstance(one, int) else list(one) for one in each]


class ZeroPadding2D(Layer):
    axes = 2

    def __init__(self, padding=1, data_format=None, **options):
        super().__init__()
        _require_channels_last(data_format)
        self.widths = _pairs(padding, self.axes)

    def call(self, inputs):
        return _native.pad(inputs, [[0, 0]] + self.widths + [[0, 0]])


class ZeroPadding1D(ZeroPadding2D):
    axes = 1


class ZeroPadding3D(ZeroPadding2D):
    axes = 3


class Cropping2D(Layer):
    axes = 2

    def __init__(self, cropping=0, data_format=None, **options):
        super().__init__()
        _require_channels_last(data_format)
        self.widths = _pairs(cropping, self.axes)

    def call(self, inputs):
        inner = tuple(slice(first, extent - last) for (first, last), extent in zip(self.widths, inputs.shape[1:]))
        return inputs[(slice(None),) + inner]


class Cropping1D(Cropping2D):
    axes = 1

    def __init__(self, cropping=1, **options):
        super().__init__(cropping)


class Cropping3D(Cropping2D):
    axes = 3


class UpSampling2D(Layer):
    def __init__(self, size=2, data_format=None, interpolation="nearest", **options):
        super().__init__()
        _require_channels_last(data_format)
        self.size, self.interpolation = ([size, size] if isinstance(size, int) else list(size)), interpolation

    def call(self, inputs):
        return image.resize(inputs, [inputs.shape[1] * self.size[0], inputs.shape[2] * self.size[1]], self.interpolation)


class UpSampling1D(Layer):
    def __init__(self, size=2, **options):
        super().__init__()
        self.size = size

    def call(self, inputs):
        return _native.repeat(inputs, self.size, 1)


class _Convolution(Layer):
    axes = 2

    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, groups=1, activation=None,
        use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros", **options
    ):
        super().__init__(name=options.get("name"))
        _require_channels_last(data_format)
        if groups != 1:
            raise NotImplementedError("the preview convolves all channels with each other")
        self.filters = filters
        self.kernel_size = tuple([kernel_size] * self.axes if isinstance(kernel_size, int) else kernel_size)
        self.strides, self.padding, self.dilation_rate = strides, padding, dilation_rate
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer, self.bias_initializer = kernel_initializer, bias_initializer

    def kernel_shape(self, depth):
        return self.kernel_size + (depth, self.filters)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=self.kernel_shape(input_shape[-1]), initializer=self.kernel_initializer, name="kernel")
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.filters,), initializer=self.bias_initializer, name="bias")

    def convolve(self, inputs):
        run = (_native.conv1d, _native.conv2d, _native.conv3d)[self.axes - 1]
        return run(inputs, self.kernel, self.strides, self.padding, None, self.dilation_rate)

    def call(self, inputs):
        made = self.convolve(inputs)
        return self.activation(made + self.bias if self.use_bias else made)


class Conv2D(_Convolution):
    pass


class Conv1D(_Convolution):
    axes = 1


class Conv3D(_Convolution):
    axes = 3


class Conv2DTranspose(_Convolution):
    def kernel_shape(self, depth):
        return self.kernel_size + (self.filters, depth)

    def convolve(self, inputs):
        return nn.conv_transpose(inputs, self.kernel, None, self.strides, self.padding)


class Conv1DTranspose(Conv2DTranspose):
    axes = 1


class Conv3DTranspose(Conv2DTranspose):
    axes = 3


class DepthwiseConv2D(_Convolution):
    def __init__(self, kernel_size, strides=1, padding="valid", depth_multiplier=1, depthwise_initializer="glorot_uniform", **options):
        super().__init__(depth_multiplier, kernel_size, strides, padding, kernel_initializer=depthwise_initializer, **options)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=self.kernel_size + (input_shape[-1], self.filters), initializer=self.kernel_initializer, name="kernel")
        if self.use_bias:
            self.bias = self.add_weight(shape=(input_shape[-1] * self.filters,), initializer=self.bias_initializer, name="bias")

    def convolve(self, inputs):
        return _native.depthwise_conv2d(inputs, self.kernel, self.strides, self.padding, None, self.dilation_rate)


class SeparableConv2D(_Convolution):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", depth_multiplier=1, depthwise_initializer="glorot_uniform",
        pointwise_initializer="glorot_uniform", **options
    ):
        super().__init__(filters, kernel_size, strides, padding, **options)
        self.depth_multiplier = depth_multiplier
        self.depthwise_initializer, self.pointwise_initializer = depthwise_initializer, pointwise_initializer

    def build(self, input_shape):
        depth = input_shape[-1]
        shape = self.kernel_size + (depth, self.depth_multiplier)
        self.depthwise_kernel = self.add_weight(shape=shape, initializer=self.depthwise_initializer, name="depthwise_kernel")
        inner = (1, 1, depth * self.depth_multiplier, self.filters)
        self.pointwise_kernel = self.add_weight(shape=inner, initializer=self.pointwise_initializer, name="pointwise_kernel")
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.filters,), initializer=self.bias_initializer, name="bias")

    def convolve(self, inputs):
        spread = _native.depthwise_conv2d(inputs, self.depthwise_kernel, self.strides, self.padding, None, self.dilation_rate)
        return _native.conv2d(spread, self.pointwise_kernel, 1, "VALID")


SeparableConvolution2D = SeparableConv2D
Convolution1D, Convolution2D, Convolution3D = Conv1D, Conv2D, Conv3D
