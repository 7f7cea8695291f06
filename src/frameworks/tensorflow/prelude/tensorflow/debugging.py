"""tensorflow.debugging: checks that a preview takes for granted, but those about numbers hand their tensor on."""


def check_numerics(tensor, message, name=None):
    return tensor


def assert_all_finite(x, message, name=None):
    return x


def _nothing(*arguments, **options):
    return None


Assert = assert_equal = assert_greater = assert_greater_equal = assert_integer = assert_less = _nothing
assert_less_equal = assert_near = assert_negative = assert_non_negative = assert_non_positive = _nothing
assert_none_equal = assert_positive = assert_rank = assert_rank_at_least = assert_rank_in = _nothing
assert_same_float_dtype = assert_scalar = assert_shapes = assert_type = enable_check_numerics = _nothing
