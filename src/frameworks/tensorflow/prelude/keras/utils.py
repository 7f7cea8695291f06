"""keras.utils and keras.saving: registration means nothing to a preview."""

from tensorflow import _native


def register_keras_serializable(package="Custom", name=None):
    return lambda given: given


def get_custom_objects():
    return {}


def serialize_keras_object(given):
    return given


deserialize_keras_object = serialize_keras_object


def to_categorical(x, num_classes=None):
    return _native.one_hot(x, int(_native.reduce_max(x)) + 1 if num_classes is None else num_classes)


def normalize(x, axis=-1, order=2):
    return x / _native.maximum(_native.norm(x, order, axis, True), 1e-7)


def set_random_seed(seed):
    _native.manual_seed(seed)


class CustomObjectScope:
    def __init__(self, *arguments):
        pass

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        return None


custom_object_scope = CustomObjectScope
