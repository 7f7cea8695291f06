"""Arrays of words: names and labels, chosen by place and compared with each other, never computed with."""

import numpy


class Texts:
    def __init__(self, items):
        self._items = list(items)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, item):
        return item in self._items

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Texts(self._items[index])
        if isinstance(index, Texts) or numpy.ndim(index) == 0:
            return self._items[int(index)]
        places = numpy.asarray(index)
        return Texts(self._items[int(place)] for place in (numpy.flatnonzero(places) if places.dtype == numpy.bool_ else places))

    def __setitem__(self, index, value):
        self._items[int(index)] = value

    def __eq__(self, other):
        return self._compared(other, lambda own, its: own == its)

    def __ne__(self, other):
        return self._compared(other, lambda own, its: own != its)

    def _compared(self, other, test):
        others = [other] * len(self) if isinstance(other, str) else list(other)
        return numpy.array([test(own, its) for own, its in zip(self._items, others)])

    def __repr__(self):
        return f"array({self._items!r})"

    @property
    def shape(self):
        return (len(self._items),)

    @property
    def size(self):
        return len(self._items)

    ndim = 1
    dtype = str

    def tolist(self):
        return list(self._items)

    def copy(self):
        return Texts(self._items)

    def astype(self, dtype, copy=True):
        return self.copy() if dtype in (str, object) else numpy.array([dtype(item) for item in self._items])
