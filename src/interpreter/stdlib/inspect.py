"""inspect: signatures, for programs that pass on what a function takes."""

from _interpreter import parameters_of as _parameters_of


class _Empty:
    pass


class Parameter:
    empty = _Empty
    POSITIONAL_ONLY = "POSITIONAL_ONLY"
    POSITIONAL_OR_KEYWORD = "POSITIONAL_OR_KEYWORD"
    VAR_POSITIONAL = "VAR_POSITIONAL"
    KEYWORD_ONLY = "KEYWORD_ONLY"
    VAR_KEYWORD = "VAR_KEYWORD"

    def __init__(self, name, kind, default=_Empty, annotation=_Empty):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation


class Signature:
    empty = _Empty

    def __init__(self, parameters):
        self.parameters = {one.name: one for one in parameters}


def signature(callable):
    return Signature([Parameter(name, kind, *default) for name, kind, default in _parameters_of(callable)])


class _FullArgSpec:
    def __init__(self, parameters):
        named = [one for one in parameters if one.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)]
        self.args = [one.name for one in named]
        self.defaults = tuple(one.default for one in named if one.default is not _Empty) or None
        self.varargs = next((one.name for one in parameters if one.kind == Parameter.VAR_POSITIONAL), None)
        self.varkw = next((one.name for one in parameters if one.kind == Parameter.VAR_KEYWORD), None)
        self.kwonlyargs = [one.name for one in parameters if one.kind == Parameter.KEYWORD_ONLY]
        self.annotations = {}


def getfullargspec(function):
    return _FullArgSpec(list(signature(function).parameters.values()))


def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return type(object).__name__ == "function"


def ismethod(object):
    return type(object).__name__ == "method"


def isbuiltin(object):
    return type(object).__name__ == "builtin_function_or_method"


def isgenerator(object):
    return type(object).__name__ == "generator"


def getmembers(object, predicate=None):
    members = [(name, getattr(object, name)) for name in dir(object) if hasattr(object, name)]
    return [one for one in members if predicate is None or predicate(one[1])]


def getmro(cls):
    return cls.__mro__


def getdoc(object):
    return object.__doc__


def cleandoc(doc):
    return doc
