"""What a program does with gradients on their way, or sees of them."""

import torch
import torch._native as _native


class RemovableHandle:
    """A hook until it is removed, also where its tensor is used already."""

    def __init__(self, hook):
        self._hook = hook

    def __call__(self, gradient):
        return None if self._hook is None else self._hook(gradient)

    def remove(self):
        self._hook = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.remove()


def register_hook(input, hook):
    handle = RemovableHandle(hook)
    _native.register_hook(input, handle)
    return handle


def retain_grad(input):
    if input.is_leaf or input.retains_grad:
        return

    def keep(gradient):
        input.grad = gradient if input.grad is None else input.grad + gradient

    input._retains_grad = True
    _native.register_hook(input, keep)


class HookedCall:
    """A module's call whose backward hooks see the gradients of its results, then those of its arguments, one by one."""

    def __init__(self, module, hooks):
        self._module, self._hooks = module, hooks
        self._followed, self._of_results = [], []

    def arguments(self, args):
        self._followed = [_is_followed(arg) for arg in args]
        return tuple(self._argument(arg, i) if _is_followed(arg) else arg for i, arg in enumerate(args))

    def _argument(self, arg, place):
        alias = _native.fresh(arg)
        others = range(len(self._followed))
        alias.register_hook(lambda gradient: self._ask(tuple(gradient if i == place else None for i in others))[place])
        return alias

    def results(self, result):
        several = isinstance(result, tuple)
        parts = result if several else (result,)
        self._of_results = [None] * len(parts)
        parts = tuple(self._result(part, i) if _is_followed(part) else part for i, part in enumerate(parts))
        return parts if several else parts[0]

    def _result(self, part, place):
        def see(gradient):
            self._of_results[place] = gradient
            if not any(self._followed):
                self._ask((None,) * len(self._followed))

        alias = _native.fresh(part)
        alias.register_hook(see)
        return alias

    def _ask(self, gradients):
        for hook in self._hooks:
            answer = hook(self._module, gradients, tuple(self._of_results))
            if answer is not None:
                gradients = answer if isinstance(answer, tuple) else (answer,)
        return gradients


def _is_followed(value):
    return torch.is_tensor(value) and value.requires_grad
