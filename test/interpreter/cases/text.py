# --- format specifications
f"{3.14159:.2f}"  #> '3.14'
f"{3.14159:10.3f}|"  #> '     3.142|'
f"{3.14159:<10.3f}|"  #> '3.142     |'
f"{42:05d}"  #> '00042'
f"{-42:05d}"  #> '-0042'
f"{42:+d}"  #> '+42'
f"{1234567.891:,.2f}"  #> '1,234,567.89'
f"{1234567:,}"  #> '1,234,567'
f"{0.256:.1%}"  #> '25.6%'
f"{12345.678:.3e}"  #> '1.235e+04'
f"{0.0001234:g}"  #> '0.0001234'
f"{123456789:g}"  #> '1.23457e+08'
f"{1.0:g}"  #> '1'
f"{1e-10:.3g}"  #> '1e-10'
f"{'ab':>5}|{'ab':^6}|{'ab':*<5}"  #> '   ab|  ab  |ab***'
f"{255:x} {255:#x} {5:b} {8:o}"  #> 'ff 0xff 101 10'
f"{True}"  #> 'True'
f"{None!r:>6}"  #> '  None'
f"{'x'!r}"  #> "'x'"
f"{2.5:.0f} {3.5:.0f} {0.125:.2f}"  #> '2 4 0.12'
f"{1e20:.1f}"  #> '100000000000000000000.0'
f"{float('inf'):.2f} {float('nan'):5.1f}"  #> 'inf   nan'
f"{3:.2f}"  #> '3.00'
f"{[1, 'a', None]}"  #> "[1, 'a', None]"
f"{1.5:e}"  #> '1.500000e+00'
f"{10:>+8.2f}|"  #> '  +10.00|'
f"{'long text':.4}"  #> 'long'
f"{{}} {1}"  #> '{} 1'
f"{1/3:.4}"  #> '0.3333'
f"{100.0:.3}"  #> '1e+02'

# --- widths from names
width, value = 8, 2.5

f"{value:{width}}|"  #> '     2.5|'
f"{value=}"  #> 'value=2.5'
f"{value:>{width}.2f}|"  #> '    2.50|'

# --- percent
"%d items" % 3  #> '3 items'
"%s and %r" % ("a", "b")  #> "a and 'b'"
"%.3f|%8.2f|%-8.2f|" % (1.5, 2.25, 3.125)  #> '1.500|    2.25|3.12    |'
"%05d %x %e" % (42, 255, 12345.678)  #> '00042 ff 1.234568e+04'
"%(a)s-%(b)d" % {"a": "x", "b": 2}  #> 'x-2'
"100%%" % ()  #> '100%'
"%s" % [1, 2]  #> '[1, 2]'
"%d %d" % (1,)  #> ! TypeError: not enough arguments for format string

# --- format method
"{} {}".format(1, "a")  #> '1 a'
"{1} {0}".format("a", "b")  #> 'b a'
"{name:>6}|{x:.2f}".format(name="n", x=1.005)  #> '     n|1.00'
"{0[1]} {1[k]}".format([1, 2], {"k": "v"})  #> '2 v'
"{:<5}|{:>5}|{:^5}|".format("a", "b", "c")  #> 'a    |    b|  c  |'
"{!r}".format("a")  #> "'a'"
"{{}}".format()  #> '{}'

# --- methods
"Hello World".lower(), "abc".upper(), "hello world".title(), "hELLO".capitalize()  #> ('hello world', 'ABC', 'Hello World', 'Hello')
" a b ".strip(), "xxaxx".strip("x"), "xxa".lstrip("x"), "axx".rstrip("x")  #> ('a b', 'a', 'a', 'a')
"a,b,,c".split(","), " a  b ".split(), "a b c d".split(" ", 1), "a.b.c".rsplit(".", 1)  #> (['a', 'b', '', 'c'], ['a', 'b'], ['a', 'b c d'], ['a.b', 'c'])
", ".join(["a", "b"])  #> 'a, b'
"a-b-c".replace("-", "+"), "aaa".replace("a", "b", 2)  #> ('a+b+c', 'bba')
"abc".startswith("ab"), "abc".endswith(("x", "c"))  #> (True, True)
"hello".find("l"), "hello".find("z"), "hello".index("o"), "hello".count("l")  #> (2, -1, 4, 2)
"a=b=c".partition("="), "abc".rpartition("=")  #> (('a', '=', 'b=c'), ('', '', 'abc'))
"42".zfill(5), "-42".zfill(5), "a".ljust(3) + "|", "a".rjust(3), "a".center(4, "*")  #> ('00042', '-0042', 'a  |', '  a', '*a**')
"abc".isalpha(), "a1".isalnum(), "12".isdigit(), "".isdigit()  #> (True, True, True, False)
"abc"[1], "abc"[-1], "abc"[::-1], "abcdef"[1:5:2]  #> ('b', 'c', 'cba', 'bd')
"abc"[10]  #> ! IndexError: string index out of range
"ab" * 3, "a" + "b", "a" "b"  #> ('ababab', 'ab', 'ab')
"prefix_name".removeprefix("prefix_"), "name.py".removesuffix(".py")  #> ('name', 'name')
"line1\nline2".splitlines()  #> ['line1', 'line2']
"tab\there"  #> 'tab\there'
"quote \" and '"  #> 'quote " and \''
len("héllo")  #> 5
list("abc")  #> ['a', 'b', 'c']
"a" in "cat"  #> True
"abc" + 1  #> ! TypeError: can only concatenate str (not "int") to str
