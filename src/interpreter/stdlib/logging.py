"""logging: a program may log; nobody listens."""

NOTSET, DEBUG, INFO, WARNING, ERROR, CRITICAL = 0, 10, 20, 30, 40, 50
WARN, FATAL = WARNING, CRITICAL


class Logger:
    def __init__(self, name="root", level=NOTSET):
        self.name = name
        self.level = level
        self.handlers = []
        self.propagate = True

    def _ignore(self, *args, **keywords):
        pass

    debug = info = warning = warn = error = exception = critical = log = _ignore
    setLevel = addHandler = removeHandler = addFilter = setFormatter = _ignore

    def __getattr__(self, name):
        # programs hang methods of their own on the class: `warning_once`
        if name.startswith("_"):
            raise AttributeError(f"'Logger' object has no attribute '{name}'")
        return self._ignore

    def isEnabledFor(self, level):
        return False

    def getEffectiveLevel(self):
        return WARNING

    def getChild(self, suffix):
        return Logger(f"{self.name}.{suffix}")


Handler = StreamHandler = FileHandler = NullHandler = Formatter = Filter = Logger


def getLogger(name=None):
    return Logger(name or "root")


def _ignore(*args, **keywords):
    pass


debug = info = warning = warn = error = exception = critical = log = _ignore
basicConfig = captureWarnings = disable = addLevelName = _ignore
