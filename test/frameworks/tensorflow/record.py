"""Judges the cases by independent formulas in float64 NumPy (torch for special functions): values, and derivatives by central
differences. Where TensorFlow's convention at a kink is no limit of differences, a case names its gradient itself.

/usr/bin/python3 record.py writes recorded.json from cases.txt.
"""

import json
import pathlib
import warnings

import numpy as np
import torch

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
random = np.random.RandomState(1)
inputs = {
    "x": np.round(random.randn(3, 4), 3) + 0.0005,
    "y": np.round(random.randn(3, 4), 3) + 0.0005,
    "p": np.round(random.uniform(0.05, 0.95, (3, 4)), 3) + 0.0005,
    "q": np.round(random.uniform(0.05, 0.95, (3, 4)), 3) + 0.0005,
    "v": np.round(random.randn(4), 3) + 0.0005,
    "m": np.round(random.randn(3, 3), 3) + 3 * np.eye(3) + 0.0005,
    "s": np.round(random.uniform(0, 1, (1, 13, 13, 2)), 3) + 0.0005,
    "r": np.round(random.uniform(0, 1, (1, 13, 13, 2)), 3) + 0.0005,
    "z": np.array([-0.5, 0.0, 0.5]),
    "w": np.array([0.0, 0.5, -0.5]),
    "i": np.array([2, 0, 3]),
    "k": np.array([[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 0, 1]]),
    "h": np.array([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]]),
    "l": np.array([0, 1, 0]),
}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def logsumexp(x, axis=-1):
    top = x.max(axis, keepdims=True)
    return (np.log(np.exp(x - top).sum(axis, keepdims=True)) + top).squeeze(axis)


def special(name, x, *more):
    return getattr(torch, name)(torch.tensor(np.asarray(x, dtype=np.float64)), *more).numpy()


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    value = np.asarray(value)
    return value.tolist() if value.dtype == bool or np.all(np.isfinite(value)) else strings(value.tolist())


def strings(value):
    if isinstance(value, list):
        return [strings(one) for one in value]
    return value if np.isfinite(value) else str(value)


def slopes(judge, given, name):
    gradient = np.zeros_like(given[name])
    for index in np.ndindex(gradient.shape):
        ends = []
        for step in (1e-6, -1e-6):
            moved = {key: value.copy() for key, value in given.items()}
            moved[name][index] += step
            ends.append(np.sum(judge(**moved)))
        gradient[index] = (ends[0] - ends[1]) / 2e-6
    return gradient


recorded = []
for text in (here / "cases.txt").read_text().strip().split("\n\n"):
    lines = text.split("\n")
    head = next(line for line in lines if line.startswith("def case("))
    names = head[len("def case(") : head.index(")")].replace(" ", "").split(",")
    place = next(n for n, line in enumerate(lines) if line.startswith("judge: "))
    judge = eval("lambda " + ", ".join(names) + ": " + lines[place][len("judge: ") :], globals())
    given = {name: inputs[name] for name in names}
    named = {line.split(":")[0][len("slope ") :]: eval(line.split(":", 1)[1]) for line in lines[place + 1 :]}
    case = {"source": "\n".join(lines[:place]), "arguments": names, "value": plain(judge(**given)), "gradients": {}}
    for name in names:
        if given[name].dtype != np.float64:
            continue
        slope = named[name] if name in named else slopes(judge, given, name) if not named else None
        if slope is not None:
            case["gradients"][name] = plain(slope)
    recorded.append(case)
(here / "recorded.json").write_text(
    json.dumps({"inputs": {name: value.tolist() for name, value in inputs.items()}, "cases": recorded}, indent=1) + "\n"
)
