"""warnings: given, and not heard."""


def warn(message, category=None, stacklevel=1, source=None):
    pass


def warn_explicit(*args, **keywords):
    pass


def filterwarnings(*args, **keywords):
    pass


def simplefilter(*args, **keywords):
    pass


def resetwarnings():
    pass


class catch_warnings:
    def __init__(self, *, record=False, **keywords):
        self.record = record

    def __enter__(self):
        return [] if self.record else None

    def __exit__(self, type, value, traceback):
        return None


def deprecated(*args, **keywords):
    return lambda object: object
