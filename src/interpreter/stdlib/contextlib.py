"""contextlib."""

from functools import wraps


class ContextDecorator:
    def __call__(self, function):
        @wraps(function)
        def inner(*args, **keywords):
            with self._recreate():
                return function(*args, **keywords)

        return inner

    def _recreate(self):
        return self


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        return None


class _GeneratorContextManager(ContextDecorator):
    def __init__(self, function, args, keywords):
        self.made_from = (function, args, keywords)
        self.generator = function(*args, **keywords)

    def _recreate(self):
        return _GeneratorContextManager(*self.made_from)

    def __enter__(self):
        for value in self.generator:
            return value
        raise RuntimeError("generator didn't yield")

    def __exit__(self, type, value, traceback):
        if type is None:
            for _ in self.generator:
                raise RuntimeError("generator didn't stop")
            return False
        try:
            self.generator.throw(value)
        except StopIteration:
            return True
        except BaseException as error:
            if error is value:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(function):
    @wraps(function)
    def create(*args, **keywords):
        return _GeneratorContextManager(function, args, keywords)

    return create


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        self.exceptions = exceptions

    def __exit__(self, type, value, traceback):
        return type is not None and issubclass(type, self.exceptions)


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, type, value, traceback):
        self.thing.close()


class redirect_stdout(nullcontext):
    pass


class redirect_stderr(nullcontext):
    pass


class ExitStack:
    def __init__(self):
        self._exits = []

    def enter_context(self, context):
        value = context.__enter__()
        self._exits.append(context.__exit__)
        return value

    def callback(self, function, /, *args, **keywords):
        self._exits.append(lambda type, value, traceback: function(*args, **keywords) and None)
        return function

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        handled = False
        while self._exits:
            if self._exits.pop()(type, value, traceback):
                handled = True
                type = value = traceback = None
        return handled
