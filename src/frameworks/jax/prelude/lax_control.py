"""jax.lax: control flow as Python's own loops, and what several devices would do."""


# Control flow.


def cond(pred, true_fun, false_fun, *operands, operand=None, **options):
    operands = operands if operand is None else (operand,)
    return true_fun(*operands) if pred else false_fun(*operands)


def switch(index, branches, *operands, operand=None):
    operands = operands if operand is None else (operand,)
    return branches[int(jnp.clip(index, 0, len(branches) - 1))](*operands)


def fori_loop(lower, upper, body_fun, init_val, unroll=None):
    value = init_val
    for i in range(int(lower), int(upper)):
        value = body_fun(i, value)
    return value


def while_loop(cond_fun, body_fun, init_val):
    value = init_val
    while cond_fun(value):
        value = body_fun(value)
    return value


def scan(f, init, xs=None, length=None, reverse=False, unroll=1):
    leaves = _tree_util.tree_leaves(xs)
    count = leaves[0].shape[0] if leaves else length
    carry, results = init, []
    for i in reversed(range(count)) if reverse else range(count):
        carry, result = f(carry, _tree_util.tree_map(lambda x: x[i], xs))
        results.append(result)
    if reverse:
        results.reverse()
    return carry, _stacked(results)


def _stacked(results):
    if not results or results[0] is None:
        return None
    return _tree_util.tree_map(lambda *items: jnp.stack([jnp.asarray(item) for item in items]), results[0], *results[1:])


def map(f, xs, batch_size=None):
    count = _tree_util.tree_leaves(xs)[0].shape[0]
    return _stacked([f(_tree_util.tree_map(lambda x: x[i], xs)) for i in range(count)])


def associative_scan(fn, elems, reverse=False, axis=0):
    count = _tree_util.tree_leaves(elems)[0].shape[axis]
    pick = lambda i: _tree_util.tree_map(lambda x: jnp.take(x, jnp.asarray([i]), axis=axis), elems)
    order = list(reversed(range(count))) if reverse else list(range(count))
    results = [pick(order[0])]
    for i in order[1:]:
        results.append(fn(results[-1], pick(i)))
    if reverse:
        results.reverse()
    return _tree_util.tree_map(lambda *items: jnp.concatenate(items, axis=axis), results[0], *results[1:])


# One device: sums and means over devices are the numbers themselves.


def psum(x, axis_name=None, **options):
    return x


pmean = pmax = pmin = psum


def all_gather(x, axis_name=None, axis=0, tiled=False, **options):
    return x if tiled else _tree_util.tree_map(lambda one: jnp.expand_dims(one, axis), x)


def axis_index(axis_name=None):
    return jnp.asarray(0)


def axis_size(axis_name=None):
    return 1
