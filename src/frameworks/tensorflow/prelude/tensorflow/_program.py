"""Control flow, gradients, scopes and the like. A trace runs eagerly: decorators hand the function back, scopes do nothing."""

from tensorflow import _native


def function(func=None, **options):
    if func is None:
        return lambda given: given
    return func


def no_gradient(*arguments):
    return None


def recompute_grad(f):
    return f


def py_function(func, inp, Tout=None, name=None):
    return func(*inp)


def executing_eagerly():
    return True


def is_tensor(x):
    return _native.is_tensor(x)


def as_dtype(type_value):
    return _native.zeros([], type_value).dtype


def ensure_shape(x, shape, name=None):
    return x


def no_op(name=None):
    return None


def group(*operations, **options):
    return None


def print_tensor(*values, **options):
    return None


def Assert(condition, data=None, summarize=None, name=None):
    return None


def switch_case(branch_index, branch_fns, default=None, name=None):
    branches = dict(branch_fns if isinstance(branch_fns, dict) else enumerate(branch_fns))
    place = int(branch_index)
    return branches[place]() if place in branches else (default or branches[max(branches)])()


class _Scope:
    def __init__(self, *arguments, **options):
        self.name = arguments[0] if arguments else "scope"

    def __enter__(self):
        return self.name

    def __exit__(self, type, value, traceback):
        return None

    def __call__(self, function):
        return function

    def reuse_variables(self):
        return None


class name_scope(_Scope):
    pass


class variable_scope(_Scope):
    def __enter__(self):
        return self


class device(_Scope):
    pass


class control_dependencies(_Scope):
    pass


class init_scope(_Scope):
    pass


class TensorSpec:
    def __init__(self, shape=None, dtype="float32", name=None):
        self.shape = shape
        self.dtype = as_dtype(dtype)
        self.name = name


def type_spec_from_value(value):
    return TensorSpec(value.shape, value.dtype)


class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        self.values = values
        self.indices = indices
        self.dense_shape = dense_shape


class UnconnectedGradients:
    NONE = "none"
    ZERO = "zero"


class VariableSynchronization:
    AUTO = "auto"
    NONE = "none"
    ON_READ = "on_read"
    ON_WRITE = "on_write"


class VariableAggregation:
    NONE = "none"
    SUM = "sum"
    MEAN = "mean"


def cond(pred, true_fn=None, false_fn=None, name=None):
    return true_fn() if pred else false_fn()


def case(pred_fn_pairs, default=None, exclusive=False, strict=False, name=None):
    pairs = pred_fn_pairs.items() if isinstance(pred_fn_pairs, dict) else pred_fn_pairs
    for condition, branch in pairs:
        if condition:
            return branch()
    return default()


def while_loop(cond, body, loop_vars, **options):
    values = list(loop_vars)
    while cond(*values):
        result = body(*values)
        values = list(result) if isinstance(result, (list, tuple)) else [result]
    return values[0] if len(values) == 1 else values


def _unstacked(elems):
    if isinstance(elems, (list, tuple)):
        return [tuple(parts) for parts in zip(*[_native.unstack(one) for one in elems])]
    return _native.unstack(_native.convert_to_tensor(elems))


def _restacked(results):
    first = results[0]
    if isinstance(first, (list, tuple)):
        return type(first)([_native.stack(list(parts)) for parts in zip(*results)])
    return _native.stack(results)


def map_fn(fn, elems, dtype=None, **options):
    return _restacked([fn(part) for part in _unstacked(elems)])


def vectorized_map(fn, elems, **options):
    return map_fn(fn, elems)


def foldl(fn, elems, initializer=None, **options):
    parts = list(_unstacked(elems))
    value = parts.pop(0) if initializer is None else initializer
    for part in parts:
        value = fn(value, part)
    return value


def foldr(fn, elems, initializer=None, **options):
    parts = list(_unstacked(elems))
    value = parts.pop() if initializer is None else initializer
    for part in reversed(parts):
        value = fn(value, part)
    return value


def scan(fn, elems, initializer=None, **options):
    parts = list(_unstacked(elems))
    value = parts.pop(0) if initializer is None else initializer
    values = [value] if initializer is None else []
    for part in parts:
        value = fn(value, part)
        values.append(value)
    return _restacked(values)


def truncatediv(x, y, name=None):
    return _native.trunc(_native.divide(x, y))


def truncatemod(x, y, name=None):
    return x - y * _native.trunc(_native.divide(x, y))


# ---- structures


def flatten_structure(structure):
    if isinstance(structure, dict):
        return [leaf for key in sorted(structure) for leaf in flatten_structure(structure[key])]
    if isinstance(structure, (list, tuple)):
        return [leaf for part in structure for leaf in flatten_structure(part)]
    return [structure]


def map_structure(func, *structures, **options):
    first = structures[0]
    if isinstance(first, dict):
        return {key: map_structure(func, *[one[key] for one in structures]) for key in first}
    if isinstance(first, (list, tuple)) and not hasattr(first, "as_list"):
        mapped = [map_structure(func, *parts) for parts in zip(*structures)]
        return mapped if isinstance(first, list) else tuple(mapped)
    return func(*structures)


# ---- gradients


def _gradients(target, sources, output_gradients=None, unconnected="none"):
    targets = [_native.convert_to_tensor(one) for one in flatten_structure(target)]
    given = [None] * len(targets) if output_gradients is None else flatten_structure(output_gradients)
    cotangents = [_native.ones_like(one) if seed is None else seed for one, seed in zip(targets, given)]
    flat = flatten_structure(sources)
    found = iter(_native.grad(targets, flat, cotangents, True, True))
    zero = unconnected == "zero"
    pick = lambda source: _or_zero(next(found), source, zero)
    return map_structure(pick, sources)


def _or_zero(gradient, source, wanted):
    return _native.zeros_like(source) if gradient is None and wanted else gradient


class GradientTape:
    def __init__(self, persistent=False, watch_accessed_variables=True):
        self.persistent = persistent

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        return None

    def watch(self, tensor):
        for one in flatten_structure(tensor):
            _native.watch(one)

    def reset(self):
        return None

    def stop_recording(self):
        return _Scope()

    def watched_variables(self):
        return ()

    def gradient(self, target, sources, output_gradients=None, unconnected_gradients="none"):
        return _gradients(target, sources, output_gradients, unconnected_gradients)

    def jacobian(self, target, sources, unconnected_gradients="none", **options):
        flat = _native.unstack(_native.reshape(target, [-1]))
        shape = list(target.shape)

        def stacked(source):
            rows = [_gradients(one, source, None, "zero") for one in flat]
            return _native.reshape(_native.stack(rows), shape + list(source.shape))

        return map_structure(stacked, sources)

    def batch_jacobian(self, target, source, **options):
        rows = self.jacobian(target, source)
        count = target.shape[0]
        return _native.stack([rows[i][..., i, :] if len(source.shape) == 2 else rows[i][:, i] for i in range(count)])


def gradients(ys, xs, grad_ys=None, name=None, **options):
    return _gradients(ys, list(xs) if isinstance(xs, (list, tuple)) else [xs], grad_ys)


def custom_gradient(f=None):
    if f is None:
        return custom_gradient

    def decorated(*arguments, **keywords):
        tensors = [_native.convert_to_tensor(one) for one in arguments]
        value, backward = f(*tensors, **keywords)
        single = not isinstance(value, (list, tuple))
        outputs = [value] if single else list(value)
        made = _native.with_gradient(outputs, tensors, backward)
        return made[0] if single else type(value)(made)

    return decorated


def grad_pass_through(f):
    @custom_gradient
    def passing(x):
        return f(x), lambda upstream: upstream

    return passing


# ---- modules


class Module:
    def __init__(self, name=None, **options):
        self.name = name or type(self).__name__.lower()

    def __call__(self, *arguments, **keywords):
        self._make(*arguments, *keywords.values())
        return self.call(*arguments, **keywords)

    def _make(self, *arguments):
        return None

    def named_parameters(self, prefix=""):
        return [pair for name, value in list(self.__dict__.items()) for pair in _named(prefix + name, value)]

    @property
    def trainable_variables(self):
        return [value for name, value in self.named_parameters() if value.trainable]

    @property
    def variables(self):
        return [value for name, value in self.named_parameters()]

    @property
    def trainable_weights(self):
        return self.trainable_variables

    @property
    def weights(self):
        return self.variables


def _named(name, value):
    if isinstance(value, _native.Variable):
        return [(name, value)]
    if isinstance(value, Module):
        return value.named_parameters(name + ".")
    if isinstance(value, (list, tuple)):
        return [pair for i, part in enumerate(value) for pair in _named(name + "." + str(i), part)]
    if isinstance(value, dict):
        return [pair for key, part in value.items() for pair in _named(name + "." + str(key), part)]
    return []


def zeros_initializer(*arguments, **options):
    return lambda shape, dtype="float32", **rest: _native.zeros(shape, dtype)


def ones_initializer(*arguments, **options):
    return lambda shape, dtype="float32", **rest: _native.ones(shape, dtype)


def constant_initializer(value=0, *arguments, **options):
    return lambda shape, dtype="float32", **rest: _native.fill(shape, _native.cast(value, dtype))


def random_normal_initializer(mean=0.0, stddev=0.05, seed=None):
    return lambda shape, dtype="float32", **rest: _native.normal(shape, 0) * stddev + mean


def random_uniform_initializer(minval=-0.05, maxval=0.05, seed=None):
    return lambda shape, dtype="float32", **rest: _native.uniform(shape, minval, maxval)
