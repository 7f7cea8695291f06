"""keras.layers that bring values to a common scale, and activations with weights."""

from tensorflow import _native
from keras._layer import Layer


class GroupNormalization(Layer):
    def __init__(self, groups=32, axis=-1, epsilon=1e-3, center=True, scale=True, **options):
        super().__init__(name=options.get("name"))
        if axis != -1:
            raise NotImplementedError("the preview takes channels to be last")
        self.groups, self.epsilon, self.center, self.scale = groups, epsilon, center, scale

    def build(self, input_shape):
        self.gamma = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="gamma") if self.scale else None
        self.beta = self.add_weight(shape=(input_shape[-1],), initializer="zeros", name="beta") if self.center else None

    def call(self, inputs):
        shape = list(inputs.shape)
        groups = shape[-1] if self.groups == -1 else self.groups
        parts = _native.reshape(inputs, shape[:-1] + [groups, shape[-1] // groups])
        axes = list(range(1, len(shape) - 1)) + [len(shape)]
        mean, variance = _native.moments(parts, axes, None, True)
        made = _native.reshape((parts - mean) * _native.rsqrt(variance + self.epsilon), shape)
        made = made if self.gamma is None else made * self.gamma
        return made if self.beta is None else made + self.beta


class RMSNormalization(Layer):
    def __init__(self, axis=-1, epsilon=1e-6, **options):
        super().__init__(name=options.get("name"))
        self.axis, self.epsilon = axis, epsilon

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="scale")

    def call(self, inputs):
        return inputs * _native.rsqrt(_native.reduce_mean(_native.square(inputs), self.axis, True) + self.epsilon) * self.scale


class Normalization(Layer):
    """By a mean and a variance that are given: what `adapt` would find is not in the program."""

    def __init__(self, axis=-1, mean=None, variance=None, invert=False, **options):
        super().__init__(name=options.get("name"))
        self.mean, self.variance, self.invert = mean, variance, invert

    def adapt(self, data):
        self.mean, self.variance = _native.moments(_native.convert_to_tensor(data), [0])

    def call(self, inputs):
        if self.mean is None:
            return inputs
        mean, deviation = _native.cast(self.mean, "float32"), _native.maximum(_native.sqrt(_native.cast(self.variance, "float32")), 1e-7)
        return inputs * deviation + mean if self.invert else (inputs - mean) / deviation


class PReLU(Layer):
    def __init__(self, alpha_initializer="zeros", shared_axes=None, **options):
        super().__init__(name=options.get("name"))
        self.alpha_initializer, self.shared_axes = alpha_initializer, shared_axes or []

    def build(self, input_shape):
        shape = [1 if axis in self.shared_axes else extent for axis, extent in enumerate(input_shape)][1:]
        self.alpha = self.add_weight(shape=tuple(shape), initializer=self.alpha_initializer, name="alpha")

    def call(self, inputs):
        return _native.relu(inputs) - self.alpha * _native.relu(-inputs)


class Wrapper(Layer):
    def __init__(self, layer, **options):
        super().__init__(name=options.get("name"))
        self.layer = layer

    def call(self, inputs, **options):
        return self.layer(inputs, **options)


class SpectralNormalization(Wrapper):
    """As it is outside of training: the weights as they are."""
