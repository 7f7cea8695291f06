"""jax: derivatives that a program gives itself."""


class custom_jvp:
    def __init__(self, fun, nondiff_argnums=()):
        self.fun = fun
        self.fixed = tuple(nondiff_argnums)
        self.rule = None
        self.is_differentiating = False
        self.__name__ = fun.__name__
        self.__wrapped__ = fun

    def defjvp(self, jvp, symbolic_zeros=False):
        self.rule = jvp
        return jvp

    def defjvps(self, *jvps):
        def rule(primals, tangents):
            result = self.fun(*primals)
            moved = jnp.zeros_like(result)
            for one, tangent in zip(jvps, tangents):
                if one is not None:
                    moved = moved + one(tangent, result, *primals)
            return result, moved

        self.rule = rule

    def __call__(self, *args, **kwargs):
        args, kwargs = _positional(self.fun, args, kwargs)
        result = self.fun(*args, **kwargs)
        # a rule may use the function's own value
        if self.rule is None or self.is_differentiating:
            return result
        fixed = tuple(args[i] for i in self.fixed)
        primals = tuple(arg for i, arg in enumerate(args) if i not in self.fixed)

        def pull_back(*cotangents):
            tangents = [_native.fresh(jnp.ones_like(jnp.asarray(primal) * 1.0)) for primal in primals]
            self.is_differentiating = True
            moved = self.rule(*fixed, primals, tuple(tangents))[1]
            self.is_differentiating = False
            totals = [jnp.zeros_like(tangent) for tangent in tangents]
            for output, cotangent in zip(tree_util.tree_leaves(moved), cotangents):
                totals = [total + one for total, one in zip(totals, _gradients(output, tangents, cotangent))]
            return tuple(totals)

        return _with_derivative(result, primals, pull_back)


class custom_vjp:
    def __init__(self, fun, nondiff_argnums=()):
        self.fun = fun
        self.fixed = tuple(nondiff_argnums)
        self.forward = None
        self.is_differentiating = False
        self.__name__ = fun.__name__
        self.__wrapped__ = fun

    def defvjp(self, fwd, bwd, symbolic_zeros=False, optimize_remat=False):
        self.forward, self.backward = fwd, bwd

    def __call__(self, *args, **kwargs):
        args, kwargs = _positional(self.fun, args, kwargs)
        # its two halves may use the function's own value
        if self.forward is None or self.is_differentiating:
            return self.fun(*args, **kwargs)
        self.is_differentiating = True
        result, residuals = self.forward(*args, **kwargs)
        self.is_differentiating = False
        fixed = tuple(args[i] for i in self.fixed)
        primals = tuple(arg for i, arg in enumerate(args) if i not in self.fixed)
        structure = tree_util.tree_structure(result)

        def pull_back(*cotangents):
            self.is_differentiating = True
            answers = self.backward(*fixed, residuals, tree_util.tree_unflatten(structure, list(cotangents)))
            self.is_differentiating = False
            return tuple(leaf for primal, answer in zip(primals, answers) for leaf in _aligned(primal, answer))

        return _with_derivative(result, primals, pull_back)


def _aligned(primal, answer):
    """One gradient a leaf of the argument; None stands for zeros."""
    count = len(tree_util.tree_leaves(primal))
    return [None] * count if answer is None else tree_util.tree_leaves(answer)


def _with_derivative(result, primals, pull_back):
    leaves, structure = tree_util.tree_flatten(result)
    return tree_util.tree_unflatten(structure, list(_native.custom_gradient(tuple(leaves), tuple(tree_util.tree_leaves(primals)), pull_back)))


def custom_gradient(fun):
    def wrapped(*args):
        result, backward = fun(*args)
        return _with_derivative(result, args, lambda *cotangents: _as_tuple(backward(*cotangents)))

    return wrapped


def _as_tuple(value):
    return value if isinstance(value, tuple) else (value,)
