"""What a program does with gradients on their way, or sees of them."""

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
