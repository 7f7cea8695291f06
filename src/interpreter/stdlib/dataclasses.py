"""dataclasses."""



class _Missing:
    def __repr__(self):
        return "MISSING"


class _KeywordOnly:
    pass


MISSING = _Missing()
KW_ONLY = _KeywordOnly()


class InitVar:
    def __class_getitem__(cls, item):
        return cls


class FrozenInstanceError(AttributeError):
    pass


class Field:
    def __init__(self, default=MISSING, default_factory=MISSING, init=True, repr=True, compare=True, kw_only=False, metadata=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.kw_only = kw_only
        self.metadata = metadata or {}
        self.is_init_var = False

    @property
    def is_required(self):
        return self.default is MISSING and self.default_factory is MISSING


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, compare, kw_only, metadata)


def dataclass(cls=None, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def decorate(cls):
        return _complete(cls, init, repr, eq, order, frozen, kw_only)

    return decorate if cls is None else decorate(cls)


def _complete(cls, init, repr, eq, order, frozen, kw_only):
    own = {}
    only_keywords = kw_only
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if "ClassVar" in annotation:
            continue
        if annotation == "KW_ONLY" or annotation.endswith(".KW_ONLY"):
            only_keywords = True
            continue
        default = cls.__dict__.get(name, MISSING)
        one = default if isinstance(default, Field) else Field(default)
        one.name = name
        one.type = annotation
        one.kw_only = one.kw_only or only_keywords
        one.is_init_var = "InitVar" in annotation
        own[name] = one
        if isinstance(one.default, (list, dict, set)):
            raise ValueError(f"mutable default {type(one.default)} for field {name} is not allowed: use default_factory")
        if one.default is not MISSING:
            setattr(cls, name, one.default)
        elif name in cls.__dict__:
            delattr(cls, name)
    fields = {}
    for base in reversed(cls.__mro__[1:]):
        fields.update(base.__dict__.get("__dataclass_fields__", {}))
    fields.update(own)
    cls.__dataclass_fields__ = fields
    cls.__match_args__ = tuple(name for name, one in fields.items() if one.init and not one.kw_only)
    if init and "__init__" not in cls.__dict__:
        cls.__init__ = _make_init(cls, fields)
    if repr and "__repr__" not in cls.__dict__:
        cls.__repr__ = _represent
    if eq and "__eq__" not in cls.__dict__:
        cls.__eq__ = _equal
        if frozen and "__hash__" not in cls.__dict__:
            cls.__hash__ = lambda self: hash(_values(self))
    if order:
        cls.__lt__ = lambda self, other: _values(self) < _values(other)
        cls.__le__ = lambda self, other: _values(self) <= _values(other)
        cls.__gt__ = lambda self, other: _values(self) > _values(other)
        cls.__ge__ = lambda self, other: _values(self) >= _values(other)
    if frozen:
        cls.__setattr__ = _refuse
    return cls


def _make_init(cls, fields):
    taken = [one for one in fields.values() if one.init]
    positional = [one.name for one in taken if not one.kw_only]

    def __init__(self, *args, **keywords):
        if len(args) > len(positional):
            raise TypeError(f"{cls.__name__}.__init__() takes {len(positional) + 1} positional arguments but {len(args) + 1} were given")
        given = dict(zip(positional, args))
        for name in keywords:
            if name not in fields or not fields[name].init:
                raise TypeError(f"{cls.__name__}.__init__() got an unexpected keyword argument '{name}'")
            if name in given:
                raise TypeError(f"{cls.__name__}.__init__() got multiple values for argument '{name}'")
        given.update(keywords)
        missing = [one.name for one in taken if one.name not in given and one.is_required]
        if missing:
            raise TypeError(f"{cls.__name__}.__init__() missing {len(missing)} required positional argument{'s' if len(missing) > 1 else ''}: " + ", ".join(repr(name) for name in missing))
        later = []
        for name, one in fields.items():
            if name in given:
                value = given[name]
            elif one.default_factory is not MISSING:
                value = one.default_factory()
            elif one.default is not MISSING:
                value = one.default
            else:
                continue
            if one.is_init_var:
                later.append(value)
            elif cls.__setattr__ is _refuse:
                object.__setattr__(self, name, value)
            else:
                setattr(self, name, value)
        if hasattr(self, "__post_init__"):
            self.__post_init__(*later)

    return __init__


def _values(self):
    return tuple(getattr(self, one.name) for one in fields(self) if one.compare)


def _represent(self):
    return type(self).__name__ + "(" + ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr) + ")"


def _equal(self, other):
    if type(other) is not type(self):
        return NotImplemented
    return _values(self) == _values(other)


def _refuse(self, name, value):
    raise FrozenInstanceError(f"cannot assign to field '{name}'")


def fields(class_or_instance):
    return tuple(one for one in class_or_instance.__dataclass_fields__.values() if not one.is_init_var)


def is_dataclass(obj):
    return hasattr(obj, "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    return dict_factory([(one.name, _plain(getattr(obj, one.name))) for one in fields(obj)])


def astuple(obj):
    return tuple(_plain(getattr(obj, one.name)) for one in fields(obj))


def _plain(value):
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def replace(obj, /, **changes):
    given = {one.name: getattr(obj, one.name) for one in fields(obj) if one.init}
    given.update(changes)
    return type(obj)(**given)
