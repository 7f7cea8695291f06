"""Compilers and annotations that leave a program's meaning alone."""


def _unchanged(function=None, *args, **kwargs):
    return (lambda wrapped: wrapped) if function is None else function


script = ignore = unused = export = script_method = interface = _unchanged


def trace(function, example_inputs=None, **options):
    return function


def is_scripting():
    return False


def is_tracing():
    return False


def annotate(kind, value):
    return value


class ScriptModule:
    pass


class Final:
    def __class_getitem__(cls, item):
        return item


class Attribute:
    def __init__(self, value, type=None):
        self.value = value
