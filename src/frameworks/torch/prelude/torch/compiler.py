"""What is said to PyTorch's compiler, and what it says of itself: nothing is compiled here."""

from torch import compile


def disable(fn=None, recursive=True, **options):
    return (lambda function: function) if fn is None else fn


def allow_in_graph(fn):
    return fn


assume_constant_result = allow_in_graph


def is_compiling():
    return False


is_dynamo_compiling = is_exporting = is_compiling


def reset():
    pass


def cudagraph_mark_step_begin():
    pass
