# --- lists
xs = [3, 1, 2]
ys = xs + [4]
ys[0] = 10
zs = ys[:]
zs.append(5)
zs.insert(0, 0)
zs.extend(range(2))
del zs[1]
popped = zs.pop()
ws = [1, 2, 3, 4, 5]
ws[1:3] = [20]
ws[-1] += 1
sorted(xs), sorted(xs, reverse=True), sorted(["b", "A", "c"], key=str.lower)  #> ([1, 2, 3], [3, 2, 1], ['A', 'b', 'c'])
ys, zs, popped, ws  #> ([10, 1, 2, 4], [0, 1, 2, 4, 5, 0], 1, [1, 20, 4, 6])
xs[1:], xs[:-1], xs[::2], xs[-2:]  #> ([1, 2], [3, 1], [3, 2], [1, 2])
xs.index(2), xs.count(1), len(xs)  #> (2, 1, 3)
[0] * 3, [[0] * 2 for _ in range(2)]  #> ([0, 0, 0], [[0, 0], [0, 0]])
list(reversed(xs)), list(enumerate(xs, 1))  #> ([2, 1, 3], [(1, 3), (2, 1), (3, 2)])
[1, 2, 3][5]  #> ! IndexError: list index out of range
[*xs, *"ab"]  #> [3, 1, 2, 'a', 'b']
xs.index(99)  #> ! ValueError: 99 is not in list
(1,), (), (1, 2) + (3,)  #> ((1,), (), (1, 2, 3))
[x * y for x in range(3) for y in range(2) if x != y]  #> [0, 0, 0, 2]
first, *rest, last = range(5)
first, rest, last  #> (0, [1, 2, 3], 4)
(a, (b, c)), d = [(1, (2, 3)), 4]
a, b, c, d  #> (1, 2, 3, 4)
p, q = q0 = (1, 2)
p, q, q0  #> (1, 2, (1, 2))

# --- unpacking errors
def unpack(value):
    a, b = value
    return a


unpack([1])  #> ! ValueError: not enough values to unpack (expected 2, got 1)
unpack([1, 2, 3])  #> ! ValueError: too many values to unpack (expected 2)
unpack(5)  #> ! TypeError: cannot unpack non-iterable int object

# --- dicts
d = {"a": 1, "b": 2}
d["c"] = 3
e = {**d, "a": 10}
removed = e.pop("b")
f = dict(x=1, **{"y": 2})
f.update({"x": 5}, w=0)
f.setdefault("z", []).append(1)
d, e, removed, f  #> ({'a': 1, 'b': 2, 'c': 3}, {'a': 10, 'c': 3}, 2, {'x': 5, 'y': 2, 'w': 0, 'z': [1]})
d["missing"]  #> ! KeyError: 'missing'
d.get("missing"), d.get("missing", 7)  #> (None, 7)
list(d), list(d.values()), list(d.items())  #> (['a', 'b', 'c'], [1, 2, 3], [('a', 1), ('b', 2), ('c', 3)])
"a" in d, "q" in d, len(d)  #> (True, False, 3)
{k: v * 2 for k, v in e.items()}  #> {'a': 20, 'c': 6}
dict(zip("ab", [1, 2])), dict([("k", 1)])  #> ({'a': 1, 'b': 2}, {'k': 1})
{1: "int", 1.0: "float", True: "bool"}  #> {1: 'bool'}
{(1, 2): "t"}[(1, 2)]  #> 't'
{[1]: 2}  #> ! TypeError: unhashable type: 'list'
{"a": 1} | {"b": 2}  #> {'a': 1, 'b': 2}
dict.fromkeys("ab", 0)  #> {'a': 0, 'b': 0}
max(d, key=lambda k: len(k)), sorted(e.items(), key=lambda item: -item[1])  #> ('a', [('a', 10), ('c', 3)])

# --- sets
s = {1, 2, 3}
t = {3, 4}
s | t, s & t, s - t, s ^ t  #> ({1, 2, 3, 4}, {3}, {1, 2}, {1, 2, 4})
len({1, 1.0, True}), 3 in s, set() == set([])  #> (1, True, True)
s.issubset({1, 2, 3, 4}), s.isdisjoint({9})  #> (True, True)
frozenset([1, 2]) == {1, 2}, {frozenset([1]): 1}[frozenset([1])]  #> (True, 1)
sorted({"b", "a"})  #> ['a', 'b']

# --- ranges and iterators
list(range(5)), list(range(2, 8, 3)), list(range(5, 0, -2)), range(3)  #> ([0, 1, 2, 3, 4], [2, 5], [5, 3, 1], range(0, 3))
range(10)[2], len(range(0, 10, 3)), 3 in range(5), range(5)[1:3] == range(1, 3)  #> (2, 4, True, True)
list(zip([1, 2], "ab")), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, 2]))  #> ([(1, 'a'), (2, 'b')], [4, 6], [1, 2])
list(zip([1, 2], [1], strict=True))  #> ! ValueError: zip() argument 2 is shorter than argument 1
any(x > 1 for x in [1, 2]), all([]), any([])  #> (True, True, False)
next(iter([1, 2])), next(iter([]), "none")  #> (1, 'none')
next(iter([]))  #> ! StopIteration: 
it = iter([1, 2, 3])
head = next(it)
head, list(it)  #> (1, [2, 3])
sum(x for x in range(4)), [*map(str, range(3))], tuple(x for x in "ab")  #> (6, ['0', '1', '2'], ('a', 'b'))
slice(1, 5, 2), [0, 1, 2, 3][slice(1, 3)]  #> (slice(1, 5, 2), [1, 2])
len(5)  #> ! TypeError: object of type 'int' has no len()
for_else = []
for n in range(2, 5):
    for m in range(2, n):
        if n % m == 0:
            break
    else:
        for_else.append(n)
for_else  #> [2, 3]

# --- collections
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple

Point = namedtuple("Point", ["x", "y"], defaults=[0])
point = Point(1)
groups = defaultdict(list)
for word in ["apple", "avocado", "bean"]:
    groups[word[0]].append(word)
queue = deque([1, 2, 3], maxlen=3)
queue.append(4)
ordered = OrderedDict(a=1, b=2)
ordered.move_to_end("a")
point, point.x, point[1], point._replace(y=5), point._asdict(), Point._fields  #> (Point(x=1, y=0), 1, 0, Point(x=1, y=5), {'x': 1, 'y': 0}, ('x', 'y'))
point == (1, 0), isinstance(point, tuple), [*point]  #> (True, True, [1, 0])
Point()  #> ! TypeError: Point.__new__() missing 1 required positional argument: 'x'
dict(groups), list(queue), queue[0], list(ordered)  #> ({'a': ['apple', 'avocado'], 'b': ['bean']}, [2, 3, 4], 2, ['b', 'a'])
Counter("abca").most_common(1), Counter("aab")["z"], Counter(a=1) + Counter(a=2)  #> ([('a', 2)], 0, Counter({'a': 3}))

# --- itertools
from itertools import accumulate, chain, combinations, count, cycle, islice, pairwise, permutations, product, repeat, takewhile, zip_longest

list(chain([1], (2, 3))), list(chain.from_iterable([[1], [2]]))  #> ([1, 2, 3], [1, 2])
list(product("ab", [1, 2])), list(combinations(range(4), 2))  #> ([('a', 1), ('a', 2), ('b', 1), ('b', 2)], [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
list(permutations([1, 2, 3], 2))  #> [(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)]
list(accumulate([1, 2, 3])), list(islice(count(5), 3)), list(islice(range(10), 2, 8, 3))  #> ([1, 3, 6], [5, 6, 7], [2, 5])
list(pairwise("abc")), list(zip_longest([1, 2], [3], fillvalue=0)), list(repeat(1, 2))  #> ([('a', 'b'), ('b', 'c')], [(1, 3), (2, 0)], [1, 1])
list(takewhile(lambda x: x < 3, count())), list(islice(cycle("ab"), 5))  #> ([0, 1, 2], ['a', 'b', 'a', 'b', 'a'])

# --- functools and operator
import operator
from functools import cached_property, lru_cache, partial, reduce, wraps

calls = []


@lru_cache(maxsize=None)
def square(x):
    calls.append(x)
    return x * x


squares = [square(2), square(2), square(3)]


class Lazy:
    made = 0

    @cached_property
    def value(self):
        Lazy.made += 1
        return 5


lazy = Lazy()
reduce(operator.add, [1, 2, 3]), reduce(lambda a, b: a * b, [2, 3], 10)  #> (6, 60)
partial(pow, 2)(5), partial(dict, a=1)(b=2)  #> (32, {'a': 1, 'b': 2})
squares, calls  #> ([4, 4, 9], [2, 3])
lazy.value, lazy.value, Lazy.made  #> (5, 5, 1)
sorted([(2, "a"), (1, "b")], key=operator.itemgetter(1)), operator.attrgetter("real")(5)  #> ([(2, 'a'), (1, 'b')], 5)
