"""What arguments and values may be: named, and never checked."""


class Constraint:
    is_discrete = False
    event_dim = 0

    def __init__(self, *bounds, **options):
        self.bounds = bounds

    def check(self, value):
        return value == value


class dependent_property(property):
    """A property, with or without a word about what it depends on."""

    def __new__(cls, fn=None, *, is_discrete=False, event_dim=0):
        return property(fn) if fn is not None else property


greater_than = greater_than_eq = less_than = interval = half_open_interval = integer_interval = Constraint
multinomial = independent = cat = stack = Constraint
dependent = real = positive = nonnegative = unit_interval = boolean = simplex = real_vector = Constraint()
one_hot = nonnegative_integer = positive_integer = lower_triangular = lower_cholesky = corr_cholesky = Constraint()
square = symmetric = positive_semidefinite = positive_definite = Constraint()
