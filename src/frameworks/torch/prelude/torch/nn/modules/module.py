"""nn.Module: a callable that owns parameters, buffers and other modules, and finds them all by name."""

from collections import OrderedDict

import torch
import torch._hooks as _hooks
from torch.nn.parameter import Parameter


class Module:
    training = True

    def __init__(self, *args, **kwargs):
        for registry in ("_parameters", "_buffers", "_modules", "_forward_hooks", "_forward_pre_hooks", "_backward_hooks"):
            object.__setattr__(self, registry, OrderedDict())
        object.__setattr__(self, "_non_persistent_buffers_set", set())
        object.__setattr__(self, "training", True)

    def forward(self, *input, **kwargs):
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *args, **kwargs):
        for hook in list(self._forward_pre_hooks.values()):
            changed = hook(self, args)
            if changed is not None:
                args = changed if isinstance(changed, tuple) else (changed,)
        backward = _hooks.HookedCall(self, list(self._backward_hooks.values())) if self._backward_hooks else None
        if backward is not None:
            args = backward.arguments(args)
        result = self.forward(*args, **kwargs)
        for hook in list(self._forward_hooks.values()):
            changed = hook(self, args, result)
            if changed is not None:
                result = changed
        return result if backward is None else backward.results(result)

    # Attributes: what is assigned decides in which registry it lives.

    def __setattr__(self, name, value):
        if isinstance(value, Parameter):
            _forget(self, name)
            self.register_parameter(name, value)
        elif getattr(value, "_is_new_buffer", False):
            del value._is_new_buffer
            _forget(self, name)
            self.register_buffer(name, value, value._is_persistent)
        elif isinstance(value, Module):
            _forget(self, name)
            _registry(self, "_modules", "module")[name] = value
        elif name in self.__dict__.get("_parameters", {}):
            if value is not None:
                raise TypeError(
                    f"cannot assign '{_type_name(value)}' as parameter '{name}' (torch.nn.Parameter or None expected)"
                )
            self._parameters[name] = None
        elif name in self.__dict__.get("_modules", {}):
            if value is not None:
                raise TypeError(f"cannot assign '{_type_name(value)}' as child module '{name}' (torch.nn.Module or None expected)")
            self._modules[name] = None
        elif name in self.__dict__.get("_buffers", {}):
            self._buffers[name] = value
        else:
            object.__setattr__(self, name, value)

    def __getattr__(self, name):
        for registry in ("_parameters", "_buffers", "_modules"):
            members = self.__dict__.get(registry)
            if members is not None and name in members:
                return members[name]
        parametrizations = self.__dict__.get("_modules", {}).get("parametrizations")
        if parametrizations is not None and name in parametrizations:
            return parametrizations[name]()
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __delattr__(self, name):
        for registry in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(registry, {}):
                del self.__dict__[registry][name]
                return
        object.__delattr__(self, name)

    def register_parameter(self, name, param):
        _registry(self, "_parameters", "parameters")[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        _registry(self, "_buffers", "buffers")[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name, module):
        if module is not None and not isinstance(module, Module):
            what = module.__name__ if isinstance(module, type) else _type_name(module)
            raise TypeError(f"{what} is not a Module subclass")
        _registry(self, "_modules", "module")[name] = module

    def register_module(self, name, module):
        self.add_module(name, module)

    def register_forward_hook(self, hook):
        return _Hook(self._forward_hooks, hook)

    def register_forward_pre_hook(self, hook):
        return _Hook(self._forward_pre_hooks, hook)

    def register_full_backward_hook(self, hook):
        return _Hook(self._backward_hooks, hook)

    register_backward_hook = register_full_backward_hook

    # Walking over what is owned.

    def named_children(self):
        seen = []
        for name, module in self._modules.items():
            if module is not None and not _contains(seen, module):
                seen.append(module)
                yield name, module

    def children(self):
        for _, module in self.named_children():
            yield module

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        memo = [] if memo is None else memo
        if remove_duplicate and _contains(memo, self):
            return
        memo.append(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                for found in module.named_modules(memo, _joined(prefix, name), remove_duplicate):
                    yield found

    def modules(self):
        for _, module in self.named_modules():
            yield module

    def named_parameters(self, prefix="", recurse=True):
        return _named_members(self, "_parameters", prefix, recurse)

    def parameters(self, recurse=True):
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(self, prefix="", recurse=True):
        return _named_members(self, "_buffers", prefix, recurse)

    def buffers(self, recurse=True):
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def get_submodule(self, target):
        module = self
        for name in target.split(".") if target else []:
            module = getattr(module, name)
        return module

    def get_parameter(self, target):
        path, _, name = target.rpartition(".")
        return getattr(self.get_submodule(path), name)

    def get_buffer(self, target):
        return self.get_parameter(target)

    # Saving and loading.

    def state_dict(self, destination=None, prefix="", keep_vars=False):
        state = OrderedDict() if destination is None else destination
        for name, parameter in self._parameters.items():
            if parameter is not None:
                state[prefix + name] = parameter if keep_vars else parameter.detach()
        for name, buffer in self._buffers.items():
            if buffer is not None and name not in self._non_persistent_buffers_set:
                state[prefix + name] = buffer if keep_vars else buffer.detach()
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(state, prefix + name + ".", keep_vars)
        return state

    def load_state_dict(self, state_dict, strict=True):
        own = self.state_dict(keep_vars=True)
        missing = [name for name in own if name not in state_dict]
        unexpected = [name for name in state_dict if name not in own]
        if strict and (missing or unexpected):
            raise RuntimeError(
                f"Error(s) in loading state_dict for {type(self).__name__}: missing keys {missing}, unexpected keys {unexpected}"
            )
        with torch.no_grad():
            for name, value in state_dict.items():
                if name in own:
                    own[name].copy_(value)
        return _LoadResult(missing, unexpected)

    # Modes and conversions. Tensors here have one device.

    def train(self, mode=True):
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=False):
        for parameter in self.parameters():
            parameter.grad = None

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def to(self, *args, dtype=None, **kwargs):
        """To the type, or the type of the tensor, that is among the arguments. Whole numbers keep theirs."""
        for target in args:
            if isinstance(target, (torch.dtype, torch.Tensor)):
                dtype = getattr(target, "dtype", target)
        if dtype is not None:
            for module in self.modules():
                for member in [*module._parameters.values(), *module._buffers.values()]:
                    if member is not None and member.is_floating_point() and member.dtype != dtype:
                        member.data = member.data.to(dtype)
        return self

    def type(self, dst_type):
        return self.to(dst_type)

    def cuda(self, device=None):
        return self

    def cpu(self):
        return self

    def float(self):
        return self.to(torch.float32)

    def double(self):
        return self.to(torch.float64)

    def half(self):
        return self.to(torch.float16)

    def bfloat16(self):
        return self.to(torch.bfloat16)

    def share_memory(self):
        return self

    def extra_repr(self):
        return ""

    def _get_name(self):
        return type(self).__name__

    def __repr__(self):
        inner = [f"({name}): {module!r}" for name, module in self._modules.items()]
        extra = self.extra_repr()
        return f"{self._get_name()}({', '.join(([extra] if extra else []) + inner)})"

    def __dir__(self):
        return [*self.__dict__, *self._parameters, *self._buffers, *self._modules]


class _Hook:
    """Stays registered until it is removed."""

    def __init__(self, registry, hook):
        self.registry = registry
        registry[self] = hook

    def remove(self):
        self.registry.pop(self, None)


class _LoadResult:
    def __init__(self, missing_keys, unexpected_keys):
        self.missing_keys = missing_keys
        self.unexpected_keys = unexpected_keys


def _registry(module, registry, what):
    if registry not in module.__dict__:
        raise AttributeError(f"cannot assign {what} before Module.__init__() call")
    return module.__dict__[registry]


def _forget(module, name):
    """A name lives in one place only: in the instance itself or in one registry."""
    module.__dict__.pop(name, None)
    for registry in ("_parameters", "_buffers", "_modules"):
        if registry in module.__dict__:
            module.__dict__[registry].pop(name, None)


def _named_members(module, registry, prefix, recurse):
    """Each member once, by the first name that leads to it."""
    seen = []
    for path, owner in module.named_modules(prefix=prefix) if recurse else [(prefix, module)]:
        for name, member in owner.__dict__[registry].items():
            if member is not None and not _contains(seen, member):
                seen.append(member)
                yield _joined(path, name), member


def _contains(items, wanted):
    return any(item is wanted for item in items)


def _joined(prefix, name):
    return prefix + "." + name if prefix else name


def _type_name(value):
    return type(value).__name__


def Buffer(data=None, *, persistent=True):
    """A tensor that becomes a buffer of the module that it is assigned to."""
    tensor = torch.empty(0) if data is None else data.detach()
    tensor._is_new_buffer = True
    tensor._is_persistent = persistent
    return tensor
