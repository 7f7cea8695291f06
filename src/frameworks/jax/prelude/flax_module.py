"""flax.linen's modules: dataclasses whose weights are drawn from a fixed key."""

import copy
import functools
from dataclasses import dataclass as _dataclass, field, fields, replace as _replace
from typing import Any

from jax.random import PRNGKey as _PRNGKey


# Modules whose `compact` method is under way: what is made meanwhile is theirs, named by its class and a count.
_making = []


def compact(function):
    @functools.wraps(function)
    def called(self, *given, **named):
        _making.append((self, {}))
        result = function(self, *given, **named)
        _making.pop()
        return result

    return called


def nowrap(function):
    return function


class Variable:
    def __init__(self, value):
        self.value = value


class Module:
    """A dataclass of its annotated fields; `name` and `parent` are taken by every module.

    Weights are those that `apply` was given, found by the names of the modules on the way; others are drawn.
    """

    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        _dataclass(cls)
        plain = cls.__init__

        @functools.wraps(plain)
        def initialise(self, *given, **named):
            object.__setattr__(self, "_given", None)
            object.__setattr__(self, "_place", _placed(type(self), named.pop("name", None)))
            named.pop("parent", None)
            plain(self, *given, **named)

        cls.__init__ = initialise

    def __setattr__(self, name, value):
        parts = enumerate(value) if isinstance(value, (list, tuple)) else value.items() if isinstance(value, dict) else [("", value)]
        for key, part in parts:
            if isinstance(part, Module) and part._place is None:
                object.__setattr__(part, "_place", (self, name if key == "" else f"{name}_{key}"))
        object.__setattr__(self, name, value)

    def __post_init__(self):
        self.setup()

    def setup(self):
        pass

    def _weights(self):
        if self._given is not None or self._place is None:
            return self._given
        parent, name = self._place
        held = parent._weights()
        return None if held is None else held.get(name)

    def param(self, name, init_fn, *given, **options):
        held = self._weights()
        return init_fn(_PRNGKey(0), *given, **options) if held is None or name not in held else held[name]

    def variable(self, collection, name, init_fn=None, *given, unbox=True):
        """What a call keeps besides its weights; what was given for it is not looked up."""
        return Variable(None if init_fn is None else init_fn(*given))

    def has_variable(self, collection, name):
        return True

    def is_initializing(self):
        return False

    def is_mutable_collection(self, name):
        return False

    def make_rng(self, name="params"):
        return _PRNGKey(0)

    def sow(self, *given, **options):
        return False

    def init(self, rngs, *given, **named):
        return {"params": {}}

    def apply(self, variables, *given, rngs=None, method=None, mutable=False, **named):
        bound = self.bind(variables)
        called = bound.__call__ if method is None else getattr(bound, method) if isinstance(method, str) else functools.partial(method, bound)
        result = called(*given, **named)
        return (result, {}) if mutable else result

    def bind(self, variables, **options):
        bound = copy.copy(self)
        object.__setattr__(bound, "_given", variables.get("params") if isinstance(variables, dict) else None)
        for value in vars(bound).values():
            if isinstance(value, Module):
                object.__setattr__(value, "_place", (bound, value._place[1]))
        bound.setup()
        return bound

    def replace(self, **changes):
        return _replace(self, **changes)


def _placed(cls, name):
    if not _making:
        return None
    parent, counts = _making[-1]
    if name is None:
        count = counts.get(cls.__name__, 0)
        counts[cls.__name__] = count + 1
        name = f"{cls.__name__}_{count}"
    return parent, name
