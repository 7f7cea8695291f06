"""The base class of keras.layers."""

from tensorflow import _native
from tensorflow._program import Module
from keras import initializers


class _NotSeen(Exception):
    """Raised where a layer asks for the shape of inputs that have not come yet."""


class _UnseenShape:
    def __getattr__(self, name):
        raise _NotSeen(name)

    def __getitem__(self, axis):
        raise _NotSeen(axis)

    def __iter__(self):
        raise _NotSeen("the axes")

    def __len__(self):
        raise _NotSeen("the number of axes")


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
                self.build(_UnseenShape())
            except _NotSeen:
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
