"""tf.TensorArray: a list of tensors that loops write to; a write hands on the array."""

from tensorflow import _native


class TensorArray:
    def __init__(self, dtype=None, size=0, dynamic_size=None, clear_after_read=None, element_shape=None, **options):
        self.dtype = dtype
        self._element_shape = element_shape
        self._held = [None] * int(size)

    def write(self, index, value, name=None):
        place = int(index)
        while len(self._held) <= place:
            self._held.append(None)
        self._held[place] = _native.convert_to_tensor(value)
        return self

    def read(self, index, name=None):
        return self._filled()[int(index)]

    def size(self, name=None):
        return _native.constant(len(self._held))

    def _filled(self):
        """Elements that nobody wrote are zeros."""
        known = next((one for one in self._held if one is not None), None)
        shape = self._element_shape if known is None else known.shape
        blank = _native.zeros([] if shape is None else shape)
        return [blank if one is None else one for one in self._held]

    def stack(self, name=None):
        return _native.stack(self._filled(), 0)

    def concat(self, name=None):
        return _native.concat(self._filled(), 0)

    def gather(self, indices, name=None):
        return _native.gather(self.stack(), indices)

    def unstack(self, value, name=None):
        self._held = list(_native.unstack(value))
        return self

    def identity(self):
        return self

    def mark_used(self):
        return None
