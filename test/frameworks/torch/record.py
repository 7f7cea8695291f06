"""Runs the cases beside this file under real PyTorch and records values and gradients: `/usr/bin/python3 record.py`.

A group is a line of inputs and the expressions or bodies below it, each on its own (bodies end in `return`; their lines are
indented after the first). Outputs are recorded with type and shape; the gradient is that of the sum of all floating outputs,
each element weighted by 0.5 … 1.5 along its flat order.
"""

import json
import math
import pathlib
import warnings

import torch

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent
inf, nan, T = math.inf, math.nan, torch.tensor


def number(value):
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def plain(value):
    if isinstance(value, torch.Tensor):
        flat = value.detach().reshape(-1)
        flat = flat.double() if value.is_floating_point() else flat
        return {"shape": list(value.shape), "dtype": str(value.dtype)[6:], "data": [number(item) for item in flat.tolist()]}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, (torch.dtype, torch.device)):
        return str(value)
    return number(value)


def tensors(value):
    if isinstance(value, torch.Tensor):
        return [value] if value.is_floating_point() else []
    return [tensor for item in value for tensor in tensors(item)] if isinstance(value, (tuple, list)) else []


def run(source, inputs):
    scope = {"torch": torch, "inf": inf, "nan": nan}
    exec(source, scope)
    torch.manual_seed(0)
    given = {name: value.clone().requires_grad_(value.is_floating_point()) for name, value in inputs.items()}
    try:
        result = scope["case"](**given)
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error).split("\n")[0]}
    answer = {"value": plain(result)}
    outputs = [tensor for tensor in tensors(result) if tensor.requires_grad and tensor.numel() > 0]
    total = sum((tensor * torch.linspace(0.5, 1.5, tensor.numel()).reshape(tensor.shape)).sum() for tensor in outputs)
    leaves = {name: tensor for name, tensor in given.items() if tensor.requires_grad and tensor.is_leaf}
    if outputs and leaves:
        try:
            gradients = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
        except RuntimeError:  # PyTorch has no derivative for it
            return answer
        answer["gradients"] = {
            name: None if gradient is None else plain(gradient) for name, gradient in zip(leaves, gradients)
        }
    return answer


def groups(text):
    for block in text.split("\n# "):
        header, _, rest = block.strip("# \n").partition("\n")
        inputs = eval(f"dict({header})", {"T": T, "torch": torch, "inf": inf, "nan": nan})
        bodies = []
        for line in rest.split("\n"):
            if line.startswith("  "):
                bodies[-1] += "\n    " + line[2:]
            elif line.strip():
                bodies.append("    " + line)
        for body in bodies:
            last = body.split("\n")[-1]
            if "return" not in last:
                body = body[: len(body) - len(last)] + "    return " + last.strip()
            yield inputs, f"def case({', '.join(inputs)}):\n{body}\n"


def main():
    for path in sorted(HERE.glob("cases/*.txt")):
        recorded = []
        for inputs, source in groups(path.read_text()):
            recorded.append({"source": source, "inputs": {name: plain(value) for name, value in inputs.items()}, **run(source, inputs)})
        target = HERE / "recorded" / f"{path.stem}.json"
        target.parent.mkdir(exist_ok=True)
        target.write_text("[\n" + ",\n".join(json.dumps(one) for one in recorded) + "\n]\n")
        print(path.stem, len(recorded), "errors:", [(one["source"], one["message"]) for one in recorded if "error" in one and "# error" not in one["source"]])


main()
