"""flax.core: frozen dicts are dicts, which nobody writes to here."""

FrozenDict = dict


def freeze(xs):
    return xs


def unfreeze(x):
    return x


def copy(x, add_or_replace):
    return {**x, **add_or_replace}


def pop(x, key):
    return {name: value for name, value in x.items() if name != key}, x[key]
