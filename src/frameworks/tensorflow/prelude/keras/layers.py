"""keras.layers that work on one tensor; the others by name."""

from tensorflow import _native, image as _image, nn as _nn
from keras import activations as _activations
from keras._attention import *
from keras._joining import *
from keras._layer import Input, InputLayer, InputSpec, Layer
from keras._normalizing import *
from keras._recurrent import *
from keras._spatial import *


class Dense(Layer):
    def __init__(
        self, units, activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros", **options
    ):
        super().__init__(name=options.get("name"))
        self.units = units
        self.activation = _activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = kernel_initializer
        self.bias_initializer = bias_initializer

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer=self.kernel_initializer, name="kernel")
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.units,), initializer=self.bias_initializer, name="bias")

    def call(self, inputs, training=None):
        outputs = _native.tensordot(inputs, self.kernel, [[len(inputs.shape) - 1], [0]])
        return self.activation(outputs + self.bias if self.use_bias else outputs)


class Activation(Layer):
    def __init__(self, activation, **options):
        super().__init__(name=options.get("name"))
        self.activation = _activations.get(activation)

    def call(self, inputs):
        return self.activation(inputs)


class ReLU(Activation):
    def __init__(self, **options):
        super().__init__("relu")


class Softmax(Layer):
    def __init__(self, axis=-1, **options):
        super().__init__()
        self.axis = axis

    def call(self, inputs, mask=None):
        return _native.softmax(inputs, self.axis)


class LeakyReLU(Layer):
    def __init__(self, negative_slope=0.3, alpha=None, **options):
        super().__init__()
        self.negative_slope = negative_slope if alpha is None else alpha

    def call(self, inputs):
        return _native.leaky_relu(inputs, self.negative_slope)


class Lambda(Layer):
    def __init__(self, function, **options):
        super().__init__()
        self.function = function

    def call(self, inputs, **options):
        return self.function(inputs, **options)


class Flatten(Layer):
    def call(self, inputs):
        return _native.reshape(inputs, [inputs.shape[0], -1])


class Reshape(Layer):
    def __init__(self, target_shape, **options):
        super().__init__()
        self.target_shape = target_shape

    def call(self, inputs):
        return _native.reshape(inputs, [inputs.shape[0], *self.target_shape])


class Dropout(Layer):
    def __init__(self, rate=0.5, **options):
        super().__init__()
        self.rate = rate

    def call(self, inputs, training=None):
        return inputs


class UnitNormalization(Layer):
    def __init__(self, axis=-1, **options):
        super().__init__()
        self.axis = axis

    def call(self, inputs):
        return _native.l2_normalize(inputs, self.axis)


class LayerNormalization(Layer):
    def __init__(self, axis=-1, epsilon=1e-3, center=True, scale=True, **options):
        super().__init__(name=options.get("name"))
        self.axes = [axis] if isinstance(axis, int) else list(axis)
        self.epsilon, self.center, self.scale = epsilon, center, scale

    def build(self, input_shape):
        rank = len(input_shape)
        shape = tuple(input_shape[axis] for axis in sorted(axis % rank for axis in self.axes))
        self.gamma = self.add_weight(shape=shape, initializer="ones", name="gamma") if self.scale else None
        self.beta = self.add_weight(shape=shape, initializer="zeros", name="beta") if self.center else None

    def call(self, inputs):
        mean, variance = _native.moments(inputs, self.axes, None, True)
        made = (inputs - mean) * _native.rsqrt(variance + self.epsilon)
        rank = len(inputs.shape)
        spread = [inputs.shape[axis] if axis in [one % rank for one in self.axes] else 1 for axis in range(rank)]
        made = made if self.gamma is None else made * _native.reshape(self.gamma, spread)
        return made if self.beta is None else made + _native.reshape(self.beta, spread)


class Embedding(Layer):
    def __init__(self, input_dim, output_dim, embeddings_initializer="uniform", **options):
        super().__init__(name=options.get("name"))
        self.embeddings = self.add_weight(shape=(input_dim, output_dim), initializer=embeddings_initializer, name="embeddings")

    def call(self, inputs):
        return _native.gather(self.embeddings, inputs)


class RepeatVector(Layer):
    def __init__(self, n, **options):
        super().__init__()
        self.n = n

    def call(self, inputs):
        return _native.tile(_native.expand_dims(inputs, 1), [1, self.n, 1])


class Permute(Layer):
    def __init__(self, dims, **options):
        super().__init__()
        self.dims = dims

    def call(self, inputs):
        return _native.transpose(inputs, [0] + list(self.dims))


class Rescaling(Layer):
    def __init__(self, scale, offset=0.0, **options):
        super().__init__()
        self.scale, self.offset = scale, offset

    def call(self, inputs):
        return _native.cast(inputs, "float32") * self.scale + self.offset


class Resizing(Layer):
    def __init__(self, height, width, interpolation="bilinear", **options):
        super().__init__()
        self.sizes, self.interpolation = [height, width], interpolation

    def call(self, inputs):
        return _image.resize(inputs, self.sizes, self.interpolation)


class Identity(Layer):
    def call(self, inputs):
        return inputs


class BatchNormalization(Layer):
    """As it is outside of training: by the moving statistics, which start as zeros and ones."""

    def __init__(self, axis=-1, momentum=0.99, epsilon=1e-3, center=True, scale=True, **options):
        super().__init__(name=options.get("name"))
        self.axis, self.epsilon, self.center, self.scale = axis, epsilon, center, scale

    def build(self, input_shape):
        shape = (input_shape[self.axis],)
        self.gamma = self.add_weight(shape=shape, initializer="ones", name="gamma") if self.scale else None
        self.beta = self.add_weight(shape=shape, initializer="zeros", name="beta") if self.center else None
        self.moving_mean = self.add_weight(shape=shape, initializer="zeros", trainable=False, name="moving_mean")
        self.moving_variance = self.add_weight(shape=shape, initializer="ones", trainable=False, name="moving_variance")

    def call(self, inputs, training=None, mask=None):
        mean, variance = self.moving_mean, self.moving_variance
        if training:
            mean, variance = _native.moments(inputs, list(range(len(inputs.shape) - 1)))
        return _nn.batch_normalization(inputs, mean, variance, self.beta, self.gamma, self.epsilon)


class ELU(Layer):
    def __init__(self, alpha=1.0, **options):
        super().__init__()
        self.alpha = alpha

    def call(self, inputs):
        return _native.elu(inputs, self.alpha)


class GaussianNoise(Layer):
    def __init__(self, *arguments, **options):
        super().__init__()

    def call(self, inputs, training=None):
        return inputs


AlphaDropout = GaussianDropout = SpatialDropout1D = SpatialDropout2D = SpatialDropout3D = ActivityRegularization = GaussianNoise
