"""Runs NumPy's twins of the cases: values, and derivatives by central differences in float64.

JAX itself is no judge here; each twin is the formula of JAX's or optax's documentation, written out. /usr/bin/python3 record.py
writes recorded.json from cases.txt: a case for JAX, a line "--", its twin for NumPy.
"""

import ast
import json
import math
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
random = np.random.RandomState(3)
inputs = {
    "x": np.round(random.randn(3, 4), 3),
    "y": np.round(random.randn(3, 4), 3),
    "p": np.round(random.dirichlet(np.ones(4), 3), 4),
    "v": np.round(random.randn(4), 3),
    "w": np.round(random.randn(4), 3),
    "i": np.array([2, 0, 3]),
    "k": np.array([[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 0, 1]]),
}


def lse(z, axis=-1):
    return np.log(np.sum(np.exp(z), axis=axis))


def log_softmax(z):
    return z - lse(z)[..., None]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def brute_ctc(logp, labels, blank=0):
    """The sum over all paths that collapse to the labels."""
    import itertools

    total = 0.0
    for path in itertools.product(range(logp.shape[1]), repeat=logp.shape[0]):
        merged = [c for c, _ in itertools.groupby(path) if c != blank]
        if merged == list(labels):
            total += np.exp(sum(logp[t, c] for t, c in enumerate(path)))
    return -np.log(total)


def function(body, names):
    lines = body.strip("\n").split("\n")
    lines[-1] = "return " + lines[-1]
    text = f"def case({', '.join(names)}):\n" + "\n".join("    " + line for line in lines) + "\n"
    return text


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return np.asarray(value).tolist()


def slopes(case, given, name):
    gradient = np.zeros_like(given[name])
    for index in np.ndindex(gradient.shape):
        ends = []
        for step in (1e-5, -1e-5):
            moved = {key: value.copy() for key, value in given.items()}
            moved[name][index] += step
            ends.append(np.sum(case(**moved)))
        gradient[index] = (ends[0] - ends[1]) / 2e-5
    return gradient


recorded = []
for text in (here / "cases.txt").read_text().split("\n\n"):
    if text.strip() == "":
        continue
    body, twin = text.strip("\n").split("\n--\n")
    used = [name for name in inputs if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(ast.parse(body)))]
    scope = {"np": np, "math": math, "lse": lse, "log_softmax": log_softmax, "sigmoid": sigmoid, "brute_ctc": brute_ctc}
    try:
        exec(function(twin, used), scope)
        given = {name: inputs[name].copy() for name in used}
        value = scope["case"](**given)
        gradients = {name: plain(slopes(scope["case"], given, name)) for name in used if inputs[name].dtype.kind == "f"} if np.asarray(value).dtype.kind == "f" else {}
        recorded.append({"source": function(body, used), "arguments": used, "value": plain(value), "gradients": gradients})
    except Exception as error:
        print("FAILED", body, type(error), error)
(here / "recorded.json").write_text(json.dumps({"inputs": {n: v.tolist() for n, v in inputs.items()}, "cases": recorded}, indent=0) + "\n")
print(len(recorded), "cases")
