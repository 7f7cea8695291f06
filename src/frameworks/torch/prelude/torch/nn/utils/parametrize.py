"""Parameters that are functions of others: the original stays what is learnt, and the name gives what is made of it."""

import torch
from torch.nn.modules.container import ModuleDict, ModuleList
from torch.nn.parameter import Parameter


class ParametrizationList(ModuleList):
    """Calls its modules one after the other on what is learnt, which may be several tensors."""

    def __init__(self, modules, original, unsafe=False):
        super().__init__(modules)
        made = original
        for module in reversed(list(self)):
            if hasattr(module, "right_inverse"):
                made = module.right_inverse(made)
        self.is_tensor = isinstance(made, torch.Tensor)
        if self.is_tensor:
            self.original = _kept(made, original)
        else:
            self.ntensors = len(made)
            for i, one in enumerate(made):
                setattr(self, f"original{i}", _kept(one, original))

    def right_inverse(self, value):
        raise NotImplementedError("a value assigned to a parametrized tensor is not supported here")

    def forward(self):
        modules = list(self)
        if self.is_tensor:
            made = modules[0](self.original)
        else:
            made = modules[0](*[getattr(self, f"original{i}") for i in range(self.ntensors)])
        for module in modules[1:]:
            made = module(made)
        return made


def _kept(tensor, original):
    return Parameter(tensor.detach()) if isinstance(original, Parameter) else tensor


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        module.parametrizations[tensor_name].append(parametrization)
        return module
    original = getattr(module, tensor_name)
    module._parameters.pop(tensor_name, None)
    module._buffers.pop(tensor_name, None)
    if not is_parametrized(module):
        module.parametrizations = ModuleDict()
    module.parametrizations[tensor_name] = ParametrizationList([parametrization], original, unsafe)
    return module


def is_parametrized(module, tensor_name=None):
    parametrizations = module._modules.get("parametrizations")
    if parametrizations is None:
        return False
    return len(parametrizations) > 0 if tensor_name is None else tensor_name in parametrizations


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    listed = module.parametrizations[tensor_name]
    if leave_parametrized:
        left = Parameter(listed().detach())
    elif listed.is_tensor:
        left = listed.original
    else:
        raise ValueError("Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized in terms of a sequence of tensors.")
    del module.parametrizations[tensor_name]
    if len(module.parametrizations) == 0:
        del module.parametrizations
    module.register_parameter(tensor_name, left)
    return module


class cached:
    """Every read makes the tensor anew, which gives the same numbers."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False
