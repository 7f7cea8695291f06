"""haiku's transformations: functions made pure. A parameter is the one given under its module's name, or drawn from a fixed key."""

import contextlib
from typing import Any, NamedTuple

from jax import random

Params = State = dict

# The function that runs, what it was given, and the modules whose methods are under way.
_running = []


class _Frame:
    def __init__(self, params, state, rng):
        self.params, self.state, self.rng = params or {}, state or {}, rng
        self.draws, self.names, self.made, self.kept = 0, {}, {}, {}
        self.path = []


class Transformed(NamedTuple):
    init: Any
    apply: Any


class TransformedWithState(NamedTuple):
    init: Any
    apply: Any


def _run(f, params, state, rng, given, named):
    frame = _Frame(params, state, rng)
    _running.append(frame)
    try:
        result = f(*given, **named)
    finally:
        _running.pop()
    return result, frame


def transform_with_state(f, **options):
    def init(rng, *given, **named):
        frame = _run(f, {}, {}, rng, given, named)[1]
        return frame.made, frame.kept

    def apply(params, state, rng, *given, **named):
        result, frame = _run(f, params, state, rng, given, named)
        return result, frame.kept

    return TransformedWithState(init, apply)


def transform(f, **options):
    def init(rng, *given, **named):
        return _run(f, {}, {}, rng, given, named)[1].made

    def apply(params, rng, *given, **named):
        return _run(f, params, {}, rng, given, named)[0]

    return Transformed(init, apply)


def without_apply_rng(transformed):
    def apply(params, *given, **named):
        return transformed.apply(params, None, *given, **named)

    def apply_with_state(params, state, *given, **named):
        return transformed.apply(params, state, None, *given, **named)

    if isinstance(transformed, TransformedWithState):
        return TransformedWithState(transformed.init, apply_with_state)
    return Transformed(transformed.init, apply)


def without_state(transformed):
    return Transformed(
        lambda rng, *given, **named: transformed.init(rng, *given, **named)[0],
        lambda params, rng, *given, **named: transformed.apply(params, {}, rng, *given, **named)[0],
    )


def _scope():
    frame = _running[-1]
    return frame, "/".join(frame.path) or "~"


def get_parameter(name, shape, dtype=None, init=None, **options):
    frame, module = _scope()
    given = frame.params.get(module, {})
    if name in given:
        return given[name]
    made = frame.made.setdefault(module, {})
    if name not in made:
        made[name] = init(tuple(shape), dtype)
    return made[name]


def get_state(name, shape=None, dtype=None, init=None):
    frame, module = _scope()
    kept = {**frame.state.get(module, {}), **frame.kept.get(module, {})}
    return kept[name] if name in kept else init(tuple(shape or ()), dtype)


def set_state(name, value):
    frame, module = _scope()
    frame.kept.setdefault(module, {})[name] = value


def next_rng_key():
    frame = _running[-1]
    frame.draws += 1
    return random.fold_in(random.PRNGKey(0) if frame.rng is None else frame.rng, frame.draws)


def maybe_next_rng_key():
    return next_rng_key()


def next_rng_keys(num):
    return [next_rng_key() for _ in range(num)]


class PRNGSequence:
    def __init__(self, key_or_seed):
        self.key = random.PRNGKey(key_or_seed) if isinstance(key_or_seed, int) else key_or_seed

    def __next__(self):
        self.key, own = random.split(self.key)
        return own

    def __iter__(self):
        return self


class Module:
    """Its methods run under its name, which is its class's, counted from the second on."""

    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        for name, method in list(cls.__dict__.items()):
            if callable(method) and not isinstance(method, type) and (name == "__call__" or not name.startswith("_")):
                setattr(cls, name, _under_name(method))
        cls.__init__ = _restoring(cls.__init__)

    def __init__(self, name=None):
        self._set_name(name)
        if _running:
            _running[-1].path = [*self.module_name.split("/"), "~"]

    def _set_name(self, name=None):
        given = name or _snake(type(self).__name__)
        path = "".join(part + "/" for part in (_running[-1].path if _running else []))
        counts = _running[-1].names if _running else {}
        count = counts.get(path + given, 0)
        counts[path + given] = count + 1
        self.name = given if count == 0 else f"{given}_{count}"
        self.module_name = path + self.name


def _restoring(initialise):
    """What a module makes while it is made stands under its name, and what comes after does not."""

    def initialised(self, *given, **named):
        before = _running[-1].path if _running else None
        initialise(self, *given, **named)
        if before is not None:
            _running[-1].path = before

    return initialised


def _under_name(method):
    def called(self, *given, **named):
        if "module_name" not in self.__dict__:
            self._set_name()
        if not _running:
            return method(self, *given, **named)
        frame = _running[-1]
        before, frame.path = frame.path, self.module_name.split("/")
        result = method(self, *given, **named)
        frame.path = before
        return result

    return called


def _snake(text):
    made = ""
    for i, letter in enumerate(text):
        if letter.isupper() and i > 0 and not text[i - 1].isupper():
            made += "_"
        made += letter.lower()
    return made


def transparent(method):
    return method


@contextlib.contextmanager
def name_scope(*given, **options):
    yield


def to_module(f):
    class Wrapped(Module):
        def __call__(self, *given, **named):
            return f(*given, **named)

    return Wrapped
