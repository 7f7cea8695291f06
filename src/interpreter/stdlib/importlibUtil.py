"""importlib.util: what can be found is what the preview brings along."""

from _interpreter import find_library


class ModuleSpec:
    def __init__(self, name):
        self.name = name
        self.loader = None
        self.origin = None


def find_spec(name, package=None):
    return None if find_library(name.split(".")[0]) is None else ModuleSpec(name)
