"""Asks real PyTorch for the answers that our own evaluation is judged by, and writes them to test/conformance/recorded.

For each `name.cases.py` beside a `name.py` under test/conformance/cases, the cases it declares are run: what stands in
`name.py` is ordinary loss code (or, where there is none beside it, the project's own file of that path). Declarations are Python with the few names of `Declarations` in reach.

Cases of JAX and TensorFlow are recordArrays.py's.

Run under a Python that has torch: `npm run conformance:record [part of a file's name]`.
"""

import importlib.util
import inspect
import json
import math
import pathlib
import sys
import warnings

import torch
from torch.overrides import TorchFunctionMode, resolve_name

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = ROOT / "test/conformance/cases"
RECORDED = ROOT / "test/conformance/recorded"
DTYPES = {torch.float32: "float32", torch.float64: "float64", torch.int64: "int64", torch.bool: "bool"}
SIGNIFICANT = 9


class Declarations:
    """What a declaration file may say. Random tensors come from a generator of its own, seeded by the file's name."""

    def __init__(self, module, seed):
        self.module = module
        self.cases = []
        self.generator = torch.Generator().manual_seed(seed)

    def names(self):
        own = ("case", "normal", "uniform", "integers", "probabilities", "signs", "boolean", "tensor", "ints", "bools")
        return {"torch": torch, "math": math, "inf": math.inf, "nan": math.nan, **{name: getattr(self, name) for name in own}}

    def case(self, symbol, init=None, parameters=None, **arguments):
        """`parameters` is a dict of tensors, or the word "random": whatever the constructor draws. `_args` takes odd names."""
        arguments = arguments.pop("_args", arguments)
        self.cases.append((symbol, init or {}, parameters, arguments))

    def normal(self, *shape, scale=1.0, shift=0.0):
        return torch.randn(shape, generator=self.generator) * scale + shift

    def uniform(self, *shape, low=0.0, high=1.0):
        return torch.rand(shape, generator=self.generator) * (high - low) + low

    def integers(self, *shape, high):
        return torch.randint(0, high, shape, generator=self.generator)

    def probabilities(self, *shape):
        return torch.softmax(self.normal(*shape), -1)

    def signs(self, *shape):
        return torch.where(self.uniform(*shape) > 0.5, 1.0, -1.0)

    def boolean(self, *shape, share=0.5):
        return self.uniform(*shape) < share

    def tensor(self, values):
        return torch.tensor(values, dtype=torch.float32)

    def ints(self, values):
        return torch.tensor(values, dtype=torch.int64)

    def bools(self, values):
        return torch.tensor(values, dtype=torch.bool)


class Called(TorchFunctionMode):
    """Remembers the public names of torch that a case calls."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def __torch_function__(self, function, types, args=(), kwargs=None):
        name = resolve_name(function)
        if name is not None and not name.endswith("__get__"):
            self.names.add(name)
        return function(*args, **(kwargs or {}))


def record(file, symbol, init, parameters, arguments):
    module = load(file)
    torch.manual_seed(0)
    called = Called()
    with called:
        call, instance = callable_of(module, symbol, init)
    learnable = {}
    if isinstance(instance, torch.nn.Module):
        if isinstance(parameters, dict):
            instance.load_state_dict(parameters, strict=False)
        elif parameters == "random":
            parameters = {name: value.clone() for name, value in instance.state_dict().items()}
        learnable = {name: parameter for name, parameter in instance.named_parameters() if parameter.requires_grad}
    leaves, passed = leaves_of(arguments)
    with called:
        result = call(passed)
    outputs = flattened(result)
    # Positions of the leaves among the arguments, so that each gradient finds its place again.
    inputs = [leaf for leaf in leaf_list(leaves)] + list(learnable.values())
    gradients = [None] * len(inputs)
    if inputs and outputs and isinstance(outputs[0], torch.Tensor) and outputs[0].requires_grad:
        gradients = torch.autograd.grad(outputs[0].sum(), inputs, allow_unused=True)
    by_leaf = {id(leaf): gradient for leaf, gradient in zip(inputs, gradients)}
    written = {"symbol": symbol, "inputs": inputs_json(init, parameters, arguments)}
    written["outputs"] = [{"shape": list(shape_of(output)), "data": plain(output)} for output in outputs]
    written["gradients"] = {
        name: gradients_json(leaf, by_leaf) for name, leaf in leaves.items() if len(leaf_list(leaf)) > 0
    }
    written["parameterGradients"] = {name: gradients_json(parameter, by_leaf) for name, parameter in learnable.items()}
    return written, called.names


def load(file):
    spec = importlib.util.spec_from_file_location("case_" + file.stem, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def callable_of(module, symbol, init):
    """A function of one dict of arguments, and the instance where the symbol is a class."""
    owner, found = None, module
    for part in symbol.split("."):
        owner, found = found, getattr(found, part)
    if inspect.isclass(found):
        instance = found(**copied(init))
        method = instance if callable(instance) else getattr(instance, only_loss_method(found))
        signature = inspect.signature(instance.forward if isinstance(instance, torch.nn.Module) else method)
        return lambda arguments: bound_call(method, signature, arguments), instance
    if inspect.isclass(owner):
        instance = owner(**copied(init))
        method = getattr(instance, symbol.split(".")[-1])
        return lambda arguments: bound_call(method, inspect.signature(method), arguments), instance
    return lambda arguments: bound_call(found, inspect.signature(found), arguments), None


def bound_call(function, signature, arguments):
    star = next((name for name in arguments if name.startswith("*")), None)
    if star is None:
        return function(**arguments)
    before = []
    for name, parameter in signature.parameters.items():
        if parameter.kind is parameter.VAR_POSITIONAL:
            break
        before.append(arguments[name])
    after = {name: value for name, value in arguments.items() if name != star and name not in list(signature.parameters)[: len(before)]}
    return function(*before, *arguments[star], **after)


def only_loss_method(cls):
    names = [name for name, value in vars(cls).items() if inspect.isfunction(value) and not name.startswith("_")]
    for name in ("forward", "call", "loss"):
        if name in names:
            return name
    losses = [name for name in names if "loss" in name] or names
    if len(losses) != 1:
        raise ValueError(f"{cls.__name__} has not one method that computes a loss: {losses}")
    return losses[0]


def leaves_of(value):
    """The same structure twice: with leaves that gather gradients, and with clones of them that may be changed in place."""
    if isinstance(value, dict):
        pairs = {name: leaves_of(item) for name, item in value.items()}
        return {name: pair[0] for name, pair in pairs.items()}, {name: pair[1] for name, pair in pairs.items()}
    if isinstance(value, (list, tuple)):
        pairs = [leaves_of(item) for item in value]
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if isinstance(value, torch.Tensor):
        leaf = value.clone()
        if leaf.is_floating_point():
            leaf.requires_grad_()
        return leaf, leaf.clone()
    return value, value


def leaf_list(value):
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaf_list(item)]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in leaf_list(item)]
    return [value] if isinstance(value, torch.Tensor) and value.is_floating_point() else []


def flattened(result):
    if isinstance(result, dict):
        return [output for item in result.values() for output in flattened(item)]
    if isinstance(result, (list, tuple)):
        return [output for item in result for output in flattened(item)]
    return [result] if isinstance(result, (torch.Tensor, bool, int, float)) else []


def gradients_json(leaf, by_leaf):
    if isinstance(leaf, dict):
        return {name: gradients_json(item, by_leaf) for name, item in leaf.items()}
    if isinstance(leaf, (list, tuple)):
        return [gradients_json(item, by_leaf) for item in leaf]
    gradient = by_leaf.get(id(leaf)) if isinstance(leaf, torch.Tensor) else None
    return None if gradient is None else plain(gradient)


def inputs_json(init, parameters, arguments):
    written = {}
    if init:
        written["init"] = value_json(init)
    if isinstance(parameters, dict):
        written["parameters"] = value_json(parameters)
    written["args"] = value_json(arguments)
    return written


def value_json(value):
    if isinstance(value, torch.Tensor):
        return {"tensor": plain(value), "dtype": DTYPES[value.dtype]}
    if isinstance(value, dict):
        return {name: value_json(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [value_json(item) for item in value]
    return plain_number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def plain(value):
    return nested(value.detach().tolist() if isinstance(value, torch.Tensor) else value)


def nested(value):
    return [nested(item) for item in value] if isinstance(value, list) else plain_number(value)


def plain_number(value):
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        rounded = float(f"{value:.{SIGNIFICANT}g}")
        return rounded
    return value


def shape_of(value):
    return value.shape if isinstance(value, torch.Tensor) else ()


def copied(value):
    if isinstance(value, dict):
        return {name: copied(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [copied(item) for item in value]
    return value.clone() if isinstance(value, torch.Tensor) else value


def main():
    warnings.simplefilter("ignore")
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    total, functions, failed = 0, set(), []
    RECORDED.mkdir(exist_ok=True)
    for declaration in sorted(CASES.rglob("*.cases.py")):
        source = declaration.with_name(declaration.name.replace(".cases.py", ".py"))
        group = str(source.relative_to(CASES).with_suffix("")).replace("/", "-")
        if not source.exists():
            source = ROOT / source.relative_to(CASES)
        if wanted not in group or group.startswith(("jax-", "tensorflow-")):
            continue
        declared = Declarations(source, sum(map(ord, group)))
        exec(compile(declaration.read_text(), str(declaration), "exec"), declared.names())
        answers, called = [], set()
        for symbol, init, parameters, arguments in declared.cases:
            # What our evaluation is told is what PyTorch is told: the rounded numbers.
            try:
                answer, names = record(source, symbol, init, parameters, arguments)
            except Exception as error:
                failed.append(f"{source.relative_to(ROOT)} {symbol}: {type(error).__name__}: {error}")
                continue
            answers.append(answer)
            called |= names
        lines = ",\n".join(json.dumps(answer, separators=(",", ":")) for answer in answers)
        head = json.dumps({"file": str(source.relative_to(ROOT)), "functions": sorted(called)})[:-1]
        (RECORDED / f"{group}.json").write_text(f'{head}, "cases": [\n{lines}\n]}}\n')
        total += len(answers)
        functions |= called
    print("\n".join(failed))
    print(f"{total} cases recorded with PyTorch {torch.__version__}, {len(functions)} of its functions called, {len(failed)} refused")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
