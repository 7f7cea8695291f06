"""operator."""


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def truediv(a, b):
    return a / b


def floordiv(a, b):
    return a // b


def mod(a, b):
    return a % b


def pow(a, b):
    return a**b


def matmul(a, b):
    return a @ b


def neg(a):
    return -a


def pos(a):
    return +a


def abs(a):
    return a.__abs__() if hasattr(a, "__abs__") else max(a, -a)


def not_(a):
    return not a


def truth(a):
    return bool(a)


def inv(a):
    return ~a


invert = inv


def and_(a, b):
    return a & b


def or_(a, b):
    return a | b


def xor(a, b):
    return a ^ b


def lt(a, b):
    return a < b


def le(a, b):
    return a <= b


def eq(a, b):
    return a == b


def ne(a, b):
    return a != b


def ge(a, b):
    return a >= b


def gt(a, b):
    return a > b


def is_(a, b):
    return a is b


def is_not(a, b):
    return a is not b


def contains(a, b):
    return b in a


def concat(a, b):
    return a + b


def getitem(a, b):
    return a[b]


def setitem(a, b, c):
    a[b] = c


def delitem(a, b):
    del a[b]


def iadd(a, b):
    a += b
    return a


def imul(a, b):
    a *= b
    return a


def index(a):
    return int(a)


def itemgetter(*items):
    if len(items) == 1:
        return lambda object: object[items[0]]
    return lambda object: tuple(object[item] for item in items)


def _attribute(object, path):
    for name in path.split("."):
        object = getattr(object, name)
    return object


def attrgetter(*names):
    if len(names) == 1:
        return lambda object: _attribute(object, names[0])
    return lambda object: tuple(_attribute(object, name) for name in names)


def methodcaller(name, *args, **keywords):
    return lambda object: getattr(object, name)(*args, **keywords)
