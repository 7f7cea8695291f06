"""pathlib: paths as texts, of a machine without files."""

import os


class PurePath:
    def __init__(self, *parts):
        self._text = os.path.join(*[str(part) for part in parts]) if parts else "."

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"PosixPath('{self._text}')"

    def __fspath__(self):
        return self._text

    def __truediv__(self, other):
        return type(self)(self._text, other)

    def __rtruediv__(self, other):
        return type(self)(other, self._text)

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(self._text)

    def joinpath(self, *others):
        return type(self)(self._text, *others)

    @property
    def name(self):
        return os.path.basename(self._text)

    @property
    def suffix(self):
        return "." + self.name.rsplit(".", 1)[1] if "." in self.name else ""

    @property
    def stem(self):
        return self.name.rsplit(".", 1)[0]

    @property
    def parent(self):
        return type(self)(os.path.dirname(self._text) or ".")


class Path(PurePath):
    @classmethod
    def cwd(cls):
        return cls("/")

    @classmethod
    def home(cls):
        return cls("/")

    def exists(self):
        return False

    def is_file(self):
        return False

    def is_dir(self):
        return False

    def resolve(self):
        return self

    def absolute(self):
        return self

    def expanduser(self):
        return self

    def mkdir(self, *args, **kwargs):
        pass

    def glob(self, pattern):
        return []


PosixPath = Path
PurePosixPath = PurePath
