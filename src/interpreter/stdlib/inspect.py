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

    def bind(self, /, *args, **kwargs):
        return self._bound(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bound(args, kwargs, True)

    def _bound(self, args, kwargs, is_partial):
        given, rest = list(args), dict(kwargs)
        arguments = {}
        for one in self.parameters.values():
            if one.kind == Parameter.VAR_POSITIONAL:
                if given:
                    arguments[one.name] = tuple(given)
                given = []
            elif one.kind == Parameter.VAR_KEYWORD:
                if rest:
                    arguments[one.name] = rest
                rest = {}
            elif given and one.kind != Parameter.KEYWORD_ONLY:
                if one.name in rest:
                    raise TypeError(f"multiple values for argument {one.name!r}")
                arguments[one.name] = given.pop(0)
            elif one.name in rest:
                arguments[one.name] = rest.pop(one.name)
            elif one.default is _Empty and not is_partial:
                raise TypeError(f"missing a required argument: {one.name!r}")
        if given:
            raise TypeError("too many positional arguments")
        if rest:
            raise TypeError(f"got an unexpected keyword argument {next(iter(rest))!r}")
        return BoundArguments(self, arguments)


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature = signature
        self.arguments = arguments

    def apply_defaults(self):
        """Fills in what was not given, in the order of the signature."""
        filled = {}
        for one in self.signature.parameters.values():
            if one.name in self.arguments:
                filled[one.name] = self.arguments[one.name]
            elif one.default is not _Empty:
                filled[one.name] = one.default
            elif one.kind == Parameter.VAR_POSITIONAL:
                filled[one.name] = ()
            elif one.kind == Parameter.VAR_KEYWORD:
                filled[one.name] = {}
        self.arguments = filled

    @property
    def args(self):
        args = []
        for one in self.signature.parameters.values():
            if one.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY) or one.name not in self.arguments:
                break
            if one.kind == Parameter.VAR_POSITIONAL:
                args.extend(self.arguments[one.name])
            else:
                args.append(self.arguments[one.name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        is_named = False
        for one in self.signature.parameters.values():
            if one.kind == Parameter.KEYWORD_ONLY:
                is_named = True
            if one.name not in self.arguments:
                is_named = is_named or one.kind != Parameter.VAR_POSITIONAL
            elif one.kind == Parameter.VAR_KEYWORD:
                kwargs.update(self.arguments[one.name])
            elif is_named and one.kind != Parameter.VAR_POSITIONAL:
                kwargs[one.name] = self.arguments[one.name]
        return kwargs


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
