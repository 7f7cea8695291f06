"""flax.nnx's modules, which hold their weights, as objects that are trees of them."""

import copy

import jax.numpy as jnp
from jax import random, tree_util

# Weights: arrays in boxes.


class Variable:
    """Works like the array that it holds."""

    def __init__(self, value=None, **metadata):
        self.value = value

    def __init_subclass__(cls, **options):
        _is_box(cls)

    def __getattr__(self, name):
        if name.startswith("_") or name == "value":
            raise AttributeError(name)
        return getattr(self.value, name)

    def __getitem__(self, index):
        return self.value if index is Ellipsis else self.value[index]

    def __setitem__(self, index, value):
        self.value = value if index is Ellipsis else self.value.at[index].set(value)

    def __neg__(self):
        return -self.value

    def __abs__(self):
        return abs(self.value)

    def __jax_array__(self):
        return self.value

    def get_value(self):
        return self.value

    def set_value(self, value):
        self.value = value

    def copy(self):
        return copy.copy(self)

    replace = lambda self, value: type(self)(value)


def _operator(function):
    return lambda self, other: function(self.value, other.value if isinstance(other, Variable) else other)


for _name, _function in {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "truediv": lambda a, b: a / b, "pow": lambda a, b: a**b,
    "matmul": lambda a, b: a @ b,
}.items():
    setattr(Variable, f"__{_name}__", _operator(_function))
    setattr(Variable, f"__r{_name}__", _operator(lambda a, b, _function=_function: _function(b, a)))
for _name, _function in {"lt": lambda a, b: a < b, "le": lambda a, b: a <= b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b}.items():
    setattr(Variable, f"__{_name}__", _operator(_function))


def _is_box(cls):
    tree_util.register_pytree_node(cls, lambda box: ([box.value], cls), lambda kind, children: kind(children[0]))


_is_box(Variable)


class Param(Variable):
    pass


class BatchStat(Variable):
    pass


class Cache(Variable):
    pass


class Intermediate(Variable):
    pass


class RngStream:
    def __init__(self, seed=0):
        self.key, self.count = random.PRNGKey(seed) if isinstance(seed, int) else seed, 0

    def __call__(self):
        self.count += 1
        return random.fold_in(self.key, self.count)


class Rngs:
    """A stream of keys for each name, all of one seed."""

    def __init__(self, default=0, **streams):
        self._default = RngStream(default)
        self._streams = {name: RngStream(seed) for name, seed in streams.items()}

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._streams.get(name, self._default)

    def __call__(self):
        return self._default()


# Modules.


class Module:
    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        tree_util.register_pytree_node(cls, _taken_apart, _put_together)

    def train(self, **attributes):
        return self._set_all(deterministic=False, use_running_average=False)

    def eval(self, **attributes):
        return self._set_all(deterministic=True, use_running_average=True)

    def set_attributes(self, *filters, raise_if_not_found=True, **attributes):
        return self._set_all(**attributes)

    def _set_all(self, **attributes):
        for name, value in attributes.items():
            if name in self.__dict__:
                setattr(self, name, value)
        for part in _modules(list(self.__dict__.values())):
            part._set_all(**attributes)

    def sow(self, *given, **options):
        return False


def _modules(values):
    for value in values:
        if isinstance(value, Module):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _modules(value)
        elif isinstance(value, dict):
            yield from _modules(list(value.values()))


def _is_data(value):
    if isinstance(value, (list, tuple)):
        return any(_is_data(part) for part in value)
    if isinstance(value, dict):
        return any(_is_data(part) for part in value.values())
    return isinstance(value, (Variable, Module, jnp.ndarray))


def _taken_apart(module):
    names = [name for name, value in module.__dict__.items() if _is_data(value)]
    return [module.__dict__[name] for name in names], (module, names)


def _put_together(data, children):
    module, names = data
    made = copy.copy(module)
    for name, child in zip(names, children):
        object.__setattr__(made, name, child)
    return made


Pytree = Object = Module
