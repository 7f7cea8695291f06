"""Records JAX's and optax's, or TensorFlow's and Keras's own answers at zeros, ties and bounds.

`python record.py jax` writes jax.json from jax.txt, under a Python that has jax, optax and flax; `python record.py tensorflow`
likewise with tensorflow and keras. Each line of the texts is an expression of a and b.
"""

import json
import pathlib
import sys

import numpy as np

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here.parent))

from judges import find_judge, plain  # noqa: E402

name = sys.argv[1]
judge = find_judge(name)
inputs = {"a": [0.0, 1.0, -1.0, 0.5, 0.0, 2.0], "b": [0.0, 1.0, 1.0, -0.5, -2.0, 0.25]}
given = {key: judge.array(np.array(numbers, np.float32)) for key, numbers in inputs.items()}
scope = {}
exec(judge.imports, scope)

cases = []
for source in (here / f"{name}.txt").read_text().splitlines():
    case = eval(f"lambda a, b: {source}", scope)
    value, slopes = judge.run(lambda arguments: case(**arguments), given)
    gradients = {key: plain(slopes[id(array)]) or [0.0] * 6 for key, array in given.items()}
    cases.append({"source": source, "value": plain(value), "gradients": gradients})
(here / f"{name}.json").write_text(json.dumps({"judges": judge.versions, "inputs": inputs, "cases": cases}, indent=0) + "\n")
print(len(cases), "cases")
