"""argparse: a program that nobody gave arguments to runs with what its parser says instead."""

SUPPRESS = "==SUPPRESS=="
REMAINDER = "..."
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"


class ArgumentError(Exception):
    pass


class ArgumentTypeError(Exception):
    pass


class Namespace:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __contains__(self, key):
        return key in self.__dict__

    def __eq__(self, other):
        return isinstance(other, Namespace) and vars(self) == vars(other)

    def __repr__(self):
        return f"Namespace({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class HelpFormatter:
    def __init__(self, *args, **kwargs):
        pass


class RawDescriptionHelpFormatter(HelpFormatter):
    pass


class RawTextHelpFormatter(HelpFormatter):
    pass


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    pass


class BooleanOptionalAction:
    pass


class _Argument:
    """One option or position: its names, and what stands where nothing is given."""

    def __init__(self, flags, options):
        self.flags = flags
        self.action = options.get("action", "store")
        self.is_option = flags[0].startswith("-")
        long = [flag for flag in flags if flag.startswith("--")]
        self.dest = options.get("dest") or (long or flags)[0].lstrip("-").replace("-", "_")
        self.type = options.get("type")
        self.nargs = options.get("nargs")
        self.const = options.get("const")
        absent = {"store_true": False, "store_false": True}.get(self.action) if isinstance(self.action, str) else None
        self.default = options.get("default", absent)

    @property
    def takes_value(self):
        return self.action in ("store", "append", "extend")

    def read(self, text):
        return text if self.type is None else self.type(text)

    def initial(self):
        """A text as a default is read as if it had been given."""
        return self.read(self.default) if isinstance(self.default, str) and self.default != SUPPRESS else self.default

    def flagged(self, flag):
        if self.action == "store_const":
            return self.const
        if self.action is BooleanOptionalAction:
            return not flag.startswith("--no-")
        return self.action == "store_true"


class ArgumentParser:
    def __init__(self, *args, argument_default=None, parents=(), **kwargs):
        self._arguments = [argument for parent in parents for argument in parent._arguments]
        self._defaults = {}
        self._argument_default = argument_default

    def add_argument(self, *flags, **options):
        if self._argument_default is not None:
            options.setdefault("default", self._argument_default)
        argument = _Argument(flags, options)
        if argument.action not in ("help", "version"):
            self._arguments.append(argument)
        return argument

    def add_argument_group(self, *args, **kwargs):
        return self

    def add_mutually_exclusive_group(self, *args, **kwargs):
        return self

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for argument in self._arguments:
            if argument.dest in kwargs:
                argument.default = kwargs[argument.dest]

    def get_default(self, dest):
        return {**{argument.dest: argument.default for argument in self._arguments}, **self._defaults}.get(dest)

    def parse_args(self, args=None, namespace=None):
        return self.parse_known_args(args, namespace)[0]

    def parse_known_args(self, args=None, namespace=None):
        found = Namespace() if namespace is None else namespace
        for name, value in self._defaults.items():
            if not hasattr(found, name):
                setattr(found, name, value)
        for argument in self._arguments:
            if argument.default != SUPPRESS and not hasattr(found, argument.dest):
                setattr(found, argument.dest, argument.initial())
        return found, self._read(list(args or []), found)

    def _read(self, words, found):
        """Puts what is given in its place; returns what no argument takes."""
        left = []
        positions = [argument for argument in self._arguments if not argument.is_option]
        while words:
            word = words.pop(0)
            flag, separator, value = word.partition("=")
            option = next((argument for argument in self._arguments if flag in _spellings(argument)), None)
            if option is None and positions and not word.startswith("-"):
                option = positions.pop(0)
                words.insert(0, word)
            elif separator:
                words.insert(0, value)
            if option is None:
                left.append(word)
            elif not option.takes_value:
                setattr(found, option.dest, option.flagged(flag))
            else:
                setattr(found, option.dest, _taken(option, words, getattr(found, option.dest, None)))
        return left


def _spellings(argument):
    if argument.action is not BooleanOptionalAction:
        return argument.flags
    return (*argument.flags, *("--no-" + flag[2:] for flag in argument.flags))


def _taken(option, words, before):
    """The words that an option takes, as its value."""
    if isinstance(option.nargs, int):
        count = option.nargs
    elif option.nargs in ("*", "+"):
        count = next((place for place, word in enumerate(words) if word.startswith("--")), len(words))
    elif option.nargs == "?":
        count = int(bool(words) and not words[0].startswith("--"))
    else:
        count = 1
    values = [option.read(words.pop(0)) for _ in range(count)]
    if option.nargs is None or option.nargs == "?":
        values = values[0] if values else option.const
    if option.action == "append":
        return [*(before or []), values]
    return [*(before or []), *values] if option.action == "extend" else values
