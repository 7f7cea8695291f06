"""flax.traverse_util: nested dicts by the paths to what they hold."""

empty_node = object()


def flatten_dict(xs, keep_empty_nodes=False, is_leaf=None, sep=None):
    found = {}

    def walk(part, path):
        if not isinstance(part, dict) or (is_leaf is not None and is_leaf(path, part)):
            found[path if sep is None else sep.join(path)] = part
        elif not part and keep_empty_nodes:
            found[path if sep is None else sep.join(path)] = empty_node
        else:
            for key, value in part.items():
                walk(value, path + (key,))

    walk(xs, ())
    return found


def unflatten_dict(xs, sep=None):
    made = {}
    for path, value in xs.items():
        *before, last = path if sep is None else path.split(sep)
        place = made
        for key in before:
            place = place.setdefault(key, {})
        place[last] = {} if value is empty_node else value
    return made


def path_aware_map(f, nested_dict):
    return unflatten_dict({path: f(path, value) for path, value in flatten_dict(nested_dict).items()})


class ModelParamTraversal:
    def __init__(self, filter_fn):
        self.filter_fn = filter_fn

    def iterate(self, inputs):
        for path, value in flatten_dict(inputs, sep="/").items():
            if self.filter_fn("/" + path, value):
                yield value

    def update(self, fn, inputs):
        held = flatten_dict(inputs, sep="/")
        return unflatten_dict({path: fn(value) if self.filter_fn("/" + path, value) else value for path, value in held.items()}, sep="/")
