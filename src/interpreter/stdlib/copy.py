"""copy."""


def copy(x):
    if hasattr(x, "__copy__"):
        return x.__copy__()
    if isinstance(x, (list, dict, set)):
        return x.copy()
    if _is_tensor(x):
        return x.detach().requires_grad_(x.requires_grad)
    if _is_plain(x):
        return x
    made = object.__new__(type(x))
    made.__dict__.update(x.__dict__)
    return made


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    known = id(x)
    if known in memo:
        return memo[known]
    if hasattr(x, "__deepcopy__"):
        made = x.__deepcopy__(memo)
        memo[known] = made
        return made
    if isinstance(x, list):
        made = memo[known] = copy(x)
        made[:] = [deepcopy(item, memo) for item in x]
        return made
    if isinstance(x, dict):
        made = memo[known] = copy(x)
        for key, value in x.items():
            made[key] = deepcopy(value, memo)
        return made
    if isinstance(x, tuple) and not hasattr(x, "_fields"):
        return tuple(deepcopy(item, memo) for item in x)
    if _is_tensor(x):
        return _copy_tensor(x, memo)
    if _is_plain(x) or isinstance(x, set):
        return copy(x)
    made = memo[known] = object.__new__(type(x))
    for name, value in x.__dict__.items():
        made.__dict__[name] = deepcopy(value, memo)
    return made


def _is_tensor(x):
    return hasattr(x, "clone") and hasattr(x, "requires_grad")


def _copy_tensor(x, memo):
    made = x.detach().clone()
    made = type(x)(made, requires_grad=x.requires_grad) if type(x).__name__ == "Parameter" else made.requires_grad_(x.requires_grad)
    memo[id(x)] = made
    return made


def _is_plain(x):
    return x is None or isinstance(x, (int, float, str, tuple, frozenset, range, type)) or callable(x) and not hasattr(x, "__dict__") or type(x).__name__ in ("function", "builtin_function_or_method", "method", "token", "module")
