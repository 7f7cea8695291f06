"""importlib.util: what can be found is what the preview brings along, and what every machine for such work has."""

from _interpreter import find_library


_usual = {"PIL", "cv2", "matplotlib", "pandas", "requests", "scipy", "sklearn", "torchaudio", "yaml"}


class ModuleSpec:
    def __init__(self, name):
        self.name = name
        self.loader = None
        self.origin = None


def find_spec(name, package=None):
    root = name.split(".")[0]
    return ModuleSpec(name) if root in _usual or find_library(root) is not None else None
