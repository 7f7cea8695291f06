"""Runs the cases under real NumPy: values, and derivatives by central differences in float64.

/usr/bin/python3 record.py writes recorded.json from cases.txt.
"""

import json
import pathlib
import textwrap
import warnings

import numpy as np

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
random = np.random.RandomState(0)
inputs = {
    "x": np.round(random.randn(3, 4), 3),
    "y": np.round(random.randn(3, 4), 3),
    "p": np.round(random.uniform(0.05, 0.95, (3, 4)), 3),
    "q": np.round(random.uniform(0.05, 0.95, (3, 4)), 3),
    "v": np.round(random.randn(4), 3),
    "m": np.round(random.randn(4, 4), 3) + 3 * np.eye(4),
    "i": np.array([2, 0, 3]),
    "b": np.array([1, 0, 1]),
    "k": np.array([[1, 0, 1, 1], [0, 0, 1, 0], [1, 1, 0, 1]]),
}
start = "import math\nimport numpy as np\nfrom numpy import *\nfrom scipy import special\n"


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    value = np.asarray(value)
    if value.dtype == bool:
        return value.tolist()
    if value.dtype == object:
        return str(value)
    return json.loads(json.dumps(np.where(np.isfinite(value), value, 0).tolist())) if np.all(np.isfinite(value)) else strings(value.tolist())


def strings(value):
    if isinstance(value, list):
        return [strings(one) for one in value]
    return value if np.isfinite(value) else str(value)


def slopes(case, given, name):
    gradient = np.zeros_like(given[name])
    for index in np.ndindex(gradient.shape):
        ends = []
        for step in (1e-6, -1e-6):
            moved = {key: value.copy() for key, value in given.items()}
            moved[name][index] += step
            ends.append(np.sum(case(**moved)))
        gradient[index] = (ends[0] - ends[1]) / 2e-6
    return gradient


recorded = []
for text in (here / "cases.txt").read_text().split("\n\n"):
    body = text.strip("\n")
    if body == "":
        continue
    lines = body.split("\n")
    lines[-1] = "return " + lines[-1]
    source = "\n".join("    " + line for line in lines)
    used = [name for name in inputs if name in compile(body, "", "exec").co_names]
    program = start.replace("from numpy import *\nfrom scipy import special\n", "") if "special" not in body else start.replace("from numpy import *\n", "")
    whole = f"{program}def case({', '.join(used)}):\n{source}\n"
    scope = {}
    try:
        exec(whole, scope)
        given = {name: inputs[name].copy() for name in used}
        value = scope["case"](**given)
        entry = {"source": whole, "arguments": used, "value": plain(value)}
        if isinstance(value, (np.ndarray, np.floating)) and np.asarray(value).dtype.kind == "f":
            given = {name: inputs[name].copy() for name in used}
            entry["gradients"] = {name: plain(slopes(scope["case"], given, name)) for name in used if inputs[name].dtype.kind == "f"}
        recorded.append(entry)
    except Exception as error:
        print("FAILED", body, type(error), error)
(here / "recorded.json").write_text(json.dumps({"inputs": {n: v.tolist() for n, v in inputs.items()}, "cases": recorded}, indent=0) + "\n")
print(len(recorded), "cases")
