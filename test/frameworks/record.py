"""Records what real JAX with optax and flax, or real TensorFlow with Keras, answers to the cases of their folder.

`python record.py jax` writes jax/recorded.json from jax/cases.txt under a Python that has jax, optax and flax;
`python record.py tensorflow` likewise with tensorflow and keras. Cases stand apart by an empty line. The last line of one is its
answer, unless it defines `case` itself. A case of a package that no judge has installed (distrax, rlax, addons) is followed by a
line "--" and its formula written out, which is what the judge is asked instead. `npm run format` afterwards.
"""

import ast
import json
import pathlib
import re
import sys
import textwrap

import numpy as np

from judges import find_judge, flattened, plain

name = sys.argv[1]
here = pathlib.Path(__file__).parent / name
judge = find_judge(name)
inputs = json.loads((here / "inputs.json").read_text())
arrays = {key: np.array(numbers) for key, numbers in inputs.items()}
arrays = {key: judge.array(array.astype(np.float32 if array.dtype.kind == "f" else np.int32)) for key, array in arrays.items()}


def program(text):
    if "def case(" in text:
        return text
    named = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    before, _, last = text.rpartition("\n")
    body = textwrap.indent(f"{before}\nreturn {last}".strip("\n"), "    ")
    return f"def case({', '.join(key for key in inputs if key in named)}):\n{body}\n"


def answer(text, arguments):
    scope = {}
    exec(judge.imports + program(text), scope)
    return judge.run(lambda given: scope["case"](**given), {key: arrays[key] for key in arguments})


recorded, refused = [], []
for text in re.split(r"\n\n+", (here / "cases.txt").read_text().strip("\n")):
    case, _, formula = text.partition("\n--\n")
    source = program(case)
    arguments = re.search(r"^def case\((.*)\)", source, re.M)[1].replace(" ", "").split(",")
    arguments = [key for key in arguments if key]
    try:
        value, slopes = answer(formula or case, arguments)
    except Exception as error:
        refused.append(f"{case}\n  {type(error).__name__}: {str(error)[:300]}")
        continue
    types = [judge.dtype(one) if judge.is_array(one) else type(one).__name__ for one in flattened(judge, value)]
    gradients = {key: plain(slopes[id(arrays[key])]) for key in arguments if id(arrays[key]) in slopes}
    recorded.append({"source": source, "arguments": arguments, "value": plain(value), "types": types, "gradients": gradients})
lines = ",\n".join(json.dumps(case) for case in recorded)
head = json.dumps({"judges": judge.versions, "imports": judge.imports, "inputs": inputs})[:-1]
(here / "recorded.json").write_text(f'{head}, "cases": [\n{lines}\n]}}\n')
print("\n".join(refused))
print(f"{len(recorded)} cases by {judge.versions}, {len(refused)} refused")
sys.exit(1 if refused else 0)
