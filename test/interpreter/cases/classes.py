# --- instances
class Vector:
    count = 0

    def __init__(self, x, y=0):
        self.x, self.y = x, y
        Vector.count += 1

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        if not isinstance(factor, (int, float)):
            return NotImplemented
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __len__(self):
        return 2

    def __bool__(self):
        return self.x != 0

    def __contains__(self, item):
        return item in (self.x, self.y)

    def __call__(self, z):
        return self.x + z

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __iadd__(self, other):
        self.x += other.x
        return self

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __hash__(self):
        return hash((self.x, self.y))


v = Vector(1, 2)
w = v + Vector(3)
alias = w
alias += Vector(1)
v, w, alias is w, -v, 2 * v, v * 3, v == Vector(1, 2), v != w  #> (Vector(1, 2), Vector(5, 2), True, Vector(-1, -2), Vector(2, 4), Vector(3, 6), True, True)
v[0], list(v), len(v), bool(Vector(0)), 2 in v, v(10), abs(Vector(3, 4))  #> (1, [1, 2], 2, False, True, 11, 5.0)
v < w, max(v, w), sorted([w, v]), v @ w  #> (True, Vector(5, 2), [Vector(1, 2), Vector(5, 2)], 9)
{v: 1}[Vector(1, 2)], Vector(1, 2) in [v]  #> (1, True)
v + 1  #> ! AttributeError: 'int' object has no attribute 'x'
v * "a"  #> ! TypeError: can't multiply sequence by non-int of type 'Vector'
v.z  #> ! AttributeError: 'Vector' object has no attribute 'z'
v > 5  #> ! TypeError: '>' not supported between instances of 'Vector' and 'int'
Vector()  #> ! TypeError: Vector.__init__() missing 1 required positional argument: 'x'
Vector(1, 2, 3)  #> ! TypeError: Vector.__init__() takes from 2 to 3 positional arguments but 4 were given
str(v), f"{v}", "%s" % v  #> ('Vector(1, 2)', 'Vector(1, 2)', 'Vector(1, 2)')

# --- inheritance
class A:
    label = "a"

    def who(self):
        return "A"

    def chain(self):
        return ["A"]


class B(A):
    def who(self):
        return "B" + super().who()

    def chain(self):
        return ["B"] + super().chain()


class C(A):
    def chain(self):
        return ["C"] + super(C, self).chain()


class D(B, C):
    label = "d"

    def chain(self):
        return ["D"] + super().chain()


D().chain(), D().who(), [one.__name__ for one in D.__mro__]  #> (['D', 'B', 'C', 'A'], 'BA', ['D', 'B', 'C', 'A', 'object'])
D.label, A.label, B().label, isinstance(D(), A), issubclass(D, C), type(D()) is D, D.__name__  #> ('d', 'a', 'a', True, True, True, 'D')
type(D()).__name__, D.__bases__ == (B, C), D().__class__ is D  #> ('D', True, True)

# --- descriptors
class Temperature:
    def __init__(self, celsius):
        self._celsius = celsius

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self._celsius = (value - 32) * 5 / 9

    @property
    def fixed(self):
        return 1

    @staticmethod
    def freezing():
        return 0

    @classmethod
    def boiling(cls):
        return cls(100)


class Hot(Temperature):
    @property
    def fahrenheit(self):
        return super().fahrenheit + 1


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name)

    def __set__(self, obj, value):
        if value <= 0:
            raise ValueError("must be positive")
        setattr(obj, self.name, value)


class Account:
    balance = Positive()

    def __init__(self, balance):
        self.balance = balance


t = Temperature(10)
t.fahrenheit = 212


def assign_fixed():
    t.fixed = 2


t.fahrenheit, t._celsius, Temperature.freezing(), t.freezing(), Hot.boiling().fahrenheit, type(Hot.boiling()).__name__  #> (212.0, 100.0, 0, 0, 213.0, 'Hot')
Account(5).balance  #> 5
Account(-1)  #> ! ValueError: must be positive

# --- attribute hooks
class Flexible:
    def __init__(self):
        self.known = 1

    def __getattr__(self, name):
        if name.startswith("auto_"):
            return name[5:]
        raise AttributeError(f"no {name}")


class Guarded:
    def __init__(self):
        object.__setattr__(self, "log", [])
        self.a = 1

    def __setattr__(self, name, value):
        self.log.append(name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self.log.append("del " + name)
        super().__delattr__(name)


flexible = Flexible()
guarded = Guarded()
guarded.b = 2
del guarded.b
flexible.__dict__["added"] = 3
setattr(flexible, "more", 4)
flexible.known, flexible.auto_x, hasattr(flexible, "other"), getattr(flexible, "other", "default")  #> (1, 'x', False, 'default')
flexible.other  #> ! AttributeError: no other
guarded.log, guarded.__dict__  #> (['a', 'b', 'del b'], {'log': ['a', 'b', 'del b'], 'a': 1})
vars(flexible), flexible.added, "known" in flexible.__dict__  #> ({'known': 1, 'added': 3, 'more': 4}, 3, True)
callable(flexible), callable(len), callable(Flexible)  #> (False, True, True)

# --- class bodies and hooks
class Registry:
    known = {}

    def __init_subclass__(cls, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Registry.known[key or cls.__name__] = cls


class First(Registry):
    pass


class Second(Registry, key="two"):
    size = 3
    sizes = [size, size + 1]

    class Inner:
        value = 7


class Meta(type):
    pass


class WithMeta(metaclass=Meta):
    x = 1


class Singleton:
    _instance = None

    def __new__(cls, *args):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self, value=None):
        self.value = value


sorted(Registry.known), Second.sizes, Second.Inner.value, WithMeta.x  #> (['First', 'two'], [3, 4], 7, 1)
Singleton(1) is Singleton(2), Singleton().value  #> (True, None)

# --- iteration protocols
class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Sequence:
    def __getitem__(self, index):
        if index >= 3:
            raise IndexError
        return index * 10


class Generated:
    def __iter__(self):
        yield 1
        yield 2


list(Countdown(3)), list(Sequence()), [*Generated()], 20 in Sequence(), sum(Generated())  #> ([2, 1, 0], [0, 10, 20], [1, 2], True, 3)

# --- subclasses of builtins
class Tagged(list):
    def __init__(self, items, tag):
        super().__init__(items)
        self.tag = tag

    def total(self):
        return sum(self)


class Attributes(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value


class Doubling(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)

    def __getitem__(self, key):
        return super().__getitem__(key) + 1


class Name(str):
    def shout(self):
        return self.upper() + "!"


class Percent(float):
    def __str__(self):
        return f"{float(self):.0%}"


tagged = Tagged([1, 2], "t")
tagged.append(3)
options = Attributes(lr=0.1)
doubling = Doubling()
doubling["a"] = 5
tagged, tagged.tag, tagged.total(), len(tagged), tagged[-1], isinstance(tagged, list)  #> ([1, 2, 3], 't', 6, 3, 3, True)
options.lr, "lr" in options, isinstance(options, dict)  #> (0.1, True, True)
options.missing  #> ! AttributeError: missing
doubling["a"]  #> 11
Name("ab").shout(), Name("ab") + "c", isinstance(Name("a"), str), Name("a") == "a"  #> ('AB!', 'abc', True, True)
str(Percent(0.25)), Percent(0.5) * 2, Percent(0.5) > 0.4  #> ('25%', 1.0, True)

# --- dataclasses
from dataclasses import asdict, dataclass, field, replace
from typing import ClassVar, List, Optional


@dataclass
class Config:
    name: str
    rate: float = 0.1
    sizes: List[int] = field(default_factory=list)
    hidden: int = field(default=3, repr=False)
    kind: ClassVar[str] = "c"
    note: Optional[str] = None

    def scaled(self):
        return self.rate * 2


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


@dataclass
class Derived(Config):
    extra: int = 5

    def __post_init__(self):
        self.extra += 1


config = Config("n", sizes=[1])


def mutate():
    Version(1).major = 2


config, config.scaled(), Config.kind, config.hidden  #> (Config(name='n', rate=0.1, sizes=[1], note=None), 0.2, 'c', 3)
Config("n") == Config("n"), Config("a") == Config("b"), replace(config, rate=1), asdict(Version(1, 2))  #> (True, False, Config(name='n', rate=1, sizes=[1], note=None), {'major': 1, 'minor': 2})
Derived("d", 0.5), Version(1, 2) < Version(1, 3), {Version(1): "v"}[Version(1)]  #> (Derived(name='d', rate=0.5, sizes=[], note=None, extra=6), True, 'v')
Config()  #> ! TypeError: Config.__init__() missing 1 required positional argument: 'name'
Config("n", unknown=1)  #> ! TypeError: Config.__init__() got an unexpected keyword argument 'unknown'
mutate()  #> ! FrozenInstanceError: cannot assign to field 'major'

# --- enums
from enum import Enum, IntEnum, auto


class Reduction(Enum):
    MEAN = "mean"
    SUM = "sum"
    AVERAGE = "mean"

    @classmethod
    def default(cls):
        return cls.MEAN

    @property
    def short(self):
        return self.value[0]


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Mode(str, Enum):
    TRAIN = "train"
    TEST = "test"


class Auto(Enum):
    A = auto()
    B = auto()


Reduction.MEAN, Reduction.MEAN.name, Reduction("sum"), Reduction["SUM"].value, Reduction.MEAN.short  #> (<Reduction.MEAN: 'mean'>, 'MEAN', <Reduction.SUM: 'sum'>, 'sum', 'm')
[one.name for one in Reduction], len(Reduction), Reduction.AVERAGE is Reduction.MEAN, Reduction.default()  #> (['MEAN', 'SUM'], 2, True, <Reduction.MEAN: 'mean'>)
Reduction("other")  #> ! ValueError: 'other' is not a valid Reduction
Reduction.MEAN == "mean", Mode.TRAIN == "train", Level.HIGH > Level.LOW, Level.LOW + 1, Auto.B.value  #> (False, True, True, 2, 2)
str(Reduction.SUM), Mode("test") is Mode.TEST, isinstance(Level.LOW, int), Reduction.SUM in Reduction  #> ('Reduction.SUM', True, True, True)
{Reduction.MEAN: 1}[Reduction.MEAN], Mode.TRAIN.upper()  #> (1, 'TRAIN')

# --- typing
from typing import Callable, Dict, Generic, NamedTuple, Protocol, Tuple, TypeVar, Union, cast

T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item: T = item

    def get(self) -> "T":
        return self.item


class Result(NamedTuple):
    loss: float
    parts: Tuple[float, ...] = ()

    @property
    def doubled(self):
        return self.loss * 2


class Closable(Protocol):
    def close(self) -> None: ...


Pair = Tuple[int, int]
Handler = Callable[[Dict[str, Union[int, None]]], int]
result = Result(0.5)


def annotated(x: "undefined_type", y: int | None = None) -> list[int]:
    z: SomethingUnknown
    return [1]


Box[int](3).get(), result, result.loss, result.doubled, result._replace(loss=1), cast(int, "a"), annotated(1)  #> (3, Result(loss=0.5, parts=()), 0.5, 1.0, Result(loss=1, parts=()), 'a', [1])
loss, parts = result
loss, parts  #> (0.5, ())

# --- copying
import copy

original = {"a": [1, 2], "b": (1, [2])}
shallow = copy.copy(original)
deep = copy.deepcopy(original)


def changed():
    original = {"a": [1, 2]}
    shallow = copy.copy(original)
    deep = copy.deepcopy(original)
    original["a"].append(3)
    return shallow["a"], deep["a"]


class Node:
    def __init__(self):
        self.children = [1]


node = Node()
twin = copy.deepcopy(node)
twin.children.append(2)
changed(), node.children, twin.children, deep["b"]  #> (([1, 2, 3], [1, 2]), [1], [1, 2], (1, [2]))

# --- types of things
type(1).__name__, type("a").__name__, type(None).__name__, type([]).__name__, type(lambda: 0).__name__  #> ('int', 'str', 'NoneType', 'list', 'function')
isinstance(True, int), isinstance(1, float), isinstance(1, (str, int)), isinstance("a", int | str), type(1) == int  #> (True, False, True, True, True)
isinstance(1, "int")  #> ! TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union
int("5") + int.__call__(2) if False else 7  #> 7
list.__name__, [].__class__, (1).__class__  #> ('list', <class 'list'>, <class 'int'>)
print("x")  #> None

# --- a module's names, and paths
import inspect
import pathlib
import sys
from pathlib import Path


class Apple:
    pass


class Pear(Apple):
    pass


def pick(kind):
    return globals()[kind]()


def known():
    return "Apple" in globals(), "Plum" in globals()


root = Path("models") / "large"
type(pick("Pear")).__name__  #> 'Pear'
[one.__name__ for one in inspect.getmro(Pear)]  #> ['Pear', 'Apple', 'object']
known()  #> (True, False)
str(root / "weights.pt"), (root / "weights.pt").suffix, root.name  #> ('models/large/weights.pt', '.pt', 'large')
str(root.parent), pathlib.PurePosixPath("a.tar.gz").stem  #> ('models', 'a.tar')

# --- flags made of flags
import enum


class Terms(enum.Flag):
    DATA = enum.auto()
    PRIOR = enum.auto()
    BOTH = DATA | PRIOR
    NOISE = enum.auto()


[term.value for term in (Terms.DATA, Terms.PRIOR, Terms.BOTH, Terms.NOISE)]  #> [1, 2, 3, 4]
Terms.DATA in Terms.BOTH, bool(Terms.BOTH & Terms.PRIOR), Terms.NOISE in Terms.BOTH  #> (True, True, False)

# --- what an exception comes from
def weigh(x):
    try:
        return 1 / x
    except ZeroDivisionError as error:
        raise ValueError("no weight") from error


def cause_of(x):
    try:
        weigh(x)
    except ValueError as error:
        return type(error.__cause__).__name__


cause_of(0)  #> 'ZeroDivisionError'
KeyError("k").__cause__ is None  #> True

# ---
import argparse

parser = argparse.ArgumentParser(description="trains", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
parser.add_argument("--margin", type=float, default=0.3, help="margin")
parser.add_argument("-k", "--num-classes", type=int, default="10")
parser.add_argument("--milestones", nargs="+", type=int, default=[30, 60])
parser.add_argument("--kind", choices=["ce", "focal"], default="focal")
parser.add_argument("--smooth", action="store_true")
parser.add_argument("--plain", dest="fancy", action="store_false")
parser.add_argument_group("weights").add_argument("--weight", action="append", type=float)
parser.set_defaults(seed=3)
args = parser.parse_args([])
args.margin, args.num_classes, args.milestones, args.kind, args.smooth, args.fancy, args.weight, args.seed  #> (0.3, 10, [30, 60], 'focal', False, True, None, 3)
"margin" in args, "other" in args  #> (True, False)
given = parser.parse_args("--margin 0.5 -k 4 --milestones 1 2 3 --smooth --plain --weight 1 --weight=2.5".split())
sorted(vars(given).items())  #> [('fancy', False), ('kind', 'focal'), ('margin', 0.5), ('milestones', [1, 2, 3]), ('num_classes', 4), ('seed', 3), ('smooth', True), ('weight', [1.0, 2.5])]
parser.parse_known_args(["--margin", "1", "--lr", "2"])[1]  #> ['--lr', '2']
positional = argparse.ArgumentParser()
positional.add_argument("data")
positional.add_argument("--temperature", type=float, default=0.07)
vars(positional.parse_args(["here", "--temperature", "0.1"]))  #> {'data': 'here', 'temperature': 0.1}
argparse.Namespace(alpha=1, name="x")  #> Namespace(alpha=1, name='x')
argparse.Namespace(alpha=1) == argparse.Namespace(alpha=1)  #> True
