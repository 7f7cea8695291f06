# --- arithmetic
7 // 2  #> 3
-7 // 2  #> -4
-7 % 3  #> 2
7 % -3  #> -2
7.5 // 2  #> 3.0
-7.5 % 2  #> 0.5
2**10  #> 1024
2**-1  #> 0.5
(-2) ** 3  #> -8
7 / 2  #> 3.5
6 / 2  #> 3.0
1 / 0  #> ! ZeroDivisionError: division by zero
1.0 // 0  #> ! ZeroDivisionError: float floor division by zero
5 % 0  #> ! ZeroDivisionError: integer modulo by zero
0.1 + 0.2  #> 0.30000000000000004
1e100  #> 1e+100
1e16  #> 1e+16
123456789012345680.0  #> 1.2345678901234568e+17
0.0001  #> 0.0001
0.00001  #> 1e-05
1.5e-7  #> 1.5e-07
-0.0  #> -0.0
100.0  #> 100.0
1_000_000  #> 1000000
0xFF  #> 255
1 << 10  #> 1024
0b1010 ^ 0b0110  #> 12
~5  #> -6
-True  #> -1
True + True  #> 2
True & False  #> False
6 & 3 | 8  #> 10
divmod(-7, 2)  #> (-4, 1)
divmod(7.5, 2)  #> (3.0, 1.5)
pow(2, 5, 7)  #> 4
abs(-3.5)  #> 3.5
3 - -3  #> 6

# --- comparing
1 == 1.0  #> True
1 < 2 < 3  #> True
1 < 3 < 2  #> False
3 > 2 != 1  #> True
True == 1  #> True
float("nan") == float("nan")  #> False
[1, 2] < [1, 3]  #> True
(1, "a") < (1, "b")  #> True
"a" < "b" <= "b"  #> True
1 < "a"  #> ! TypeError: '<' not supported between instances of 'int' and 'str'
[1, 2] == (1, 2)  #> False
{1, 2} == {2, 1}  #> True
{1} < {1, 2}  #> True
None is None  #> True
1 is not None  #> True
not 0  #> True
0 or "x"  #> 'x'
1 and []  #> []
None == 0  #> False
2 in (1, 2)  #> True
"b" not in "abc"  #> False

# --- converting
int(3.9)  #> 3
int(-3.9)  #> -3
int("  42 ")  #> 42
int("ff", 16)  #> 255
int("x")  #> ! ValueError: invalid literal for int() with base 10: 'x'
float("1e-3")  #> 0.001
float("inf")  #> inf
float("-inf")  #> -inf
float("abc")  #> ! ValueError: could not convert string to float: 'abc'
float(True)  #> 1.0
bool([])  #> False
bool("a")  #> True
str(1.0)  #> '1.0'
repr("it's")  #> '"it\'s"'
round(2.5)  #> 2
round(3.5)  #> 4
round(-2.5)  #> -2
round(2.675, 2)  #> 2.67
round(1234.5678, -2)  #> 1200.0
round(1.5, 0)  #> 2.0
sum([1, 2, 3.5])  #> 6.5
sum([[1], [2]], [])  #> [1, 2]
min(3, 1, 2)  #> 1
max([1, 5, 3], key=lambda x: -x)  #> 1
max([], default=7)  #> 7
max([])  #> ! ValueError: max() arg is an empty sequence
min("b", "a")  #> 'a'
hash(1) == hash(1.0)  #> True
hex(255)  #> '0xff'
bin(5)  #> '0b101'

# --- math
import math

math.sqrt(16)  #> 4.0
math.sqrt(-1)  #> ! ValueError: math domain error
math.log(100, 10)  #> 2.0
math.log(0)  #> ! ValueError: math domain error
math.log2(8)  #> 3.0
math.log10(1000)  #> 3.0
math.floor(-2.5)  #> -3
math.ceil(2.1)  #> 3
math.trunc(-2.7)  #> -2
math.pi  #> 3.141592653589793
math.exp(1)  #> 2.718281828459045
math.inf  #> inf
math.isnan(math.nan)  #> True
math.isclose(0.1 + 0.2, 0.3)  #> True
math.factorial(10)  #> 3628800
math.comb(5, 2)  #> 10
math.gcd(12, 18)  #> 6
math.hypot(3, 4)  #> 5.0
math.prod([1, 2, 3, 4])  #> 24
math.fabs(-2)  #> 2.0
math.copysign(1, -0.0)  #> -1.0
round(math.lgamma(5.5), 10)  #> 3.9578139676
round(math.erf(0.5), 12)  #> 0.520499877813
math.tanh(0.5)  #> 0.46211715726000974
math.degrees(math.pi)  #> 180.0
