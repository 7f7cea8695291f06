# --- arguments
def f(a, b=2, *args, c=3, **kwargs):
    return a, b, args, c, kwargs


def g(a, /, b, *, c):
    return a, b, c


def h(*, key=1):
    return key


f(1)  #> (1, 2, (), 3, {})
f(1, 5, 6, 7, c=8, d=9)  #> (1, 5, (6, 7), 8, {'d': 9})
f(*[1, 2, 3], **{"c": 4, "z": 5})  #> (1, 2, (3,), 4, {'z': 5})
f(b=1, a=0)  #> (0, 1, (), 3, {})
f()  #> ! TypeError: f() missing 1 required positional argument: 'a'
g(1, b=2, c=3)  #> (1, 2, 3)
g(1, 2)  #> ! TypeError: g() missing 1 required keyword-only argument: 'c'
g(a=1, b=2, c=3)  #> ! TypeError: g() got some positional-only arguments passed as keyword arguments: 'a'
g(1, 2, 3)  #> ! TypeError: g() takes 2 positional arguments but 3 were given
h(1)  #> ! TypeError: h() takes 0 positional arguments but 1 was given
h(key=2)  #> 2
h(kez=2)  #> ! TypeError: h() got an unexpected keyword argument 'kez'
f(1, a=2)  #> ! TypeError: f() got multiple values for argument 'a'
(lambda x, y=1, *z: (x, y, z))(1, 2, 3)  #> (1, 2, (3,))

# --- closures
def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


step = counter()
history = [step(), step(5), step()]
total = 0


def add(x):
    global total
    total += x
    return total


added = [add(1), add(2)]
adders = [lambda x, i=i: x + i for i in range(3)]
late = [lambda: i for i in range(3)]


def local_error():
    value = value + 1
    return value


history  #> [1, 6, 7]
added, total  #> ([1, 3], 3)
[adder(10) for adder in adders], [one() for one in late]  #> ([10, 11, 12], [2, 2, 2])
undefined_name  #> ! NameError: name 'undefined_name' is not defined

# --- mutable defaults are shared
def collect(x, into=[]):
    into.append(x)
    return into


first = list(collect(1))
second = list(collect(2))
first, second  #> ([1], [1, 2])

# --- decorators
from functools import wraps


def twice(function):
    @wraps(function)
    def inner(*args, **kwargs):
        return function(function(*args, **kwargs))

    return inner


def scaled(factor):
    def decorate(function):
        def inner(x):
            return factor * function(x)

        return inner

    return decorate


@twice
def increment(x):
    """Adds one."""
    return x + 1


@scaled(10)
@twice
def double(x):
    return 2 * x


increment(1), double(1), increment.__name__, increment.__doc__  #> (3, 40, 'increment', 'Adds one.')

# --- generators
def countdown(n):
    while n > 0:
        yield n
        n -= 1


def delegating():
    result = yield from inner()
    yield result


def inner():
    yield 1
    return "done"


def echo():
    received = []
    while len(received) < 2:
        value = yield len(received)
        received.append(value)
    return received


def guarded(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")


def drive():
    generator = echo()
    out = [next(generator), generator.send("a")]
    try:
        generator.send("b")
    except StopIteration as stop:
        out.append(stop.value)
    return out


def close_early():
    log = []
    generator = guarded(log)
    next(generator)
    generator.close()
    return log


def evens():
    n = 0
    while True:
        yield n
        n += 2


def first_above(limit):
    for value in evens():
        if value > limit:
            return value


list(countdown(3)), list(delegating())  #> ([3, 2, 1], [1, 'done'])
drive()  #> [0, 1, ['a', 'b']]
close_early()  #> ['closed']
first_above(7), [x for x, _ in zip(evens(), range(3))]  #> (8, [0, 2, 4])
next(x for x in evens() if x > 3)  #> 4
sum(x * x for x in countdown(3))  #> 14

# --- recursion and conditional expressions
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


fib(12), collatz(27)  #> (144, 111)

# --- walrus and comprehension scopes
values = [y := 5, y + 1]
found = [last := n for n in range(3)]
n = "outer"
inner = [n for n in range(2)]
values, found, last, n, inner  #> ([5, 6], [0, 1, 2], 2, 'outer', [0, 1])
any((hit := x) > 2 for x in [1, 3, 5]), hit  #> (True, 3)

# --- exceptions
class Custom(ValueError):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def attempt(action):
    try:
        return ("value", action())
    except Custom as error:
        return ("custom", str(error), error.code)
    except (KeyError, IndexError) as error:
        return ("lookup", type(error).__name__, str(error))
    except ZeroDivisionError:
        return "zero"
    except Exception as error:
        return (type(error).__name__, str(error))
    finally:
        log.append("finally")


def fail(error):
    raise error


def reraise():
    try:
        fail(ValueError("inner"))
    except ValueError as error:
        raise RuntimeError("outer") from error


def bare():
    try:
        fail(KeyError("k"))
    except KeyError:
        raise


def early():
    try:
        return "try"
    finally:
        log.append("early")


def override():
    for i in range(3):
        try:
            continue
        finally:
            log.append(i)
    return "end"


def with_else():
    try:
        x = 1
    except ValueError:
        return "no"
    else:
        return "else"


log = []
attempts = [
    attempt(lambda: 1),
    attempt(lambda: fail(Custom("bad", 7))),
    attempt(lambda: {}["k"]),
    attempt(lambda: [][0]),
    attempt(lambda: 1 / 0),
    attempt(lambda: fail(TypeError("t"))),
    attempt(lambda: fail(ValueError)),
    attempt(lambda: None.x),
    attempt(lambda: int("z")),
    attempt(lambda: reraise()),
    attempt(lambda: fail(AssertionError())),
]
attempts  #> [('value', 1), ('custom', 'bad', 7), ('lookup', 'KeyError', "'k'"), ('lookup', 'IndexError', 'list index out of range'), 'zero', ('TypeError', 't'), ('ValueError', ''), ('AttributeError', "'NoneType' object has no attribute 'x'"), ('ValueError', "invalid literal for int() with base 10: 'z'"), ('RuntimeError', 'outer'), ('AssertionError', '')]
len(log)  #> 11
early(), override(), with_else(), log[-4:]  #> ('try', 'end', 'else', ['early', 0, 1, 2])
bare()  #> ! KeyError: 'k'
fail(Custom("message", 1))  #> ! Custom: message
fail(NotImplementedError())  #> ! NotImplementedError: 
ValueError("a", 1), repr(ValueError("x")), str(ValueError("x")), ValueError("x").args  #> (ValueError('a', 1), "ValueError('x')", 'x', ('x',))
issubclass(KeyError, LookupError), isinstance(Custom("a", 1), Exception)  #> (True, True)

# --- assertions
def check(x):
    assert x > 0, f"x must be positive, got {x}"
    return x


def check_bare(x):
    assert x
    return x


check(1)  #> 1
check(-1)  #> ! AssertionError: x must be positive, got -1
check_bare(0)  #> ! AssertionError: 

# --- contexts
from contextlib import contextmanager, nullcontext, suppress


class Recorder:
    def __init__(self, log, swallow=False):
        self.log = log
        self.swallow = swallow

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, type, value, traceback):
        self.log.append(None if type is None else type.__name__)
        return self.swallow


@contextmanager
def tagged(log, name):
    log.append("<" + name)
    try:
        yield name.upper()
    finally:
        log.append(name + ">")


def run():
    log = []
    with Recorder(log) as a, tagged(log, "t") as b:
        log.append(b)
    with Recorder(log, swallow=True):
        raise ValueError("x")
    with suppress(KeyError):
        {}["x"]
    with nullcontext(5) as five:
        log.append(five)
    try:
        with tagged(log, "e"):
            raise KeyError("inside")
    except KeyError:
        log.append("caught")
    return log


def returns_inside():
    with nullcontext():
        return "inside"


run()  #> ['enter', '<t', 'T', 't>', None, 'enter', 'ValueError', 5, '<e', 'e>', 'caught']
returns_inside()  #> 'inside'

# --- match
def describe(value):
    match value:
        case 0:
            return "zero"
        case int() | float() if value < 0:
            return "negative"
        case int(n):
            return f"int {n}"
        case "a" | "b":
            return "letter"
        case [x]:
            return f"one {x}"
        case [first, *rest]:
            return f"{first} then {rest}"
        case {"kind": kind, **others}:
            return f"{kind} {others}"
        case None:
            return "none"
        case _:
            return "other"


[describe(v) for v in [0, -1, -2.5, 7, "a", [1], (1, 2, 3), {"kind": "k", "z": 1}, None, "q"]]  #> ['zero', 'negative', 'negative', 'int 7', 'letter', 'one 1', '1 then [2, 3]', "k {'z': 1}", 'none', 'other']

# --- dispatch on unions
from __future__ import annotations

import functools


@functools.singledispatch
def penalty(x):
    return "any"


@penalty.register
def _(x: float | int):
    return "number"


@penalty.register(list)
@penalty.register(tuple)
def _(x):
    return [penalty(one) for one in x]


penalty(2.0), penalty(3), penalty("s"), penalty([1, (2.0, None)])  #> ('number', 'number', 'any', ['number', ['number', 'any']])


# --- imports by a call
__import__("math").floor(2.5)  #> 2
__import__("collections.abc").OrderedDict is __import__("collections").OrderedDict  #> True
__import__("os.path", fromlist=["join"]).join("a", "b")  #> 'a/b'
import importlib
importlib.import_module("math").sqrt(9.0)  #> 3.0
importlib.import_module("os.path").basename("a/b")  #> 'b'


def missing(name):
    try:
        return __import__(name)
    except ModuleNotFoundError as error:
        return str(error)


missing("no_such_module")  #> "No module named 'no_such_module'"
