"""packaging.version: the numbers of a release, compared in order; what follows them (`rc1`, `+cu117`) is left out."""

import functools
import re


class InvalidVersion(ValueError):
    pass


@functools.total_ordering
class Version:
    def __init__(self, version):
        found = re.match(r"v?(\d+(?:\.\d+)*)", version.strip())
        if found is None:
            raise InvalidVersion(f"Invalid version: '{version}'")
        self._text = version
        self.release = tuple(int(part) for part in found.group(1).split("."))
        self.base_version = found.group(1)

    def _part(self, place):
        return self.release[place] if place < len(self.release) else 0

    major = property(lambda self: self._part(0))
    minor = property(lambda self: self._part(1))
    micro = property(lambda self: self._part(2))

    def _key(self):
        release = list(self.release)
        while len(release) > 1 and release[-1] == 0:
            release.pop()
        return tuple(release)

    def __eq__(self, other):
        return self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __str__(self):
        return self._text


def parse(version):
    return Version(version)
