"""abc."""

ABCMeta = type


class ABC:
    pass


def abstractmethod(function):
    return function


def abstractproperty(function):
    return property(function)


def abstractclassmethod(function):
    return classmethod(function)


def abstractstaticmethod(function):
    return staticmethod(function)
