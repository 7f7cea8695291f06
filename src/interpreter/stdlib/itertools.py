"""itertools, as generators."""


def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable):
    saved = list(iterable)
    while saved:
        for item in saved:
            yield item


def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object


class chain:
    def __init__(self, *iterables):
        self._items = _chained(iterables)

    def __iter__(self):
        return self._items

    def __next__(self):
        return next(self._items)

    @classmethod
    def from_iterable(cls, iterables):
        return _chained(iterables)


def _chained(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


def accumulate(iterable, func=None, *, initial=None):
    items = iter(iterable)
    total = initial
    if initial is None:
        for total in items:
            break
        else:
            return
    yield total
    for item in items:
        total = total + item if func is None else func(total, item)
        yield total


def compress(data, selectors):
    for item, selector in zip(data, selectors):
        if selector:
            yield item


def dropwhile(predicate, iterable):
    items = iter(iterable)
    for item in items:
        if not predicate(item):
            yield item
            break
    for item in items:
        yield item


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def filterfalse(predicate, iterable):
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


_end = object()


def islice(iterable, *args):
    """What is passed over is taken from the iterable all the same, up to `stop`."""
    bounds = slice(*args)
    wanted, stop, step = bounds.start or 0, bounds.stop, bounds.step or 1
    items = iter(iterable)
    position = 0
    while True:
        for _ in range(position, wanted):
            if next(items, _end) is _end:
                return
        position = max(position, wanted)
        if stop is not None and position >= stop:
            return
        item = next(items, _end)
        if item is _end:
            return
        yield item
        position += 1
        wanted = wanted + step if stop is None else min(wanted + step, stop)


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def pairwise(iterable):
    items = iter(iterable)
    for left in items:
        break
    else:
        return
    for right in items:
        yield left, right
        left = right


def zip_longest(*iterables, fillvalue=None):
    columns = [list(iterable) for iterable in iterables]
    for row in range(max((len(column) for column in columns), default=0)):
        yield tuple(column[row] if row < len(column) else fillvalue for column in columns)


def tee(iterable, n=2):
    saved = list(iterable)
    return tuple(iter(saved) for _ in range(n))


def product(*iterables, repeat=1):
    pools = [tuple(pool) for pool in iterables] * repeat
    rows = [()]
    for pool in pools:
        rows = [row + (item,) for row in rows for item in pool]
    for row in rows:
        yield row


def permutations(iterable, r=None):
    pool = tuple(iterable)
    r = len(pool) if r is None else r
    for indices in product(range(len(pool)), repeat=r):
        if len(set(indices)) == r:
            yield tuple(pool[i] for i in indices)


def combinations(iterable, r):
    pool = tuple(iterable)
    if r > len(pool):
        return
    indices = list(range(r))
    while True:
        yield tuple(pool[i] for i in indices)
        for i in reversed(range(r)):
            if indices[i] != i + len(pool) - r:
                break
        else:
            return
        indices[i] += 1
        for j in range(i + 1, r):
            indices[j] = indices[j - 1] + 1


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    for indices in product(range(len(pool)), repeat=r):
        if sorted(indices) == list(indices):
            yield tuple(pool[i] for i in indices)


def groupby(iterable, key=None):
    group = []
    current = None
    for item in iterable:
        value = item if key is None else key(item)
        if group and value != current:
            yield current, iter(group)
            group = []
        current = value
        group.append(item)
    if group:
        yield current, iter(group)


def batched(iterable, n):
    items = list(iterable)
    for start in range(0, len(items), n):
        yield tuple(items[start : start + n])
