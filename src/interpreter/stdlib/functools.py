"""functools."""

from _interpreter import annotated_type as _annotated_type

_absent = object()


class partial:
    def __init__(self, func, /, *args, **keywords):
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, owner=None):
        return partial(self.func.__get__(obj, owner), *self.args, **self.keywords)


def update_wrapper(wrapper, wrapped, assigned=(), updated=()):
    for name in ("__name__", "__qualname__", "__doc__", "__module__"):
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=(), updated=()):
    return lambda wrapper: update_wrapper(wrapper, wrapped)


def reduce(function, sequence, initial=_absent):
    items = iter(sequence)
    if initial is _absent:
        for initial in items:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in items:
        initial = function(initial, item)
    return initial


def lru_cache(maxsize=128, typed=False):
    def decorate(function):
        known = {}

        @wraps(function)
        def cached(*args, **keywords):
            key = (args, tuple(sorted(keywords.items())))
            if key not in known:
                known[key] = function(*args, **keywords)
            return known[key]

        cached.cache_clear = known.clear
        return cached

    if callable(maxsize):
        return decorate(maxsize)
    return decorate


def cache(function):
    return lru_cache(None)(function)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.name = None

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        value = self.func(obj)
        obj.__dict__[self.name] = value
        return value


class _Dispatcher:
    def __init__(self, function):
        self.registry = {object: function}
        update_wrapper(self, function)

    def register(self, cls, func=None):
        if func is None:
            if isinstance(cls, type):
                return lambda function: self.register(cls, function)
            func = cls
            cls = _annotated_type(func)
        for one in cls if isinstance(cls, tuple) else (cls,):
            self.registry[one] = func
        return func

    def dispatch(self, cls):
        for one in cls.__mro__:
            if one in self.registry:
                return self.registry[one]
        return self.registry[object]

    def __call__(self, *args, **keywords):
        return self.dispatch(type(args[0]))(*args, **keywords)


def singledispatch(function):
    return _Dispatcher(function)


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher = singledispatch(func)

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, owner=None):
        def method(*args, **keywords):
            return self.dispatcher.dispatch(type(args[0])).__get__(obj, owner)(*args, **keywords)

        return method


def total_ordering(cls):
    defined = [name for name in ("__lt__", "__le__", "__gt__", "__ge__") if name in vars(cls)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for name, method in _orderings(defined[0]).items():
        if name not in defined:
            setattr(cls, name, method)
    return cls


def _orderings(root):
    if root == "__lt__":
        return {
            "__gt__": lambda self, other: not (self < other or self == other),
            "__le__": lambda self, other: self < other or self == other,
            "__ge__": lambda self, other: not self < other,
        }
    if root == "__le__":
        return {
            "__ge__": lambda self, other: not self <= other or self == other,
            "__lt__": lambda self, other: self <= other and not self == other,
            "__gt__": lambda self, other: not self <= other,
        }
    if root == "__gt__":
        return {
            "__lt__": lambda self, other: not (self > other or self == other),
            "__ge__": lambda self, other: self > other or self == other,
            "__le__": lambda self, other: not self > other,
        }
    return {
        "__le__": lambda self, other: not self >= other or self == other,
        "__gt__": lambda self, other: self >= other and not self == other,
        "__lt__": lambda self, other: not self >= other,
    }


def cmp_to_key(compare):
    class Key:
        def __init__(self, value):
            self.value = value

        def __lt__(self, other):
            return compare(self.value, other.value) < 0

        def __eq__(self, other):
            return compare(self.value, other.value) == 0

    return Key
