"""enum. The methods named `__class_…__` answer for the class itself, where Python has a metaclass."""


class auto:
    def __init__(self):
        self.value = None

    def __or__(self, other):
        return _Later(self, other, lambda left, right: left | right)

    def __and__(self, other):
        return _Later(self, other, lambda left, right: left & right)

    __ror__ = __or__
    __rand__ = __and__


class _Later(auto):
    """What is made of members that have no value yet."""

    def __init__(self, left, right, operation):
        self.operands = (left, right)
        self.operation = operation

    @property
    def value(self):
        return self.operation(*[one.value if isinstance(one, auto) else one for one in self.operands])


class Enum:
    def __init_subclass__(cls, **keywords):
        members = {}
        inherited = getattr(cls, "__members__", {})
        last = 0
        for name, value in list(cls.__dict__.items()):
            if name.startswith("__") or name == "_ignore_" or _is_descriptor(value):
                continue
            if isinstance(value, _Later):
                value = value.value
            elif isinstance(value, auto):
                value.value = _following(cls, name, members, last)
                value = value.value
            member = _find(members, value)
            if member is None:
                member = _create(cls, name, value)
            last = member._value_
            members[name] = member
            setattr(cls, name, member)
        if members or not inherited:
            cls.__members__ = members

    def __class_call__(cls, value):
        if isinstance(value, cls):
            return value
        member = _find(cls.__members__, value)
        if member is None:
            member = cls._missing_(value)
        if member is None:
            raise ValueError(f"{value!r} is not a valid {cls.__name__}")
        return member

    def __init__(self, *args):
        pass

    @classmethod
    def _missing_(cls, value):
        return None

    def __class_getitem__(cls, name):
        if name not in cls.__members__:
            raise KeyError(name)
        return cls.__members__[name]

    def __class_iter__(cls):
        distinct = []
        for member in cls.__members__.values():
            if not any(member is one for one in distinct):
                distinct.append(member)
        return iter(distinct)

    def __class_len__(cls):
        return len(list(cls))

    def __class_contains__(cls, member):
        return any(member is one or member == one._value_ for one in cls.__members__.values())

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __hash__(self):
        return hash(self._value_ if _is_plain(self) else self._name_)

    def __eq__(self, other):
        if _is_plain(self):
            return self._value_ == (other._value_ if isinstance(other, Enum) else other)
        return self is other


def _is_plain(member):
    return isinstance(member, (str, int, float))


def _is_descriptor(value):
    return type(value).__name__ in ("property", "staticmethod", "classmethod", "function")


def _following(cls, name, members, last):
    if hasattr(cls, "_generate_next_value_"):
        return cls._generate_next_value_(name, 1, len(members), [one._value_ for one in members.values()])
    if issubclass(cls, StrEnum):
        return name.lower()
    if issubclass(cls, Flag):
        bit = 1
        while bit <= last:
            bit *= 2
        return bit
    return last + 1


def _find(members, value):
    for member in members.values():
        if member._value_ == value:
            return member
    return None


def _create(cls, name, value):
    if issubclass(cls, str):
        member = str.__new__(cls, value)
    elif issubclass(cls, int):
        member = int.__new__(cls, value)
    elif issubclass(cls, float):
        member = float.__new__(cls, value)
    else:
        member = object.__new__(cls)
    member._name_ = name
    member._value_ = value
    cls.__init__(member, *(value if isinstance(value, tuple) else (value,)))
    return member


class IntEnum(int, Enum):
    def __str__(self):
        return str(self._value_)


class StrEnum(str, Enum):
    def __str__(self):
        return self._value_


class Flag(Enum):
    def __or__(self, other):
        return _combined(type(self), self._value_ | other._value_)

    def __and__(self, other):
        return _combined(type(self), self._value_ & other._value_)

    def __bool__(self):
        return self._value_ != 0

    def __contains__(self, other):
        return self._value_ & other._value_ == other._value_


class IntFlag(int, Flag):
    pass


def _combined(cls, value):
    member = _find(cls.__members__, value)
    return _create(cls, None, value) if member is None else member


def unique(cls):
    return cls


EnumMeta = type
EnumType = type
