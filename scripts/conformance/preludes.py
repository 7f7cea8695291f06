"""Loads our preludes as ordinary Python modules over real PyTorch's tensors, so that PyTorch can judge them.

`import preludes` makes `ours.torch.nn` importable: the text of src/frameworks/torch/prelude with its imports of other
prelude modules redirected. Everything else, `import torch` included, is the real thing.
"""

import importlib.abc
import importlib.util
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2] / "src/frameworks/torch/prelude"
NATIVE = ("torch.nn.parameter", "torch.autograd", "torch.autograd.functional", "torch.linalg", "torch.special")


def path_of(name):
    base = ROOT.joinpath(*name.split("."))
    if base.is_dir():
        return base / "__init__.py"
    return base.with_suffix(".py")


def redirected(text):
    def redirect(match):
        return match.group(0) if match.group(2) in NATIVE else f"{match.group(1)} ours.{match.group(2)}"

    return re.sub(r"^(from|import) ((?:torch|torchvision)\.[\w.]+)", redirect, text, flags=re.M)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path=None, target=None):
        if fullname != "ours" and not fullname.startswith("ours."):
            return None
        base = ROOT if fullname == "ours" else ROOT.joinpath(*fullname.split(".")[1:])
        return importlib.util.spec_from_loader(fullname, self, is_package=base.is_dir())

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        # `torch` itself is the real one.
        if module.__name__ in ("ours", "ours.torch"):
            return
        file = path_of(module.__name__[len("ours.") :])
        if file.exists():
            exec(compile(redirected(file.read_text()), str(file), "exec"), module.__dict__)


sys.meta_path.insert(0, Finder())
