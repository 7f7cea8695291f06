"""types."""


class SimpleNamespace:
    def __init__(self, **keywords):
        self.__dict__.update(keywords)

    def __repr__(self):
        return "namespace(" + ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items()) + ")"

    def __eq__(self, other):
        return isinstance(other, SimpleNamespace) and self.__dict__ == other.__dict__


def MethodType(function, instance):
    return function.__get__(instance)


def MappingProxyType(mapping):
    return mapping


FunctionType = type(lambda: None)
LambdaType = FunctionType
BuiltinFunctionType = type(len)
GeneratorType = type(_ for _ in ())
NoneType = type(None)
EllipsisType = type(...)
ModuleType = type("module", (), {})
