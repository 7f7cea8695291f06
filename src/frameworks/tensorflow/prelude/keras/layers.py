"""keras.layers: the base class, and the layers that losses use."""

from tensorflow import _native
from tensorflow._program import Module
from keras import activations, initializers


class Layer(Module):
    def __init__(self, *, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, **options):
        super().__init__(name=name)
        self.trainable = trainable
        self.built = False
        self.losses = []
        self.supports_masking = False

    def build(self, input_shape=None):
        self.built = True

    def _make(self, *arguments):
        if not self.__dict__.get("built", False):
            self.built = True
            if arguments:
                first = arguments[0]
                self.build([part.shape for part in first] if isinstance(first, (list, tuple)) else getattr(first, "shape", None))

    def __getattr__(self, name):
        """What `build` would have made, in a layer that is asked before it was called."""
        if not name.startswith("_"):
            self._make_early()
            if name in self.__dict__:
                return self.__dict__[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def _make_early(self):
        if not self.__dict__.get("built", True):
            self.built = True
            try:
                self.build(None)
            except TypeError:
                self.built = False

    def named_parameters(self, prefix=""):
        self._make_early()
        return super().named_parameters(prefix)

    def add_weight(self, *arguments, shape=None, initializer=None, dtype=None, trainable=True, name=None, **options):
        # Older releases take the name first.
        order = ("name", "shape", "dtype", "initializer") if arguments and isinstance(arguments[0], str) else ("shape", "initializer")
        given = dict(zip(order, arguments))
        shape, initializer = given.get("shape", shape), given.get("initializer", initializer)
        make = initializers.get("glorot_uniform" if initializer is None else initializer)
        return _native.Variable(make(tuple(shape or ()), "float32"), trainable=trainable, name=given.get("name", name))

    def add_variable(self, *arguments, **options):
        return self.add_weight(*arguments, **options)

    def add_loss(self, losses, **options):
        self.losses.append(losses)

    def add_metric(self, *arguments, **options):
        return None

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return {"name": self.name, "trainable": self.trainable}

    @classmethod
    def from_config(cls, config):
        return cls(**config)


class InputSpec:
    def __init__(self, **options):
        self.options = options


class Input:
    def __init__(self, shape=None, **options):
        self.shape = shape


InputLayer = Input


class Dense(Layer):
    def __init__(
        self, units, activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros", **options
    ):
        super().__init__(name=options.get("name"))
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = kernel_initializer
        self.bias_initializer = bias_initializer

    def build(self, input_shape):
        if input_shape is None:
            raise TypeError("a dense layer is built when its inputs are known")
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer=self.kernel_initializer, name="kernel")
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.units,), initializer=self.bias_initializer, name="bias")

    def call(self, inputs, training=None):
        outputs = _native.tensordot(inputs, self.kernel, [[len(inputs.shape) - 1], [0]])
        return self.activation(outputs + self.bias if self.use_bias else outputs)


class Activation(Layer):
    def __init__(self, activation, **options):
        super().__init__(name=options.get("name"))
        self.activation = activations.get(activation)

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
        super().__init__()
        self.epsilon = epsilon

    def build(self, input_shape):
        self.gamma = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="gamma")
        self.beta = self.add_weight(shape=(input_shape[-1],), initializer="zeros", name="beta")

    def call(self, inputs):
        mean, variance = _native.moments(inputs, [-1], None, True)
        return (inputs - mean) * _native.rsqrt(variance + self.epsilon) * self.gamma + self.beta


class Embedding(Layer):
    def __init__(self, input_dim, output_dim, **options):
        super().__init__()
        self.embeddings = self.add_weight(shape=(input_dim, output_dim), initializer="uniform", name="embeddings")

    def call(self, inputs):
        return _native.gather(self.embeddings, inputs)


class Concatenate(Layer):
    def __init__(self, axis=-1, **options):
        super().__init__()
        self.axis = axis

    def call(self, inputs):
        return _native.concat(inputs, self.axis)


class GlobalAveragePooling2D(Layer):
    def call(self, inputs):
        return _native.reduce_mean(inputs, [1, 2])


class GlobalAveragePooling1D(Layer):
    def call(self, inputs):
        return _native.reduce_mean(inputs, [1])


class AveragePooling2D(Layer):
    def __init__(self, pool_size=2, strides=None, padding="valid", **options):
        super().__init__()
        self.options = (pool_size, strides, padding)

    def call(self, inputs):
        return _native.avg_pool2d(inputs, *self.options)


class MaxPooling2D(AveragePooling2D):
    def call(self, inputs):
        return _native.max_pool2d(inputs, *self.options)


AvgPool2D, MaxPool2D = AveragePooling2D, MaxPooling2D
