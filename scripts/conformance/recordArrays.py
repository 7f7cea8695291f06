"""Asks real JAX, and real TensorFlow with Keras, for their answers to whole losses: test/conformance/cases/jax and /tensorflow.

The files there are made as those of PyTorch are (record.py): losses in `name.py`, declarations in `name.cases.py`, where random
numbers come from NumPy. `python scripts/conformance/recordArrays.py jax|tensorflow [part of a file's name]`, under a Python that
has the framework (see test/frameworks/judges.py); `npm run conformance:record` does it too.
"""

import importlib.util
import inspect
import json
import math
import pathlib
import sys
import warnings

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test/frameworks"))

from judges import find_judge, flattened, plain  # noqa: E402

RECORDED = ROOT / "test/conformance/recorded"


class Declarations:
    """What a declaration file may say. Arrays are NumPy's; floats are of 32 bits."""

    def __init__(self, seed):
        self.cases = []
        self.generator = np.random.default_rng(seed)

    def names(self):
        own = ("case", "normal", "uniform", "integers", "probabilities", "unit", "signs", "boolean", "tensor", "ints", "bools")
        return {"np": np, "math": math, "inf": math.inf, "nan": math.nan, **{name: getattr(self, name) for name in own}}

    def case(self, symbol, init=None, **arguments):
        self.cases.append((symbol, init or {}, arguments))

    def normal(self, *shape, scale=1.0, shift=0.0):
        return np.float32(self.generator.standard_normal(shape) * scale + shift)

    def uniform(self, *shape, low=0.0, high=1.0):
        return np.float32(self.generator.uniform(low, high, shape))

    def integers(self, *shape, high):
        return self.generator.integers(0, high, shape)

    def probabilities(self, *shape):
        raised = np.exp(self.normal(*shape))
        return np.float32(raised / raised.sum(-1, keepdims=True))

    def unit(self, *shape):
        drawn = self.normal(*shape)
        return drawn / np.linalg.norm(drawn, axis=-1, keepdims=True)

    def signs(self, *shape):
        return np.float32(np.where(self.generator.uniform(size=shape) > 0.5, 1, -1))

    def boolean(self, *shape, share=0.5):
        return self.generator.uniform(size=shape) < share

    def tensor(self, values):
        return np.array(values, np.float32)

    def ints(self, values):
        return np.array(values, np.int64)

    def bools(self, values):
        return np.array(values, bool)


def record(judge, file, symbol, init, arguments):
    call = callable_of(load(file), symbol, map_arrays(judge.array, init))
    given = map_arrays(judge.array, arguments)
    value, slopes = judge.run(call, given)
    outputs = flattened(judge, value)
    gradients = {name: gradients_of(judge, item, slopes) for name, item in given.items()}
    return {
        "symbol": symbol,
        "inputs": {**({"init": map_arrays(json_of, init)} if init else {}), "args": map_arrays(json_of, arguments)},
        "outputs": [{"shape": list(np.shape(output)), "data": plain(output)} for output in outputs],
        "gradients": {name: found for name, found in gradients.items() if found is not NOT_A_LEAF},
        "parameterGradients": {},
    }


NOT_A_LEAF = object()


def gradients_of(judge, value, slopes):
    """In the form of the argument; null where no path leads, and for what is no float array. Not a leaf: no float array in it."""
    if isinstance(value, (dict, list, tuple)):
        items = value if isinstance(value, dict) else dict(enumerate(value))
        found = {name: gradients_of(judge, item, slopes) for name, item in items.items()}
        if all(item is NOT_A_LEAF for item in found.values()):
            return NOT_A_LEAF
        found = {name: None if item is NOT_A_LEAF else item for name, item in found.items()}
        return found if isinstance(value, dict) else list(found.values())
    return plain(slopes[id(value)]) if id(value) in slopes else NOT_A_LEAF


def callable_of(module, symbol, init):
    """A function of one dict of arguments. A class's loss is its own `call`; `Name.__call__` weighs samples and reduces."""
    owner, found = None, module
    for part in symbol.split("."):
        owner, found = found, getattr(found, part)
    if inspect.isclass(found):
        method = "call" if any("call" in vars(one) for one in found.__mro__ if one.__module__ == module.__name__) else "__call__"
        owner, symbol = found, method
    if not inspect.isclass(owner):
        return lambda arguments: found(**arguments)
    # what tf.function made of a method does not keep its object alive
    instance = owner(**init)
    return lambda arguments: getattr(instance, symbol.split(".")[-1])(**arguments)


def load(file):
    spec = importlib.util.spec_from_file_location("case_" + file.stem, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def map_arrays(change, value):
    if isinstance(value, dict):
        return {name: map_arrays(change, item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [map_arrays(change, item) for item in value]
    return change(value) if isinstance(value, (np.ndarray, np.generic)) else value


def json_of(array):
    return {"tensor": plain(array), "dtype": str(array.dtype)}


def main():
    warnings.simplefilter("ignore")
    framework, wanted = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    judge = find_judge(framework)
    total, failed = 0, []
    for declaration in sorted((ROOT / "test/conformance/cases" / framework).glob("*.cases.py")):
        source = declaration.with_name(declaration.name.replace(".cases.py", ".py"))
        group = f"{framework}-{source.stem}"
        if wanted not in group:
            continue
        declared = Declarations(sum(map(ord, group)))
        exec(compile(declaration.read_text(), str(declaration), "exec"), declared.names())
        answers = []
        for symbol, init, arguments in declared.cases:
            try:
                answers.append(record(judge, source, symbol, init, arguments))
            except Exception as error:
                failed.append(f"{source.relative_to(ROOT)} {symbol}: {type(error).__name__}: {str(error)[:400]}")
        lines = ",\n".join(json.dumps(answer, separators=(",", ":")) for answer in answers)
        head = json.dumps({"file": str(source.relative_to(ROOT)), "judges": judge.versions})[:-1]
        (RECORDED / f"{group}.json").write_text(f'{head}, "cases": [\n{lines}\n]}}\n')
        total += len(answers)
    print("\n".join(failed))
    print(f"{total} cases recorded with {', '.join(f'{name} {version}' for name, version in judge.versions.items())}, {len(failed)} refused")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
